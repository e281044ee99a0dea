"""An id, or the name of a page, that cannot be a web address.

## What it finds

An id with capital letters, spaces, dots, slashes, letters with accents, or of more than 80
characters. Ids of references may also hold `_`. The same is found in the name of a page of prose:
`Best Order.md`.

## Why it matters

An id becomes part of a web address and of links in other guidelines, and stays for ever. `..` and
`/` in it could also reach files that it should not, and a page `javascript:x.md` would be a script
to the browser.

## Example

```yaml
gaps:
  - id: ../Best Order
    title: Which drug comes first?
    text: No trial has asked this.
```

## Write instead

Lower-case letters, digits and single hyphens.

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: No trial has asked this.
```
"""
