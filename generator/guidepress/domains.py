"""What a variable can be answered with, and the partition of it that conditions can tell apart.

A number has infinitely many values, of which conditions tell finitely many ranges apart: those
between the numbers that they mention. What holds of one number of a range holds of all.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from guidepress.diagnostics import suggest
from guidepress.model.pathway import Variable
from guidepress.vocabulary import VariableKind

Answer = bool | str | Decimal
"""The value of a boolean, the id of a choice's value, or a number."""

NUMBERS: Final = frozenset({VariableKind.INTEGER, VariableKind.NUMBER})
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?\Z", re.ASCII)
_TRUTHS: Final = {"yes": True, "true": True, "no": False, "false": False}
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Misread:
    """Why a word is no answer: the rule it breaks, and what to write."""

    rule: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a domain that no condition tells apart: any answer of it, and the part in words."""

    answer: Answer
    words: str


@dataclass(frozen=True, slots=True)
class _Range:
    """Numbers from `low` to `high`; None has no bound, and each bound may be in the range."""

    low: Decimal | None
    high: Decimal | None
    with_low: bool = False
    with_high: bool = False


def read_answer(variable: Variable, written: str) -> Answer | Misread:
    """Read a word as an answer to a variable, or say why it is none."""
    if variable.kind in NUMBERS:
        return _read_number(variable, written)
    if variable.kind is VariableKind.BOOLEAN:
        truth = _TRUTHS.get(written)
        rule = "mismatched-comparison" if _NUMBER.match(written) else "undefined-value"
        message = f"'{written}' is neither yes nor no, as '{variable.id}' is"
        return Misread(rule, message, "write yes or no") if truth is None else truth
    ids = [str(value.id) for value in variable.values]
    if written in ids:
        return written
    if _NUMBER.match(written):
        message = f"'{written}' is a number, and '{variable.id}' is one of a list"
        return Misread("mismatched-comparison", message, f"its values are {', '.join(ids)}")
    hint = suggest(written, ids) or f"its values are {', '.join(ids)}"
    return Misread("undefined-value", f"'{written}' is not a value of '{variable.id}'", hint)


def said(variable: Variable, answer: Answer) -> str:
    """Return an answer as a person says it: yes, the title of a value, a number with its unit."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, Decimal):
        return _amount(variable, answer)
    return next(str(value.title) for value in variable.values if value.id == answer)


def written(answer: Answer) -> str:
    """Return an answer as authors write it."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return f"{answer:f}" if isinstance(answer, Decimal) else answer


def cells(
    variable: Variable,
    mentioned: Iterable[Decimal],
    told_apart: Callable[[Answer], Hashable],
) -> tuple[Cell, ...]:
    """Return the parts of a domain, at least one, in order; together they are all of it.

    `mentioned` are the numbers in the conditions; `told_apart` is the same for two answers that no
    condition tells apart.
    """
    if variable.kind is VariableKind.BOOLEAN:
        return Cell(answer=True, words="yes"), Cell(answer=False, words="no")
    if variable.kind not in NUMBERS:
        return tuple(Cell(str(value.id), f"'{value.id}'") for value in variable.values)
    ranges: list[_Range] = []
    before: Hashable = None
    for piece in _pieces(variable, sorted(set(mentioned))):
        told = told_apart(_any_of(variable, piece))
        if ranges and told == before:
            last = ranges.pop()
            piece = _Range(last.low, piece.high, last.with_low, piece.with_high)  # noqa: PLW2901
        ranges.append(piece)
        before = told
    return tuple(Cell(_any_of(variable, each), _words(variable, each)) for each in ranges)


def _read_number(variable: Variable, text: str) -> Answer | Misread:
    name, unit = variable.id, f" {variable.unit}" if variable.unit else ""
    if not _NUMBER.match(text):
        message = f"'{text}' is not a number, as '{name}' is"
        return Misread("mismatched-comparison", message, "write a number without its unit, as 28")
    number = Decimal(text)
    if variable.kind is VariableKind.INTEGER and number != int(number):
        message = f"'{text}' is not a whole number, as '{name}' is"
        return Misread("undefined-value", message, "round it, or make the variable a 'number'")
    low, high = _bounds(variable)
    if (low is not None and number < low) or (high is not None and number > high):
        least = "" if low is None else f" from {low:f}"
        most = "" if high is None else f" to {high:f}"
        message = f"'{text}' is outside of '{name}', which goes{least}{most}{unit}"
        return Misread("undefined-value", message, "correct it, or the variable's range")
    return number


def _bounds(variable: Variable) -> tuple[Decimal | None, Decimal | None]:
    low = None if variable.minimum is None else Decimal(variable.minimum)
    high = None if variable.maximum is None else Decimal(variable.maximum)
    return low, high


def _pieces(variable: Variable, cuts: list[Decimal]) -> Iterator[_Range]:
    """Yield each number of the cuts by itself, and the ranges before, between and after them."""
    low, high = _bounds(variable)
    inner = [cut for cut in cuts if cut not in {low, high}]
    with_low, with_high = low in cuts, high in cuts
    if with_low:
        yield _Range(low, low, with_low=True, with_high=True)
    for start, end in pairwise([low, *inner, high]):
        first = start is low and not inner[:1] == [start]
        piece = _Range(
            start,
            end,
            with_low=first and low is not None and not with_low,
            with_high=end is high and high is not None and not with_high,
        )
        if not _is_empty(variable, piece):
            yield piece
        if end is not high:
            yield _Range(end, end, with_low=True, with_high=True)
    if with_high:
        yield _Range(high, high, with_low=True, with_high=True)
