"""An interval that is not written in one of the known forms.

## What it finds

Abbreviations such as `q3w`, `QD` or `BID`, and free wording.

## Why it matters

Abbreviations of intervals are misread: `QD` as `QID` is four times the dose. Written out, an
interval is kept as data and every page shows it in one form.

## Example

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
        interval: q3w
        population: Those in the trial.
        origin: article
        evidence: []
```

## Write instead

`every 3 weeks`, `2 times a day` or `once`.

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
        interval: every 3 weeks
        population: Those in the trial.
        origin: article
        evidence: []
```

## Source

ISMP list of error-prone abbreviations, symbols and dose designations:
https://www.ismp.org/recommendations/error-prone-abbreviations-list
"""
