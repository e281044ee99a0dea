"""Terms and abbreviations."""

from typing import ClassVar

from guidepress.model.entity import Entity
from guidepress.model.values import Line, RichText
from guidepress.vocabulary import Origin


class Term(Entity):
    """A glossary entry or abbreviation, with synonyms."""

    KIND: ClassVar = "term"

    term: Line
    """The term, spelled out."""
    abbreviation: Line | None = None
    """Its abbreviation. It is found in texts by its exact letters: RN is not found in rn."""
    synonyms: tuple[Line, ...] = ()
    """Other words for the same; each leads readers here."""
    searched_as: tuple[Line, ...] = ()
    """Everyday words and spellings that search and Ask know it by; no text links them."""
    definition: RichText
    """What it means in this guideline."""
    plain: RichText | None = None
    """The same for a patient."""
    origin: Origin = Origin.ADDED
    """Where the definition comes from."""

    @property
    def label(self) -> str:
        """The term."""
        return self.term
