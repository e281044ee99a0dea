"""The names under which readers know entities, found in running text.

A glossary term, an abbreviation, a drug or a brand name is linked wherever an author names it;
authors need not mark each one.
"""

import re
from collections.abc import Iterable, Iterator

from guidepress.frozen import dataclass
from guidepress.model.entity import Entity
from guidepress.model.glossary import Term
from guidepress.model.intervention import Intervention

_WORD = re.compile(r"[\w-]+")
_PLURALS = ("", "s", "es")


@dataclass(frozen=True, slots=True)
class Named:
    """A piece of text, and the entity that it names, if it names one."""

    text: str
    entity: Entity | None = None


def names_of(entity: Entity) -> Iterator[str]:
    """Yield every name of an entity: generic, brand, abbreviation, synonym."""
    if isinstance(entity, Term):
        yield entity.term
        if entity.abbreviation:
            yield entity.abbreviation
        yield from entity.synonyms
    elif isinstance(entity, Intervention):
        yield entity.name
        yield from entity.brand_names
        yield from entity.synonyms


class Names:
    """The names of one guideline's terms and interventions; earlier entities win."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        """Gather the names of the entities that have any."""
        self._exact: dict[str, Entity] = {}
        self._folded: dict[str, Entity] = {}
        for entity in entities:
            for name in names_of(entity):
                table = self._exact if _is_abbreviation(name) else self._folded
                table.setdefault(name if table is self._exact else name.casefold(), entity)
        self._by_first = _by_first_word({*self._exact, *self._folded})
        self._first_words = frozenset(self._by_first)

    def find(self, text: str) -> Iterator[Named]:
        """Yield the text in pieces, those that are names with their entity."""
        if text and self._first_words.isdisjoint(_WORD.findall(text.lower())):
            yield Named(text)
            return
        end = 0
        for word in _WORD.finditer(text):
            names = self._by_first.get(word[0].lower())
            start = word.start()
            if names is None or start < end:
                continue
            found = _found(text, start, names)
            entity = self._entity(found) if found else None
            if entity is None:
                continue
            if start > end:
                yield Named(text[end:start])
            yield Named(found, entity)
            end = start + len(found)
        if end < len(text):
            yield Named(text[end:])

    def _entity(self, found: str) -> Entity | None:
        for name in (found, found.removesuffix("s"), found.removesuffix("es")):
            entity = self._exact.get(name) or self._folded.get(name.casefold())
            if entity is not None:
                return entity
        return None


def _by_first_word(names: Iterable[str]) -> dict[str, list[str]]:
    """Return, for each first word, the names that begin with it, the longest first.

    All is in lower case. Trying every name at every letter of every text would be slow, and so is
    compiling a pattern for each first word.
    """
    by_first: dict[str, list[str]] = {}
    for name in sorted({name.lower() for name in names}, key=lambda name: (-len(name), name)):
        first = _WORD.match(name)
        if first is None:
            continue
        # A name of one word is also found in its plural, and there the first word ends in it.
        for plural in _PLURALS if first[0] == name else ("",):
            by_first.setdefault(first[0] + plural, []).append(name)
    return by_first


def _found(text: str, start: int, names: list[str]) -> str:
    """Return the first of the names that stands at `start`, in its plural too, or nothing."""
    for name in names:
        end = start + len(name)
        if text[start:end].lower() != name:
            continue
        for plural in _PLURALS:
            if text.startswith(plural, end) and not _WORD.match(text, end + len(plural)):
                return text[start : end + len(plural)]
    return ""


def _is_abbreviation(name: str) -> bool:
    # "RN" must not be found in "rn", nor "BeSt" in "best".
    return any(letter.isupper() for letter in name[1:]) and " " not in name
