"""A recommendation that lacks what a published one owes its readers.

## What it finds

Under the release profile: a recommendation without a direction, a question, a population or
evidence; whose certainty is not assessed; or whose rationale leaves out benefits, harms, values,
cost, equity, acceptability or feasibility. Retired recommendations are left out.

## Why it matters

A reader cannot apply a recommendation without knowing for whom it is, nor weigh it without knowing
why the panel decided so and how sure it is.

## Example

```yaml
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: Begin with a steroid.
    origin: article
```

## Write instead

```yaml
populations:
  - id: adults
    title: Adults
questions:
  - id: first-drug
    question: Which drug comes first?
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: We suggest a steroid first.
    origin: article
    question: first-drug
    population: adults
    direction: for
    strength: conditional
    certainty: low
    certainty_reasons:
      - domain: imprecision
        text: The trial was small.
    evidence:
      - reference: levin2011
        supports: supports
    rationale:
      benefits: What the panel found.
      harms: What the panel found.
      values: What the panel found.
      cost: What the panel found.
      equity: What the panel found.
      acceptability: What the panel found.
      feasibility: What the panel found.
references:
  - id: levin2011
    type: article-journal
    title: Trial of bevacizumab
    evidence_type: randomized-trial
    verification: {status: verified}
```

## Source

GRADE evidence-to-decision frameworks, 2016: https://doi.org/10.1136/bmj.i2016
"""

# The docstring is a page, and has no sections of numpy's.
# ruff: noqa: D405, D411, D413

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.model.recommendation import Rationale, Recommendation
from guidepress.vocabulary import Certainty

DRAFT = None
RELEASE = Severity.ERROR

_NEEDED = {
    "direction": "write 'direction: for' or 'direction: against'",
    "question": "name the question that it answers",
    "population": "name the population that it is for",
    "evidence": "name each reference and what it does for the statement",
}
_JUDGED = [name for name in Rationale.model_fields if name != "summary"]


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each thing that a recommendation in force lacks."""
    for guideline in library.guidelines:
        for recommendation in guideline.sections.recommendations:
            if recommendation.retired:
                continue
            for lack, hint in _lacks(recommendation):
                yield Diagnostic(
                    "unfinished-recommendation",
                    f"'{recommendation.id}' {lack}",
                    recommendation.id.span,
                    hint=hint,
                )


def _lacks(recommendation: Recommendation) -> Iterator[tuple[str, str]]:
    """Yield what is wrong, as the end of a sentence, and a hint."""
    for key, hint in _NEEDED.items():
        if not getattr(recommendation, key):
            yield f"has no '{key}', which a release needs", hint
    if recommendation.certainty is Certainty.NOT_ASSESSED:
        hint = "write high, moderate, low or very-low, as the panel judged the evidence"
        yield "has no assessed 'certainty', which a release needs", hint
    left = [name for name in _JUDGED if getattr(recommendation.rationale, name) is None]
    if left:
        hint = "a release needs what the panel judged of each of them"
        yield f"leaves out of its rationale: {', '.join(left)}", hint
