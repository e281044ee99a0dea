"""A YAML file or a page that stands where none is read.

## What it finds

A file that ends in `.yml` or `.yaml` and stands directly in the content folder, and one of these
or a page (`.md`) in a folder inside of a guideline's folder. Names that begin with `.` or `_` are
left out, of files and of folders.

## Why it matters

What stands in it would be missing from the guideline, and nobody would notice.

## Example

A file `content/references.yml` or `content/my-guideline/references/trials.yml`.

## Write instead

Move the file into the folder of its guideline, such as `content/my-guideline/trials.yml`: every
YAML file and page there is read. If it is no part of a guideline, let its name begin with `_`.
"""
