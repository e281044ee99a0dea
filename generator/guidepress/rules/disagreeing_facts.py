"""A figure that another fact gives otherwise for the same thing, without an explanation.

## What it finds

Two facts with the same `measure` and different values, where their `population` is the same or one
of them states none, and where neither links to the other in any of its texts.

## Why it matters

Whoever reads one of them takes it for the figure. Whoever reads both does not know which to
believe, and trusts neither.

## Example

```yaml
facts:
  - id: share-in-one-report
    title: How many dry out
    topic: incidence
    measure: dry soil on a Monday
    value: 5-25%
    denominator: of pots
    statement: The soil was dry in 5-25% of pots [@moss2002, p. 2].
    origin: society
  - id: share-across-reports
    title: How many dry out, over several reports
    topic: incidence
    measure: dry soil on a Monday
    value: 0-30%
    denominator: across reports
    statement: The soil was dry in 0-30% [@moss2002, p. 7].
    origin: society
references:
  - {id: moss2002, type: report, title: Advice on water, evidence_type: guideline,
     verification: {status: verified}}
```

## Write instead

Say in whom each was found, or how each was counted, under `population` or `measure`; or link one to
the other and say why they differ, or that nobody knows.

```yaml
facts:
  - id: share-in-one-report
    title: How many dry out
    topic: incidence
    measure: dry soil on a Monday
    value: 5-25%
    denominator: of pots
    statement: The soil was dry in 5-25% of pots [@moss2002, p. 2].
    origin: society
  - id: share-across-reports
    title: How many dry out, over several reports
    topic: incidence
    measure: dry soil on a Monday
    value: 0-30%
    denominator: across reports
    statement: >-
      The soil was dry in 0-30% [@moss2002, p. 7]. The report does not say why this is wider than
      its [5-25% of pots](fact:share-in-one-report).
    origin: society
references:
  - {id: moss2002, type: report, title: Advice on water, evidence_type: guideline,
     verification: {status: verified}}
```
"""

import re
from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.frozen import dataclass
from guidepress.link import Library, LinkedGuideline, texts
from guidepress.model.evidence import Fact
from guidepress.text import EntityLink, plain_text, walk

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR

_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Compared:
    """A fact with what two facts are compared by."""

    fact: Fact
    value: str
    population: str
    linked: set[str]


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each value that an earlier fact of the guideline gives otherwise, once."""
    for here in library.guidelines:
        by_measure: dict[str, list[_Compared]] = {}
        for fact in here.sections.facts:
            earlier = by_measure.setdefault(_folded(fact.measure), [])
            this = _compared(here, fact)
            other = next((each.fact for each in earlier if _disagree(this, each)), None)
            earlier.append(this)
            if other:
                yield Diagnostic(
                    "disagreeing-facts",
                    f"'{fact.id}' gives {fact.value}, and '{other.id}' gives {other.value} for "
                    "the same measure",
                    fact.value.at(0, len(fact.value)),
                    hint=f"say in whom each was found, or link to [the other](fact:{other.id}) "
                    "and say why they differ",
                )


def _compared(here: LinkedGuideline, fact: Fact) -> _Compared:
    return _Compared(
        fact,
        # Written with a hyphen or with a dash, a range is the same.
        "".join(fact.value.split()).replace("\u2013", "-"),
        _folded(plain_text(here.tree(fact.population))) if fact.population else "",
        {
            inline.id
            for text in texts(fact)
            for inline in walk(here.tree(text).blocks)
            if isinstance(inline, EntityLink) and inline.kind == Fact.KIND
        },
    )


def _disagree(one: _Compared, other: _Compared) -> bool:
    return (
        one.value != other.value
        and (one.population == other.population or not (one.population and other.population))
        and one.fact.id not in other.linked
        and other.fact.id not in one.linked
    )


def _folded(words: str) -> str:
    return _NOT_WORDS.sub(" ", words.casefold()).strip()
