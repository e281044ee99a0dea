"""A work that stands in the list of references twice.

## What it finds

Two records in `references` of one guideline with the same `DOI`, `PMID` or `PMCID`, or with the
same title, year and first author.

## Why it matters

A statement that cites both seems to rest on two works. A correction to one of the records does not
reach the other.

## Example

```yaml
references:
  - id: fern2001
    type: article-journal
    title: Weekly or daily watering of ferns
    DOI: 10.1000/ferns.1
    evidence_type: randomized-trial
    verification: {status: verified}
  - id: fern_watering
    type: article-journal
    title: Weekly or Daily Watering of Ferns.
    DOI: 10.1000/FERNS.1
    evidence_type: randomized-trial
    verification: {status: verified}
```

## Write instead

Keep one record, and cite it everywhere by its id.

```yaml
references:
  - id: fern2001
    type: article-journal
    title: Weekly or daily watering of ferns
    DOI: 10.1000/ferns.1
    evidence_type: randomized-trial
    verification: {status: verified}
```
"""

import re
from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.model.evidence import Reference
from guidepress.yaml_nodes import Scalar

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR

_NOT_WORDS = re.compile(r"[\W_]+")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each record of a work that an earlier record of the guideline is about, once."""
    for guideline in library.guidelines:
        first: dict[tuple[str, ...], Reference] = {}
        for reference in guideline.sections.references:
            marks = list(_marks(reference))
            for key, place in marks:
                other = first.get(key)
                if other is not None:
                    yield Diagnostic(
                        "duplicate-reference",
                        f"'{reference.id}' and '{other.id}' have the same {key[0]}",
                        place.at(0, len(place)),
                        hint=f"if they are one work, cite [@{other.id}] and take this record out; "
                        "if not, correct one of the two",
                    )
                    break
            for key, _ in marks:
                first.setdefault(key, reference)


def _marks(reference: Reference) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    """Yield what no two works share, named in its first place, and where it was written."""
    for name in ("DOI", "PMID", "PMCID"):
        value = getattr(reference, name)
        if value is not None:
            yield (name, value.casefold()), value
    if not reference.issued:
        return
    # Letters and editorials of different authors may share a title.
    author = reference.author[0] if reference.author else None
    name = (author.family or author.literal or "") if author else ""
    title = _NOT_WORDS.sub(" ", reference.title.casefold()).strip()
    year = reference.issued[:4]
    yield ("title, year and first author", title, year, name.casefold()), reference.title
