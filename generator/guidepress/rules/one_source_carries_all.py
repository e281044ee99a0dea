"""A single work that most recommendations are cited to.

## What it finds

Under the release profile: a reference that more than half of a guideline's recommendations name,
in a text or under `evidence`, where there are at least four. Retired recommendations are left out.

## Why it matters

Such a guideline looks like a judgment of the evidence and is a retelling of one work, with its
errors, its gaps and its date. It may still be right: an adaptation of another society's guideline
is one, and says so. So this is a warning only.

## Example

```yaml
recommendations:
  - {id: spring, title: Spring, statement: 'Water weekly [@fern2001].', origin: added}
  - {id: summer, title: Summer, statement: 'Water daily [@fern2001].', origin: added}
  - {id: autumn, title: Autumn, statement: 'Water weekly [@fern2001].', origin: added}
  - {id: winter, title: Winter, statement: 'Water less [@palm2002].', origin: added}
references:
  - {id: fern2001, type: book, title: On ferns, evidence_type: opinion,
     verification: {status: verified}}
  - {id: palm2002, type: book, title: On palms, evidence_type: opinion,
     verification: {status: verified}}
```

## Write instead

Cite the works that the one work rests on, as far as somebody has seen them, and look for others.
Where the guideline is an adaptation, say so in `methods`.

```yaml
recommendations:
  - {id: spring, title: Spring, statement: 'Water weekly [@fern2001].', origin: added}
  - {id: summer, title: Summer, statement: 'Water daily [@fern2001].', origin: added}
  - {id: autumn, title: Autumn, statement: 'Water weekly [@palm2002].', origin: added}
  - {id: winter, title: Winter, statement: 'Water less [@palm2002].', origin: added}
references:
  - {id: fern2001, type: book, title: On ferns, evidence_type: opinion,
     verification: {status: verified}}
  - {id: palm2002, type: book, title: On palms, evidence_type: opinion,
     verification: {status: verified}}
```

## Source

AGREE II, items 7 and 12: https://doi.org/10.1503/cmaj.090449
"""

# The docstring is a page, and has no sections of numpy's.
# ruff: noqa: D405, D411, D413

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.model.recommendation import Recommendation

DRAFT = None
RELEASE = Severity.WARNING

_FEWEST = 4
_SHARE = 1 / 2


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each reference that carries more than half of the recommendations in force."""
    for here in library.guidelines:
        count = sum(not each.retired for each in here.sections.recommendations)
        if count < _FEWEST:
            continue
        for reference in here.sections.references:
            carried = sum(
                mention.guideline == here.id
                and isinstance(mention.by, Recommendation)
                and not mention.by.retired
                for mention in here.mentions.get((reference.KIND, reference.id), ())
            )
            if carried > _SHARE * count:
                yield Diagnostic(
                    "one-source-carries-all",
                    f"{carried} of {count} recommendations name '{reference.id}'",
                    reference.id.span,
                    hint="cite the works that it rests on, or say in 'methods' that the guideline "
                    "adapts it",
                )
