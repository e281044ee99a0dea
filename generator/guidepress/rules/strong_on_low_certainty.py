"""A strong recommendation on evidence of low or very low certainty, without a reason for it.

## What it finds

A recommendation with `strength: strong` and `certainty: low` or `very-low` and without
`strong_despite`, which names one of the five situations in which GRADE accepts that. Retired
recommendations are left out.

## Why it matters

A strong recommendation says that nearly everybody is better off with it. Where the effect may well
be another, a panel can seldom know that, and readers and patients lose the choice. The five
situations are the exceptions: a life at stake; an uncertain benefit at a certain harm or cost; two
options about alike of which one is clearly less harmful, or may be more harmful; and a possible
catastrophe.

## Example

```yaml
recommendations:
  - id: antidote
    title: Antidote at once
    statement: We recommend the antidote at once.
    origin: society
    strength: strong
    certainty: very-low
    certainty_reasons:
      - {domain: no-comparison, text: Reports of single cases only.}
```

## Write instead

The situation, if the panel had one of them in mind. If it had none, the strength is `conditional`.
Never fill it in to silence this rule.

```yaml
recommendations:
  - id: antidote
    title: Antidote at once
    statement: We recommend the antidote at once.
    origin: society
    strength: strong
    strong_despite: life-threatening
    certainty: very-low
    certainty_reasons:
      - {domain: no-comparison, text: Reports of single cases only.}
```

## Source

The five situations in a table, 2017: https://doi.org/10.1136/bmjopen-2017-018593; GRADE guidelines,
part 15, 2013: https://doi.org/10.1016/j.jclinepi.2013.02.003
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.vocabulary import Certainty, Strength, StrongDespite

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR

_LOW = {Certainty.LOW, Certainty.VERY_LOW}


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each strong recommendation in force whose evidence does not carry it."""
    for here in library.guidelines:
        for recommendation in here.sections.recommendations:
            if (
                recommendation.strength is Strength.STRONG
                and recommendation.certainty in _LOW
                and recommendation.strong_despite is None
                and not recommendation.retired
            ):
                yield Diagnostic(
                    "strong-on-low-certainty",
                    f"'{recommendation.id}' is strong, and its certainty is "
                    f"{recommendation.certainty.label.lower()}",
                    recommendation.id.span,
                    hint="make it 'strength: conditional', or name under 'strong_despite:' the "
                    f"situation that the panel saw: {', '.join(StrongDespite)}",
                )
