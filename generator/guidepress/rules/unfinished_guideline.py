"""A guideline that lacks what a published one owes its readers.

## What it finds

Under the release profile: no people with their interests, no funding, methods, scope, license,
disclaimer or editorial policy, no date of the next review or of the last search of the literature,
and no release on record.

## Why it matters

Readers judge by these whether they can trust a guideline: who wrote it, who paid, how it was made,
and how old it is.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
```

## Write instead

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 1.0.0
  dates:
    next_review_due: 2028-04-03
    literature_searched_to: 2026-01-31
  scope:
    covers: Adults.
  people:
    - name: The author's name
      role: Author
      interests: None declared.
  funding: None.
  methods: How the evidence was found and judged.
  editorial_policy: Who may change what, and how.
  license:
    name: CC BY 4.0
    url: https://creativecommons.org/licenses/by/4.0/
  disclaimer: What a professional must know before using it.
releases:
  - version: 0.9.0
    date: 2026-04-03
    content: 6aff94100838890ee3ecb69172190399bfbdd64322d104280c1b2f906a068692
```

## Source

AGREE II, items 1-3, 7, 14, 22 and 23: https://doi.org/10.1503/cmaj.090449
"""

from collections.abc import Iterator
from operator import attrgetter

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library

DRAFT = None
RELEASE = Severity.ERROR

_NEEDED = {
    "people": "name the authors and editors, each with role and interests",
    "funding": "say who paid, or that nobody did",
    "methods": "say how the evidence was found, judged and turned into statements",
    "scope": "say what is covered and what is not",
    "license": "name the terms of use and their web address",
    "disclaimer": "say what a professional must know before using it",
    "editorial_policy": "say who may change what, and how",
    "dates.next_review_due": "write the day by which it must be reviewed again",
    "dates.literature_searched_to": "write the day up to which the literature was searched",
}


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each thing that a guideline lacks."""
    for here in library.guidelines:
        lacks = [
            (path, hint) for path, hint in _NEEDED.items() if not attrgetter(path)(here.guideline)
        ]
        if not here.sections.releases:
            lacks.append(("releases", "record the version with 'guidepress release'"))
        for name, hint in lacks:
            yield Diagnostic(
                "unfinished-guideline",
                f"'{here.id}' has no '{name}', which a release needs",
                here.guideline.id.span,
                hint=hint,
            )
