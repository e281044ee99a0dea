"""A text that holds the place of one still to be written.

## What it finds

Under the release profile: a text or a title that consists of nothing but "TBD", "to be declared",
"pending", "not yet known", "lorem ipsum", question marks or the like.

## Why it matters

It fills the key, so that nothing else is found missing: interests "to be declared" look like
declared ones to a program, and like carelessness to a reader.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  funding: To be declared.
```

## Write instead

What is so. Leave the key out while nobody knows: the page then says that it is not stated.

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  funding: Nobody paid for it.
```
"""

import re
from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library

DRAFT = None
RELEASE = Severity.ERROR

_LONGEST = 60
_PLACEHOLDER = re.compile(
    r"\W*(?:tb[adc]|to-?do|fix-?me|x{3,}|pending|coming soon|fill (?:this )?in|placeholder"
    r"|to be (?:added|announced|completed|confirmed|decided|declared|defined|determined|done"
    r"|filled in|written)|not yet (?:added|declared|known|stated|written)|lorem ipsum\b.*)\W*"
    r"|[?.\u2026-]+",
    re.IGNORECASE | re.DOTALL,
)


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each text that says only that it is not there yet."""
    for here in library.guidelines:
        for written in here.words:
            words = written.spoken.strip()
            if not written.within or not _PLACEHOLDER.fullmatch(words):
                continue
            start = written.spoken.index(words)
            shown = " ".join(words[:_LONGEST].split())
            yield Diagnostic(
                "placeholder-text",
                f"'{shown}' holds the place of a text",
                written.at(start, start + len(words)),
                hint="write what is so, or leave the key out while nobody knows",
            )
