"""A decision without any branch.

## What it finds

A decision whose list of branches is empty.

## Why it matters

The pathway stops there, and does not say that it does: only an end says what happens next.

## Example

```yaml
pathway:
  id: watering
  title: Watering
  entry: A plant stands before you.
  start: look
  stages: [{id: only, title: All}]
  variables: []
  steps:
    - id: look
      kind: decision
      stage: only
      title: Is the soil dry?
      origin: added
      branches: []
```

## Write instead

Add its branches; where the pathway ends, write an end with its follow-up.

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
    - {id: leave, kind: end, stage: only, title: Leave it, origin: added, follow_up: Look weekly.}
```
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.model.pathway import Decision
from guidepress.proof import proofs

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each decision without branches."""
    for _, proof in proofs(library):
        for node in proof.graph.nodes.values():
            if isinstance(node.step, Decision) and not node.ways:
                yield Diagnostic(
                    "dead-end",
                    f"the decision '{node.step.id}' has no branch",
                    node.step.id.span,
                    hint="add its branches, or make it an end with a follow-up",
                )
