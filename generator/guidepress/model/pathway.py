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
    summary: RichText | None = None

    @property
    def label(self) -> str:
        """The title."""
        return self.title


class Value(Entity):
    """One of the values that a variable can take."""

    KIND: ClassVar = "value"

    title: Line
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
    label: Line
    """The answer, as it stands on the arrow."""
    when: Line
    """The condition on the variables, or `otherwise`."""
    to: ToStep
    gap: ToGap | None = None
    """What the sources leave open here."""
    note: RichText | None = None


class Step(Entity, Statement):
    """What decisions, actions and ends have in common."""

    KIND: ClassVar = "step"

    title: Line
    """The step as it stands in the chart."""
    stage: ToPathwayStage
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
    branches: tuple[Branch, ...]


class Action(Step):
    """A step that does something and goes on."""

    kind: Literal["action"]
    next: ToStep
    reason: RichText | None = None
    """Why it is here, where no recommendation says so."""


class End(Step):
    """A step where the pathway leaves the patient."""

    kind: Literal["end"]
    follow_up: RichText | None = None
    """What is watched from here on, and when to come back."""


AnyStep = Annotated[Decision | Action | End, Field(discriminator="kind")]


class Pathway(Entity):
    """The graph of steps through which a patient is treated."""

    KIND: ClassVar = "pathway"

    title: Line
    entry: RichText
    """Who enters the pathway, and when."""
    start: ToStep
    stages: tuple[PathwayStage, ...]
    variables: tuple[Variable, ...]
    steps: tuple[AnyStep, ...]

    @property
    def label(self) -> str:
        """The title."""
        return self.title
