"""A cycle that no answer leaves.

## What it finds

Steps that lead back to themselves, with answers that come there and can never come to an end,
whatever is answered from there on. Most often a decision in the loop asks a variable that no step
of the loop reassesses.

## Why it matters

A loop such as "observe and look again" must ask again. Without, the patient is observed for ever.

## Example

```yaml
pathway:
  id: watering
  title: Watering
  entry: A plant stands before you.
  start: look
  stages: [{id: only, title: All}]
  variables:
    - {id: dry, question: Is the soil dry?, kind: boolean, definition: By touch., origin: added}
  steps:
    - id: look
      kind: decision
      stage: only
      title: Is the soil dry?
      origin: added
      branches:
        - {id: dry, label: "Yes", when: dry, to: water, origin: added}
        - {id: wet, label: "No", when: not dry, to: leave, origin: added}
    - id: water
      kind: action
      stage: only
      title: Water it
      reason: Dust does not keep a plant alive.
      next: look
      origin: added
    - {id: leave, kind: end, stage: only, title: Leave it, origin: added, follow_up: Look weekly.}
```

## Write instead

Name the step that asks anew under `reassessed_at`, or add a branch that leaves the loop.

```yaml
pathway:
  id: watering
  title: Watering
  entry: A plant stands before you.
  start: look
  stages: [{id: only, title: All}]
  variables:
    - {id: dry, question: Is the soil dry?, kind: boolean, definition: By touch.,
       reassessed_at: [water], origin: added}
  steps:
    - id: look
      kind: decision
      stage: only
      title: Is the soil dry?
      origin: added
      branches:
        - {id: dry, label: "Yes", when: dry, to: water, origin: added}
        - {id: wet, label: "No", when: not dry, to: leave, origin: added}
    - id: water
      kind: action
      stage: only
      title: Water it
      reason: Dust does not keep a plant alive.
      next: look
      origin: added
    - {id: leave, kind: end, stage: only, title: Leave it, origin: added, follow_up: Look weekly.}
```
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.proof import proofs

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each cycle from which no answers lead to an end."""
    for _, proof in proofs(library):
        for found in proof.endless:
            when = f" when {found.answers}" if found.answers else ""
            cycle = " → ".join((*found.steps, found.steps[0]))
            yield Diagnostic(
                "endless-cycle",
                f"no answer leads out of {cycle}{when}",
                proof.graph.nodes[found.steps[0]].step.id.span,
                hint="name the step that asks anew under 'reassessed_at' of a variable, or add a "
                f"branch that leaves; one way to come here: {' → '.join(found.path)}",
            )
