"""A text of which a part is read as a comment.

## What it finds

A `#` after a space, in a text without quotes, that is followed by a letter or a number. YAML reads
all from there to the end of the line as a comment. The same is found at the beginning of a text,
and in each line of a text that goes on over several lines. A comment with a space after its `#` is
fine.

## Why it matters

The words vanish from the guideline, and the rest often still reads like a whole sentence.

## Example

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: The trials do not agree, see item #1 of the list.
```

## Write instead

Put the whole text in quotes, or on the next line after `>-`.

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: >-
      The trials do not agree, see item #1 of the list.
```

If it is a comment, write a space after its `#`.

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?  # to be discussed
    text: The trials do not agree.
```

## Source

YAML 1.2.2, sections 6.6 and 7.3.3: https://yaml.org/spec/1.2.2/#66-comments
"""
