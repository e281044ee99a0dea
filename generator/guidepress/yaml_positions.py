"""Finds where the characters of a YAML value stand in the source, through escapes and folds.

A run is a stretch of the value with the stretch of source it came from: equally long and the same
letters, or one character for an escape or a line end. Runs are found only when asked for, because
only diagnostics ask.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from guidepress.source import LINE_END, Span

_LONGEST_LOCATED: Final = 1_000_000

_Run = tuple[int, int, int]

# Blanks count only before a line end. They are tried from their first one alone, which keeps the
# search linear; the first may follow an escaped blank.
_BLANKS: Final = r"(?:(?:(?<![ \t])|(?<=\\[ \t]))[ \t]++)?(?:(?:\r\n?|\n)[ \t]*+)++"
_ESCAPE: Final = r"\\(?:(?:(?:\r\n?|\n)[ \t]*+)++|x.{2}|u.{4}|U.{8}|.)"
_FLOW_PIECES: Final = {
    "plain": re.compile(_BLANKS),
    "single": re.compile(f"''|{_BLANKS}"),
    "double": re.compile(f"{_ESCAPE}|{_BLANKS}"),
}
_BLOCK_HEADER: Final = re.compile(r"[|>]([-+0-9]*)[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n)?")
_FIRST_SOURCE_LINE: Final = re.compile(r"(?<=[\r\n])( *+)[^ \r\n]")
_FIRST_VALUE_LINE: Final = re.compile(r"(?:\A|(?<=\n))( *+)[^ \n]")


def locate(span: Span, style: str, value: str, start: int, end: int | None = None) -> Span:
    """Return where characters `start` to `end` of a value stand that is written at `span`.

    Without `end` it is one character. Offsets outside of the value are moved to its nearest end.
    In a scalar of more than a million characters the place is the whole scalar.
    """
    if not value:
        place = span.start + 1 if style in {"single", "double"} else span.end
        return Span(span.source, place, place)
    runs = _runs(span, style, value)
    start = min(max(start, 0), len(value))
    end = min(max(start, start + 1 if end is None else end), len(value))
    if start == len(value):
        last = _ends(runs, len(value), start - 1)[1]
        return Span(span.source, last, last)
    first = _ends(runs, len(value), start)[0]
    last = _ends(runs, len(value), end - 1)[1] if end > start else first
    return Span(span.source, first, last)


@lru_cache(maxsize=4)
def _runs(span: Span, style: str, value: str) -> list[_Run]:
    """Return the runs of a value in order: offset in the value, start and end in the source."""
    if span.end - span.start > _LONGEST_LOCATED:
        return [(0, span.start, span.end)]
    if style in {"literal", "folded"}:
        pieces = _block_pieces(span.source.text, span.start, value)
    else:
        pieces = _flow_pieces(span.source.text, span, style)
    runs, offset = [], 0
    for length, start, end in pieces:
        if length:
            runs.append((offset, start, end))
        offset += length
    # PyYAML's own scanner, used where libyaml is missing, folds a few rare forms in another way.
    return runs if offset == len(value) else [(0, span.start, span.end)]


def _ends(runs: list[_Run], length: int, index: int) -> tuple[int, int]:
    """Return start and end in the source of one character of a value of this length."""
    number = bisect_right(runs, index, key=lambda run: run[0]) - 1
    offset, start, end = runs[number]
    following = runs[number + 1][0] if number + 1 < len(runs) else length
    if following - offset != end - start:
        return start, end
    return start + index - offset, start + index - offset + 1


def _flow_pieces(text: str, span: Span, style: str) -> Iterator[_Run]:
    """Yield length in the value, start and end in the source, of a plain or quoted scalar."""
    quote = 0 if style == "plain" else 1
    position, stop = span.start + quote, span.end - quote
    for match in _FLOW_PIECES[style].finditer(text, position, stop):
        escaped = match[0][0] in "\\'"
        breaks = list(LINE_END.finditer(text, *match.span()))
        yield match.start() - position, position, match.start()
        position = match.end()
        if not breaks or (len(breaks) == 1 and not escaped):
            yield 1, match.start(), match.end()
        for line_end in breaks[1:]:
            yield 1, line_end.start(), line_end.end()
    yield stop - position, position, stop


def _block_pieces(text: str, start: int, value: str) -> Iterator[_Run]:
    """Yield the same for a literal or folded scalar; follows YAML 1.2.2, 8.1, as libyaml does."""
    header = _BLOCK_HEADER.match(text, start)
    if header is None:
        return
    folded = text[start] == ">"
    indent = _indent(text, header.end(), value)
    line, position, blank_lines = _skip_blank_lines(text, header.end(), indent)
    line_end: tuple[int, int] | None = None
    was_more_indented = False
    while position - line == indent and position < len(text):
        more_indented = text[position] in " \t"
        joined = folded and not was_more_indented and not more_indented
        if line_end and not (joined and blank_lines):
            yield 1, *line_end
        yield from ((1, *blank) for blank in blank_lines)
        was_more_indented = more_indented
        found = LINE_END.search(text, position)
        end = found.start() if found else len(text)
        yield end - position, position, end
        line_end = found.span() if found else None
        line, position, blank_lines = _skip_blank_lines(text, found.end() if found else end, indent)
    if line_end and "-" not in header[1]:
        yield 1, *line_end
    if "+" in header[1]:
        yield from ((1, *blank) for blank in blank_lines)


def _skip_blank_lines(
    text: str, position: int, indent: int
) -> tuple[int, int, list[tuple[int, int]]]:
    """Return the next line with text, where its text begins, and the line ends before it."""
    line_ends: list[tuple[int, int]] = []
    while True:
        line = position
        while position - line < indent and text[position : position + 1] == " ":
            position += 1
        found = LINE_END.match(text, position)
        if not found:
            return line, position, line_ends
        line_ends.append(found.span())
        position = found.end()


def _indent(text: str, body: int, value: str) -> int:
    """Return the indentation of a block, from what is left of it in the value.

    The number in the header would need the indentation of the parent, which is not at hand.
    """
    written = _FIRST_SOURCE_LINE.search(text, body)
    kept = _FIRST_VALUE_LINE.search(value)
    if written and kept:
        return len(written[1]) - len(kept[1])
    blank_lines = text[body : written.start() if written else len(text)].splitlines()
    longest = max(map(len, value.splitlines()), default=0)
    return max(map(len, blank_lines), default=0) - longest if longest else len(text)
