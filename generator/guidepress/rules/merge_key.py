"""A merge key (`<<`) of YAML.

## What it finds

The key `<<`, which in some programs copies the keys of another mapping.

## Why it matters

What a reviewer signs must be visible in the place where it applies. Chains of merge keys can also
keep a computer busy for minutes.

## Example

```yaml
gaps:
  - id: best-order
    <<: {claims: [C05]}
    title: Which drug comes first?
    text: No trial has asked this.
```

## Write instead

Write the keys out.

```yaml
gaps:
  - id: best-order
    claims: [C05]
    title: Which drug comes first?
    text: No trial has asked this.
```
"""
