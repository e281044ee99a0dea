"""A recommendation whose words say another strength than it has.

## What it finds

- A `strong` one whose statement says "we suggest" or "consider", or neither "we recommend" nor
  "should" or "must".
- A `conditional` one whose statement says "we recommend", "should" or "must", or neither "we
  suggest" nor "consider".
- A `not-graded` one, or one without a strength, whose title or statement says "we recommend",
  "we suggest", "the panel recommends", "the panel suggests" or "is recommended", or names a grade
  as panels give it: "strong recommendation", "weak recommendation", "GRADE 1A", "class IIa
  recommendation". "No strong recommendation" is fine.

"Should be considered", "conditionally recommend" and "is recommended" are read as what they mean.
Retired recommendations are left out.

## Why it matters

Readers take the strength from the words, and many never see the label. "We recommend" on a
statement that nobody has graded claims a panel's judgment that does not exist.

## Example

```yaml
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: We recommend a steroid first.
    origin: article
    strength: conditional
  - id: taper
    title: Taper
    statement: We suggest a slow taper.
    origin: article
    strength: not-graded
```

## Write instead

Change the words, or have the panel change the strength.

```yaml
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: We suggest a steroid first.
    origin: article
    strength: conditional
  - id: taper
    title: Taper
    statement: A steroid is tapered slowly.
    origin: article
    strength: not-graded
```

## Source

GRADE guidelines, part 14: Journal of Clinical Epidemiology 2013; 66: 719-725
"""

import re
from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.model.recommendation import Recommendation
from guidepress.source import Span
from guidepress.text import spoken
from guidepress.vocabulary import Strength

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR

_BE = r"(?:is|are|be)\s+(?:not\s+)?"
_WORDS = re.compile(
    r"\b(?:"
    rf"(?P<conditional>(?:(?:should|may|might|could)\s+(?:also\s+)?(?:be\s+)?)?consider(?:ed)?\b"
    rf"|we\s+(?:would\s+)?(?:conditionally\s+|weakly\s+)?suggest\b|{_BE}suggested\b"
    rf"|(?:we|{_BE})\s*(?:conditionally|weakly)\s+recommend(?:ed)?\b)"
    rf"|(?P<strong>we\s+(?:do\s+not\s+|strongly\s+)?recommend\b|{_BE}(?:strongly\s+)?recommended\b"
    r"|should\b|must\b))",
    re.IGNORECASE,
)
_PANEL = re.compile(
    r"\b(?:(?:we|the\s+panel)\s+(?:\w+\s+){0,2}(?:recommend|suggest)(?:s|ed)?\b"
    rf"|{_BE}(?:strongly\s+)?recommended\b)",
    re.IGNORECASE,
)
# A bare "grade 2" is a tumor's or that of a harm, and "class 1A" a drug's.
_GRADE = re.compile(
    r"(?<!\bno )(?<!\bnot a )(?<!\bwithout a )(?:"
    r"\b(?:strong|weak|conditional)[\s*_]+recommendations?\b"
    r"|\bgrade\W{0,3}[12][A-D]\b"
    r"|\b(?:grade|class)\s+(?:[A-D]|I{1,3}[ab]?|[12][A-D]?)\s+recommendations?\b"
    r"|\brecommendation\s+(?:grade|class)\W{1,3}(?:[A-D]|I{1,3}[ab]?|[12][A-D]?)\b"
    r"|\b(?:grade|class|strength)\s+of\s+recommendation\W{1,3}(?:[A-D]|I{1,3}[ab]?|[12][A-D]?)\b)",
    re.IGNORECASE,
)
_HINTS = {
    Strength.STRONG: "a strong recommendation says 'we recommend' or 'should'",
    Strength.CONDITIONAL: "a conditional recommendation says 'we suggest' or 'consider'",
}


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield the words of recommendations in force that do not fit their strength."""
    for here in library.guidelines:
        for recommendation in here.sections.recommendations:
            if recommendation.retired:
                continue
            faults = (
                _of_ungraded(recommendation)
                if recommendation.strength is Strength.NOT_GRADED
                else _of_graded(recommendation)
            )
            for message, span, hint in faults:
                yield Diagnostic("strength-wording", message, span, hint=hint)


def _of_ungraded(recommendation: Recommendation) -> Iterator[tuple[str, Span, str]]:
    for written in (recommendation.title, recommendation.statement.written):
        said = spoken(written)
        for found in (*_PANEL.finditer(said), *_GRADE.finditer(said)):
            yield (
                f"'{_short(found)}' says that a panel graded '{recommendation.id}', and none did",
                written.at(*found.span()),
                "say what is done, without 'we recommend', 'strong recommendation' and the like",
            )


def _of_graded(recommendation: Recommendation) -> Iterator[tuple[str, Span, str]]:
    strength = recommendation.strength
    written = recommendation.statement.written
    said = list(_WORDS.finditer(spoken(written)))
    for found in said:
        if found.lastgroup != strength:
            message = f"'{_short(found)}' does not fit a {strength} recommendation"
            yield message, written.at(*found.span()), _HINTS[strength]
    if not said:
        message = f"the words of '{recommendation.id}' do not say that it is {strength}"
        yield message, written.at(0, len(written)), _HINTS[strength]


def _short(found: re.Match[str]) -> str:
    return " ".join(found[0].split())
