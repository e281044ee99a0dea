"""A reviewer whose interests are declared nowhere.

## What it finds

Under the release profile: somebody named in `reviews` who is not among the `people` of the
guideline, where each person's interests stand. That a guideline names no people at all, or no
funding, is found by `unfinished-guideline`.

## Why it matters

An approval is worth as much as the independence of the one who gives it. Readers can judge that
only where the interests are told.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
reviews:
  - date: 2026-04-03
    stage: under-review
    name: The reviewer's name
    role: Reviewer
```

## Write instead

Add the reviewer to `people` by the same name, with what they declared.

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  people:
    - name: The reviewer's name
      role: Reviewer
      interests: None declared.
reviews:
  - date: 2026-04-03
    stage: under-review
    name: The reviewer's name
    role: Reviewer
```

## Source

AGREE II, items 13 and 23: https://doi.org/10.1503/cmaj.090449
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library

DRAFT = None
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each reviewer, once, who is not among the people of the guideline."""
    for here in library.guidelines:
        known = {_folded(person.name) for person in here.guideline.people}
        for review in here.sections.reviews:
            if _folded(review.name) not in known:
                known.add(_folded(review.name))
                yield Diagnostic(
                    "missing-interests",
                    f"nothing declares the interests of {review.name}",
                    review.name.at(0, len(review.name)),
                    hint="add them to 'people:' by this name, with their interests",
                )


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
