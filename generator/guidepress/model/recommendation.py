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
from guidepress.vocabulary import Direction, Strength, StrongDespite


class Question(Entity):
    """What recommendations answer: the question in words, other phrasings of it, and its PICO."""

    KIND: ClassVar = "question"

    question: Line
    """The question in words."""
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
    """Why, in a few sentences."""
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
    """Whether those concerned would accept it."""
    feasibility: RichText | None = None
    """Whether it can be done where care is given."""


class Subgroup(Statement):
    """What is different for some people."""

    title: Line
    """Who they are."""
    text: RichText
    """What to do differently, or what to expect."""


class RecommendationException(Part):
    """A recommendation that says the opposite on the same intervention, and when which holds."""

    recommendation: ToRecommendation
    """The other recommendation."""
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
    """The question that it answers."""
    population: ToPopulation | None = None
    """Whom it is for."""
    line: ToLine | None = None
    """The line of therapy it belongs to."""
    key: Boolean = False
    """Whether the overview shows it."""
    interventions: tuple[ToIntervention, ...] = ()
    """What it is about; their pages link back."""
    direction: Direction | None = None
    """For or against."""
    strength: Strength = Strength.NOT_GRADED
    """How strongly a panel recommends it (GRADE). Without a panel it is `not-graded`."""
    strong_despite: StrongDespite | None = None
    """Why it is strong although the certainty is low: which of GRADE's five situations it is."""
    certainty_reasons: tuple[CertaintyReason, ...] = ()
    """Why the certainty is what it is."""
    contested: Boolean = False
    """Whether sources contradict one another on it."""
    origin_note: RichText | None = None
    """How the statement differs from what its source says, and why."""
    key_information: RichText | None = None
    """What one must know to act on it."""
    rationale: Rationale = Rationale()
    """Why: benefit, harm, values, cost, equity, acceptability, feasibility."""
    subgroups: tuple[Subgroup, ...] = ()
    """For whom it differs."""
    monitoring: tuple[Point, ...] = ()
    """What to watch."""
    red_flags: tuple[Point, ...] = ()
    """Signs that call for help at once."""
    pitfalls: tuple[Point, ...] = ()
    """Errors that others made."""
    safety_net: tuple[Point, ...] = ()
    """What to tell people before they leave: what to look out for, and whom to call when."""
    good_practice: tuple[Point, ...] = ()
    """What goes without evidence, since nobody would do otherwise."""
    evidence: tuple[EvidenceItem, ...] = ()
    """The references for and against it."""
    gaps: tuple[ToGap, ...] = ()
    """What the sources leave open about it."""
    exceptions: tuple[RecommendationException, ...] = ()
    """Recommendations for and against the same intervention that one path may lead through."""
    general: Boolean = False
    """Whether it holds beside the pathway, so that no step need name it."""
    plain: PlainLanguage | None = None
    """The same for patients."""
    formerly: tuple[Id, ...] = ()
    """Earlier ids; each leaves a page that leads here."""
    retired: RichText | None = None
    """Why it no longer holds. Its page stays and says so."""
    replaced_by: ToRecommendation | None = None
    """The recommendation that holds in its place; `retired` must say why."""

    @property
    def in_force(self) -> bool:
        """Whether it still holds, and nothing else in its place."""
        return not self.retired and not self.replaced_by

    @property
    def label(self) -> str:
        """The title."""
        return self.title
