"""A certainty that is less than high, and no reason is given for it.

## What it finds

Under the release profile: a recommendation, a fact or an item of evidence whose `certainty` is
`moderate`, `low` or `very-low` and that has no `certainty_reasons`. Retired recommendations are
left out.

## Why it matters

"Low" may mean few people, other people, biased studies or studies that disagree. Only the reason
tells readers whether it concerns their patient, and the next panel whether it still holds.

## Example

```yaml
evidence:
  - id: weekly-or-daily
    title: Weekly and daily watering
    statement: More ferns stayed green with weekly than with daily water.
    topic: treatment
    origin: added
    certainty: low
```

## Write instead

Each domain in which the evidence falls short, and what was seen there.

```yaml
evidence:
  - id: weekly-or-daily
    title: Weekly and daily watering
    statement: More ferns stayed green with weekly than with daily water.
    topic: treatment
    origin: added
    certainty: low
    certainty_reasons:
      - {domain: imprecision, text: The one trial was small.}
```

## Source

GRADE working group, 2008: https://doi.org/10.1136/bmj.39489.470347.AD
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.vocabulary import Certainty

DRAFT = None
RELEASE = Severity.ERROR

_NEED_NONE = {Certainty.HIGH, Certainty.NOT_ASSESSED}


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each statement that does not say why its certainty is not higher."""
    for here in library.guidelines:
        for statement in here.statements:
            certainty = statement.certainty
            if certainty not in _NEED_NONE and not statement.certainty_reasons:
                yield Diagnostic(
                    "certainty-without-reasons",
                    f"nothing says why the certainty of '{statement.id}' is "
                    f"{certainty.label.lower()}",
                    statement.id.span,
                    hint="name under 'certainty_reasons:' each domain in which the evidence falls "
                    "short, and what was seen",
                )
