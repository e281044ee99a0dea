"""What a guideline says, as hashes: formatting, comments and file names do not count, words do.

A sign-off, a release and every footer name a content by its hash. What tells of the content and is
no part of it stays outside: version, status, the days of its life and the records of its review.
Two days are inside, as a reviewer answers for them: up to when the literature was searched, and by
when the guideline must be reviewed again.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from guidepress.model.entity import Entity, Part
from guidepress.model.guideline import Guideline
from guidepress.model.statement import PlainLanguage
from guidepress.model.values import Day, Target, Text
from guidepress.text import Cited, EntityLink, Tree, Words

SHORT = 12
"""Hexadecimal digits of a hash where people read it."""


class Said(Protocol):
    """What is read of a linked guideline; linking itself asks where a guideline stands."""

    @property
    def sections(self) -> Any:  # noqa: ANN401 - `link.Sections`
        """Everything that its files say."""

    @property
    def prose(self) -> Iterable[Any]:
        """Its pages of prose."""

    @property
    def guideline(self) -> Guideline:
        """The guideline itself."""

    @property
    def entities(self) -> Mapping[tuple[str, str], Entity]:
        """Its entities by kind and id."""

    @property
    def pointed_at(self) -> Mapping[tuple[str, str], Sequence[Entity]]:
        """What each of its entities links to, cites or names."""

    def tree(self, text: Text) -> Tree:
        """Return the tree of one of its texts."""


_ABOUT_THE_CONTENT = {"version", "status", "dates", "formerly"}
"""Fields of a guideline that say something about its content, and are none of it."""
_OUTSIDE: dict[type[Part], set[str]] = {
    Guideline: _ABOUT_THE_CONTENT,
    PlainLanguage: {"restates"},
}
_RECORDS = {"reviews", "releases", "accept"}
"""Sections that tell what became of the content."""
_known: WeakKeyDictionary[Said, str] = WeakKeyDictionary()
"""What was worked out, since every page and copy names it: a linked guideline does not change."""
_PLACES = {(EntityLink, "start"), (EntityLink, "end"), (Cited, "start"), (Cited, "end")}


def content_hash(here: Said) -> str:
    """Return the hash of all that a guideline says, as 64 hexadecimal digits (SHA-256)."""
    if here not in _known:
        _known[here] = _hash(_said(here))
    return _known[here]


def _said(here: Said) -> list[Any]:
    sections = [
        [field.name, _plain(getattr(here.sections, field.name), here)]
        for field in fields(here.sections)
        if field.name not in _RECORDS
    ]
    dates = here.guideline.dates
    prose = [[page.name, _plain(page.tree.blocks, here)] for page in here.prose]
    said = [sections, str(dates.literature_searched_to or ""), prose]
    # At the end and only if it is there: what never set it keeps its hash.
    return [*said, str(dates.next_review_due)] if dates.next_review_due else said


def entity_hash(here: Said, entity: Entity) -> str:
    """Return the hash of what one entity says; what it links to is not in it."""
    return _hash(_plain(entity, here))


def hash_of(here: Said, parts: Iterable[Part]) -> str:
    """Return the hash of what several parts say, in their order."""
    return _hash([_plain(part, here) for part in parts])


def entity_hashes(here: Said) -> dict[tuple[str, str], str]:
    """Return the hash of every entity of a guideline, in the order in which it holds them."""
    return {key: entity_hash(here, entity) for key, entity in here.entities.items()}


def _hash(plain: object) -> str:
    written = json.dumps(plain, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).hexdigest()


def _plain(value: object, here: Said) -> Any:  # noqa: ANN401 - JSON
    """Return a value of the model as JSON that only its words and its order determine."""
    plain: Any
    match value:
        case None | bool() | int():
            plain = value
        case Text():
            plain = _plain(here.tree(value).blocks, here)
        case Target(kind, id_):
            plain = [kind, str(id_)]
        case Day():
            plain = value.isoformat()
        case str():
            plain = " ".join(value.split())
        case tuple() | list():
            plain = [_plain(each, here) for each in value]
        case dict():
            plain = [[str(key), _plain(value[key], here)] for key in sorted(value)]
        case Part():
            plain = [type(value).__name__, *_fields_of_part(value, here)]
        case _ if is_dataclass(value):
            plain = [type(value).__name__, *_fields_of_value(value, here)]
        case _:
            message = f"a {type(value).__name__} of the model has no place in a hash"
            raise TypeError(message)
    return plain


def _one_space(text: str) -> str:
    """Return a run of letters with one space for any white space, also at its ends.

    A space beside an emphasis or a link parts words: "no *table*" is not "no*table*". White space
    at the edges of a paragraph or a cell was taken away when it was read.
    """
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() else ""
    return f"{before}{' '.join(text.split())}{after}" if text.strip() else before


def _fields_of_part(part: Part, here: Said) -> Iterator[list[Any]]:
    outside = _OUTSIDE.get(type(part), set())
    for name in type(part).model_fields:
        value = getattr(part, name)
        # What is left out says the same as what is there and empty, also for a later field.
        if name not in outside and value is not None and value != ():
            yield [name, _plain(value, here)]


def _fields_of_value(value: Any, here: Said) -> Iterator[list[Any]]:  # noqa: ANN401
    if isinstance(value, Words):
        yield ["text", _one_space(value.text)]
        return
    for name in _said_by(value.__class__):
        yield [name, _plain(getattr(value, name), here)]


@cache
def _said_by(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of the fields of a value that are not its places in a file."""
    return tuple(
        field.name for field in fields(kind) if field.compare and (kind, field.name) not in _PLACES
    )
