"""An identifier of a reference that cannot be one.

## What it finds

In `references`: a `DOI`, `PMID` or `PMCID` of another shape than such numbers have, a DOI with a
web address before it, and an `ISBN` of another length or whose last digit, which is a check of
the others, does not fit them.

## Why it matters

An identifier is how a reader, or a program, comes from the citation to the work. One wrong digit
leads to nothing, or to another work.

## Example

```yaml
references:
  - id: fern2001
    type: article-journal
    title: Weekly or daily watering of ferns
    DOI: https://doi.org/10.1000/ferns.1
    PMID: PMID 1234567
    PMCID: '1234567'
    evidence_type: randomized-trial
    verification: {status: verified}
  - id: palm2002
    type: book
    title: The watering of palms
    ISBN: 978-0-306-40615-8
    evidence_type: opinion
    verification: {status: verified}
```

## Write instead

Copy the identifier again from the work or its record. Do not calculate a check digit yourself:
another of the digits may be the wrong one.

```yaml
references:
  - id: fern2001
    type: article-journal
    title: Weekly or daily watering of ferns
    DOI: 10.1000/ferns.1
    PMID: '1234567'
    PMCID: PMC1234567
    evidence_type: randomized-trial
    verification: {status: verified}
  - id: palm2002
    type: book
    title: The watering of palms
    ISBN: 978-0-306-40615-7
    evidence_type: opinion
    verification: {status: verified}
```

## Source

DOI Handbook, syntax of the DOI name: https://doi.info/doi-handbook/HTML/suffix.html
"""

import re
from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.model.evidence import Reference

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR

_SHAPES = {
    "DOI": (
        re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\x00-\x1f]*[^\s.,;:]"),
        "it begins with '10.', a number and a slash, and has no spaces: 10.1000/xyz123",
    ),
    "PMID": (re.compile(r"[1-9][0-9]{0,7}"), "write the digits alone: 1234567"),
    "PMCID": (re.compile(r"PMC[1-9][0-9]{0,8}"), "write PMC and the digits: PMC1234567"),
}
_DOI_AFTER = re.compile(r"\S*?[ :/](10\.[0-9]{4,9}(?:\.[0-9]+)*/\S*[^\s.,;:])")
_ISBN = re.compile(r"[0-9]{9}[0-9X]|97[89][0-9]{10}")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each identifier of a reference that cannot be right."""
    for guideline in library.guidelines:
        for reference in guideline.sections.references:
            yield from _shapes(reference)
            isbn = reference.ISBN
            fault = _isbn_fault(isbn) if isbn else None
            if isbn and fault:
                yield Diagnostic(
                    "malformed-identifier",
                    f"'{isbn}' is not an ISBN: {fault}",
                    isbn.at(0, len(isbn)),
                    hint="copy it again from the book: 10 digits, or 13 that begin with 978 or 979",
                )


def _shapes(reference: Reference) -> Iterator[Diagnostic]:
    for name, (shape, hint) in _SHAPES.items():
        value = getattr(reference, name)
        if value is None or shape.fullmatch(value):
            continue
        after = _DOI_AFTER.fullmatch(value) if name == "DOI" else None
        yield Diagnostic(
            "malformed-identifier",
            f"'{value}' is not a {name}",
            value.at(0, len(value)),
            hint=f"write it without what stands before it: {after[1]}" if after else hint,
        )


def _isbn_fault(written: str) -> str | None:
    """Return what is wrong with an ISBN, as the end of a sentence."""
    digits = re.sub(r"[- ]", "", written)
    if not _ISBN.fullmatch(digits):
        return "it has another number of digits, or other letters"
    values = [10 if digit == "X" else int(digit) for digit in digits]
    if len(values) == len("0306406152"):
        fits = sum((10 - place) * value for place, value in enumerate(values)) % 11 == 0
    else:
        fits = sum((1, 3)[place % 2] * value for place, value in enumerate(values)) % 10 == 0
    return None if fits else "its last digit does not fit the others"
