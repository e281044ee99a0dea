"""A content folder without a guideline.

## What it finds

A content folder in which no folder holds a guideline.

## Why it matters

The site would be empty. It is most often the wrong folder.

## Example

A folder `content/` that holds only `index.md`.

## Write instead

Give the right folder with `--content`, or make a folder in it with a file `guideline.yml` that
begins with `guideline:`.
"""
