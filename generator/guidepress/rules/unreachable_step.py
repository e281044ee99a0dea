"""A step to which no path leads.

## What it finds

A step to which no answers lead from the first step of the pathway.

## Why it matters

Its advice reaches nobody, and readers of the list of steps take it for a part of the pathway.

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
        - {id: dry, label: "Yes", when: dry, to: leave, origin: added}
        - {id: wet, label: "No", when: not dry, to: leave, origin: added}
    - id: water
      kind: action
      stage: only
      title: Water it
      reason: Dust does not keep a plant alive.
      next: leave
      origin: added
    - {id: leave, kind: end, stage: only, title: Leave it, origin: added, follow_up: Look weekly.}
```

## Write instead

Lead a branch to it, or take it out.

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
      next: leave
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
    """Yield each step that no answers lead to."""
    for _, proof in proofs(library):
        for step in proof.unreachable:
            yield Diagnostic(
                "unreachable-step",
                f"no answers lead to the step '{step}'",
                proof.graph.nodes[step].step.id.span,
                hint="lead a branch or the 'next' of a step to it, or take it out",
            )
