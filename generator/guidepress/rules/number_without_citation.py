"""A figure in a statement that cites nothing.

## What it finds

A figure (a share, a count "8 of 15", a p-value, a ratio, an amount with a unit) in a
recommendation, a fact, an item of evidence, an intervention or one of their points, where the
statement has no `evidence`, and none of its texts cites a work or links to a fact, an item of
evidence, a recommendation or a gap.

## Why it matters

A figure is what readers remember and act on. Without its source nobody can check it, or tell when
it is out of date.

## Example

```yaml
recommendations:
  - id: water-weekly
    title: Water once a week
    statement: Water the ferns. With it 86% stay green.
    origin: added
```

## Write instead

Cite the work that the figure comes from, or link to the entry that does. Where no source fit to
cite is known, leave the figure out, or write a gap that says so and link to it.

```yaml
recommendations:
  - id: water-weekly
    title: Water once a week
    statement: Water the ferns. With it 86% stay green [@fern2001, p. 3].
    origin: added
references:
  - id: fern2001
    type: article-journal
    title: Weekly or daily watering of ferns
    evidence_type: randomized-trial
    verification: {status: verified}
```

## Source

RIGHT statement, items 11 and 13: https://doi.org/10.7326/M16-1565
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.figures import figures
from guidepress.link import Library, LinkedGuideline, Written
from guidepress.model.entity import Part
from guidepress.model.evidence import EvidenceStatement, Fact
from guidepress.model.intervention import Intervention
from guidepress.model.recommendation import Recommendation
from guidepress.model.statement import Statement
from guidepress.model.values import Text
from guidepress.text import Citation, EntityLink, walk

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR

_LOOKED_AT = (Recommendation, EvidenceStatement, Fact, Intervention)
_LEADS_TO_A_SOURCE = {"evidence", "fact", "gap", "recommendation", "reference"}


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield the first figure of each statement that cites nothing."""
    for here in library.guidelines:
        for owner, texts in _by_statement(here):
            if getattr(owner, "evidence", ()) or any(_is_supported(here, each) for each in texts):
                continue
            found = next(
                ((each, figure) for each in texts for figure in figures(each.spoken)), None
            )
            if found:
                written, figure = found
                yield Diagnostic(
                    "number-without-citation",
                    f"nothing says where '{' '.join(figure[0].split())}' comes from",
                    written.at(*figure.span()),
                    hint="cite the work, as in [@levin2011, p. 3], or link to the fact, the "
                    "evidence or the gap that tells of it",
                )


def _by_statement(here: LinkedGuideline) -> Iterator[tuple[Part, list[Written]]]:
    """Yield each statement with the words that are its own and not those of one inside it."""
    texts: dict[int, tuple[Part, list[Written]]] = {}
    for each in here.words:
        if each.within and isinstance(each.within[0], _LOOKED_AT):
            owner = next(
                part
                for part in reversed(each.within)
                if isinstance(part, (Statement, Intervention))
            )
            texts.setdefault(id(owner), (owner, []))[1].append(each)
    yield from texts.values()


def _is_supported(here: LinkedGuideline, written: Written) -> bool:
    return isinstance(written.words, Text) and any(
        isinstance(inline, Citation)
        or (isinstance(inline, EntityLink) and inline.kind in _LEADS_TO_A_SOURCE)
        for inline in walk(here.tree(written.words).blocks)
    )
