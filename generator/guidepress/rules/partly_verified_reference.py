"""A reference of which some fields were not checked.

## What it finds

Under the release profile: a record in `references` whose verification status is `partial`, or is
`verified` although `not_checked` names something. Works that nobody has seen are found by
`unseen-reference`, under every profile.

## Why it matters

A draft may say on its page which fields are still unchecked. A published guideline is copied and
quoted, and an error in a page number or a figure goes along. The word `verified` makes none
smaller: what a record says of itself under `not_checked` counts, whatever it is called.

## Example

```yaml
references:
  - id: levin2011
    type: article-journal
    title: Trial of bevacizumab
    evidence_type: randomized-trial
    verification:
      status: partial
      not_checked: [page]
```

## Write instead

Check the fields that `not_checked` names against the work, take the list out, and change the
status.

```yaml
references:
  - id: levin2011
    type: article-journal
    title: Trial of bevacizumab
    evidence_type: randomized-trial
    verification:
      status: verified
```
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.vocabulary import VerificationStatus

DRAFT = None
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each reference of which something was not checked."""
    for guideline in library.guidelines:
        for reference in guideline.sections.references:
            checked = reference.verification
            left = ", ".join(checked.not_checked)
            if checked.status is VerificationStatus.PARTIAL:
                message = f"'{reference.id}' is verified in part only"
                hint = f"still to be checked: {left}" if left else "check it against the work"
            elif checked.status is VerificationStatus.VERIFIED and left:
                message = f"'{reference.id}' is called verified, and nobody has checked: {left}"
                hint = "check this against the work, and take it out of 'not_checked'"
            else:
                continue
            yield Diagnostic("partly-verified-reference", message, reference.id.span, hint=hint)
