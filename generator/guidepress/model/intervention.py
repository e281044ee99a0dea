"""Interventions: drugs, procedures, surveillance and tests, with doses as data."""

from typing import ClassVar

from guidepress.model.entity import Entity, Part
from guidepress.model.statement import EvidenceItem, PlainLanguage, Point, Statement
from guidepress.model.values import Amount, Frequency, Id, Line, Number, RichText, ToGap
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
    """How it is given."""
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
    """What must be known to use this row."""


class Bounds(Part):
    """The least and the greatest amount that a source allows for."""

    agent: Line | None = None
    """The drug, where they are for one of several."""
    least: Number | None = None
    """The least amount."""
    most: Number | None = None
    """The greatest amount."""
    unit: Line
    """The unit of both."""
    route: Route | None = None
    """How it is given, where they are for one route only."""
    evidence: tuple[EvidenceItem, ...]
    """Who says so."""


class Label(Statement):
    """Whether the use is licensed."""

    status: Licensing
    """Whether the label lists this use."""
    text: RichText | None = None
    """Which label was seen, and what it says."""


class Intervention(Entity):
    """Something that can be done, with its names, doses and safety."""

    KIND: ClassVar = "intervention"

    name: Line
    """The generic name."""
    kind: InterventionKind
    """What sort of thing it is."""
    brand_names: tuple[Line, ...] = ()
    """Brand names; texts and search find it under each."""
    synonyms: tuple[Line, ...] = ()
    """Abbreviations and other names under which people look for it."""
    searched_as: tuple[Line, ...] = ()
    """Everyday words and spellings that search and Ask know it by; no text links them."""
    summary: RichText
    """What it is and what is known about it here, in two or three sentences."""
    statements: tuple[Point, ...] = ()
    """What is known about its effect in this condition, each with origin and certainty."""
    label_state: Label | None = None
    """Whether the use in this condition is licensed."""
    doses: tuple[Dose, ...] = ()
    """Its regimens, one row of the table each."""
    bounds: tuple[Bounds, ...] = ()
    """Amounts that no dose of it may leave, with who says so."""
    dose_note: RichText | None = None
    """What the sources leave out about the dose."""
    contraindications: tuple[Point, ...] = ()
    """Who must not have it."""
    interactions: tuple[Point, ...] = ()
    """What it must not be combined with, or only with care."""
    harms: tuple[Point, ...] = ()
    """Adverse effects."""
    monitoring: tuple[Point, ...] = ()
    """What to watch while it is given."""
    evidence: tuple[EvidenceItem, ...] = ()
    """The references for and against it."""
    gaps: tuple[ToGap, ...] = ()
    """What the sources leave open about it."""
    plain: PlainLanguage | None = None
    """The same for patients."""
    formerly: tuple[Id, ...] = ()
    """Earlier ids; each leaves a page that leads here."""

    @property
    def label(self) -> str:
        """The generic name."""
        return self.name
