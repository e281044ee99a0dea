"""A branch that nobody can take.

## What it finds

A branch whose condition no answers fulfill that come to its decision: because it contradicts
itself, because of what was decided before on every path, or because other branches leave nothing
for `otherwise`.

## Why it matters

It looks like an answer to a case that ends elsewhere: either the branch or the way to it is wrong.

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
        - {id: dry, label: "Yes", when: dry, to: again, origin: added}
        - {id: wet, label: "No", when: not dry, to: leave, origin: added}
    - id: again
      kind: decision
      stage: only
      title: Is it dust?
      origin: added
      branches:
        - {id: dusty, label: "Yes", when: dry, to: leave, origin: added}
        - {id: moist, label: "No", when: not dry, to: leave, origin: added}
    - {id: leave, kind: end, stage: only, title: Leave it, origin: added, follow_up: Look weekly.}
```

## Write instead

Take the branch out, correct its condition, or say which step asks anew (`reassessed_at`).

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

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each branch that nobody takes who comes to its decision."""
    for _, proof in proofs(library):
        for found in proof.never_taken:
            yield Diagnostic(
                "never-taken-branch",
                f"nobody takes the branch '{found.branch.id}': {found.why}",
                found.branch.when.span,
                hint="take it out, correct its condition, or name the step that asks anew under "
                "'reassessed_at' of the variable",
            )
