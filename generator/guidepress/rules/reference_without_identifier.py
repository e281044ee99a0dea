"""A cited work without a DOI, PMID, PMCID, ISBN or address.

## What it finds

Under the release profile: a record in `references` that is cited and has none of `DOI`, `PMID`,
`PMCID`, `ISBN` and `URL`. An ISSN would name the journal and not the work.

## Why it matters

Readers look a work up by its identifier. From a title alone they may find another edition, or
nothing, and no program can look up whether the work was retracted. Some old works and reports have
none, so this is a warning.

## Example

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: One trial was small [@levin2011].
references:
  - id: levin2011
    type: article-journal
    title: Trial of bevacizumab
    evidence_type: randomized-trial
    verification: {status: verified}
```

## Write instead

Copy the identifier from the record of the work. If it has none, let the finding stand with a reason
(`accept`). Never make one up.

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: One trial was small [@levin2011].
references:
  - id: levin2011
    type: article-journal
    title: Trial of bevacizumab
    DOI: 10.1000/xyz123
    evidence_type: randomized-trial
    verification: {status: verified}
```
"""

# The docstring is a page, and has no sections of numpy's.
# ruff: noqa: D405, D411, D413

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library

DRAFT = None
RELEASE = Severity.WARNING


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each cited reference that nothing but its title leads to."""
    for here in library.guidelines:
        for each in here.sections.references:
            named = each.DOI or each.PMID or each.PMCID or each.ISBN or each.URL
            if not named and (each.KIND, each.id) in here.mentions:
                yield Diagnostic(
                    "reference-without-identifier",
                    f"'{each.id}' is cited, and has no DOI, PMID, PMCID, ISBN or URL",
                    each.id.span,
                    hint="copy one from the record of the work, or accept this with the reason "
                    "why it has none",
                )
