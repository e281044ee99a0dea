"""An abbreviation that neither the glossary nor the text explains.

## What it finds

A word of two or more capitals, such as "RN", in a text or a title of the guideline or on one of its
pages of prose, that is neither a term, an abbreviation or a synonym of the glossary, nor a name of
an intervention, nor spelled out beside it in the same entry: "radiation necrosis (RN)". Each is
found once, at its first place.

What stands in quotation marks is somebody else's. Units, chemical symbols, Roman numerals, DNA and
RNA, the names of states (US, UK, EU), and letters with two or more digits, which are numbers of
trials and documents, need no explanation.

## Why it matters

An abbreviation that one specialty knows means something else in the next: RN is radiation necrosis,
a registered nurse, and the chemist's sign for radon. Patients know none of them.

## Example

```yaml
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: Begin with a steroid where RN causes symptoms.
    origin: article
```

## Write instead

Add it to the glossary, and the site explains it wherever it stands; or spell it out.

```yaml
glossary:
  - id: radiation-necrosis
    term: Radiation necrosis
    abbreviation: RN
    definition: Tissue that died after radiation.
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: Begin with a steroid where RN causes symptoms.
    origin: article
```
"""

import re
from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.names import names_of

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR

_COMPOUND = re.compile(r"(?<![\w/@.:-])(?=[\w/-]*[A-Z][A-Z0-9]*[A-Z])[A-Za-z0-9][\w/-]*")
_CAPITALS = re.compile(r"[A-Z][0-9]?[A-Z]")
_PART = re.compile(r"[^/-]+")
_ABBREVIATION = re.compile(r"[A-Z][0-9]?[A-Z](?:[A-Z]|[0-9](?![0-9]))*s?")
_QUOTED = re.compile(r"\"[^\"\n]{1,60}\"|\u201c[^\u201d\n]{1,60}\u201d")
_NUMERAL = re.compile(r"[IVX]+s?")
_KNOWN = frozenset(
    {
        *("IU", "CO", "CO2", "NO", "N2O", "H2O", "DNA", "RNA"),
        *("UN", "UK", "US", "USA", "EU"),
        # Capitals for weight are no abbreviations.
        *("NOT", "AND", "OR", "ALL", "ANY", "MUST", "DO", "NEVER", "ONLY"),
    }
)

_NEAR = 120
"""Characters in which the words of an abbreviation are looked for."""


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield the first place of each abbreviation that nothing explains."""
    for here in library.guidelines:
        entities = (*here.sections.glossary, *here.sections.interventions)
        known = {name for entity in entities for name in names_of(entity)} | _KNOWN
        seen: set[str] = set()
        spelled: set[tuple[int, str]] = set()
        for written in here.words:
            if not _CAPITALS.search(written.spoken):
                continue
            top = id(written.within[0] if written.within else written)
            letters = _QUOTED.sub(lambda found: " " * len(found[0]), written.spoken)
            for start, end in _abbreviations(letters, known):
                short = letters[start:end].removesuffix("s")
                if _is_spelled_out(letters, start, end):
                    spelled.add((top, short))
                if short not in seen and (top, short) not in spelled:
                    seen.add(short)
                    yield Diagnostic(
                        "undefined-abbreviation",
                        f"nothing explains '{short}'",
                        written.at(start, end),
                        hint=f"add a term with 'abbreviation: {short}' to the glossary, or spell it"
                        " out",
                    )


def _abbreviations(letters: str, known: set[str]) -> Iterator[tuple[int, int]]:
    """Yield where abbreviations stand that are not known, alone or as parts of a compound."""
    for compound in _COMPOUND.finditer(letters):
        if _is_known(compound[0], known):
            continue
        for part in _PART.finditer(letters, *compound.span()):
            if (
                _ABBREVIATION.fullmatch(part[0])
                and not _NUMERAL.fullmatch(part[0])
                and not _is_known(part[0], known)
            ):
                yield part.span()


def _is_known(word: str, known: set[str]) -> bool:
    return word in known or word.removesuffix("s") in known


def _is_spelled_out(letters: str, start: int, end: int) -> bool:
    """Whether it stands in brackets after words that begin like it, or before such brackets."""
    first = letters[start].casefold()
    before = letters[max(start - _NEAR, 0) : start].rstrip()
    if before.endswith(("(", "[")):
        words = re.findall(r"\w+", before.casefold())
        return any(word.startswith(first) for word in words[-2 * (end - start) :])
    after = re.match(r"\s*[(\[]\s*(\w)", letters[end : end + _NEAR])
    return bool(after and after[1].casefold() == first)
