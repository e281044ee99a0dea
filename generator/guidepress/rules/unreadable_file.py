"""A file or folder that cannot be read.

## What it finds

A file that the computer does not let you read, a link to a file that is not there, a folder whose
name ends in `.yml`, a content folder that does not exist, and a citation style that is not there or
is not CSL.

## Why it matters

What cannot be read would be missing from the guideline, and nobody would notice.

## Example

A symbolic link `references.yml` to a file that was deleted.

## Write instead

Give yourself permission to read the file, put the file itself in the place of the link, or take it
away.
"""
