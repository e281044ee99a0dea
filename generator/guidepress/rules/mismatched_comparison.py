"""A comparison that does not fit the kind of its variable.

## What it finds

A choice compared with a number, or by `<`; a choice or a number that stands by itself as if it
were yes or no; a yes-or-no variable compared with anything else.

## Why it matters

There is no right way to read it.

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
        - {id: dust, label: "Dust", when: soil < moist, to: leave, origin: added}
        - {id: else, label: "Other", when: otherwise, to: leave, origin: added}
    - {id: leave, kind: end, stage: only, title: Leave it, origin: added, follow_up: Look weekly.}
```

## Write instead

Compare a choice with its values, a number with numbers.

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
        - {id: else, label: "Other", when: otherwise, to: leave, origin: added}
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
    yield from in_conditions(library, "mismatched-comparison")
    yield from in_cases(library, "mismatched-comparison")
