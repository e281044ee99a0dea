"""A quote that the work's excerpt does not hold as whole sentences.

## What it finds

A `quote` under `evidence` that is not made of one or several whole sentences of the reference's
`excerpt`, one after the other and letter for letter. Line breaks, the shape of quotation marks and
of dashes do not count. A quote of a reference without an `excerpt` is found too: nothing can be
held against it.

## Why it matters

A quote is taken for what the work says. Half a sentence can say the reverse of the whole one.

## Example

```yaml
recommendations:
  - id: water-weekly
    title: Water once a week
    statement: Water once a week [@fern2001].
    origin: added
    evidence:
      - {reference: fern2001, supports: supports, quote: Weekly water helped ferns}
references:
  - id: fern2001
    type: article-journal
    title: Weekly or daily watering of ferns
    evidence_type: randomized-trial
    excerpt: We watered 14 ferns. Weekly water helped ferns only where the air was dry.
    verification: {status: verified}
```

## Write instead

The whole sentence, as it stands in the work.

```yaml
recommendations:
  - id: water-weekly
    title: Water once a week
    statement: Water once a week [@fern2001].
    origin: added
    evidence:
      - reference: fern2001
        supports: partly
        quote: Weekly water helped ferns only where the air was dry.
references:
  - id: fern2001
    type: article-journal
    title: Weekly or daily watering of ferns
    evidence_type: randomized-trial
    excerpt: We watered 14 ferns. Weekly water helped ferns only where the air was dry.
    verification: {status: verified}
```
"""

# The docstring is a page, and has no sections of numpy's.
# ruff: noqa: D405, D411, D413

import re
from collections.abc import Iterator
from itertools import chain

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library, LinkedGuideline, Sections
from guidepress.model.evidence import Reference
from guidepress.model.statement import EvidenceItem

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR

_SHAPES = str.maketrans("\u2018\u2019\u201c\u201d\u2010\u2011\u2012\u2013\u2014", "''\"\"-----")
_ENDS = ".!?"
_CLOSING = "\"')]"
_SHORTENED = re.compile(r"\b(?:e\.g|i\.e|cf|vs|et al|approx|ca|dr|prof)\.\Z", re.IGNORECASE)
"""What ends in a full stop, and no sentence with it."""


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each quote that the work's excerpt does not hold."""
    for here in library.guidelines:
        for item in _items(here.sections):
            if item.quote is not None:
                yield from _of_quote(library, here, item)


def _items(sections: Sections) -> Iterator[EvidenceItem]:
    doses = [each for intervention in sections.interventions for each in intervention.doses]
    bounds = [each for intervention in sections.interventions for each in intervention.bounds]
    lists = (
        *(each.evidence for each in sections.recommendations),
        *(each.evidence for each in sections.facts),
        *(each.evidence for each in sections.evidence),
        *(each.evidence for each in sections.interventions),
        *(each.evidence for each in doses),
        *(each.evidence for each in bounds),
    )
    return chain.from_iterable(lists)


def _of_quote(library: Library, here: LinkedGuideline, item: EvidenceItem) -> Iterator[Diagnostic]:
    reference = library.find(Reference.KIND, item.reference.id, here)
    if not isinstance(reference, Reference) or item.quote is None:
        return
    if reference.excerpt is None:
        message = f"'{reference.id}' has no excerpt that holds this quote"
        hint = "copy the sentences around it from the work into the reference's 'excerpt'"
    elif not _holds(_plain(reference.excerpt), _plain(item.quote)):
        message = f"the excerpt of '{reference.id}' does not hold this as a whole sentence"
        hint = "copy the whole sentence from the work, letter for letter"
    else:
        return
    yield Diagnostic("quote-not-in-excerpt", message, item.quote.span, hint=hint)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_SHAPES)).strip()


def _holds(excerpt: str, quote: str) -> bool:
    """Whether a quote begins where a sentence of the excerpt does and ends where one does."""
    start = excerpt.find(quote)
    while start >= 0:
        before = excerpt[:start].rstrip().rstrip(_CLOSING)
        end = start + len(quote)
        whole = excerpt[:end].rstrip(_CLOSING)
        after = excerpt[end:]
        ends = end == len(excerpt) or (whole.endswith(tuple(_ENDS)) and after[:1] in {"", " "})
        begins = not before or (before.endswith(tuple(_ENDS)) and not _SHORTENED.search(before))
        if begins and ends:
            return True
        start = excerpt.find(quote, start + 1)
    return False
