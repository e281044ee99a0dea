"""A signature that does not fit what is on record.

## What it finds

Beside the records of reviews, a file `review-….sig` whose signature is not that of the record, or
that belongs to no record at all: a record was changed or taken out since it was signed. Keys are
looked for in `allowed_signers`; without the key or `ssh-keygen`, see `unchecked-signature`.

## Why it matters

A name under a review that its owner did not put there is the worst that records can do.

## Example

A review is signed with a key. Somebody then changes `role` in `reviews.yml`.

## Write instead

Put the record back as it was signed, or have the review signed anew; then delete the file.
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.signature import checked, strays

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each record with a wrong signature, and each signature without a record."""
    for here in library.guidelines:
        for record in here.sections.reviews:
            found = checked(here, record)
            if found.right is False:
                yield Diagnostic("wrong-signature", found.words, record.span, hint=_HINT)
        for name in strays(here):
            message = f"'{name}' signs none of the records"
            yield Diagnostic("wrong-signature", message, here.guideline.id.span, hint=_HINT)


_HINT = "a record was changed or taken out since: put it back, or delete the file and sign anew"
