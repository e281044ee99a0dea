"""Conditions and the declared variables: what does not fit, and what holds of a patient."""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from guidepress.condition_syntax import (
    RESERVED,
    All,
    Any,
    Atom,
    Comparison,
    Condition,
    Fault,
    Holds,
    Not,
    OneOf,
    Otherwise,
    atoms,
    values_of,
)
from guidepress.diagnostics import suggest
from guidepress.domains import NUMBERS, Answer, Cell, Misread, cells, read_answer
from guidepress.frozen import dataclass
from guidepress.model.pathway import Variable
from guidepress.vocabulary import VariableKind
from guidepress.yaml_nodes import Scalar

_LEAST_VALUES: Final = 2

_ORDERED: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

Known = Mapping[str, Answer]
"""What is known of a patient: the answer of each variable that has one."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """What does not fit together in a variable, and where it was written."""

    message: str
    written: Scalar
    hint: str


def misfits(variable: Variable) -> Iterator[Misfit]:
    """Yield what does not fit together in a variable: its kind, values, range and unit."""
    name, kind = variable.id, variable.kind
    if kind is VariableKind.CHOICE and len(variable.values) < _LEAST_VALUES:
        yield Misfit(f"'{name}' is a choice of {len(variable.values)}", name, "list all its values")
    if kind is not VariableKind.CHOICE and variable.values:
        message = f"'{name}' is {kind.label}, and lists values"
        yield Misfit(message, variable.values[0].id, "take them out, or make it a choice")
    for key in ("minimum", "maximum", "unit"):
        found = getattr(variable, key)
        if found is not None and kind not in NUMBERS:
            message = f"'{name}' is {kind.label}, and has a {key}"
            yield Misfit(message, found, "take it out, or make it a number")
    for bound in (variable.minimum, variable.maximum):
        if bound is not None and kind is VariableKind.INTEGER and Decimal(bound) % 1:
            message = f"'{name}' is a whole number, and {bound} is none"
            yield Misfit(message, bound, "round it, or make the variable a 'number'")
    low, high = variable.minimum, variable.maximum
    if low is not None and high is not None and Decimal(low) >= Decimal(high):
        message = f"the least value of '{name}' is not below the greatest"
        yield Misfit(message, low, "write the smaller number as 'minimum'")
    for word in (name, *(value.id for value in variable.values)):
        if word in RESERVED:
            yield Misfit(f"'{word}' is a word of the conditions", word, "call it something else")


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
            if isinstance(wrong, Misread):
                yield Fault(wrong.rule, wrong.message, value.start, value.end, wrong.hint)


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


def missing(
    condition: Condition,
    known: Known,
    variables: Mapping[str, Variable],
) -> Iterator[str]:
    """Yield the variables that a condition is open for, as far as their answers matter."""
    if holds(condition, known, variables) is not None:
        return
    match condition:
        case Not(part):
            yield from missing(part, known, variables)
        case All(parts) | Any(parts):
            for each in parts:
                yield from missing(each, known, variables)
        case Comparison() | OneOf() | Holds():
            yield condition.variable.text
        case Otherwise():
            return


def accepts(atom: Atom, answer: Answer, variable: Variable) -> bool:
    """Tell whether an atom without faults holds of an answer to its variable."""
    match atom:
        case Holds():
            return answer is True
        case OneOf(_, values):
            return any(answer == read_answer(variable, value.text) for value in values)
        case Comparison(_, sign, value):
            given = read_answer(variable, value.text)
            if isinstance(answer, Decimal) and isinstance(given, Decimal):
                return _ORDERED[sign](answer, given)
            return (answer == given) is (sign == "==")


def parts_of(variable: Variable, asked: Sequence[Atom]) -> tuple[Cell, ...]:
    """Return the parts of a variable's domain that these atoms, all about it, can tell apart."""
    values = (value for atom in asked for value in values_of(atom))
    answers = (read_answer(variable, value.text) for value in values)
    return cells(
        variable,
        (answer for answer in answers if isinstance(answer, Decimal)),
        lambda answer: tuple(accepts(atom, answer, variable) for atom in asked),
    )


def _joined(parts: list[bool | None], *, decisive: bool) -> bool | None:
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive


def _misfit(atom: Atom, variable: Variable) -> Fault | None:
    """Say why a comparison is of the wrong kind for its variable."""
    name = atom.variable
    whole = f"'{name.text}' is {variable.kind.label}"
    if isinstance(atom, Holds) and variable.kind is not VariableKind.BOOLEAN:
        example = next((str(value.id) for value in variable.values), "28")
        hint = f"compare it, such as {name.text} == {example}"
        message = f"{whole}, and stands here as if it were yes or no"
        return Fault("mismatched-comparison", message, name.start, name.end, hint)
    if (
        isinstance(atom, Comparison)
        and atom.sign not in {"==", "!="}
        and variable.kind not in NUMBERS
    ):
        message = f"'{atom.sign}' compares numbers, and {whole}"
        hint = "compare it with ==, != or 'in [...]'"
        return Fault("mismatched-comparison", message, name.start, atom.value.end, hint)
    return None
