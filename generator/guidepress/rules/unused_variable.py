"""A variable that no branch asks for.

## What it finds

A variable of the pathway that is in no condition.

## Why it matters

A definition that decides nothing is read as if it did.

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
    - {id: cold, question: Is it cold?, kind: boolean, definition: By touch., origin: added}
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

Take it out, or ask for it in a branch.

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
from guidepress.proof import proofs

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each variable that is in no condition."""
    for _, proof in proofs(library):
        asked = {name for node in proof.graph.nodes.values() for name in node.asks}
        # A condition that cannot be read may be the one that asks for it.
        unused = set(proof.graph.variables) - asked if not proof.graph.faults else set()
        for variable in proof.graph.pathway.variables:
            if variable.id in unused:
                yield Diagnostic(
                    "unused-variable",
                    f"no branch asks for '{variable.id}'",
                    variable.id.span,
                    hint="take it out, or ask for it in the condition of a branch",
                )
