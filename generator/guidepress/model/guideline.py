"""The guideline itself: what it is, for whom, by whom, and in what state."""

from typing import ClassVar

from guidepress.model.entity import Entity, Part
from guidepress.model.statement import PlainLanguage
from guidepress.model.values import Date, Id, Line, RichText, ToQuestion, Url, Version
from guidepress.vocabulary import CertaintyBy, PublicationStatus


class Dates(Part):
    """The days that matter to a reader who asks how old this is."""

    published: Date | None = None
    """The day of the first publication."""
    last_changed: Date | None = None
    """The day of the last change of content."""
    last_reviewed: Date | None = None
    """The day of the last review."""
    next_review_due: Date | None = None
    """The day by which it must be reviewed again."""
    literature_searched_to: Date | None = None
    """The day up to which the literature was searched."""


class SourceArticle(Part):
    """The work that this guideline began from, if it began from one."""

    title: Line
    """Its title."""
    publisher: Line | None = None
    """Who published it."""
    updated: Date | None = None
    """The day of its last update, as it says itself."""
    note: RichText | None = None
    """What a reader should know about it."""


class Scope(Part):
    """What the guideline covers, and what it does not."""

    covers: RichText
    """Conditions, people and treatments that it is about."""
    leaves_out: RichText | None = None
    """What a reader might look for here in vain."""


class Person(Part):
    """Somebody who answers for the guideline."""

    name: Line
    """The name as printed."""
    role: Line
    """What they did: author, panel member, editor, reviewer."""
    affiliation: Line | None = None
    """Where they work."""
    interests: RichText
    """Declared interests, or a sentence that says there are none."""


class License(Part):
    """The terms under which the content may be used."""

    name: Line
    """Its short name: CC BY 4.0."""
    url: Url
    """The address of its text."""


class Guideline(Entity):
    """One versioned document with scope, people and status."""

    KIND: ClassVar = "guideline"

    title: Line
    """The full title."""
    short_title: Line | None = None
    """For menus and breadcrumbs; the title where it is left out."""
    question: Line
    """The question that the guideline answers."""
    bottom_line: RichText | None = None
    """The answer, in two sentences."""
    version: Version
    """Three numbers: major.minor.patch (semantic versioning)."""
    status: PublicationStatus = PublicationStatus.DRAFT
    """Where it stands in its life, as FHIR names it."""
    dates: Dates = Dates()
    """The days that tell how old it is."""
    source_article: SourceArticle | None = None
    """The work that it began from, if it began from one."""
    scope: Scope | None = None
    """What it covers, and what not."""
    settings: tuple[Line, ...] = ()
    """Where care is given: hospital, clinic, emergency department."""
    audience: tuple[Line, ...] = ()
    """Whom the guideline speaks to."""
    publisher: Line | None = None
    """Who brings it out: a society, a clinic, a company."""
    people: tuple[Person, ...] = ()
    """Authors, panel and editors."""
    funding: RichText | None = None
    """Who paid for it, or that nobody did."""
    methods: RichText | None = None
    """How the evidence was found, judged and turned into statements."""
    certainty_by: CertaintyBy = CertaintyBy.EDITORS
    """Who judged the certainty of the evidence."""
    editorial_policy: RichText | None = None
    """Who may change what, and how."""
    license: License | None = None
    """The terms under which the content may be used."""
    disclaimer: RichText | None = None
    """What a professional must know before using it; printed on every page."""
    disclaimer_plain: RichText | None = None
    """The same for patients."""
    plain_summary: PlainLanguage | None = None
    """What the condition is, for patients."""
    get_help_now: PlainLanguage | None = None
    """When a patient must call for help at once."""
    keywords: tuple[Line, ...] = ()
    """Words under which the guideline is to be found."""
    formerly: tuple[Id, ...] = ()
    """Earlier ids; each leaves a page that leads here."""

    @property
    def label(self) -> str:
        """The short title, or the title."""
        return self.short_title or self.title


class Population(Entity):
    """Whom a question, a recommendation or a figure is about."""

    KIND: ClassVar = "population"

    title: Line
    """A short name for lists and links."""
    text: RichText | None = None
    """Who is in it and who is not."""

    @property
    def label(self) -> str:
        """The title."""
        return self.title


class TherapyLine(Entity):
    """A line of therapy or another heading under which recommendations are read, in this order."""

    KIND: ClassVar = "line"

    title: Line
    """The heading."""
    summary: RichText | None = None
    """What belongs under it, in a sentence."""

    @property
    def label(self) -> str:
        """The title."""
        return self.title


class Gap(Entity):
    """Something that the sources leave open, said to be open."""

    KIND: ClassVar = "gap"

    title: Line
    """What is open, as a short question or phrase."""
    question: ToQuestion | None = None
    """The question to which this is all that can be said."""
    text: RichText
    """What is left open."""
    offered: RichText | None = None
    """What a source offers all the same, with its citations."""
    claims: tuple[Line, ...] = ()
    """Numbers of the claims in the editors' list of sources that this carries over."""

    @property
    def label(self) -> str:
        """The title."""
        return self.title
