"""A cited work that was retracted, or about which its journal has expressed concern.

## What it finds

A reference that is cited, and that has a notice of the kind `retraction` or
`expression-of-concern`: recorded under `notices`, or in the file that the site names as
`retractions` (found by DOI or PMID). A later reinstatement lifts it, if it has a date and that
day has come; a correction is shown and not found. The pages of the recommendations that cite the
work, or name an evidence statement, a fact or an intervention that does, say so too, and so does
every mark of evidence and the list of references.

## Why it matters

Retracted trials have gone on to carry treatment for years. A reader who sees only the citation
takes the result for sound.

## Example

```yaml
gaps:
  - id: how-often
    title: How often?
    text: One trial says weekly [@fern2001].
references:
  - id: fern2001
    type: article-journal
    title: Weekly or daily watering of ferns
    evidence_type: randomized-trial
    notices: [{kind: retraction, date: 2004-05-06, reason: The ferns were made up.}]
    verification: {status: verified}
```

## Write instead

Look whether the statement still stands without the work, and change it and its certainty if not.
Then take the citation out. The record may stay, with its notice.

```yaml
gaps:
  - id: how-often
    title: How often?
    text: No source that stands says how often.
references:
  - id: fern2001
    type: article-journal
    title: Weekly or daily watering of ferns
    evidence_type: randomized-trial
    notices: [{kind: retraction, date: 2004-05-06, reason: The ferns were made up.}]
    verification: {status: verified}
```

## Source

Retraction Watch data: https://gitlab.com/crossref/retraction-watch-data
"""

# The docstring is a page, and has no sections of numpy's.
# ruff: noqa: D405, D411, D413

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.retractions import in_doubt

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each cited work that was retracted or is in doubt."""
    for here in library.guidelines:
        for reference in here.sections.references:
            leaning = here.mentions.get((reference.KIND, reference.id), ())
            if not leaning:
                continue
            for notice in in_doubt(library, reference):
                what = notice.kind.label.lower()
                when = f" of {notice.date}" if notice.date else ""
                yield Diagnostic(
                    "retracted-reference",
                    f"'{reference.id}' is cited, and has a notice{when}: {what}",
                    reference.id.span,
                    hint=f"{_named([each.by.label for each in leaning])}: does it stand without?",
                )


def _named(labels: list[str]) -> str:
    shown = "; ".join(f"'{label}'" for label in labels[:3])
    return f"{shown} and {len(labels) - 3} more" if len(labels) > 3 else shown  # noqa: PLR2004
