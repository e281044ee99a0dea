"""A variable whose kind and values do not fit together.

## What it finds

A choice with fewer than two values; values, a range or a unit on a variable that has no use for
them; a least value that is not below the greatest; an id that is a word of the conditions.

## Why it matters

The proof goes through every value of a variable. It must know them.

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
      values: [{id: dust, title: Dust}]
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
    - {id: leave, kind: end, stage: only, title: Leave it, origin: added, follow_up: Look weekly.}
```

## Write instead

List every value of a choice; give a number its range and unit.

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

from guidepress.conditions import misfits
from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each misfit of each variable."""
    for here in library.guidelines:
        for variable in here.sections.pathway.variables if here.sections.pathway else ():
            for misfit in misfits(variable):
                yield Diagnostic(
                    "malformed-variable",
                    misfit.message,
                    misfit.written.span,
                    hint=misfit.hint,
                )
