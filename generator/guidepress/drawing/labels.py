"""Labels broken into lines, and the boxes that hold them.

Lengths are in units of the drawing, which are pixels at its natural size.
"""

import re
import unicodedata
from collections.abc import Iterator
from math import hypot
from typing import Final

from guidepress.chart import ChartNode, Kind
from guidepress.frozen import dataclass

FONT: Final = 14
"""Size of the text."""
LINE: Final = 18
"""From one line to the next."""
NODE_WRAP: Final = 140
EDGE_WRAP: Final = 92
GROUP_WRAP: Final = 320
"""The longest lines of labels, unless a word is longer."""
LONGEST_WORD: Final = 220
"""A word is not broken up to this width: half a drug's name is none."""
PADDING: Final = 11
EDGE_PADDING: Final = 4

# Fonts differ between machines. These are the widths, in hundredths of the size, of a sans-serif
# that is broader than the usual ones, so that text stays inside its box in any of them.
_WIDTHS: Final = {
    letter: width
    for width, letters in {
        28: "'ijlIJ",
        32: " \u00a0,.",
        34: "/:;\\|",
        40: "f-()[]t!",
        46: 'r"',
        53: "*_`sz?c",
        59: "LFkvxy",
        64: "PTYaoeESbdghnpqu$0123456789{}K",
        70: "AVBRXZC",
        78: "UHNDG&OQ",
        86: "w#+<=>^~M",
        100: "%mW@",
    }.items()
    for letter in letters
}
_OTHER: Final = 102
_FULL: Final = 105
"""Letters of scripts that are as broad as high."""

_SIDES: Final[dict[Kind, float]] = {"start": 16, "decision": 0, "action": 0, "end": 6, "stage": 8}
"""What the shapes of the kinds need beside the text."""
_RADII: Final[dict[Kind, float]] = {"start": 22, "decision": 0, "action": 3, "end": 14, "stage": 0}

_SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")
"""Where a line may break: not at a no-break space."""
_BREAK: Final = re.compile(r"(?<![\d<>≤≥=±~≈]) ")
"""Where a line breaks: not between a number and its unit, or a sign and its number."""
_INSIDE: Final = re.compile(r"(?<=[ /-])")
"""Where a word breaks that is longer than a line."""


@dataclass(frozen=True, slots=True)
class Box:
    """A label's lines, and the shape around them: slanted at its sides, or rounded."""

    lines: tuple[str, ...]
    notes: tuple[str, ...]
    width: float
    height: float
    slant: float = 0
    radius: float = 0

    def holds(self, x: float, y: float) -> bool:
        """Whether a point, seen from the middle of the box, lies inside."""
        x, y = abs(x), abs(y)
        half_width, half_height = self.width / 2, self.height / 2
        if self.slant:
            return y <= half_height and x <= half_width - self.slant * y / half_height
        beyond = max(x - half_width + self.radius, 0), max(y - half_height + self.radius, 0)
        return hypot(*beyond) <= self.radius


def node_box(node: ChartNode) -> Box:
    """Return the box of a node, whose shape tells its kind."""
    lines = wrapped(node.label, NODE_WRAP)
    notes = wrapped(f"({node.note})", NODE_WRAP) if node.note else ()
    width = max(text_width(line) for line in (*lines, *notes)) + 2 * PADDING
    height = (len(lines) + len(notes)) * LINE + 2 * PADDING - 4
    slant = 14.0 if node.kind == "decision" else 0.0
    widened = width + slant * 1.5 + _SIDES[node.kind]
    return Box(lines, notes, widened, height, slant, min(_RADII[node.kind], height / 2))


def edge_box(label: str) -> Box | None:
    """Return the box of an edge's label, None for an edge without."""
    return _plain_box(label, EDGE_WRAP) if label.strip() else None


def group_box(label: str) -> Box:
    """Return the box of the label that stands at the top of a group."""
    return _plain_box(label, GROUP_WRAP)


def _plain_box(label: str, limit: float) -> Box:
    lines = wrapped(label, limit)
    width = max(text_width(line) for line in lines) + 2 * EDGE_PADDING
    return Box(lines, (), width, len(lines) * LINE + EDGE_PADDING)


def wrapped(text: str, limit: float) -> tuple[str, ...]:
    """Break text into lines no longer than `limit` or its longest word, all about as long.

    A line that ends with a space goes on with another word, any other with the same word.
    """
    words = _BREAK.split(_SPACES.sub(" ", text).strip(" "))
    longest_word = max(map(text_width, words))
    lines = _filled(words, max(limit, min(longest_word, LONGEST_WORD)))
    while (limit := max(map(text_width, lines)) - 1) >= longest_word:
        closer = _filled(words, limit)
        if len(closer) > len(lines):
            break
        lines = closer
    return tuple(lines)


def _filled(words: list[str], limit: float) -> list[str]:
    lines = [""]
    for word in words:
        if lines[-1] and text_width(f"{lines[-1]} {word}") <= limit:
            lines[-1] += f" {word}"
            continue
        if lines[-1]:
            lines[-1] += " "
            lines.append("")
        lines[-1:] = _pieces(word, limit)
    return lines


def _pieces(word: str, limit: float) -> Iterator[str]:
    """Yield a word in pieces that fit into a line; it has one piece at least."""
    piece = ""
    for part in _INSIDE.split(word):
        if piece and text_width(piece + part) > limit:
            yield piece
            piece = ""
        for letter in part:
            if piece and text_width(piece + letter) > limit:
                yield piece
                piece = ""
            piece += letter
    yield piece


def text_width(text: str) -> float:
    """Return the width of a line in a broad font, without the space at its end."""
    return sum(_letter_width(letter) for letter in text.removesuffix(" ")) * FONT / 100


def _letter_width(letter: str) -> int:
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _WIDTHS:
        return _WIDTHS[base]
    if unicodedata.combining(base):
        return 0
    return _FULL if unicodedata.east_asian_width(base) in "WF" else _OTHER
