"""A signature that nobody could check.

## What it finds

A review with a signature where its key is not in the file `allowed_signers`, where there is no such
file, or where `ssh-keygen` (OpenSSH) is not on the machine that checks.

## Why it matters

A signature that nobody checks proves nothing. Readers who hear of it believe that somebody did.

## Example

A review is signed with a key, and there is no `allowed_signers` in the folder of the guideline.

## Write instead

Put the name and the public key of each reviewer into `allowed_signers`, one line each.
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.signature import ALLOWED, TOOL, checked

DRAFT = None
RELEASE = Severity.WARNING


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each record whose signature could not be checked here."""
    for here in library.guidelines:
        for record in here.sections.reviews:
            found = checked(here, record)
            if found.signed and found.right is None:
                hint = f"add the reviewer's public key to '{ALLOWED}', and see that there is {TOOL}"
                yield Diagnostic("unchecked-signature", found.words, record.span, hint=hint)
