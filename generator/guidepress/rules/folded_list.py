"""A list that YAML folds into one line.

## What it finds

A text after `>` or `>-` in which a line begins with the mark of a list (`- `, `* `, `+ `, `1. `)
directly below another line, or directly above another line that begins so. A line that is indented
further than the text is kept as it is, and so is one between blank lines.

## Why it matters

`>` joins lines that follow one another: readers see `- dry - wet` in one sentence and no list. The
line after a list, even below a blank line, becomes part of its last item.

## Example

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: >-
      No trial has asked:

      - which drug comes first
      - which drug comes second
```

## Write instead

`|-`, which keeps lines as they are.

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: |-
      No trial has asked:

      - which drug comes first
      - which drug comes second
```

## Source

YAML 1.2.2, section 8.1.3: https://yaml.org/spec/1.2.2/#813-folded-style
"""

import re
from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.model.values import Text
from guidepress.source import LINE_END, Span

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR

_ITEM = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)]) +\S")
_PERHAPS = re.compile(r"(?<=[\r\n]) *(?:[-*+]|[0-9]{1,9}[.)]) ")
"""Few texts have such a line, and to part a text into its lines takes long."""
_ITEM_BELOW_WORDS = re.compile(r"(?:[-*+]|1[.)]) +\S")
"""What may begin a list below a line of words: `2. ` is most often the end of their sentence."""


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield the first line of each list that is folded."""
    for here in library.guidelines:
        for written in here.words:
            words = written.words
            if not isinstance(words, Text) or words.written.style != "folded":
                continue
            place = _folded_item(words.written.span)
            if place is not None:
                yield Diagnostic(
                    "folded-list",
                    "this list is folded into one line",
                    place,
                    hint="write '|-' in place of '>-': it keeps the lines of the text",
                )


def _folded_item(block: Span) -> Span | None:
    """Return the first line of a folded block that is an item and is joined to its neighbor."""
    if not _PERHAPS.search(block.source.text, block.start, block.end):
        return None
    lines = _lines(block)
    base = next((_indent(line.excerpt) for line in lines if line.excerpt.strip()), 0)
    # Lines that are blank or indented further are not joined to their neighbors.
    joined = [line.excerpt[base:] if _indent(line.excerpt) == base else "" for line in lines]
    for number, line in enumerate(joined):
        before, after = joined[number - 1] if number else "", [*joined, ""][number + 1]
        below_words = before and _ITEM_BELOW_WORDS.match(line)
        if _ITEM.match(line) and (below_words or _ITEM.match(before) or _ITEM.match(after)):
            place = lines[number]
            return Span(place.source, place.start + base, place.end)
    return None


def _lines(block: Span) -> list[Span]:
    """Return the lines of a block below its header, without their line ends."""
    ends = [*LINE_END.finditer(block.source.text, block.start, block.end)]
    stops = [*(end.start() for end in ends[1:]), block.end]
    return [Span(block.source, end.end(), stop) for end, stop in zip(ends, stops, strict=True)]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
