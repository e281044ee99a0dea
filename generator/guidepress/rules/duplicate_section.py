"""A section that a guideline has once and that stands in two files.

## What it finds

A second `guideline` or `pathway` section in the folder of one guideline.

## Why it matters

Lists in several files are joined. Of these two sections there can be only one, and nobody could
tell which of the two counts.

## Example

The section `pathway:` both in `pathway.yml` and in `guideline.yml`.

## Write instead

Keep one of the two, or make a folder for the second guideline.
"""
