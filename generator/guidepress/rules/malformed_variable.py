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
from decimal import Decimal

from guidepress.condition_syntax import RESERVED
from guidepress.diagnostics import Diagnostic, Severity
from guidepress.domains import NUMBERS
from guidepress.link import Library
from guidepress.model.pathway import Variable
from guidepress.source import Span
from guidepress.vocabulary import VariableKind

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR

_LEAST_VALUES = 2


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each misfit of each variable."""
    for here in library.guidelines:
        for variable in here.sections.pathway.variables if here.sections.pathway else ():
            for message, span, hint in _misfits(variable):
                yield Diagnostic("malformed-variable", message, span, hint=hint)


def _misfits(variable: Variable) -> Iterator[tuple[str, Span, str]]:
    name, kind = variable.id, variable.kind
    if kind is VariableKind.CHOICE and len(variable.values) < _LEAST_VALUES:
        yield f"'{name}' is a choice of {len(variable.values)}", name.span, "list all its values"
    if kind is not VariableKind.CHOICE and variable.values:
        message = f"'{name}' is {kind.label}, and lists values"
        yield message, variable.values[0].id.span, "take them out, or make it a choice"
    for key in ("minimum", "maximum", "unit"):
        found = getattr(variable, key)
        if found is not None and kind not in NUMBERS:
            message = f"'{name}' is {kind.label}, and has a {key}"
            yield message, found.span, "take it out, or make it a number"
    yield from _range_misfits(variable)
    for word in (name, *(value.id for value in variable.values)):
        if word in RESERVED:
            message = f"'{word}' is a word of the conditions"
            yield message, word.span, "call it something else"


def _range_misfits(variable: Variable) -> Iterator[tuple[str, Span, str]]:
    low, high = variable.minimum, variable.maximum
    if variable.kind is VariableKind.INTEGER:
        for bound in (low, high):
            if bound is not None and Decimal(bound) % 1:
                message = f"'{variable.id}' is a whole number, and {bound} is none"
                yield message, bound.span, "round it, or make the variable a 'number'"
    if low is not None and high is not None and Decimal(low) >= Decimal(high):
        message = f"the least value of '{variable.id}' is not below the greatest"
        yield message, low.span, "write the smaller number as 'minimum'"
