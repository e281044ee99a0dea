"""What a guideline says, as hashes: formatting, comments and file names do not count, words do.

A sign-off, a release and every footer name a content by its hash. What tells of the content and is
no part of it stays outside: version, status, the days of its life and the records of its review.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any
from weakref import WeakKeyDictionary

from guidepress.link import Key, LinkedGuideline
from guidepress.model.entity import Entity, Part
from guidepress.model.guideline import Guideline
from guidepress.model.values import Day, Target, Text
from guidepress.text import Cited, EntityLink

SHORT = 12
"""Hexadecimal digits of a hash where people read it."""

_ABOUT_THE_CONTENT = {"version", "status", "dates", "formerly"}
"""Fields of a guideline that say something about its content, and are none of it."""
_RECORDS = {"reviews"}
"""Sections that tell what became of the content."""
_known: WeakKeyDictionary[LinkedGuideline, str] = WeakKeyDictionary()
"""What was worked out, since every page and copy names it: a linked guideline does not change."""
_PLACES = {(EntityLink, "start"), (EntityLink, "end"), (Cited, "start"), (Cited, "end")}


def content_hash(here: LinkedGuideline) -> str:
    """Return the hash of all that a guideline says, as 64 hexadecimal digits (SHA-256)."""
    if here not in _known:
        _known[here] = _hash(_said(here))
    return _known[here]


def _said(here: LinkedGuideline) -> list[Any]:
    sections = [
        [field.name, _plain(getattr(here.sections, field.name), here)]
        for field in fields(here.sections)
        if field.name not in _RECORDS
    ]
    searched = here.guideline.dates.literature_searched_to
    prose = [[page.name, _plain(page.tree.blocks, here)] for page in here.prose]
    return [sections, str(searched or ""), prose]


def entity_hash(here: LinkedGuideline, entity: Entity) -> str:
    """Return the hash of what one entity says; what it links to is not in it."""
    return _hash(_plain(entity, here))


def entity_hashes(here: LinkedGuideline) -> dict[Key, str]:
    """Return the hash of every entity of a guideline, in the order in which it holds them."""
    return {key: entity_hash(here, entity) for key, entity in here.entities.items()}


def _hash(plain: object) -> str:
    written = json.dumps(plain, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).hexdigest()


def _plain(value: object, here: LinkedGuideline) -> Any:  # noqa: ANN401 - JSON
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


def _fields_of_part(part: Part, here: LinkedGuideline) -> Iterator[list[Any]]:
    outside = _ABOUT_THE_CONTENT if isinstance(part, Guideline) else ()
    for name in type(part).model_fields:
        value = getattr(part, name)
        # What is left out says the same as what is there and empty, also for a later field.
        if name not in outside and value is not None and value != ():
            yield [name, _plain(value, here)]


def _fields_of_value(value: Any, here: LinkedGuideline) -> Iterator[list[Any]]:  # noqa: ANN401
    for field in fields(value):
        if field.compare and (type(value), field.name) not in _PLACES:
            yield [field.name, _plain(getattr(value, field.name), here)]
