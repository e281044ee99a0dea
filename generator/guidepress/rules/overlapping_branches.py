"""A decision with two branches for the same patient.

## What it finds

Two branches of a decision that are both taken by some answers which come to it. The finding names
such answers, and a path to the decision.

## Why it matters

Two readers treat the same patient in two ways, and both can point to the guideline.

## Example

```yaml
pathway:
  id: watering
  title: Watering
  entry: A plant stands before you.
  start: look
  stages: [{id: only, title: All}]
  variables:
    - id: soil
      question: How is the soil?
      kind: choice
      values: [{id: dust, title: Dust}, {id: moist, title: Moist}, {id: mud, title: Mud}]
      definition: By touch.
      origin: added
  steps:
    - id: look
      kind: decision
      stage: only
      title: How is the soil?
      origin: added
      branches:
        - {id: dry, label: "Dry", when: "soil in [dust, moist]", to: leave, origin: added}
        - {id: wet, label: "Wet", when: "soil in [moist, mud]", to: leave, origin: added}
    - {id: leave, kind: end, stage: only, title: Leave it, origin: added, follow_up: Look weekly.}
```

## Write instead

Say which branch takes the case: make the conditions exclude each other.

```yaml
pathway:
  id: watering
  title: Watering
  entry: A plant stands before you.
  start: look
  stages: [{id: only, title: All}]
  variables:
    - id: soil
      question: How is the soil?
      kind: choice
      values: [{id: dust, title: Dust}, {id: moist, title: Moist}, {id: mud, title: Mud}]
      definition: By touch.
      origin: added
  steps:
    - id: look
      kind: decision
      stage: only
      title: How is the soil?
      origin: added
      branches:
        - {id: dry, label: "Dry", when: soil == dust, to: leave, origin: added}
        - {id: wet, label: "Wet", when: "soil in [moist, mud]", to: leave, origin: added}
    - {id: leave, kind: end, stage: only, title: Leave it, origin: added, follow_up: Look weekly.}
```

## Source

Shiffman RN, Greenes RA: Improving clinical guidelines with logic and decision-table techniques.
Medical Decision Making 1994;14:245-254.
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.proof import proofs

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each pair of branches that some answers take both."""
    for _, proof in proofs(library):
        for found in proof.overlaps:
            when = f"when {found.answers}" if found.answers else "in every case"
            yield Diagnostic(
                "overlapping-branches",
                f"the branches '{found.first.id}' and '{found.second.id}' are both taken {when}",
                found.second.when.span,
                hint="make their conditions exclude each other; "
                f"one way to come here: {' → '.join(found.path)}",
            )
