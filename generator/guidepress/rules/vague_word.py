"""A word in what is to be done that leaves open how much or how long.

## What it finds

Words such as "prolonged", "high-dose", "refractory", "unsuccessful" or "regularly" in a title or
text of the pathway, or in what a recommendation tells to do: its title, statement and key
information, its subgroups, and its points to watch, to warn of and to tell. A word is fine that is
a term of the glossary or part of one, or is linked to a term or a fact that defines it. Retired
recommendations are left out, and so are reasons: what a work calls frequent is its own measure.

## Why it matters

Two readers understand two different things, and neither notices.

## Example

```yaml
pathway:
  id: watering
  title: Watering
  entry: A plant stands before you.
  start: look
  stages: [{id: only, title: All}]
  variables:
    - {id: dry, question: Is the soil dry?, kind: boolean, definition: By touch., origin: added}
  steps:
    - id: look
      kind: decision
      stage: only
      title: Is the soil dry?
      origin: added
      branches:
        - {id: dry, label: "Yes", when: dry, to: leave, origin: added}
        - {id: wet, label: "No", when: not dry, to: leave, origin: added}
    - {id: leave, kind: end, stage: only, title: Leave it, origin: added, follow_up: Look soon.}
```

## Write instead

Say how much or how long, define the word in the glossary, or link it to where it is defined:
`[high doses](fact:dose-in-trials)`. Where the sources do not say, say that.

```yaml
glossary:
  - {id: soon, term: soon, definition: Within a week.}
pathway:
  id: watering
  title: Watering
  entry: A plant stands before you.
  start: look
  stages: [{id: only, title: All}]
  variables:
    - {id: dry, question: Is the soil dry?, kind: boolean, definition: By touch., origin: added}
  steps:
    - id: look
      kind: decision
      stage: only
      title: Is the soil dry?
      origin: added
      branches:
        - {id: dry, label: "Yes", when: dry, to: leave, origin: added}
        - {id: wet, label: "No", when: not dry, to: leave, origin: added}
    - {id: leave, kind: end, stage: only, title: Leave it, origin: added, follow_up: Look soon.}
```
"""

import re
from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library, LinkedGuideline, Written
from guidepress.model.glossary import Term
from guidepress.model.pathway import Pathway
from guidepress.model.recommendation import Recommendation, Subgroup
from guidepress.model.statement import Point
from guidepress.model.values import Text
from guidepress.names import names_of
from guidepress.text import EntityLink, walk

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR

_VAGUE = re.compile(
    r"(?<![\w:/-])(?:prolonged|long-term|short-term|high[ -]doses?|low[ -]doses?|refractory"
    r"|intractable|unsuccessful(?:ly)?|frequent(?:ly)?|regular(?:ly)?|periodic(?:ally)?"
    r"|at intervals|after a while|from time to time|soon|promptly)(?![\w-])",
    re.IGNORECASE,
)


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each vague word of what is to be done that nothing defines."""
    for here in library.guidelines:
        terms = {_folded(name) for term in here.sections.glossary for name in names_of(term)}
        for written in here.words:
            if not _tells_what_to_do(written):
                continue
            vague = [
                found for found in _VAGUE.finditer(written.spoken) if _folded(found[0]) not in terms
            ]
            defined = [*_names(here, written), *_links(here, written)] if vague else []
            for found in vague:
                if any(start <= found.start() and found.end() <= end for start, end in defined):
                    continue
                yield Diagnostic(
                    "vague-word",
                    f"nothing defines '{found[0]}' here",
                    written.at(*found.span()),
                    hint="say how much or how long, or define it as a term or link it to a fact",
                )


def _tells_what_to_do(written: Written) -> bool:
    top, *inner = written.within or (None,)
    if not isinstance(top, Recommendation) or top.retired:
        return isinstance(top, Pathway)
    if inner:
        return isinstance(inner[0], (Point, Subgroup))
    return any(written.words is each for each in (top.title, top.statement, top.key_information))


def _folded(word: str) -> str:
    # "A high dose" is of the size that the term "high-dose" defines.
    return word.casefold().replace("-", " ").removesuffix("s")


def _names(here: LinkedGuideline, written: Written) -> Iterator[tuple[int, int]]:
    """Yield where the names of terms stand."""
    start = 0
    for named in here.names.find(written.spoken):
        end = start + len(named.text)
        if isinstance(named.entity, Term):
            yield start, end
        start = end


def _links(here: LinkedGuideline, written: Written) -> Iterator[tuple[int, int]]:
    """Yield where links to terms and facts stand."""
    if isinstance(written.words, Text):
        for inline in walk(here.tree(written.words).blocks):
            if isinstance(inline, EntityLink) and inline.kind in {"term", "fact"}:
                yield inline.start, inline.end
