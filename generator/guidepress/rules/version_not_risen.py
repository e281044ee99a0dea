"""A version that did not rise although the content changed since its release.

## What it finds

A guideline that says something else than what `releases` records for the same or a higher version,
a version below one that was released, and releases whose versions do not rise.

## Why it matters

A version names one content. Two contents under one number cannot be told apart on paper, in an
offline copy or in a citation.

## Example

```yaml
guideline:
  id: demo
  title: Demo, changed since
  question: What helps?
  version: 1.0.0
releases:
  - version: 1.0.0
    date: 2026-04-03
    content: 6aff94100838890ee3ecb69172190399bfbdd64322d104280c1b2f906a068692
```

## Write instead

Raise the first number when a recommendation changes its direction, strength or dose, the second for
new content, the third for wording.

```yaml
guideline:
  id: demo
  title: Demo, changed since
  question: What helps?
  version: 1.0.1
releases:
  - version: 1.0.0
    date: 2026-04-03
    content: 6aff94100838890ee3ecb69172190399bfbdd64322d104280c1b2f906a068692
```

## Source

Semantic Versioning 2.0.0: https://semver.org/spec/v2.0.0.html
"""

from collections.abc import Iterator
from itertools import pairwise

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.fingerprint import content_hash
from guidepress.link import Library, LinkedGuideline
from guidepress.standing import precedence
from guidepress.yaml_nodes import Scalar

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each version that is below, or the same as, that of another content."""
    for here in library.guidelines:
        if here.sections.releases:
            yield from _of_content(here)
        for earlier, later in pairwise(here.sections.releases):
            if precedence(later.version) <= precedence(earlier.version):
                yield _finding(
                    later.version, f"this release does not rise above {earlier.version}, before it"
                )


def _of_content(here: LinkedGuideline) -> Iterator[Diagnostic]:
    version = here.guideline.version
    highest = max(here.sections.releases, key=lambda release: precedence(release.version))
    if precedence(version) < precedence(highest.version):
        yield _finding(version, f"version {highest.version} was released on {highest.date}")
    elif precedence(version) == precedence(highest.version) and (
        highest.content != content_hash(here)
    ):
        yield _finding(
            version, f"the content changed since this version was released on {highest.date}"
        )


def _finding(version: Scalar, message: str) -> Diagnostic:
    return Diagnostic(
        "version-not-risen",
        message,
        version.at(0, len(version)),
        hint="raise the version: the first number for another direction, strength or dose, the "
        "second for new content, the third for wording",
    )
