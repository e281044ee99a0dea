"""A recommendation on no path.

## What it finds

A recommendation that no step of the pathway names, or only steps that cannot be reached, and that
is neither `general` nor retired. Guidelines without a pathway are left alone.

## Why it matters

Readers who follow the pathway never meet it.

## Example

```yaml
recommendations:
  - id: water-plants
    title: Water plants
    statement: Water plants.
    direction: for
    origin: added
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
    - {id: leave, kind: end, stage: only, title: Leave it, origin: added, follow_up: Look weekly.}
```

## Write instead

Name it at the step where it applies; or, where it holds beside the pathway, mark it as general.

```yaml
recommendations:
  - id: water-plants
    title: Water plants
    statement: Water plants.
    general: yes
    direction: for
    origin: added
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
    - {id: leave, kind: end, stage: only, title: Leave it, origin: added, follow_up: Look weekly.}
```
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.proof import proofs

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each recommendation that no path leads through."""
    for here, proof in proofs(library):
        nodes = proof.graph.nodes.items()
        unreachable = set(proof.unreachable)
        named = {
            target.id
            for step, node in nodes
            if step not in unreachable
            for target in node.step.recommendations
        }
        for each in here.sections.recommendations:
            if each.id not in named and not each.general and each.retired is None:
                yield Diagnostic(
                    "stray-recommendation",
                    f"no path of the pathway leads through '{each.id}'",
                    each.id.span,
                    hint="name it under 'recommendations' of a step, or mark it 'general: yes'",
                )
