"""A file or a text that is larger than anything a guideline needs.

## What it finds

A file of more than 5 MB or 200,000 values, a text field of more than 20,000 characters, a line of
more than 500 characters, and a file with more than 1,000 problems in it.

## Why it matters

Such a file is most often not what it seems: a database dump, a paste gone wrong, or an attack. A
limit keeps the computer of every reader and editor usable.

## Example

A title that holds a whole paragraph.

## Write instead

Split the file: every `.yml` file in the guideline's folder is read. Put a long text into a page of
prose (a `.md` file in the folder), and keep titles short.
"""
