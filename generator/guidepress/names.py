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
        words = sorted({*self._exact, *self._folded}, key=lambda name: (-len(name), name))
        pattern = "|".join(re.escape(word) for word in words)
        self._pattern = (
            re.compile(rf"(?<![\w-])(?:{pattern})(?:s|es)?(?![\w-])", re.IGNORECASE)
            if words
            else None
        )

    def find(self, text: str) -> Iterator[Named]:
        """Yield the text in pieces, those that are names with their entity."""
        end = 0
        for match in self._pattern.finditer(text) if self._pattern else ():
            entity = self._entity(match[0])
            if entity is None:
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


def _is_abbreviation(name: str) -> bool:
    # "RN" must not be found in "rn", nor "BeSt" in "best".
    return any(letter.isupper() for letter in name[1:]) and " " not in name
