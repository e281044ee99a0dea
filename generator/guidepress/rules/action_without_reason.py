"""An action that names neither a recommendation nor a reason.

## What it finds

An action of the pathway with neither `recommendations` nor `reason`.

## Why it matters

Everything the pathway does to a patient must be traced to a recommendation, its strength and its
evidence, or say why it is there.

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
      kind: action
      stage: only
      title: Water it
      next: leave
      origin: added
    - {id: leave, kind: end, stage: only, title: Leave it, origin: added, follow_up: Look weekly.}
```

## Write instead

Name the recommendation, or give the reason.

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
from guidepress.model.pathway import Action
from guidepress.proof import proofs

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each action that stands on nothing."""
    for _, proof in proofs(library):
        for node in proof.graph.nodes.values():
            step = node.step
            if isinstance(step, Action) and not step.recommendations and not step.reason:
                yield Diagnostic(
                    "action-without-reason",
                    f"the action '{step.id}' names no recommendation and no reason",
                    step.id.span,
                    hint="name what recommends it under 'recommendations', or write a 'reason'",
                )
