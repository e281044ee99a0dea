"""Interventions: drugs, procedures, surveillance and tests, with doses as data."""

from typing import ClassVar

from guidepress.model.entity import Entity
from guidepress.model.statement import EvidenceItem, PlainLanguage, Point, Statement
from guidepress.model.values import Amount, Frequency, Id, Line, RichText, ToGap
from guidepress.vocabulary import InterventionKind, Licensing, Route


class Dose(Statement):
    """An amount, its unit, how it is given, how often, how many times, and who says so."""

    label: Line
    """What this regimen is called in the table, such as 'Schedule of the Levin trial'."""
    agent: Line | None = None
    """The drug, where the intervention is a group of drugs."""
    amount: Amount
    """A number, a range or a least number, without its unit: 7.5, 4-8, >=16."""
    unit: Line
    """The unit: mg/kg, mg, mg/day, ATA."""
    route: Route = Route.NOT_STATED
    interval: Frequency | None = None
    """How often: every 3 weeks, 2 times a day, once."""
    count: Amount | None = None
    """How many times: 2, 20-30."""
    count_of: Line | None = None
    """What is counted: doses, sessions, days."""
    course: Line | None = None
    """How long, or what follows, in words."""
    population: RichText
    """In whom this was studied or is advised."""
    evidence: tuple[EvidenceItem, ...]
    """Who says so."""
    note: RichText | None = None


class Label(Statement):
    """Whether the use is licensed."""

    status: Licensing
    text: RichText | None = None


class Intervention(Entity):
    """Something that can be done, with its names, doses and safety."""

    KIND: ClassVar = "intervention"

    name: Line
    """The generic name."""
    kind: InterventionKind
    brand_names: tuple[Line, ...] = ()
    synonyms: tuple[Line, ...] = ()
    """Abbreviations and other names under which people look for it."""
    summary: RichText
    """What it is and what is known about it here, in two or three sentences."""
    statements: tuple[Point, ...] = ()
    """What is known about its effect in this condition, each with origin and certainty."""
    label_state: Label | None = None
    doses: tuple[Dose, ...] = ()
    dose_note: RichText | None = None
    """What the sources leave out about the dose."""
    contraindications: tuple[Point, ...] = ()
    """Who must not have it."""
    interactions: tuple[Point, ...] = ()
    harms: tuple[Point, ...] = ()
    """Adverse effects."""
    monitoring: tuple[Point, ...] = ()
    evidence: tuple[EvidenceItem, ...] = ()
    gaps: tuple[ToGap, ...] = ()
    plain: PlainLanguage | None = None
    formerly: tuple[Id, ...] = ()
    """Earlier ids; each leaves a page that leads here."""

    @property
    def label(self) -> str:
        """The generic name."""
        return self.name
