"""What a variable can be answered with, and the partition of it that conditions can tell apart.

A number has infinitely many values, of which conditions tell finitely many ranges apart: those
between the numbers that they mention. What holds of one number of a range holds of all.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Final

from guidepress.diagnostics import suggest
from guidepress.frozen import dataclass
from guidepress.model.pathway import Variable
from guidepress.model.values import SIGNED_NUMBER
from guidepress.vocabulary import VariableKind

Answer = bool | str | Decimal
"""The value of a boolean, the id of a choice's value, or a number."""

NUMBERS: Final = frozenset({VariableKind.INTEGER, VariableKind.NUMBER})
_TRUTHS: Final = {"yes": True, "true": True, "no": False, "false": False}


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
class _Sample:
    """A number that conditions mention, or one that stands for all between two of them."""

    number: Decimal
    mentioned: bool


def read_answer(variable: Variable, written: str) -> Answer | Misread:
    """Read a word as an answer to a variable, or say why it is none."""
    if variable.kind in NUMBERS:
        return _read_number(variable, written)
    if variable.kind is VariableKind.BOOLEAN:
        truth = _TRUTHS.get(written)
        rule = "mismatched-comparison" if SIGNED_NUMBER.match(written) else "undefined-value"
        message = f"'{written}' is neither yes nor no, as '{variable.id}' is"
        return Misread(rule, message, "write yes or no") if truth is None else truth
    ids = [str(value.id) for value in variable.values]
    if written in ids:
        return written
    if SIGNED_NUMBER.match(written):
        message = f"'{written}' is a number, and '{variable.id}' is one of a list"
        return Misread("mismatched-comparison", message, f"its values are {', '.join(ids)}")
    hint = suggest(written, ids) or f"its values are {', '.join(ids)}"
    return Misread("undefined-value", f"'{written}' is not a value of '{variable.id}'", hint)


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
    samples = list(_samples(variable, sorted(set(mentioned))))
    found = []
    for _, group in groupby(range(len(samples)), lambda at: told_apart(samples[at].number)):
        first, *more = group
        last = (first, *more)[-1]
        found.append(Cell(samples[first].number, _words(variable, samples, first, last)))
    return tuple(found)


def _read_number(variable: Variable, text: str) -> Answer | Misread:
    name, unit = variable.id, f" {variable.unit}" if variable.unit else ""
    if not SIGNED_NUMBER.match(text):
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


def _samples(variable: Variable, cuts: list[Decimal]) -> Iterator[_Sample]:
    """Yield every cut, and one number of each range before, between and after the cuts."""
    low, high = _bounds(variable)
    if not cuts:
        yield _Sample(
            next((each for each in (low, high) if each is not None), Decimal()), mentioned=False
        )
        return
    if low is None or low < cuts[0]:
        yield _Sample(cuts[0] - 1 if low is None else low, mentioned=False)
    for cut, following in pairwise(cuts):
        yield _Sample(cut, mentioned=True)
        between = cut + 1 if variable.kind is VariableKind.INTEGER else (cut + following) / 2
        if between < following:
            yield _Sample(between, mentioned=False)
    yield _Sample(cuts[-1], mentioned=True)
    if high is None or high > cuts[-1]:
        yield _Sample(cuts[-1] + 1 if high is None else high, mentioned=False)


def _words(variable: Variable, samples: list[_Sample], first: int, last: int) -> str:
    """Say which numbers the samples from the first to the last stand for."""
    if first == last and samples[first].mentioned:
        return f"exactly {_amount(variable, samples[first].number)}"
    unit = f" {variable.unit}" if variable.unit else ""
    least = samples[first if samples[first].mentioned else first - 1] if first else None
    most = (
        samples[last if samples[last].mentioned else last + 1] if last < len(samples) - 1 else None
    )
    above = "at least" if samples[first].mentioned else "more than"
    below = "at most" if samples[last].mentioned else "less than"
    if least and most:
        return f"{above} {least.number:f} and {below} {most.number:f}{unit}"
    if least:
        amount = _amount(variable, least.number)
        return f"{amount} or more" if samples[first].mentioned else f"more than {amount}"
    return f"{below} {_amount(variable, most.number)}" if most else "any number"


def _amount(variable: Variable, number: Decimal) -> str:
    return f"{number:f} {variable.unit}" if variable.unit else f"{number:f}"
