"""A worked case that does not go where it is expected to go.

## What it finds

A case whose answers take another path through the pathway than `expect.path` says, or whose path
has other recommendations than `expect.recommendations` says.

## Why it matters

A case is what the editors agreed to happen. When a change of the pathway moves it, somebody must
have meant that.

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
    given: {dry: yes}
    expect: {path: [look, leave]}
    origin: added
```

## Write instead

Correct the pathway, or what the case expects.

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
from guidepress.domains import written
from guidepress.link import Library
from guidepress.model.case import Case
from guidepress.proof import proofs
from guidepress.proof.faults import of_case
from guidepress.source import Span
from guidepress.walk import Stop, Walk

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each case that takes another path or meets other recommendations."""
    for here in library.guidelines:
        if here.sections.pathway is None:
            for case in here.sections.cases:
                message = f"there is no pathway for the case '{case.id}'"
                hint = "write the section 'pathway', or take the case out"
                yield Diagnostic("case-went-elsewhere", message, case.id.span, hint=hint)
    for here, proof in proofs(library):
        for case in here.sections.cases:
            if proof.graph.sound and not any(of_case(proof.graph, case)):
                taken = here.walks[case.id]
                # Off its path, a case meets other recommendations anyway.
                yield from list(_of_path(case, taken)) or _of_recommendations(case, taken)


def _of_path(case: Case, taken: Walk) -> Iterator[Diagnostic]:
    expected = [str(target.id) for target in case.expect.path]
    if expected == list(taken.path):
        return
    same = next(
        (
            number
            for number, pair in enumerate(zip(expected, taken.path, strict=False))
            if pair[0] != pair[1]
        ),
        min(len(expected), len(taken.path)),
    )
    yield Diagnostic(
        "case-went-elsewhere",
        f"the case {_said(taken, same)}",
        _place(case, same),
        hint=f"its path is: {' → '.join(taken.path)}",
    )


def _said(taken: Walk, same: int) -> str:
    """Say what the case does where it leaves what was expected, and why."""
    if same >= len(taken.path):
        last = taken.path[-1]
        asked = " and ".join(f"'{variable.id}'" for variable in taken.asks)
        match taken.stop:
            case Stop.END:
                return f"ends at '{last}'"
            case Stop.ASK:
                return f"stops at '{last}', which asks {asked}"
            case Stop.REASSESS:
                return f"stops at '{last}', which asks {asked} anew"
            case Stop.ENDLESS:
                return f"goes round for ever from '{last}'"
            case Stop.UNCOVERED:
                return f"finds no branch at '{last}'"
    to = f"begins with '{taken.path[0]}'" if same == 0 else f"goes on to '{taken.path[same]}'"
    reasons = taken.visits[same - 1].because if same else ()
    why = " and ".join(f"{each.variable.id} is {written(each.answer)}" for each in reasons)
    return f"{to}, because {why}" if why else to


def _place(case: Case, same: int) -> Span:
    path = case.expect.path
    return path[min(same, len(path) - 1)].id.span if path else case.id.span


def _of_recommendations(case: Case, taken: Walk) -> Iterator[Diagnostic]:
    expected = {str(target.id): target.id.span for target in case.expect.recommendations}
    hint = f"the steps on its path recommend {', '.join(taken.recommendations) or 'nothing'}"
    for name in expected.keys() - set(taken.recommendations):
        message = f"no step on the path of the case recommends '{name}'"
        yield Diagnostic("case-went-elsewhere", message, expected[name], hint=hint)
    missing = [name for name in taken.recommendations if name not in expected]
    if missing:
        message = f"the case meets recommendations that it does not expect: {', '.join(missing)}"
        yield Diagnostic("case-went-elsewhere", message, case.id.span, hint=hint)
