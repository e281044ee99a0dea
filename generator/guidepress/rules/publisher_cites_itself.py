"""A reference that the publisher of the guideline itself brought out.

## What it finds

A record in `references` whose `publisher`, `container-title` or author is the `publisher` of the
guideline, or of the article that it began from.

## Why it matters

A publisher's overview of a matter adds nothing to what it says elsewhere. Cited often enough, it
makes a statement without evidence look like one with much. Works of one's own may be the best
there are, as when a society's trial is cited by the society's guideline; so this is a warning.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  publisher: Made-Up Fern Society
references:
  - id: overview
    type: webpage
    title: All about ferns
    publisher: The Made-Up Fern Society
    evidence_type: narrative-review
    verification: {status: verified}
```

## Write instead

Look up the works that the overview rests on, and cite those that were seen.

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  publisher: Made-Up Fern Society
references:
  - id: fern2001
    type: article-journal
    title: Weekly or daily watering of ferns
    container-title: Journal of Made-Up Plants
    evidence_type: randomized-trial
    verification: {status: verified}
```

## Source

AGREE II, items 22 and 23: https://doi.org/10.1503/cmaj.090449
"""

import re
from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.model.evidence import Reference
from guidepress.yaml_nodes import Scalar

DRAFT = Severity.WARNING
RELEASE = Severity.WARNING

_NOT_WORDS = re.compile(r"[\W_]+")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each reference of the guideline's own publisher."""
    for here in library.guidelines:
        article = here.guideline.source_article
        publishers = (here.guideline.publisher, article.publisher if article else None)
        own = {_folded(name) for name in publishers if name}
        for reference in here.sections.references if own else ():
            named = next((name for name in _names(reference) if _folded(name) in own), None)
            if named:
                yield Diagnostic(
                    "publisher-cites-itself",
                    f"'{reference.id}' is of this guideline's own publisher, '{named}'",
                    named.at(0, len(named)),
                    hint="cite the works that it rests on in its place",
                )


def _names(reference: Reference) -> Iterator[Scalar]:
    names = (reference.publisher, reference.container_title, reference.container_title_short)
    yield from (name for name in names if name)
    yield from (author.literal for author in reference.author if author.literal)


def _folded(name: str) -> str:
    return _NOT_WORDS.sub(" ", name.casefold()).strip().removeprefix("the ")
