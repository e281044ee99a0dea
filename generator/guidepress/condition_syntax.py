"""The language of branch conditions: from text to a tree that knows its places.

    not symptomatic
    steroid-response == failed and days-since-surgery >= 28
    second-line-choice in [resection, litt] or (symptomatic and scan-trend != 'stable')
    otherwise

`-` is part of a name. A condition says what holds of one patient at one time; it has no arithmetic,
and compares a variable with values, never with another variable. docs/pathway.md has the grammar.
"""

import re
from collections.abc import Iterator
from typing import Final, NoReturn

from guidepress.frozen import dataclass
from guidepress.model.values import SIGNED_NUMBER

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
_FOREIGN = {"=": "==", "&": "and", "&&": "and", "|": "or", "||": "or", "!": "not"}
_FOREIGN |= {"\u2264": "<=", "\u2265": ">=", "\u2260": "!="}
_FOREIGN |= dict.fromkeys("\u2018\u2019\u201c\u201d", "straight quotes: 'a value'")
_DEEPEST: Final = 20
_EXAMPLE = "write it as in: symptomatic and (age >= 60 or steroid-response in [failed, stabilized])"


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


class _SyntaxError(Exception):
    """What the reader stops at."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


class _Reader:
    """Reads one condition by recursive descent; one method for each rule of the grammar."""

    def __init__(self, written: str) -> None:
        self.written = written
        self.tokens = [found for found in _TOKEN.finditer(written) if found.lastgroup != "space"]
        self.at = 0
        self.depth = 0

    def whole(self) -> Condition:
        if self._take("otherwise"):
            condition: Condition = Otherwise()
        else:
            condition = self._either()
        if self.at < len(self.tokens):
            self._stop("expected 'and', 'or' or the end")
        return condition

    def _either(self) -> Condition:
        parts = [self._both()]
        while self._take("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _both(self) -> Condition:
        parts = [self._negated()]
        while self._take("and"):
            parts.append(self._negated())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _negated(self) -> Condition:
        self.depth += 1
        if self.depth > _DEEPEST:
            self._stop("this is nested too deeply; expected a variable")
        if self._take("not"):
            condition: Condition = Not(self._negated())
        elif self._take("("):
            condition = self._either()
            self._expect(")")
        else:
            condition = self._atom()
        self.depth -= 1
        return condition

    def _atom(self) -> Atom:
        variable = self._word("a variable")
        token = self._next()
        if token is not None and token.lastgroup == "sign":
            self.at += 1
            return Comparison(variable, token[0], self._word("a value"))
        if self._take("in"):
            self._expect("[")
            values = [self._word("a value")]
            while self._take(","):
                values.append(self._word("a value"))
            self._expect("]")
            return OneOf(variable, tuple(values))
        return Holds(variable)

    def _word(self, wanted: str) -> Word:
        token = self._next()
        quoted = token is not None and token.lastgroup == "quoted" and wanted == "a value"
        plain = token is not None and token.lastgroup == "word" and token[0] not in RESERVED
        if token is None or not (quoted or plain):
            self._stop(f"expected {wanted}")
        self.at += 1
        text = token[0][1:-1] if quoted else token[0]
        return Word(text, token.start(), token.end())

    def _next(self) -> re.Match[str] | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _take(self, text: str) -> bool:
        token = self._next()
        found = token is not None and token[0] == text
        self.at += found
        return found

    def _expect(self, mark: str) -> None:
        if not self._take(mark):
            self._stop(f"expected '{mark}'")

    def _stop(self, message: str) -> NoReturn:
        token = self._next()
        hint = self._hint(token)
        if token is None:
            end = len(self.written.rstrip())
            message = f"{message}, found the end of the condition"
            raise _SyntaxError(Fault("malformed-condition", message, max(end - 1, 0), end, hint))
        message = f"{message}, found '{token[0]}'"
        raise _SyntaxError(Fault("malformed-condition", message, *token.span(), hint))

    def _hint(self, token: re.Match[str] | None) -> str:
        """Say what was probably meant by the token that does not fit."""
        before = self.tokens[self.at - 1] if self.at else None
        found = token[0] if token else ""
        group = token.lastgroup if token else ""
        after = before[0] if before else ""
        hints = (
            (found in _FOREIGN, f"write {_FOREIGN.get(found)}"),
            (found.lower() in RESERVED - {found}, f"write it in small letters: {found.lower()}"),
            ("otherwise" in {found, after}, "'otherwise' stands alone, for all other cases"),
            (after == "in", "list the values in brackets, as in: x in [a, b]"),
            (group == "quoted", "quotes are for values; a variable's id has none"),
            (group == "sign", "a variable comes first; for a range, x >= 28 and x < 60"),
            (
                group == "word" and SIGNED_NUMBER.match(after),
                "write the number alone: its unit stands with the variable",
            ),
            (group == "word" and found not in RESERVED, "join conditions with 'and' or 'or'"),
        )
        return next((hint for fits, hint in hints if fits), _EXAMPLE)
