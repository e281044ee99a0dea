"""A symbolic link that leads out of the content folder.

## What it finds

A link in the content folder that points to a file elsewhere on the computer.

## Why it matters

Whoever sends in content could otherwise publish any file of the computer that builds the site.

## Example

A symbolic link `references.yml` to `../../private/references.yml`.

## Write instead

Put a copy of the file into the guideline's folder.
"""
