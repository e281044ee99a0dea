"""A recommendation whose strength no panel has graded.

## What it finds

Under the release profile: a recommendation with `strength: not-graded`, or without a strength.
Retired recommendations are left out.

## Why it matters

Readers act on the strength of a recommendation. `not-graded` is the honest word for a draft; a
published guideline owes its readers a panel's judgment.

## Example

```yaml
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: Begin with a steroid.
    origin: article
    strength: not-graded
```

## Write instead

`strong` or `conditional`, once a panel has decided. Never fill it in to silence this rule.

```yaml
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: We suggest a steroid first.
    origin: article
    strength: conditional
```

## Source

GRADE working group, 2008: https://doi.org/10.1136/bmj.39489.470347.AD
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.vocabulary import Strength

DRAFT = None
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each recommendation in force that is not graded."""
    for guideline in library.guidelines:
        for recommendation in guideline.sections.recommendations:
            if recommendation.strength is Strength.NOT_GRADED and not recommendation.retired:
                yield Diagnostic(
                    "ungraded-recommendation",
                    f"no panel has graded '{recommendation.id}'",
                    recommendation.id.span,
                    hint="a release needs a panel's judgment: 'strength: strong' or "
                    "'strength: conditional'",
                )
