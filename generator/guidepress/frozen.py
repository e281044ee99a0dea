"""The `dataclass` of the standard library, with fields that the type checker alone keeps frozen.

mypy refuses whatever would set a frozen field, before anything runs. Refusing it once more at run
time is half of what it costs to define such a class, of which every start defines over a hundred,
and half of what it costs to make an instance.
"""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool = False, **options: Any) -> Callable[[type], type]:  # noqa: ANN401
        """Return the decorator that the standard library has for these options, but `frozen`."""
        # Values that do not change have a hash, unless they are told apart by what they are.
        hashed = frozen and options.get("eq", True)
        return dataclasses.dataclass(unsafe_hash=hashed, **options)
