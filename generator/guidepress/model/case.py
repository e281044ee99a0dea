"""Worked cases: answers, and the path through the pathway that they are expected to take."""

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, WithJsonSchema

from guidepress.model.entity import Entity, Part
from guidepress.model.values import Id, Line, RichText, ToRecommendation, ToStep
from guidepress.vocabulary import Origin
from guidepress.yaml_nodes import Scalar


def _listed(value: Any) -> Any:  # noqa: ANN401 - whatever an author wrote
    return [value] if isinstance(value, Scalar) else value


_WORD: dict[str, Any] = {"type": ["string", "number", "boolean"]}
Given = Annotated[
    tuple[Line, ...],
    BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [_WORD, {"type": "array", "items": _WORD}]}),
]


class Expectation(Part):
    """Where a case is expected to go."""

    path: tuple[ToStep, ...]
    """The steps in order, from the first to the one where it ends or asks anew."""
    recommendations: tuple[ToRecommendation, ...] = ()
    """The recommendations of these steps, each once, in any order."""


class Case(Entity):
    """An invented patient with the answers to the pathway's questions and the expected path."""

    KIND: ClassVar = "case"

    title: Line
    """Who it is, in plain words."""
    text: RichText | None = None
    """The case as a story."""
    given: dict[Id, Given]
    """The value of each variable; a list, visit by visit, for one that is reassessed."""
    expect: Expectation
    """The path that it must take, and what is recommended on it."""
    origin: Origin
    """Where the case comes from."""

    @property
    def label(self) -> str:
        """The title."""
        return self.title
