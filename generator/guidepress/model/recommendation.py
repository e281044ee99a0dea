"""Questions with their PICO, and the recommendations that answer them."""

from typing import ClassVar

from guidepress.model.entity import Entity, Part
from guidepress.model.statement import (
    CertaintyReason,
    EvidenceItem,
    PlainLanguage,
    Point,
    Statement,
)
from guidepress.model.values import (
    Boolean,
    Id,
    Line,
    RichText,
    ToGap,
    ToIntervention,
    ToLine,
    ToPopulation,
    ToQuestion,
    ToRecommendation,
)
from guidepress.vocabulary import Direction, Strength


class Question(Entity):
    """What recommendations answer: the question in words, other phrasings of it, and its PICO."""

    KIND: ClassVar = "question"

    question: Line
    phrasings: tuple[Line, ...] = ()
    """Other words in which clinicians and patients ask the same."""
    population: ToPopulation | None = None
    """P: whom the question is about."""
    interventions: tuple[ToIntervention, ...] = ()
    """I: what is considered."""
    comparators: tuple[Line, ...] = ()
    """C: what it is compared with."""
    outcomes: tuple[Line, ...] = ()
    """O: what matters to patients."""

    @property
    def label(self) -> str:
        """The question."""
        return self.question


class Rationale(Part):
    """Why: the domains of GRADE's evidence-to-decision framework. Leave out what nobody judged."""

    summary: RichText | None = None
    benefits: RichText | None = None
    """How large the desirable effects are."""
    harms: RichText | None = None
    """How large the undesirable effects are."""
    values: RichText | None = None
    """What matters to the people concerned, and how much they differ."""
    cost: RichText | None = None
    """What it takes of money, staff and time."""
    equity: RichText | None = None
    """What it does to health equity."""
    acceptability: RichText | None = None
    feasibility: RichText | None = None


class Subgroup(Statement):
    """What is different for some people."""

    title: Line
    """Who they are."""
    text: RichText


class RecommendationException(Part):
    """A recommendation that says the opposite on the same intervention, and when which holds."""

    recommendation: ToRecommendation
    text: RichText
    """When which of the two holds."""


class Recommendation(Entity, Statement):
    """What to do, for whom, how strongly."""

    KIND: ClassVar = "recommendation"

    title: Line
    """A short name for lists and links."""
    statement: RichText
    """The recommendation itself, in a sentence or two."""
    question: ToQuestion | None = None
    population: ToPopulation | None = None
    line: ToLine | None = None
    """The line of therapy it belongs to."""
    key: Boolean = False
    """Whether the overview shows it."""
    interventions: tuple[ToIntervention, ...] = ()
    direction: Direction | None = None
    """For or against."""
    strength: Strength = Strength.NOT_GRADED
    certainty_reasons: tuple[CertaintyReason, ...] = ()
    contested: Boolean = False
    """Whether sources contradict one another on it."""
    origin_note: RichText | None = None
    """How the statement differs from what its source says, and why."""
    key_information: RichText | None = None
    """What one must know to act on it."""
    rationale: Rationale = Rationale()
    subgroups: tuple[Subgroup, ...] = ()
    monitoring: tuple[Point, ...] = ()
    red_flags: tuple[Point, ...] = ()
    """Signs that call for help at once."""
    pitfalls: tuple[Point, ...] = ()
    """Errors that others made."""
    evidence: tuple[EvidenceItem, ...] = ()
    gaps: tuple[ToGap, ...] = ()
    exceptions: tuple[RecommendationException, ...] = ()
    """Recommendations for and against the same intervention that one path may lead through."""
    general: Boolean = False
    """Whether it holds beside the pathway, so that no step need name it."""
    plain: PlainLanguage | None = None
    formerly: tuple[Id, ...] = ()
    """Earlier ids; each leaves a page that leads here."""
    retired: RichText | None = None
    """Why it no longer holds. Its page stays and says so."""
    replaced_by: ToRecommendation | None = None

    @property
    def label(self) -> str:
        """The title."""
        return self.title
