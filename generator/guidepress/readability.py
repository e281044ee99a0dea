"""How hard a text for patients is to read, as a school grade.

It is the Coleman-Liau index, which counts letters, words and sentences. Other formulas count
syllables, which no program can count without a dictionary; letters it can. Like all of them it
sees neither meaning nor layout: a text of a low grade can still be hard.
https://doi.org/10.1037/h0076540
"""

import re
from collections.abc import Iterator
from typing import Final

from guidepress.frozen import dataclass
from guidepress.link import LinkedGuideline
from guidepress.model.entity import Entity
from guidepress.model.values import Text
from guidepress.pages import plain_pieces
from guidepress.text import plain as words_of
from guidepress.text import runs

FEWEST_WORDS: Final = 20
"""A shorter text is not graded: one long word would decide."""

_WORD: Final = re.compile(r"\w+(?:['\u2019.,/-]\w+)*")
_LETTER: Final = re.compile(r"[^\W\d_]")
_END: Final = re.compile(r"[.!?]+(?=\s|\Z)|\n+")


@dataclass(frozen=True, slots=True)
class Graded:
    """A text for patients, whose it is, and its grade; None where it is too short for one."""

    owner: Entity
    title: str
    text: Text
    words: int
    grade: int | None


def graded(here: LinkedGuideline) -> Iterator[Graded]:
    """Yield each text for patients with its grade, in reading order."""
    guideline = here.guideline
    of_pieces = [(each, each.plain) for each in plain_pieces(here)]
    for owner, plain in (
        (guideline, guideline.plain_summary),
        (guideline, guideline.get_help_now),
        *of_pieces,
    ):
        if plain is not None:
            letters = "\n".join(map(words_of, runs(here.tree(plain.text).blocks)))
            words = len(_WORD.findall(letters))
            yield Graded(owner, plain.title, plain.text, words, grade(letters))


def grade(text: str) -> int | None:
    """Return the grade of a text, rounded; None if it has too few words for one."""
    words = len(_WORD.findall(text))
    if words < FEWEST_WORDS:
        return None
    sentences = sum(bool(_WORD.search(each)) for each in _END.split(text))
    letters = len(_LETTER.findall(text))
    return max(round(5.88 * letters / words - 29.6 * sentences / words - 15.8), 0)
