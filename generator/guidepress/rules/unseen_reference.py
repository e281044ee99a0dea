"""A citation of a work that nobody has seen.

## What it finds

A citation, in a text or under `evidence`, of a reference whose verification status is `unverified`
(nobody has seen the work) or `secondhand` (it was seen only in another work's list of references).

## Why it matters

A statement cannot rest on a work that its authors have not seen. The work may not exist, or may say
something else.

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
    verification: {status: unverified}
```

## Write instead

Look the work up, check what the record says, and change its status. If it cannot be found, say in
the text that no support fit to cite was found.

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
    verification: {status: partial, not_checked: [page]}
```
"""

# The docstring is a page, and has no sections of numpy's.
# ruff: noqa: D405, D411, D413

from collections.abc import Callable, Iterator
from functools import partial

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library, LinkedGuideline, reading_order
from guidepress.model.evidence import Reference
from guidepress.model.values import Target, Text
from guidepress.source import Span
from guidepress.text import Citation, Tree, walk
from guidepress.vocabulary import VerificationStatus

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR

_UNSEEN = {
    VerificationStatus.UNVERIFIED: "nobody has seen it",
    VerificationStatus.SECONDHAND: "it was seen only in another work's list of references",
}


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each place that cites a work which was not seen."""
    records = [each for guideline in library.guidelines for each in guideline.sections.references]
    if not any(record.verification.status in _UNSEEN for record in records):
        return
    for guideline in library.guidelines:
        for id_, span in _cited(guideline):
            reference = library.find(Reference.KIND, id_, guideline)
            if isinstance(reference, Reference) and reference.verification.status in _UNSEEN:
                yield Diagnostic(
                    "unseen-reference",
                    f"'{id_}' is cited, and {_UNSEEN[reference.verification.status]}",
                    span,
                    hint="check the work and change its verification status, or do not cite it",
                )


def _cited(guideline: LinkedGuideline) -> Iterator[tuple[str, Span]]:
    for entity in reading_order(guideline.sections):
        for value in guideline.values(entity):
            if isinstance(value, Target) and value.kind == Reference.KIND:
                yield value.id, value.id.span
            elif isinstance(value, Text):
                yield from _cited_in(guideline.tree(value), value.written.at)
    for page in guideline.prose:
        yield from _cited_in(page.tree, partial(Span, page.source))


def _cited_in(tree: Tree, place: Callable[[int, int], Span]) -> Iterator[tuple[str, Span]]:
    for inline in walk(tree.blocks):
        if isinstance(inline, Citation):
            for item in inline.items:
                yield item.key, place(item.start, item.end)
