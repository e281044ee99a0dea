"""A review that is signed with a key whose owner does not bear the name on it.

## What it finds

A record of review with a right signature, where `allowed_signers` gives the key to somebody in
whose name or address no word of the record's `name` is found.

## Why it matters

Everybody whose key counts can sign a record, and write any name on it. The pages then say that the
one has approved what the other did.

## Example

`allowed_signers` gives a key to `eve@example.org`. She signs a review `--as "Jane Smith"`.

## Write instead

Sign under the name of the key's owner. If it is the right person, write the key's line in
`allowed_signers` with their name, as in `jane.smith@example.org`, or accept the finding and say who
the owner is.
"""

import re
import unicodedata
from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.signature import checked

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR

_LETTERS = re.compile(r"[^\W\d_]+")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each record that the key of somebody else has signed."""
    for here in library.guidelines:
        for record in here.sections.reviews:
            owner = checked(here, record).owner
            if owner and not _bears(owner, record.name):
                yield Diagnostic(
                    "key-of-another",
                    f"the key of '{owner}' has signed as '{record.name}'",
                    record.name.span,
                    hint="sign under the name of the key's owner",
                )


def _bears(owner: str, name: str) -> bool:
    """Whether an owner, such as `j.smith@example.org`, may be somebody of a name."""
    local = _folded(owner.partition("@")[0])
    parts = set(_LETTERS.findall(local))
    words = _LETTERS.findall(_folded(name))
    return any(word in local if len(word) > 1 else word in parts for word in words)


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
