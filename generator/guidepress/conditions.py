"""The language of branch conditions: read to a tree with places, checked, evaluated.

    not symptomatic
    steroid-response == failed and days-since-surgery >= 28
    second-line-choice in [resection, litt] or (symptomatic and scan-trend != 'stable')
    otherwise

`-` is part of a name. A condition says what holds of one patient at one time; it has no arithmetic,
and compares a variable with values, never with another variable. docs/pathway.md has the grammar.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from guidepress.diagnostics import suggest
from guidepress.domains import SIGNS, Answer, read_answer
from guidepress.model.pathway import Variable
from guidepress.vocabulary import VariableKind

RESERVED: Final = frozenset({"and", "in", "not", "or", "otherwise"})
"""Words of the language: no variable or value can be called so."""

_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<sign>==|!=|<=|>=|<|>)"
    r"|(?P<mark>[()\[\],])"
    r"|(?P<quoted>'[^']*'|\"[^\"]*\")"
    r"|(?P<word>-?\w[\w.]*(?:-[\w.]+)*)"
    r"|(?P<other>&&|\|\||.)",
    re.DOTALL,
)
_FOREIGN = {
    "=": "==", "&": "and", "&&": "and", "|": "or", "||": "or", "!": "not",
    "≤": "<=", "≥": ">=", "≠": "!=", "‘": "'", "’": "'", "“": '"', "”": '"',
}  # fmt: skip
_DEEPEST: Final = 20
_COMPARISONS = "a variable is compared with ==, !=, <, <=, > or >=, or with 'in [...]'"


@dataclass(frozen=True, slots=True)
class Word:
    """A name or a value as written, without quotes, and its place in the condition."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """`variable sign value`."""

    variable: Word
    sign: str
    value: Word


@dataclass(frozen=True, slots=True)
class OneOf:
    """`variable in [value, value]`."""

    variable: Word
    values: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Holds:
    """A yes-or-no variable by itself."""

    variable: Word


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class All:
    """Parts joined by `and`."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Any:
    """Parts joined by `or`."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Exactly when no other branch of the decision holds."""


Atom = Comparison | OneOf | Holds
Condition = Atom | Not | All | Any | Otherwise
Known = Mapping[str, Answer]
"""What is known of a patient: the answer of each variable that has one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a condition: the rule it breaks, and offsets in what was written."""

    rule: str
    message: str
    start: int
    end: int
    hint: str


def parse(written: str) -> Condition | Fault:
    """Read a condition, or say where it goes wrong first."""
    reader = _Reader(written)
    try:
        return reader.whole()
    except _SyntaxError as error:
        return error.fault


def atoms(condition: Condition) -> Iterator[Atom]:
    """Yield what a condition says of single variables, from left to right."""
    match condition:
        case Not(part):
            yield from atoms(part)
        case All(parts) | Any(parts):
            for each in parts:
                yield from atoms(each)
        case Comparison() | OneOf() | Holds():
            yield condition
        case Otherwise():
            return


def variables_of(condition: Condition) -> tuple[str, ...]:
    """Return the ids of the variables that a condition asks for, in the order of their mention."""
    return tuple(dict.fromkeys(atom.variable.text for atom in atoms(condition)))


def values_of(atom: Atom) -> tuple[Word, ...]:
    """Return the values that an atom names."""
    match atom:
        case Comparison(_, _, value):
            return (value,)
        case OneOf(_, values):
            return values
        case Holds():
            return ()


def faults(condition: Condition, variables: Mapping[str, Variable]) -> Iterator[Fault]:
    """Yield what does not fit the declared variables: names, values, kinds of comparison."""
    for atom in atoms(condition):
        name = atom.variable
        variable = variables.get(name.text)
        if variable is None:
            hint = suggest(name.text, variables) or "declare it under 'variables:' of the pathway"
            message = f"no variable has the id '{name.text}'"
            yield Fault("undefined-variable", message, name.start, name.end, hint)
            continue
        misfit = _misfit(atom, variable)
        if misfit is not None:
            yield misfit
            continue
        for value in values_of(atom):
            wrong = read_answer(variable, value.text)
            if isinstance(wrong, Fit):
                yield Fault("undefined-value", wrong.message, value.start, value.end, wrong.hint)


def holds(condition: Condition, known: Known, variables: Mapping[str, Variable]) -> bool | None:
    """Tell whether a condition without faults holds; None where what is known does not settle it.

    `otherwise` is settled by the other branches: see `guidepress.walk`.
    """
    match condition:
        case Not(part):
            inner = holds(part, known, variables)
            return None if inner is None else not inner
        case All(parts):
            return _joined([holds(each, known, variables) for each in parts], decisive=False)
        case Any(parts):
            return _joined([holds(each, known, variables) for each in parts], decisive=True)
        case Comparison() | OneOf() | Holds():
            answer = known.get(condition.variable.text)
            variable = variables[condition.variable.text]
            return None if answer is None else accepts(condition, answer, variable)
        case Otherwise():
            return None


def _joined(parts: list[bool | None], *, decisive: bool) -> bool | None:
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive
