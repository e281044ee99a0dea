"""The pathway: steps in stages, decisions with branches on declared variables."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from guidepress.model.entity import Entity
from guidepress.model.statement import Statement
from guidepress.model.values import (
    Id,
    Line,
    Number,
    RichText,
    ToGap,
    ToPathwayStage,
    ToRecommendation,
    ToStep,
)
from guidepress.vocabulary import VariableKind


class PathwayStage(Entity):
    """A group of steps, drawn as a chart of its own."""

    KIND: ClassVar = "stage"

    title: Line
    """The name of the stage."""
    summary: RichText | None = None
    """What happens in it, in a sentence."""

    @property
    def label(self) -> str:
        """The title."""
        return self.title


class Value(Entity):
    """One of the values that a variable can take."""

    KIND: ClassVar = "value"

    title: Line
    """The value as readers see it."""
    definition: RichText | None = None
    """How a clinician tells it."""

    @property
    def label(self) -> str:
        """The title."""
        return self.title


class Variable(Entity, Statement):
    """Something about the patient that a decision asks for."""

    KIND: ClassVar = "variable"

    question: Line
    """The variable as a question to the clinician."""
    kind: VariableKind
    """What values it can take."""
    values: tuple[Value, ...] = ()
    """For a choice: its values."""
    minimum: Number | None = None
    """For a number: its least value, if it has one."""
    maximum: Number | None = None
    """For a number: its greatest value, if it has one."""
    unit: Line | None = None
    """For a number: its unit. Conditions give the number alone."""
    definition: RichText
    """How a clinician tells which value applies."""
    reassessed_at: tuple[ToStep, ...] = ()
    """The steps that ask anew; a variable without any is fixed."""

    @property
    def label(self) -> str:
        """The question."""
        return self.question


class Branch(Statement):
    """One way out of a decision."""

    id: Id
    """Its name among the branches of this decision."""
    label: Line
    """The answer, as it stands on the arrow."""
    when: Line
    """The condition on the variables, or `otherwise`."""
    to: ToStep
    """The step that it leads to."""
    gap: ToGap | None = None
    """What the sources leave open here."""
    note: RichText | None = None
    """More about this way, with citations."""


class Step(Entity, Statement):
    """What decisions, actions and ends have in common."""

    KIND: ClassVar = "step"

    title: Line
    """The step as it stands in the chart."""
    stage: ToPathwayStage
    """The stage in which it is drawn."""
    text: RichText | None = None
    """More about it, with citations."""
    recommendations: tuple[ToRecommendation, ...] = ()
    """The recommendations that apply here."""
    gap: ToGap | None = None
    """What the sources leave open here."""

    @property
    def label(self) -> str:
        """The title."""
        return self.title


class Decision(Step):
    """A step that asks, and branches on the answer."""

    kind: Literal["decision"]
    """`decision`: it asks."""
    branches: tuple[Branch, ...]
    """The ways out; exactly one must hold for every patient."""


class Action(Step):
    """A step that does something and goes on."""

    kind: Literal["action"]
    """`action`: something is done."""
    next: ToStep
    """The step that follows."""
    reason: RichText | None = None
    """Why it is here, where no recommendation says so."""


class End(Step):
    """A step where the pathway leaves the patient."""

    kind: Literal["end"]
    """`end`: the pathway stops here."""
    follow_up: RichText | None = None
    """What is watched from here on, and when to come back."""


AnyStep = Annotated[Decision | Action | End, Field(discriminator="kind")]


class Pathway(Entity):
    """The graph of steps through which a patient is treated."""

    KIND: ClassVar = "pathway"

    title: Line
    """The title of its page."""
    entry: RichText
    """Who enters the pathway, and when."""
    start: ToStep
    """The first step."""
    stages: tuple[PathwayStage, ...]
    """The stages in their order."""
    variables: tuple[Variable, ...]
    """What decisions ask for."""
    steps: tuple[AnyStep, ...]
    """Decisions, actions and ends."""

    @property
    def label(self) -> str:
        """The title."""
        return self.title
