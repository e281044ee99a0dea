"""A unit of a dose that has no code in UCUM.

## What it finds

A `unit` of a dose or of its bounds that is not in a closed list. In the list are amounts (`mg`,
`g`, `mcg`, `micrograms`, `mL`, `L`, `mmol`, `mEq`, `units`, `international units`, `Gy`, `MBq`,
`ATA`, `kPa`, `%` and a few more), alone or divided by `kg`, `m2`, `day`, `hour`, `minute`, `week`,
`dose` or `mL`. Each stands for one code of UCUM, the Unified Code for Units of Measure: `mcg` is
`ug`, `mg/day` is `mg/d`, `ATA` is `atm`.

## Why it matters

A program that reads the dose takes an unknown unit for none, and a reader guesses. Bounds and
tables by weight cannot be worked out with it.

## Example

```yaml
interventions:
  - id: food
    name: Plant food
    kind: drug
    summary: Salts that plants need.
    doses:
      - {label: Small pots, amount: 2, unit: spoons, population: All., origin: added, evidence: []}
```

## Write instead

```yaml
interventions:
  - id: food
    name: Plant food
    kind: drug
    summary: Salts that plants need.
    doses:
      - {label: Small pots, amount: 10, unit: mL, population: All., origin: added, evidence: []}
```

## Source

UCUM: https://ucum.org/ucum
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.units import respelled, unit_of

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each unit of a dose that is not in the list."""
    for here in library.guidelines:
        for intervention in here.sections.interventions:
            units = [each.unit for each in intervention.doses]
            for unit in (*units, *(each.unit for each in intervention.bounds)):
                if unit_of(unit) is None:
                    spelled = respelled(unit)
                    yield Diagnostic(
                        "unknown-unit",
                        f"'{unit}' has no code in UCUM that is known here",
                        unit.at(0, len(unit)),
                        hint=f"write '{spelled}'"
                        if spelled
                        else "write a unit such as mg, mg/kg, mcg/kg/min or mL; "
                        "what is counted belongs under 'count_of'",
                    )
