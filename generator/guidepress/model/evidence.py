"""Evidence statements, facts about the condition, and the references behind both."""

from typing import Annotated, ClassVar

from pydantic import Field

from guidepress.model.entity import Entity, Part
from guidepress.model.statement import (
    CertaintyReason,
    EvidenceItem,
    PlainLanguage,
    Statement,
)
from guidepress.model.values import (
    Boolean,
    Line,
    PartialDate,
    ReferenceId,
    RichText,
    ToIntervention,
    ToPopulation,
    Url,
)
from guidepress.vocabulary import EvidenceType, ReferenceType, Topic, VerificationStatus


class EvidenceStatement(Entity, Statement):
    """One finding with its numbers, its certainty and the references for and against it."""

    KIND: ClassVar = "evidence"

    title: Line
    statement: RichText
    topic: Topic
    population: ToPopulation | None = None
    interventions: tuple[ToIntervention, ...] = ()
    contested: Boolean = False
    """Whether sources contradict one another on it."""
    certainty_reasons: tuple[CertaintyReason, ...] = ()
    origin_note: RichText | None = None
    """How the statement differs from what its source says, and why."""
    evidence: tuple[EvidenceItem, ...] = ()
    plain: PlainLanguage | None = None

    @property
    def label(self) -> str:
        """The title."""
        return self.title


class Fact(Entity, Statement):
    """A figure about the condition, with whom it counts and who says so."""

    KIND: ClassVar = "fact"

    title: Line
    topic: Topic
    measure: Line
    """What is measured, such as 'radiation necrosis after radiosurgery'."""
    value: Line
    """The figure with its unit, such as '24%' or '5-25%'."""
    denominator: Line
    """Of whom or of what: 'of patients', 'of lesions', 'across studies'."""
    population: RichText | None = None
    """In whom, how defined, after how long."""
    statement: RichText
    """The figure in a sentence."""
    certainty_reasons: tuple[CertaintyReason, ...] = ()
    evidence: tuple[EvidenceItem, ...] = ()
    plain: PlainLanguage | None = None

    @property
    def label(self) -> str:
        """The title."""
        return self.title


class Name(Part):
    """An author: a person with family and given name, or an organization as `literal`."""

    family: Line | None = None
    given: Line | None = None
    literal: Line | None = None


class Verification(Part):
    """How far somebody has checked this record."""

    status: VerificationStatus
    not_checked: tuple[Line, ...] = ()
    """Fields and statements that were not checked."""


class Reference(Entity):
    """One bibliographic record in CSL variables, with its verification status."""

    KIND: ClassVar = "reference"

    id: ReferenceId
    """Its citation key."""
    type: ReferenceType
    title: Line
    author: tuple[Name, ...] = ()
    author_list_incomplete: Boolean = False
    """Whether more authors exist than are recorded; the entry then ends in 'et al.'."""
    container_title: Annotated[Line | None, Field(alias="container-title")] = None
    """The journal, site or book, in full."""
    container_title_short: Annotated[Line | None, Field(alias="container-title-short")] = None
    """The recorded abbreviation of the journal. None is ever made up."""
    publisher: Line | None = None
    issued: PartialDate | None = None
    volume: Line | None = None
    issue: Line | None = None
    page: Line | None = None
    DOI: Line | None = None
    PMID: Line | None = None
    PMCID: Line | None = None
    ISBN: Line | None = None
    URL: Url | None = None
    evidence_type: EvidenceType
    design: Line | None = None
    """The design of the study."""
    size: Line | None = None
    """How many people, lesions or studies."""
    findings: RichText | None = None
    """The figures relied upon."""
    note: RichText | None = None
    """What a reader should know before relying on it."""
    verification: Verification

    @property
    def label(self) -> str:
        """The first author and the year."""
        first = self.author[0] if self.author else None
        name = (first.family or first.literal or "") if first else ""
        year = self.issued[:4] if self.issued else "n.d."
        return f"{name or self.title} {year}"
