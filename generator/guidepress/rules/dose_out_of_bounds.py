"""A dose beyond the bounds that its intervention declares.

## What it finds

A dose below `least` or above `most` of the intervention's `bounds`, in the same unit or one that
can be worked out from it (`g` and `mg`, `mg/day` and `mg/hour`). Bounds that name an `agent` or a
`route` hold for doses of that agent or route. A dose of "at least" has no upper end, and is not
held against `most` beyond its lower one. Bounds without `evidence` are found too: a bound is a
claim like any other.

## Why it matters

A digit too many turns a dose into a tenfold one, and nobody sees it in a table of ten rows.

## Example

```yaml
interventions:
  - id: food
    name: Plant food
    kind: drug
    summary: Salts that plants need.
    bounds:
      - {most: 2, unit: g, evidence: [{reference: fern2001, supports: supports}]}
    doses:
      - {label: Ferns, amount: 7500, unit: mg, population: All., origin: added, evidence: []}
references:
  - {id: fern2001, type: book, title: On ferns, evidence_type: opinion,
     verification: {status: verified}}
```

## Write instead

The dose that the source gives. If it is right, the bounds are not: widen them, with a source.

```yaml
interventions:
  - id: food
    name: Plant food
    kind: drug
    summary: Salts that plants need.
    bounds:
      - {most: 2, unit: g, evidence: [{reference: fern2001, supports: supports}]}
    doses:
      - {label: Ferns, amount: 750, unit: mg, population: All., origin: added, evidence: []}
references:
  - {id: fern2001, type: book, title: On ferns, evidence_type: opinion,
     verification: {status: verified}}
```
"""

# The docstring is a page, and has no sections of numpy's.
# ruff: noqa: D405, D411, D413

from collections.abc import Iterator
from fractions import Fraction

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.model.intervention import Bounds, Dose, Intervention
from guidepress.units import unit_of

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each dose out of bounds, and each bound that nobody says."""
    for here in library.guidelines:
        for intervention in here.sections.interventions:
            yield from _of_intervention(intervention)


def _of_intervention(intervention: Intervention) -> Iterator[Diagnostic]:
    for bounds in intervention.bounds:
        if not bounds.evidence:
            yield Diagnostic(
                "dose-out-of-bounds",
                "nothing says who sets these bounds",
                bounds.unit.span,
                hint="list the source under 'evidence'",
            )
        for dose in intervention.doses:
            said = _beyond(dose, bounds)
            written = dose.amount.written
            if said and written is not None:
                yield Diagnostic(
                    "dose-out-of-bounds",
                    f"{written} {dose.unit} is {said} {bounds.unit}, which is its bound",
                    written.at(0, len(written)),
                    hint="look the dose up again; if it is right, widen the bounds, with a source",
                )


def _beyond(dose: Dose, bounds: Bounds) -> str:
    """Return how a dose leaves the bounds; nothing if it does not, or they are not for it."""
    ours, theirs = unit_of(dose.unit), unit_of(bounds.unit)
    if ours is None or theirs is None or ours.kind != theirs.kind:
        return ""
    if bounds.agent not in {None, dose.agent} or bounds.route not in {None, dose.route}:
        return ""
    amount = dose.amount
    low = Fraction(amount.low) * ours.size / theirs.size
    high = Fraction(amount.high or amount.low) * ours.size / theirs.size
    if bounds.least is not None and low < Fraction(bounds.least):
        return f"less than {bounds.least}"
    if bounds.most is not None and (high if not amount.at_least else low) > Fraction(bounds.most):
        return f"more than {bounds.most}"
    return ""
