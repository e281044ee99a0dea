"""Conditions as readers see them: the questions and answers of the pathway, not their ids."""

from typing import Final

from guidepress.condition_syntax import (
    All,
    Any,
    Atom,
    Comparison,
    Condition,
    Holds,
    Not,
    OneOf,
    Otherwise,
)
from guidepress.domains import NUMBERS
from guidepress.model.pathway import Variable

_NUMBERS: Final = {
    "==": "exactly {}",
    "!=": "not {}",
    "<": "less than {}",
    "<=": "at most {}",
    ">": "more than {}",
    ">=": "{} or more",
}
_OTHERWISE: Final = "None of the other answers"


def in_words(condition: Condition, variables: dict[str, Variable]) -> str:
    """Return a condition without faults as a line, such as `Are there symptoms? Yes`."""
    match condition:
        case Otherwise():
            return _OTHERWISE
        case Not(Holds(name)):
            return f"{variables[name.text].question} No"
        case Not(part):
            return f"Not: {_inner(part, variables)}"
        case All(parts):
            return "; and ".join(_inner(part, variables) for part in parts)
        case Any(parts):
            return "; or ".join(_inner(part, variables) for part in parts)
        case Comparison() | OneOf() | Holds():
            variable = variables[condition.variable.text]
            return f"{variable.question} {_answer(condition, variable)}"


def _inner(part: Condition, variables: dict[str, Variable]) -> str:
    words = in_words(part, variables)
    return f"({words})" if isinstance(part, (All, Any)) else words


def _answer(atom: Atom, variable: Variable) -> str:
    match atom:
        case Holds():
            return "Yes"
        case OneOf(_, values):
            return " or ".join(_value(value.text, variable) for value in values)
        case Comparison(_, sign, value):
            said = _value(value.text, variable)
            if variable.kind in NUMBERS:
                return _NUMBERS[sign].format(said)
            return said if sign == "==" else f"not: {said}"


def _value(written: str, variable: Variable) -> str:
    if variable.kind in NUMBERS:
        return f"{written}\u00a0{variable.unit}" if variable.unit else written
    titles = {str(value.id): str(value.title) for value in variable.values}
    return titles.get(written, {"true": "Yes", "false": "No"}.get(written, written.capitalize()))
