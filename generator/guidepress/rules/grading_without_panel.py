"""A grading by a panel in a guideline that names nobody.

## What it finds

A recommendation with `strength: strong` or `conditional`, and `certainty_by: panel`, in a guideline
without anybody under `people`. Retired recommendations are left out.

## Why it matters

A strength is the judgment of people: they weigh what the evidence leaves open, and their interests
bear on it. Where nobody is named, readers take a label for a judgment that nobody answers for.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: We suggest a steroid first.
    origin: article
    strength: conditional
```

## Write instead

Name the members of the panel under `people`, with their interests. If there was no panel, the
strength is `not-graded`, the statement says what is done, and the certainty is that of the editors.

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: Begin with a steroid.
    origin: article
    strength: not-graded
```

## Source

GRADE working group, 2008: https://doi.org/10.1136/bmj.39489.470347.AD
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.vocabulary import CertaintyBy, Strength

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each grading of a guideline without people."""
    for here in library.guidelines:
        guideline = here.guideline
        if guideline.people:
            continue
        if guideline.certainty_by is CertaintyBy.PANEL:
            yield Diagnostic(
                "grading-without-panel",
                f"the certainty is said to be judged by the panel, and '{here.id}' names nobody",
                guideline.id.span,
                hint="name the panel under 'people:', or write 'certainty_by: editors'",
            )
        for each in here.sections.recommendations:
            if each.strength is not Strength.NOT_GRADED and not each.retired:
                yield Diagnostic(
                    "grading-without-panel",
                    f"'{each.id}' is graded {each.strength}, and the guideline names nobody",
                    each.id.span,
                    hint="name the panel under 'people:', or write 'strength: not-graded'",
                )
