"""An end that does not say what is watched from there on.

## What it finds

An end of the pathway without `follow_up`.

## Why it matters

Who leaves the pathway is still a patient. Without a safety net nobody knows what to watch for, who
watches, and when to come back.

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
    - {id: leave, kind: end, stage: only, title: Leave it, origin: added}
```

## Write instead

Say what is watched, by whom, and what leads back into the pathway; where the sources are silent,
say so.

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
from guidepress.model.pathway import End
from guidepress.proof import proofs

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each end without a follow-up."""
    for _, proof in proofs(library):
        for node in proof.graph.nodes.values():
            if isinstance(node.step, End) and node.step.follow_up is None:
                yield Diagnostic(
                    "end-without-follow-up",
                    f"the end '{node.step.id}' has no follow-up",
                    node.step.id.span,
                    hint="write 'follow_up': what is watched from here on, and when to come back",
                )
