"""The guideline itself: what it is, for whom, by whom, and in what state."""

from typing import ClassVar

from guidepress.model.entity import Entity, Part
from guidepress.model.statement import PlainLanguage
from guidepress.model.values import Date, Id, Line, RichText, Url, Version
from guidepress.vocabulary import CertaintyBy, PublicationStatus, Stage


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
    publisher: Line | None = None
    updated: Date | None = None
    """The day of its last update, as it says itself."""
    note: RichText | None = None
    """What a reader should know about it."""


class Scope(Part):
    """What the guideline covers, and what it does not."""

    covers: RichText
    leaves_out: RichText | None = None


class Person(Part):
    """Somebody who answers for the guideline."""

    name: Line
    role: Line
    affiliation: Line | None = None
    interests: RichText
    """Declared interests, or a sentence that says there are none."""


class License(Part):
    """The terms under which the content may be used."""

    name: Line
    url: Url


class Acceptance(Part):
    """A finding that the editors have seen and let stand."""

    rule: Line
    where: Line
    """The place: a file, or a kind and id such as `recommendation:steroids-first`."""
    because: RichText


class Guideline(Entity):
    """One versioned document with scope, people and status."""

    KIND: ClassVar = "guideline"

    title: Line
    short_title: Line | None = None
    """For menus and breadcrumbs; the title where it is left out."""
    question: Line
    """The question that the guideline answers."""
    bottom_line: RichText | None = None
    """The answer, in two sentences."""
    version: Version
    status: PublicationStatus = PublicationStatus.DRAFT
    dates: Dates = Dates()
    source_article: SourceArticle | None = None
    scope: Scope | None = None
    settings: tuple[Line, ...] = ()
    """Where care is given: hospital, clinic, emergency department."""
    audience: tuple[Line, ...] = ()
    """Whom the guideline speaks to."""
    people: tuple[Person, ...] = ()
    """Authors, panel and editors."""
    funding: RichText | None = None
    methods: RichText | None = None
    """How the evidence was found, judged and turned into statements."""
    certainty_by: CertaintyBy = CertaintyBy.EDITORS
    """Who judged the certainty of the evidence."""
    editorial_policy: RichText | None = None
    license: License | None = None
    disclaimer: RichText | None = None
    """What a professional must know before using it; printed on every page."""
    disclaimer_plain: RichText | None = None
    """The same for patients."""
    plain_summary: PlainLanguage | None = None
    """What the condition is, for patients."""
    get_help_now: PlainLanguage | None = None
    """When a patient must call for help at once."""
    keywords: tuple[Line, ...] = ()
    accept: tuple[Acceptance, ...] = ()
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
    summary: RichText | None = None

    @property
    def label(self) -> str:
        """The title."""
        return self.title


class Review(Part):
    """A named person's dated step in the review."""

    date: Date
    stage: Stage
    name: Line
    role: Line
    note: RichText | None = None


class Gap(Entity):
    """Something that the sources leave open, said to be open."""

    KIND: ClassVar = "gap"

    title: Line
    text: RichText
    """What is left open."""
    offered: RichText | None = None
    """What a source offers all the same, with its citations."""
    claims: tuple[Line, ...] = ()

    @property
    def label(self) -> str:
        """The title."""
        return self.title
