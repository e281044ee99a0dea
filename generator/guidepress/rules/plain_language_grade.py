"""A text for patients that needs more schooling than most of them have.

## What it finds

A text in plain language of 20 words or more whose grade, by the Coleman-Liau index, is above the
one that the site chose (`plain_language_grade` of its choices; without a choice 9). The index
counts letters for each word and words for each sentence; an item of a list is one.

## Why it matters

Who does not understand the page for patients cannot ask, decide or call for help in time. The
figure is a rough one: a low grade does not prove that a text is understood. Let patients read it.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  plain_summary:
    title: What is standing water?
    text: >-
      Accumulated irrigation water deteriorates underground respiration, consequently accelerating
      decomposition and discoloration throughout susceptible vegetation, notwithstanding
      intermittent fertilization or professional horticultural intervention.
```

## Write instead

Short sentences, one thought in each, and the words that people use at home.

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  plain_summary:
    title: What is standing water?
    text: >-
      Water that stays in the pot is bad for the roots. They need air, and get none. They start to
      rot. The leaves turn brown and fall off. Plant food does not help.
```

## Source

Coleman and Liau 1975: https://doi.org/10.1037/h0076540
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.readability import graded

DRAFT = Severity.WARNING
RELEASE = Severity.WARNING


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each text for patients above the grade that the site chose."""
    most = library.standards.plain_language_grade
    for here in library.guidelines:
        for each in graded(here):
            if each.grade is not None and each.grade > most:
                yield Diagnostic(
                    "plain-language-grade",
                    f"this text needs grade {each.grade} of school, and {most} is the most here",
                    each.text.written.span,
                    hint="write shorter sentences and everyday words",
                )
