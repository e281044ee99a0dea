"""A text for patients that is older than what it restates.

## What it finds

A `restates` of a text in plain language that is not the hash of the recommendation, intervention,
item of evidence or fact it stands under, as that is now. The hash counts what it says, and not its
text for patients. Texts without `restates` are not looked at: nobody has said when they were last
read side by side.

## Why it matters

The dose, the warning or the figure is corrected for professionals, and patients read the old one.

## Example

```yaml
recommendations:
  - id: water-weekly
    title: Water once a week
    statement: Water once a week.
    origin: added
    plain:
      title: How often do I water?
      text: Every day.
      restates: 000000000000
```

## Write instead

Read both. If the text for patients still says the same, write the hash that the finding names; if
not, correct it first. The hash is a promise that somebody looked: never write it unread.

```yaml
recommendations:
  - id: water-weekly
    title: Water once a week
    statement: Water once a week.
    origin: added
    plain:
      title: How often do I water?
      text: Once a week.
      restates: 31525b1e764b
```
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.fingerprint import SHORT, entity_hash
from guidepress.link import Library
from guidepress.pages import plain_pieces

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each text for patients of which the original has changed."""
    for here in library.guidelines:
        for entity in plain_pieces(here):
            written = entity.plain.restates if entity.plain else None
            if written is None:
                continue
            now = entity_hash(here, entity.model_copy(update={"plain": None}))[:SHORT]
            if written != now:
                yield Diagnostic(
                    "outdated-plain-language",
                    "what this restates has changed since",
                    written.at(0, len(written)),
                    hint=f"read both; once they say the same, write {now}",
                )
