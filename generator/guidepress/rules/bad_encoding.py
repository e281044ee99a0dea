"""A file that is not saved as UTF-8.

## What it finds

Bytes that are not UTF-8, which is how every content file must be saved. Most often the file came
from an editor or a spreadsheet that saved it as Windows-1252 or UTF-16.

## Why it matters

In another encoding the same bytes are other letters: `µ`, `≥` and `é` turn into something else, or
vanish. In a dose that is dangerous.

## Example

A file saved as Windows-1252, in which `≥` or `é` is one byte.

## Write instead

Choose "Save with encoding: UTF-8" in the editor. A byte order mark at the beginning does no harm.
"""
