r"""A character that cannot be seen and does not belong in a text.

## What it finds

Control characters, marks that turn the direction of reading round, and characters that take no
room, such as a soft hyphen; in YAML and in pages of prose. They come along when text is copied from
PDF files and web pages.

## Why it matters

The text that readers see can differ from the text that a reviewer saw: with a mark that turns
direction, `10-5` can be shown as `5-01`. No search finds a word with a hidden character in it.

## Example

```yaml
gaps:
  - id: best-order
    title: "Which drug \u202e comes first?"
    text: No trial has asked this.
```

## Write instead

Delete the character. If a space or a new line was meant, type it.

```yaml
gaps:
  - id: best-order
    title: "Which drug comes first?"
    text: No trial has asked this.
```

## Source

Trojan Source, CVE-2021-42574: https://trojansource.codes
"""
