"""An acceptance of a finding that is not there.

## What it finds

An entry of `accept` whose rule finds nothing in the place that it names: what it let stand has
been put right, or stands elsewhere. Also an entry whose rule or place does not exist, and one for
a rule that cannot be accepted: errors of drafts, and all that guards doses, approval, versions and
dates.

## Why it matters

An acceptance that matches nothing today would hide a new finding tomorrow, which nobody has looked
at.

## Example

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: No trial compared them.
accept:
  - rule: unused-reference
    at: gap:best-order
    reason: It is kept for the next version.
```

## Write instead

Take the entry out, or name the place of the finding.

```yaml
references:
  - id: levin2011
    type: article-journal
    title: Trial of bevacizumab
    evidence_type: randomized-trial
    verification: {status: verified}
accept:
  - rule: unused-reference
    at: reference:levin2011
    reason: It is kept for the next version.
```
"""

from guidepress.diagnostics import Severity

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR
