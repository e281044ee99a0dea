"""An answer in a case that the pathway never asks for.

## What it finds

A value under `given` of a case that its walk does not use: the variable is not asked on its path,
is asked fewer times, or is fixed and has more than one.

## Why it matters

The case shows less than it seems to.

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
    given: {dry: [yes, no]}
    expect: {path: [look, water, leave]}
    origin: added
```

## Write instead

Take the answer out; where the pathway should ask again, name the step under `reassessed_at`.

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
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.proof import proofs
from guidepress.proof.faults import of_case

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield the first answer to each variable that the walk of a case does not use."""
    for here, proof in proofs(library):
        for case in here.sections.cases:
            if not proof.graph.sound or any(of_case(proof.graph, case)):
                continue
            taken = here.walks[case.id]
            for name, used in taken.unused:
                times = {0: "not asked", 1: "asked once"}.get(used, f"asked {used} times")
                yield Diagnostic(
                    "surplus-answer",
                    f"'{name}' is {times} on the path of this case",
                    next(words for key, words in case.given.items() if key == name)[used].span,
                    hint=f"take it out; the path is: {' → '.join(taken.path)}",
                )
