"""An id that is given twice.

## What it finds

Two entities of one kind with the same id, two guidelines with one id, and two values of a variable
or branches of a decision with one id.

## Why it matters

An id is a web address. Both would have the same page, and a link could lead to the wrong one.

## Example

```yaml
questions:
  - id: first-drug
    question: Which drug comes first?
  - id: first-drug
    question: Which drug comes second?
```

## Write instead

```yaml
questions:
  - id: first-drug
    question: Which drug comes first?
  - id: second-drug
    question: Which drug comes second?
```
"""
