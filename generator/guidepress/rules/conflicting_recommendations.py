"""A path through a recommendation for something and one against it.

## What it finds

Two recommendations, one for and one against an intervention that both name, which one path leads
through, while neither says under `exceptions` when which of them holds. The finding names the
path.

## Why it matters

On that path a reader is told both to do it and not to do it.

## Example

```yaml
interventions:
  - {id: water, name: Water, kind: procedure, summary: Wets the soil.}
recommendations:
  - id: water-plants
    title: Water plants
    statement: Water plants.
    interventions: [water]
    direction: for
    origin: added
  - id: no-water
    title: Do not water
    statement: Do not water plants.
    interventions: [water]
    direction: against
    origin: added
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
      recommendations: [water-plants]
      next: leave
      origin: added
    - id: leave
      kind: end
      stage: only
      title: Leave it
      recommendations: [no-water]
      origin: added
      follow_up: Look weekly.
```

## Write instead

Mend the path; or, where both are right, say in one of the two when which holds.

```yaml
interventions:
  - {id: water, name: Water, kind: procedure, summary: Wets the soil.}
recommendations:
  - id: water-plants
    title: Water plants
    statement: Water plants.
    interventions: [water]
    direction: for
    origin: added
  - id: no-water
    title: Do not water
    statement: Do not water plants.
    interventions: [water]
    direction: against
    exceptions:
      - {recommendation: water-plants, text: Once the soil is wet.}
    origin: added
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
      recommendations: [water-plants]
      next: leave
      origin: added
    - id: leave
      kind: end
      stage: only
      title: Leave it
      recommendations: [no-water]
      origin: added
      follow_up: Look weekly.
```
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.proof import proofs

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each pair of opposed recommendations that one path leads through."""
    for _, proof in proofs(library):
        for found in proof.conflicts:
            last = proof.graph.nodes[found.path[-1]].step
            span = next(
                target.id.span for target in last.recommendations if target.id == found.second.id
            )
            first, second = found.first, found.second
            yield Diagnostic(
                "conflicting-recommendations",
                f"one path leads through '{first.id}', which is {first.direction} the same as "
                f"'{second.id}' is {second.direction}",
                span,
                hint="mend the path, or say under 'exceptions' of one of the two when which holds; "
                f"the path: {' → '.join(found.path)}",
            )
