"""Something that looks like a link and cannot be read as one.

## What it finds

A space between the words and the address, or inside the address.

## Why it matters

Readers would see brackets and an address in the middle of a sentence.

## Example

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: "See [the drug] (intervention:bevacizumab) or [its dose](intervention: bevacizumab)."
```

## Write instead

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: See [the drug](intervention:bevacizumab).
interventions:
  - id: bevacizumab
    name: Bevacizumab
    kind: drug
    summary: An antibody against a growth factor.
```
"""
