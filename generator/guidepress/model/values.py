"""The values that an author's words become: text, lines, ids, pointers, dates, quantities.

Every value keeps the scalar it was written as, and with it its place in the file. Authors' words
are never converted by YAML's own ideas of types: the schema alone decides.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import field
from functools import partial
from typing import Annotated, Any, Generic, TypeVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from guidepress.frozen import dataclass
from guidepress.yaml_nodes import Scalar

MAX_TEXT = 20_000
"""Characters in one text field; more than that belongs into a page of prose."""
MAX_LINE = 500
LINE_SEPARATOR = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Whatever any program takes for the end of a line."""

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
MAX_ID = 80
REFERENCE_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")
PARTIAL_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?\Z")
URL = re.compile(r"https?://[^\s<>\"\\^`{|}]+\Z")
HASH = re.compile(r"[0-9a-f]{64}\Z")
PLACE = re.compile(r"[a-z]+:[\w./-]+\Z")
VERSION = re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.(?:0|[1-9][0-9]{0,5})){2}(?:-[0-9A-Za-z.-]+)?\Z")
NUMBER = r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?"
SIGNED_NUMBER = re.compile(rf"-?{NUMBER}\Z")
QUANTITY = re.compile(rf"(?P<least>>=)?(?P<low>{NUMBER})(?:-(?P<high>{NUMBER}))?\Z")
INTERVAL = re.compile(
    r"every (?P<period>[1-9][0-9]{0,2}) (?P<unit>hour|day|week|month)s?\Z"
    r"|(?P<times>[1-9][0-9]?) times? (?:a|per) (?P<per>day|week)\Z"
    r"|(?P<once>once)\Z",
)

SHORT_HASH = re.compile(r"[0-9a-f]{12}\Z")

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Leaf(Generic[T]):
    """An annotation: read a scalar with a function, and describe it for editors."""

    read: Callable[[Scalar], T]
    schema: dict[str, Any]

    def validate(self, value: object) -> T:
        """Read the scalar that an author wrote, or say what stands there instead."""
        if isinstance(value, Scalar):
            return self.read(value)
        found = {dict: "a mapping of keys", list: "a list"}
        kind = next((said for kind, said in found.items() if isinstance(value, kind)), "nothing")
        raise PydanticCustomError("wrong-type", "expected text, found {found}", {"found": kind})

    def __get_pydantic_core_schema__(
        self,
        _source: object,
        _handler: GetCoreSchemaHandler,
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.validate)

    def __get_pydantic_json_schema__(
        self,
        _schema: CoreSchema,
        _handler: GetJsonSchemaHandler,
    ) -> JsonSchemaValue:
        return dict(self.schema)


@dataclass(frozen=True, slots=True)
class Text:
    """What an author wrote in the small markup of guidepress: see `guidepress.text`."""

    written: Scalar

    def __str__(self) -> str:
        """Return the text as written, markup included."""
        return self.written


class Day(dt.date):
    """A day of the calendar that knows where it was written."""

    __slots__ = ("written",)
    written: Scalar

    @classmethod
    def read(cls, written: Scalar, year: str, month: str, day: str) -> "Day":
        """Return the day of these digits; ValueError if no calendar has it."""
        found = cls(int(year), int(month), int(day))
        found.written = written
        return found


@dataclass(frozen=True, slots=True)
class Target:
    """A pointer to an entity: its kind, and its id as written."""

    kind: str
    id: Scalar


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, a range of numbers, or a least number, with its digits as written."""

    low: str
    high: str | None = None
    at_least: bool = False
    written: Scalar | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Interval:
    """How often: `times` in every `period` of `unit`; once where `unit` is empty."""

    times: int
    period: int
    unit: str


def wrong(rule: str, message: str, **context: object) -> PydanticCustomError:
    """Make the error of one value; `hint`, and `start` and `end` in the value, may be given."""
    return PydanticCustomError(rule, "{message}", {"message": message, **context})


def _text(value: Scalar) -> Text:
    if not value.strip():
        raise wrong("empty-value", "the text is empty", hint="write the text or leave the key out")
    if len(value) > MAX_TEXT:
        raise wrong(
            "too-large",
            f"the text has {len(value):,} characters, the limit is {MAX_TEXT:,}",
            hint="split it, or write it as a page of prose (a .md file in the guideline's folder)",
        )
    return Text(value)


def _line(value: Scalar) -> Scalar:
    if not value.strip():
        raise wrong("empty-value", "the line is empty", hint="write it or leave the key out")
    if found := LINE_SEPARATOR.search(value.rstrip("\n")):
        start, end = found.span()
        raise wrong("wrong-type", "expected one line, found several", start=start, end=end)
    if len(value) > MAX_LINE:
        raise wrong(
            "too-large",
            f"the line has {len(value):,} characters, the limit is {MAX_LINE}",
            start=MAX_LINE,
            end=MAX_LINE + 1,
        )
    return value


def _excerpt(value: Scalar) -> Scalar:
    return _text(value).written


def is_id(name: str) -> bool:
    """Whether a name can stand in a web address as it is: what ids and names of pages must do."""
    return ID.match(name) is not None and len(name) <= MAX_ID


def _id(value: Scalar) -> Scalar:
    if not is_id(value):
        raise wrong(
            "malformed-id",
            f"'{value[:MAX_ID]}' is not an id",
            hint="an id is made of lower-case letters, digits and single hyphens, "
            "such as 'steroids-first': it becomes a web address and stays for ever",
        )
    return value


def _reference_id(value: Scalar) -> Scalar:
    if not REFERENCE_ID.match(value) or len(value) > MAX_ID:
        raise wrong(
            "malformed-id",
            f"'{value[:MAX_ID]}' is not an id of a reference",
            hint="use lower-case letters, digits, hyphens and underscores, such as 'levin2011'",
        )
    return value


def _short_hash(value: Scalar) -> Scalar:
    if not SHORT_HASH.match(value):
        raise wrong(
            "wrong-type",
            f"'{value}' is not a hash",
            hint="write twelve hexadecimal digits; `guidepress check` says which they are",
        )
    return value


def _boolean(value: Scalar) -> bool:
    if value in {"yes", "true"}:
        return True
    if value in {"no", "false"}:
        return False
    raise wrong("unknown-value", f"'{value}' is neither yes nor no", hint="write yes or no")


def _day(value: Scalar, year: str, month: str, day: str) -> Day:
    try:
        return Day.read(value, year, month, day)
    except ValueError:
        raise wrong("malformed-date", f"'{value}' is not a day of the calendar") from None


def _date(value: Scalar) -> Day:
    parts = value.split("-")
    if not PARTIAL_DATE.match(value) or len(parts) != 3:  # noqa: PLR2004 - year, month, day
        raise wrong(
            "malformed-date",
            f"'{value}' is not a date",
            hint="write year-month-day, such as 2026-11-23",
        )
    return _day(value, *parts)


def _partial_date(value: Scalar) -> Scalar:
    if not PARTIAL_DATE.match(value):
        raise wrong(
            "malformed-date",
            f"'{value}' is not a date",
            hint="write 2018, 2018-07 or 2018-07-31",
        )
    parts = value.split("-")
    if len(parts) == 2 and not "01" <= parts[1] <= "12":  # noqa: PLR2004 - year and month
        hint = "months are written 01 to 12"
        raise wrong("malformed-date", f"'{value}' is not a month of the calendar", hint=hint)
    _day(value, *(value + "-01-01").split("-")[:3])
    return value


def _url(value: Scalar) -> Scalar:
    if not URL.match(value):
        raise wrong(
            "malformed-url",
            f"'{value}' is not a web address",
            hint="it starts with https:// or http:// and has no spaces",
        )
    return value


def _version(value: Scalar) -> Scalar:
    if not VERSION.match(value):
        raise wrong(
            "malformed-version",
            f"'{value}' is not a version",
            hint="write three numbers, such as 1.0.0 (semantic versioning)",
        )
    return value


def _hash(value: Scalar) -> Scalar:
    if not HASH.match(value):
        raise wrong(
            "malformed-hash",
            f"'{value[:MAX_ID]}' is not the hash of a content",
            hint="let 'guidepress review sign' or 'guidepress release' write it",
        )
    return value


_READ_HASHES = r"^[a-z]+:[a-z0-9_-]+=[0-9a-f]{12}( [a-z]+:[a-z0-9_-]+=[0-9a-f]{12})*$"


def _read_hashes(value: Scalar) -> Scalar:
    if not re.fullmatch(_READ_HASHES[1:-1], value):
        message = "this is no list of what was read, each with its hash"
        raise wrong("malformed-hash", message, hint="let 'guidepress review sign' write it")
    return value


def _place(value: Scalar) -> Scalar:
    if not PLACE.match(value):
        raise wrong(
            "malformed-link",
            f"'{value[:MAX_ID]}' is not a place",
            hint="write kind:id, such as 'recommendation:steroids-first'",
        )
    return value


def _quantity(value: Scalar) -> Quantity:
    found = QUANTITY.match(value)
    if not found or (found["least"] and found["high"]):
        raise wrong(
            "malformed-quantity",
            f"'{value}' is not a quantity",
            hint="write 7.5, 4-8 or >=16, with a digit before the decimal point "
            "and the unit under 'unit'",
        )
    if found["high"] and float(found["high"]) <= float(found["low"]):
        raise wrong("malformed-quantity", f"'{value}' does not rise from low to high")
    return Quantity(found["low"], found["high"], bool(found["least"]), value)


def _number(value: Scalar) -> Scalar:
    if not SIGNED_NUMBER.match(value):
        raise wrong(
            "malformed-quantity",
            f"'{value}' is not a number",
            hint="write 28, 7.5 or -1, with a digit before the decimal point",
        )
    return value


def _interval(value: Scalar) -> Interval:
    found = INTERVAL.match(value)
    if not found:
        raise wrong(
            "malformed-interval",
            f"'{value}' is not an interval",
            hint="write 'every 3 weeks', '2 times a day' or 'once'",
        )
    if found["once"]:
        return Interval(1, 1, "")
    if found["period"]:
        return Interval(1, int(found["period"]), found["unit"])
    return Interval(int(found["times"]), 1, found["per"])


def _target(kind: str, value: Scalar) -> Target:
    if "/" in value:
        raise wrong(
            "pointer-elsewhere",
            f"'{value[:MAX_ID]}' does not stay within this guideline",
            hint=f"write the id of {with_article(kind)} of this guideline, without '/'; "
            "only a text can link to another one: [words](recommendation:its-guideline/its-id)",
        )
    return Target(kind, value)


def with_article(noun: str) -> str:
    """Return `a` or `an` and the noun."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _pointer(kind: str) -> Leaf[Target]:
    return Leaf(
        partial(_target, kind),
        {
            "type": "string",
            "pattern": "^[^/]*$",
            "description": f"The id of {with_article(kind)} of this guideline.",
        },
    )


RichText = Annotated[Text, Leaf(_text, {"type": "string"})]
Line = Annotated[Scalar, Leaf(_line, {"type": ["string", "number"]})]
Excerpt = Annotated[Scalar, Leaf(_excerpt, {"type": "string"})]
"""Words of somebody else, letter for letter and in any number of lines."""
Id = Annotated[Scalar, Leaf(_id, {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})]
ReferenceId = Annotated[
    Scalar,
    Leaf(_reference_id, {"type": "string", "pattern": "^[a-z0-9]+([-_][a-z0-9]+)*$"}),
]
ShortHash = Annotated[Scalar, Leaf(_short_hash, {"type": "string", "pattern": "^[0-9a-f]{12}$"})]
Boolean = Annotated[bool, Leaf(_boolean, {"enum": ["yes", "no", True, False]})]
Date = Annotated[Day, Leaf(_date, {"type": "string", "format": "date"})]
PartialDate = Annotated[
    Scalar,
    Leaf(_partial_date, {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
]
Url = Annotated[Scalar, Leaf(_url, {"type": "string", "format": "uri"})]
Version = Annotated[Scalar, Leaf(_version, {"type": "string"})]
Hash = Annotated[Scalar, Leaf(_hash, {"type": "string", "pattern": "^[0-9a-f]{64}$"})]
ReadHashes = Annotated[Scalar, Leaf(_read_hashes, {"type": "string", "pattern": _READ_HASHES})]
Place = Annotated[
    Scalar, Leaf(_place, {"type": "string", "examples": ["recommendation:steroids-first"]})
]
Amount = Annotated[
    Quantity,
    Leaf(_quantity, {"type": ["string", "number"], "examples": ["7.5", "4-8", ">=16"]}),
]
Frequency = Annotated[
    Interval,
    Leaf(_interval, {"type": "string", "examples": ["every 3 weeks", "2 times a day", "once"]}),
]
Number = Annotated[Scalar, Leaf(_number, {"type": ["string", "number"]})]
ToFact = Annotated[Target, _pointer("fact")]
ToGap = Annotated[Target, _pointer("gap")]
ToIntervention = Annotated[Target, _pointer("intervention")]
ToLine = Annotated[Target, _pointer("line")]
ToPathwayStage = Annotated[Target, _pointer("stage")]
ToPopulation = Annotated[Target, _pointer("population")]
ToQuestion = Annotated[Target, _pointer("question")]
ToRecommendation = Annotated[Target, _pointer("recommendation")]
ToReference = Annotated[Target, _pointer("reference")]
ToStep = Annotated[Target, _pointer("step")]
