"""What every part of the model has: frozen fields, no unknown keys, and its place in a file."""

from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, PrivateAttr, model_validator

from guidepress.model.values import Id
from guidepress.source import Span
from guidepress.yaml_nodes import Mapping


class Part(BaseModel):
    """A mapping in a guideline's source, with the place it was written at."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        # What stands inside a document is built once, with the document, and not alone before.
        defer_build=True,
    )

    _span: Span = PrivateAttr()

    @property
    def span(self) -> Span:
        """The place of this part in its file."""
        return self._span

    @model_validator(mode="wrap")
    @classmethod
    def _located(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:  # noqa: ANN401
        part = handler(value)
        if isinstance(value, Mapping):
            part._span = value.span  # noqa: SLF001 - its own class
        return part


class Entity(Part):
    """A part with an id: it has one home on the site, and others can point to it."""

    KIND: ClassVar[str]
    """The word for this kind of entity in links, such as `recommendation`."""

    id: Id
    """Its name in links and web addresses. It stays for ever; see `formerly` for renames."""

    @property
    def label(self) -> str:
        """What readers see where this entity is named."""
        raise NotImplementedError
