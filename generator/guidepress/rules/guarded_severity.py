"""A choice of the site that turns down a rule which guards readers.

## What it finds

Under `severities` of the site's choices, another severity for one of a few rules: those about
approval, works that nobody has seen or that were retracted, doses out of bounds, and a pathway that
leaves somebody without an answer or goes elsewhere than its cases. The same holds for what stops a
file from being read.

## Why it matters

A site may find a long sentence less bad than we do. It may not publish an unapproved guideline as a
release because a line of its configuration says so: no reader would see that line.

## Example

In the `guidepress.yml` of the site's folder of choices, under `severities`, for releases:
`unapproved-guideline` is `off`.

## Write instead

Take the line out, and put right what the rule finds.
"""
