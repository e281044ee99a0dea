"""A decision that some patients cannot leave.

## What it finds

A decision to which some answers come and of which they take no branch. The finding names such
answers, and a path to the decision. What was decided before counts: a case that went another way
needs no branch.

## Why it matters

A pathway that has no answer for a patient is where readers get hurt by it.

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
        - {id: dust, label: "Dust", when: soil == dust, to: leave, origin: added}
        - {id: moist, label: "Moist", when: soil == moist, to: leave, origin: added}
    - {id: leave, kind: end, stage: only, title: Leave it, origin: added, follow_up: Look weekly.}
```

## Write instead

Add the branch, or let the last one be `otherwise` where that is true.

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
        - {id: dust, label: "Dust", when: soil == dust, to: leave, origin: added}
        - {id: moist, label: "Moist", when: soil == moist, to: leave, origin: added}
        - {id: mud, label: "Mud", when: soil == mud, to: leave, origin: added}
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
    """Yield each decision with answers that no branch takes."""
    for _, proof in proofs(library):
        for found in proof.uncovered:
            when = f"when {found.answers}" if found.answers else "in any case"
            yield Diagnostic(
                "uncovered-state",
                f"no branch is taken {when}",
                proof.graph.nodes[found.step].step.id.span,
                hint="add a branch for it, or 'otherwise'; "
                f"one way to come here: {' → '.join(found.path)}",
            )
