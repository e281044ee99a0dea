"""A YAML file with nothing in it.

## What it finds

A `.yml` file that is empty or holds only comments.

## Why it matters

It is most often a file that was not saved, or that was emptied by mistake.

## Example

```yaml
# to be written
```

## Write instead

Write the first section, or delete the file.

```yaml
gaps: []
```
"""
