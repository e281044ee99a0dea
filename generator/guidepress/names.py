"""The names under which readers know entities, found in running text.

A glossary term, an abbreviation, a drug or a brand name is linked wherever an author names it;
authors need not mark each one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guidepress.model.entity import Entity
from guidepress.model.glossary import Term
from guidepress.model.intervention import Intervention

_WORD = re.compile(r"[\w-]+")


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
        self._patterns = _patterns({*self._exact, *self._folded})

    def find(self, text: str) -> Iterator[Named]:
        """Yield the text in pieces, those that are names with their entity."""
        end = 0
        for word in _WORD.finditer(text):
            pattern = self._patterns.get(word[0].casefold())
            if pattern is None or word.start() < end:
                continue
            match = pattern.match(text, word.start())
            entity = self._entity(match[0]) if match else None
            if match is None or entity is None:
                continue
            if match.start() > end:
                yield Named(text[end : match.start()])
            yield Named(match[0], entity)
            end = match.end()
        if end < len(text):
            yield Named(text[end:])

    def _entity(self, found: str) -> Entity | None:
        for name in (found, found.removesuffix("s"), found.removesuffix("es")):
            entity = self._exact.get(name) or self._folded.get(name.casefold())
            if entity is not None:
                return entity
        return None


def _patterns(names: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """Return, for each first word in lower case, the pattern of the names that begin with it.

    One pattern of all names would try each of them at each letter of every text.
    """
    by_first: dict[str, list[str]] = {}
    for name in names:
        first = _WORD.match(name)
        if first is None:
            continue
        word = first[0].casefold()
        # A name of one word is also found in its plural, and there the first word ends in it.
        endings = ("", "s", "es") if first[0] == name else ("",)
        for ending in endings:
            by_first.setdefault(word + ending, []).append(name)
    return {word: _any_of(found) for word, found in by_first.items()}


def _any_of(names: list[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    choices = "|".join(re.escape(name) for name in longest_first)
    return re.compile(rf"(?:{choices})(?:s|es)?(?![\w-])", re.IGNORECASE)


def _is_abbreviation(name: str) -> bool:
    # "RN" must not be found in "rn", nor "BeSt" in "best".
    return any(letter.isupper() for letter in name[1:]) and " " not in name
