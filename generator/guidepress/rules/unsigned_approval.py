"""An approval without a right signature, where the guideline says whose keys count.

## What it finds

In the present round of review, an approval that has no signature, or one that could not be checked,
beside a file `allowed_signers`. Such an approval does not count: the guideline is shown without it.

## Why it matters

With `allowed_signers` a guideline tells readers that its reviewers sign with their keys. If an
approval without a signature counted, anybody could write one, or change a record and delete its
signature.

## Example

A review is signed with a key. Somebody then deletes the file `review-….sig`.

## Write instead

Put the file back, or have the reviewer sign anew with `guidepress review sign --key`. Where the
signature is there, put the reviewer's key into `allowed_signers` and see that there is `ssh-keygen`
(OpenSSH).
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.signature import ALLOWED, checked, required
from guidepress.standing import present_round
from guidepress.vocabulary import Stage

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each approval of the present round whose signature is missing or could not be read."""
    for here in library.guidelines:
        if not required(here):
            continue
        for record in present_round(here):
            found = checked(here, record) if record.stage is Stage.APPROVED else None
            if found and found.right is None:
                yield Diagnostic(
                    "unsigned-approval",
                    f"the approval of {record.date} does not count: {found.words}",
                    record.span,
                    hint=f"'{ALLOWED}' says whose keys count: the reviewer signs with one, "
                    "'guidepress review sign --key'",
                )
