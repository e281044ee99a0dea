"""The `dataclass` of the standard library, with fields that the type checker alone keeps frozen.

mypy refuses whatever would set a frozen field, before anything runs. Refusing it once more at run
time is half of what it costs to define such a class, of which every start defines over a hundred,
and half of what it costs to make an instance. Most of the rest is the source that the library
writes and compiles for each class to compare and to show it; here all classes share one.
"""

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        *, frozen: bool = False, eq: bool = True, slots: bool = False
    ) -> Callable[[type], type]:
        """Return the decorator that the standard library has for these options, but `frozen`."""

        def made(cls: type) -> type:
            own = {*cls.__dict__}
            cls = dataclasses.dataclass(repr=False, eq=False, slots=slots)(cls)
            if "__repr__" not in own:
                cls.__repr__ = _shown
            if eq and "__eq__" not in own:
                _let_compare(cls, hashed=frozen and "__hash__" not in own)
            return cls

        return made


def _let_compare(cls: type, *, hashed: bool) -> None:
    """Let instances of a class be equal where their values are; values keep their hash."""
    names = [field.name for field in dataclasses.fields(cls) if field.compare]
    values: Callable[[object], object] = attrgetter(*names) if names else lambda _: ()

    def equal(self: object, other: object) -> bool:
        same = self.__class__ is other.__class__
        return values(self) == values(other) if same else NotImplemented

    def hash_(self: object) -> int:
        return hash(values(self))

    cls.__eq__ = equal  # type: ignore[assignment,method-assign]
    cls.__hash__ = hash_ if hashed else None  # type: ignore[assignment,method-assign]


def _shown(self: Any) -> str:  # noqa: ANN401 - any instance of any such class
    shown = [field.name for field in dataclasses.fields(self) if field.repr]
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
    return f"{type(self).__qualname__}({values})"
