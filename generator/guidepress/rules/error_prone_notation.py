"""A notation that has led to wrong doses.

## What it finds

In all that the authors write for readers, and in the units of doses, what the Institute for Safe
Medication Practices (ISMP) lists as error-prone: a trailing zero or a missing leading zero in a
dose, a number glued to its unit, a dose of 1,000 or more without a comma, `U`, `IU`, `µg` (`ug`
after a number too), `cc`, `QD`, `QOD`, `BIW`, `TIW`, `HS`, `SC`, `SQ`, `D/C`, `per os`, `<` and
`>` before a dose, and abbreviated names of drugs such as `MTX` or `MgSO4`. Both ends of a range,
`5.0-10.0 mg`, are looked at. Abbreviations on the list that mean something else in most guidelines
(`OS`, overall survival; `MS`, multiple sclerosis) are not looked for.

## Why it matters

`1.0 mg` is read as 10 mg, `.5 mg` as 5 mg, `10 U` as 100, and `µg` as mg.

## Example

```yaml
glossary:
  - {id: pinch, term: pinch, definition: About .5 mg of fertilizer.}
```

## Write instead

A zero before the point and none behind the number, a space before the unit, commas from 1,000 on,
and words for the rest: units, micrograms (mcg), mL, daily, subcutaneously, less than.

```yaml
glossary:
  - {id: pinch, term: pinch, definition: About 0.5 mg of fertilizer.}
```
"""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.model.intervention import Dose
from guidepress.source import Span
from guidepress.text import Joined

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR

_UNIT = r"(?:mcg|mg|g|kg|mL|ml|L|micrograms?|milligrams?|grams?|units?|mmol|mEq)(?!\w|-\D)"
# A number stands by itself or ends a range: the 10 of 5-10 and 5 mg-10 mg, not the 2 of IL-2.
_BEFORE = r"(?:(?<![\w.,/-])|(?<=\d-)|(?<=[cm]g-))"
_TO = r"[-\u2013]\.?\d[\d,.]*+"
_OF_DOSE = rf"(?=(?:{_TO})?\s?{_UNIT})"

_FAULTS: dict[str, tuple[str, str]] = {
    "trailing": (rf"{_BEFORE}\d[\d,]*\.\d*+(?<=0){_OF_DOSE}", "write no zero at the end: 1 mg"),
    "naked": (rf"(?<![\w.,])\.\d+{_OF_DOSE}", "write a zero before the point: 0.5 mg"),
    "glued": (
        rf"{_BEFORE}\d[\d,.]*(?:mcg|mg|g|kg|mL|ml|units?|mmol|mEq)(?!\w)",
        "put a space between the number and its unit: 10 mg",
    ),
    "comma": (
        rf"{_BEFORE}\d{{4,}}+(?![a-zA-Z]){_OF_DOSE}",
        "write commas from 1,000 on: 100,000 units",
    ),
    "sign": (rf"[<>]=?(?=\s?\d[\d,.]*\s?{_UNIT})", "write 'less than', 'more than', 'at least'"),
    "units": (rf"{_BEFORE}\d[\d,.]*\s?[Uu](?![\w-])", "write 'units'"),
    "international": (rf"(?:{_BEFORE}|(?<=\d))IU(?![\w-])", "write 'units'"),
    "micro": (r"[\u00b5\u03bc]g(?!\w)", "write 'mcg' or 'micrograms'"),
    "ug": (rf"{_BEFORE}\d[\d,.]*\s?ug(?!\w)", "write 'mcg' or 'micrograms'"),
    "volume": (rf"{_BEFORE}\d[\d,.]*\s?cc(?![\w-])", "write 'mL'"),
    "daily": (r"(?<![\w.])(?:[Qq][Dd]|[Qq]\.[Dd]\.)(?![\w-])", "write 'daily'"),
    "other": (r"(?<![\w.])(?:[Qq][Oo][Dd]|[Qq]\.[Oo]\.[Dd]\.)(?![\w-])", "write 'every other day'"),
    "week": (r"(?<![\w.])(?:BIW|TIW)(?![\w-])", "write '2 times a week' or '3 times a week'"),
    "night": (r"(?<![\w.])(?:HS|qhs)(?![\w-])", "write 'at bedtime' or 'half-strength'"),
    "skin": (r"(?<![\w.])(?:SC|SQ|sub q)(?![\w-])", "write 'subcutaneously'"),
    "stop": (r"(?<![\w.])[Dd]/[Cc](?![\w-])", "write 'discontinue' or 'discharge'"),
    "mouth": (r"(?<!\w)per os(?!\w)", "write 'by mouth'"),
    "drug": (
        r"(?<![\w-])(?:MTX|HCTZ|AZT|CPZ|PTU|TNK|MSO4|MgSO4|ZnSO4)(?![\w-])",
        "write the whole name of the drug",
    ),
}
_OF_NUMBERS = frozenset({"trailing", "naked", "glued", "comma", "units", "ug", "volume"})


def _one_of(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{_FAULTS[name][0]})" for name in names))


# Most texts hold few numbers and none of the words: what is cheap to look for is looked for first.
# What goes before is looked at behind the first digit, so that the engine can skip to digits.
_NUMBER = re.compile(
    r"[0-9](?<![0-9,][0-9])(?<![0-9,.]\.[0-9])[0-9.,]*+"
    rf"(?=(?:{_TO})?\s?[cgklmuLU])"
)
_AT_NUMBERS = _one_of(name for name in _FAULTS if name in _OF_NUMBERS)
_LETTERS = (
    *("<", ">", "\u00b5", "\u03bc", "IU", "BIW", "TIW", "HS", "qhs", "SC", "SQ", "D/C", "D/c"),
    *("MTX", "HCTZ", "AZT", "CPZ", "PTU", "TNK", "MSO4", "MgSO4", "ZnSO4"),
    *("".join(each) for each in product("qQ", ("d", "D", ".d", ".D", "o", "O", ".o", ".O"))),
)
# Plain letters alone are fast: the engine looks for what they begin with, if that is rare.
_PERHAPS = re.compile("|".join(map(re.escape, _LETTERS)))
_LETTERS_THAT_BEGIN_LIKE_MANY = ("sub q", "d/c", "d/C", "per os")
_IN_WORDS = _one_of(name for name in _FAULTS if name not in _OF_NUMBERS)


def _faults(texts: Iterable[str]) -> Iterator[tuple[int, re.Match[str], int]]:
    """Yield each error-prone notation of texts: the text's index, the notation, where it starts."""
    joined = Joined(texts)
    letters = joined.letters
    for number in _NUMBER.finditer(letters):
        start = number.start() - (letters[number.start() - 1 : number.start()] == ".")
        if found := _AT_NUMBERS.match(letters, start):
            at = joined.index(found.start())
            yield at, found, found.start() - joined.span(at)[0]
    perhaps = {joined.index(found.start()) for found in _PERHAPS.finditer(letters)}
    for at in sorted(perhaps.union(joined.having(*_LETTERS_THAT_BEGIN_LIKE_MANY))):
        start, end = joined.span(at)
        for found in _IN_WORDS.finditer(letters, start, end):
            yield at, found, found.start() - start


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each error-prone notation in what authors write, and in the units of doses."""
    for here in library.guidelines:
        words = here.words
        for at, found, start in _faults(written.spoken for written in words):
            yield _diagnostic(found, words[at].at(start, start + len(found[0])))
        for intervention in here.sections.interventions:
            for dose in intervention.doses:
                yield from _of_dose(dose)


def _of_dose(dose: Dose) -> Iterator[Diagnostic]:
    """Look at a dose's numbers and unit; commas are the renderer's."""
    for _, found, _ in _faults([f"1 {dose.unit}"]):
        yield _diagnostic(found, dose.unit.span)
    written = dose.amount.written
    for number in (dose.amount.low, dose.amount.high or ""):
        for _, found, _ in _faults([f"{number} mg"]):
            if written is not None and found.lastgroup in {"trailing", "naked"}:
                yield _diagnostic(found, written.span)


def _diagnostic(found: re.Match[str], place: Span) -> Diagnostic:
    hint = _FAULTS[found.lastgroup or ""][1]
    message = f"'{' '.join(found[0].split())}' is easily misread"
    return Diagnostic("error-prone-notation", message, place, hint=hint)
