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
    Date,
    Excerpt,
    Line,
    PartialDate,
    ReferenceId,
    RichText,
    ToIntervention,
    ToPopulation,
    ToQuestion,
    Url,
)
from guidepress.vocabulary import EvidenceType, NoticeKind, ReferenceType, Topic, VerificationStatus


class EvidenceStatement(Entity, Statement):
    """One finding with its numbers, its certainty and the references for and against it."""

    KIND: ClassVar = "evidence"

    title: Line
    """A short name for lists and links."""
    statement: RichText
    """The finding in a sentence or two, with its numbers and citations."""
    topic: Topic
    """What it is about; the page of considerations is grouped by it."""
    question: ToQuestion | None = None
    """The question that it answers."""
    population: ToPopulation | None = None
    """In whom it was found."""
    interventions: tuple[ToIntervention, ...] = ()
    """What was done to them."""
    contested: Boolean = False
    """Whether sources contradict one another on it."""
    certainty_reasons: tuple[CertaintyReason, ...] = ()
    """Why the certainty is what it is."""
    origin_note: RichText | None = None
    """How the statement differs from what its source says, and why."""
    evidence: tuple[EvidenceItem, ...] = ()
    """The references for and against it."""
    plain: PlainLanguage | None = None
    """The same for patients."""

    @property
    def label(self) -> str:
        """The title."""
        return self.title


class Fact(Entity, Statement):
    """A figure about the condition, with whom it counts and who says so."""

    KIND: ClassVar = "fact"

    title: Line
    """A short name for lists and links."""
    topic: Topic
    """What it is about; the page of considerations is grouped by it."""
    question: ToQuestion | None = None
    """The question that it answers."""
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
    contested: Boolean = False
    """Whether sources contradict one another on it."""
    certainty_reasons: tuple[CertaintyReason, ...] = ()
    """Why the certainty is what it is."""
    evidence: tuple[EvidenceItem, ...] = ()
    """The references for and against the figure."""
    plain: PlainLanguage | None = None
    """The same for patients."""

    @property
    def label(self) -> str:
        """The title."""
        return self.title


class Name(Part):
    """An author: a person with family and given name, or an organization as `literal`."""

    family: Line | None = None
    """The family name."""
    given: Line | None = None
    """The initials or the given name."""
    literal: Line | None = None
    """The name of an organization, printed as it stands."""


class Verification(Part):
    """How far somebody has checked this record."""

    status: VerificationStatus
    """How far the record was checked."""
    not_checked: tuple[Line, ...] = ()
    """Fields and statements that were not checked."""


class Notice(Part):
    """What became of a work after it was published."""

    kind: NoticeKind
    """Whether it was retracted, corrected, or is in doubt."""
    date: Date | None = None
    """The day of the notice."""
    reason: Line | None = None
    """The reason that the notice gives."""


class Reference(Entity):
    """One bibliographic record in CSL variables, with its verification status."""

    KIND: ClassVar = "reference"

    id: ReferenceId
    """Its citation key."""
    type: ReferenceType
    """What it is, in the words of CSL."""
    title: Line
    """The title of the work."""
    author: tuple[Name, ...] = ()
    """The authors in their order."""
    author_list_incomplete: Boolean = False
    """Whether more authors exist than are recorded; the entry then ends in 'et al.'."""
    container_title: Annotated[Line | None, Field(alias="container-title")] = None
    """The journal, site or book, in full."""
    container_title_short: Annotated[Line | None, Field(alias="container-title-short")] = None
    """The recorded abbreviation of the journal. None is ever made up."""
    publisher: Line | None = None
    """Who published it."""
    issued: PartialDate | None = None
    """The year, or more of the date: 2011, 2011-04, 2011-04-01."""
    volume: Line | None = None
    """The volume."""
    issue: Line | None = None
    """The issue."""
    page: Line | None = None
    """The pages: 1487-1495."""
    DOI: Line | None = None
    """The DOI without any address before it: 10.1000/xyz123."""
    PMID: Line | None = None
    """The number in PubMed."""
    PMCID: Line | None = None
    """The number in PubMed Central, with PMC before it."""
    ISBN: Line | None = None
    """The ISBN of a book."""
    URL: Url | None = None
    """The address of a work that is on the web only."""
    evidence_type: EvidenceType
    """What kind of work it is; the list of references is grouped by it."""
    design: Line | None = None
    """The design of the study."""
    size: Line | None = None
    """How many people, lesions or studies."""
    findings: RichText | None = None
    """The figures relied upon."""
    note: RichText | None = None
    """What a reader should know before relying on it."""
    excerpt: Excerpt | None = None
    """Sentences of the work, letter for letter, for quotes to be held against. Not printed."""
    notices: tuple[Notice, ...] = ()
    """Retractions, expressions of concern and corrections, as somebody has seen them."""
    verification: Verification
    """How far this record was checked, and what was not."""

    @property
    def label(self) -> str:
        """The first author and the year."""
        first = self.author[0] if self.author else None
        name = (first.family or first.literal or "") if first else ""
        year = self.issued[:4] if self.issued else "n.d."
        return f"{name or self.title} {year}"
