"""A branch that no worked case takes.

## What it finds

A branch of the pathway that the walk of no case takes.

## Why it matters

Nobody has said aloud what should happen to such a patient.

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
      next: leave
      origin: added
    - {id: leave, kind: end, stage: only, title: Leave it, origin: added, follow_up: Look weekly.}
cases:
  - id: dry-plant
    title: A plant in dust
    given: {dry: yes}
    expect: {path: [look, water, leave]}
    origin: added
```

## Write instead

Add a case that takes it.

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
cases:
  - id: dry-plant
    title: A plant in dust
    given: {dry: yes}
    expect: {path: [look, water, leave]}
    origin: added
  - id: wet-plant
    title: A plant in mud
    given: {dry: no}
    expect: {path: [look, leave]}
    origin: added
```
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.proof import proofs
from guidepress.walk import coverage

DRAFT = None
RELEASE = Severity.WARNING


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each branch that is on the path of no case."""
    for here, proof in proofs(library):
        if not proof.graph.sound:
            continue
        covered = coverage(proof.graph, here.walks.values())
        for step, node in proof.graph.nodes.items():
            for way in node.ways:
                if way.branch and (step, str(way.branch.id)) not in covered.taken:
                    yield Diagnostic(
                        "branch-without-case",
                        f"no case takes the branch '{way.branch.id}' of '{step}'",
                        way.branch.id.span,
                        hint=f"add a case; the cases take {covered.percent}% of all branches",
                    )
