"""A value that its variable does not have.

## What it finds

A condition or a case that compares a choice with a value which is not on its list, or a number
with one outside of its range.

## Why it matters

The branch would never be taken, and the patients it was meant for would go elsewhere.

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
        - {id: dust, label: "Dust", when: soil == dusty, to: leave, origin: added}
        - {id: moist, label: "Moist", when: soil == moist, to: leave, origin: added}
        - {id: mud, label: "Mud", when: soil == mud, to: leave, origin: added}
    - {id: leave, kind: end, stage: only, title: Leave it, origin: added, follow_up: Look weekly.}
```

## Write instead

Correct the value, or add it to the variable.

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
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.proof.faults import in_cases, in_conditions

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each such fault of conditions and cases."""
    yield from in_conditions(library, "undefined-value")
    yield from in_cases(library, "undefined-value")
