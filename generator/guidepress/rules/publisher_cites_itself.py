"""A reference that the publisher of the guideline itself brought out.

## What it finds

A record in `references` whose `publisher`, `container-title` or author is the `publisher` of the
guideline, or of the article that it began from. A leading "the", the form of a company, and what
follows a comma or stands in brackets make no other publisher: "Fern Society" is also "The Fern
Society, London" and "Fern Society Ltd." But the American Fern Society is another one, and so may be
every "Press, London" where a name says nothing else than "Press".

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
from functools import cache

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.frozen import dataclass
from guidepress.link import Library
from guidepress.model.evidence import Reference
from guidepress.yaml_nodes import Scalar

DRAFT = Severity.WARNING
RELEASE = Severity.WARNING

_NOT_WORDS = re.compile(r"[\W_]+")
_AFTER_THE_NAME = re.compile(r"\s*(?:[,;(\[/|\u2013\u2014]|\s-\s).*", re.DOTALL)
_COMPANIES = {"ltd", "limited", "inc", "incorporated", "llc", "plc", "gmbh", "corp", "corporation"}
_OF_MANY = re.compile(
    r"(?:\b(?:of|for|and|the|press|publish(?:er|ers|ing)|publications|books|journal|society"
    r"|association|academy|federation|foundation|organi[sz]ation|group|institute|college|university"
    r"|hospital|clinic|center|centre|department|ministry|government|health|medical|medicine"
    r"|national|international|american|british|european|royal)\b ?)*"
)
"""Words that many publishers are called by; a name of nothing else is taken as a whole."""


@dataclass(frozen=True, slots=True)
class _Name:
    whole: str
    """All of its words."""
    bare: str
    """The words before a place, an abbreviation or the form of the company."""

    def is_of(self, other: "_Name") -> bool:
        """Tell whether both name one publisher: all words are the same, or one adds a place."""
        if self.whole == other.whole:
            return True
        tells = not _OF_MANY.fullmatch(self.bare)
        adds = self.bare != self.whole and other.bare != other.whole
        return tells and not adds and self.bare == other.bare


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each reference of the guideline's own publisher."""
    for here in library.guidelines:
        article = here.guideline.source_article
        publishers = (here.guideline.publisher, article.publisher if article else None)
        own = [_read(str(name)) for name in publishers if name]
        for reference in here.sections.references if own else ():
            for name in _names(reference):
                if any(_read(str(name)).is_of(each) for each in own):
                    yield Diagnostic(
                        "publisher-cites-itself",
                        f"'{reference.id}' is of this guideline's own publisher, '{name}'",
                        name.at(0, len(name)),
                        hint="cite the works that it rests on in its place",
                    )
                    break


def _names(reference: Reference) -> Iterator[Scalar]:
    names = (reference.publisher, reference.container_title, reference.container_title_short)
    yield from (name for name in names if name)
    yield from (author.literal for author in reference.author if author.literal)


@cache
def _read(name: str) -> _Name:
    bare = _words(_AFTER_THE_NAME.sub("", name)).split()
    while len(bare) > 1 and bare[-1] in _COMPANIES:
        bare.pop()
    return _Name(_words(name), " ".join(bare))


def _words(name: str) -> str:
    return _NOT_WORDS.sub(" ", name.casefold()).strip().removeprefix("the ")
