"""A sentence that says that nobody has reviewed a guideline which somebody has.

## What it finds

"No clinician has reviewed this guideline", "unreviewed draft", "there is no review record" and the
like in the guideline's own texts and on its pages of prose, where an approval of the content is on
record, or where the review is under way. Left alone is what stays true: "no pharmacist has reviewed
it", where none signed.

## Why it matters

One page would say both, and a reader cannot know which of them is true. The reviewer has to read
the sentence that stands there afterwards: to change it after the approval takes the approval back.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 1.0.0
  disclaimer: This is an unreviewed draft.
reviews:
  - {date: 2026-03-02, stage: under-review, name: The reviewer's name, role: Reviewer}
```

## Write instead

What stays true once it has been signed. Every page shows the stage of the review by itself.

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 1.0.0
  disclaimer: This does not replace the judgment of those who know the person.
reviews:
  - {date: 2026-03-02, stage: under-review, name: The reviewer's name, role: Reviewer}
```
"""

import re
from collections.abc import Iterator

from guidepress.borne_out import borne_out
from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library, LinkedGuideline
from guidepress.model.guideline import Guideline
from guidepress.model.record import Review
from guidepress.review_claims import claims
from guidepress.source import Span
from guidepress.vocabulary import Stage

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR

_DENIES = re.compile(
    r"\bunreviewed\b|\bno\s+review\s+(?:is\s+on\s+)?record\b|\bnot\s+(?:yet\s+)?under\s+review\b"
    r"|\b(?:no\s+(?:clinician|doctor|physician|expert)|nobody)\s+has\s+(?:yet\s+)?"
    r"(?:checked|read|seen)\b",
    re.IGNORECASE,
)
"""What denies any review, beside the claims that a sentence denies."""


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each sentence that the records of review contradict, or will."""
    for here in library.guidelines:
        records = here.approvals or _begun(here)
        if records:
            why = (
                "denies a review that is on record"
                if here.approved
                else "will be untrue once the review has ended"
            )
            for span in _denials(here, records):
                yield Diagnostic(
                    "denied-review",
                    f"'{' '.join(span.excerpt.split())}' {why}",
                    span,
                    hint="take it out before the reviewer signs: later changes are signed anew",
                )


def _begun(here: LinkedGuideline) -> tuple[Review, ...]:
    """Return the records of a review that is under way."""
    if here.stage is not Stage.UNDER_REVIEW:
        return ()
    return tuple(each for each in here.sections.reviews if each.stage is Stage.UNDER_REVIEW)


def _denials(here: LinkedGuideline, records: tuple[Review, ...]) -> Iterator[Span]:
    texts = [
        each for each in here.words if not each.within or isinstance(each.within[0], Guideline)
    ]
    for each in texts:
        for found in _DENIES.finditer(each.spoken):
            yield each.at(found.start(), found.end())
    for claim in claims(texts):
        if claim.denied and borne_out(claim.words, "", claim.after, records):
            yield claim.span
