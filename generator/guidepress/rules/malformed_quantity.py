"""An amount that is not a plain number, a range or a least number.

## What it finds

A decimal comma, a decimal point without a digit before it, a unit glued to the number, and a range
that falls.

## Why it matters

`.5` is read as 5, `7,5` as 75. Amounts are kept as data, so that every page shows them in one safe
form.

## Example

```yaml
interventions:
  - id: bevacizumab
    name: Bevacizumab
    kind: drug
    summary: An antibody against a growth factor.
    doses:
      - label: Schedule of the Levin trial
        amount: 7,5 mg/kg
        unit: mg/kg
        population: Those in the trial.
        origin: article
        evidence: []
```

## Write instead

The number under `amount`, with a digit before the decimal point, and the unit under `unit`. A range
is `4-8`, a least number `>=16`.

```yaml
interventions:
  - id: bevacizumab
    name: Bevacizumab
    kind: drug
    summary: An antibody against a growth factor.
    doses:
      - label: Schedule of the Levin trial
        amount: 7.5
        unit: mg/kg
        population: Those in the trial.
        origin: article
        evidence: []
```

## Source

ISMP list of error-prone abbreviations, symbols and dose designations:
https://www.ismp.org/recommendations/error-prone-abbreviations-list
"""
