"""An approval of something else than what the guideline says.

## What it finds

A last record with `stage: approved` that carries no hash of a content, or the hash of another one:
a word changed since, or nobody signed at all. Such a guideline is shown as submitted, not as
approved.

## Why it matters

A reviewer answers for the words that they read, and for no others. A dose that is changed after the
approval would go out under their name.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 1.0.0
reviews:
  - {date: 2026-03-02, stage: under-review, name: The reviewer's name, role: Reviewer}
  - {date: 2026-04-03, stage: approved, name: The reviewer's name, role: Reviewer}
```

## Write instead

Let the reviewer review what changed: `guidepress review status` tells it. Then they sign with
`guidepress review sign`, which writes the hash.

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 1.0.0
reviews:
  - {date: 2026-03-02, stage: under-review, name: The reviewer's name, role: Reviewer}
  - date: 2026-04-03
    stage: approved
    name: The reviewer's name
    role: Reviewer
    content: 6aff94100838890ee3ecb69172190399bfbdd64322d104280c1b2f906a068692
```

## Source

AGREE II, item 13: https://doi.org/10.1503/cmaj.090449
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each last approval that is none of the content as it is."""
    for here in library.guidelines:
        record = here.standing.lapsed
        if record is None:
            continue
        written = record.content or record.date.written
        yield Diagnostic(
            "approval-without-matching-sign-off",
            f"'{here.id}' is not approved: {here.standing.note}",
            written.at(0, len(written)),
            hint=f"see what changed with 'guidepress review status --guideline {here.id}'; "
            "the reviewer signs with 'guidepress review sign'",
        )
