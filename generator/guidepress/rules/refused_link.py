"""A link to something that is neither an entity of a guideline nor a web address.

## What it finds

A link with a script, to a file, or of a kind that does not exist.

## Why it matters

A script in a link runs on the reader's computer with the rights of the site. A link to a file works
on the author's computer only.

## Example

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: See [the trial](javascript:alert) and [the drug](drug:bevacizumab).
```

## Write instead

The kind and the id of an entity, or an address that begins with `https://`.

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: See [the trial](https://doi.org/10.1016/j.ijrobp.2009.12.061).
```
"""
