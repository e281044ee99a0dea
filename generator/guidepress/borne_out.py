"""Whether records of review bear out what a sentence claims.

A sign-off says that one named person, in one role, approved one content on one day. It bears out no
more than that: no board that signed nothing, no second reviewer, no other day.
"""

import re
from collections.abc import Sequence

from guidepress.model.record import Review

WHO = (
    r"(?:clinicians?|doctors?|physicians?|experts?|specialists?|professionals?|reviewers?|editors?"
    r"|(?:neuro-?|radiation\s+)?oncologists?|neurologists?|radiologists?|(?:neuro)?surgeons?"
    r"|pharmacists?|nurses?|panel|board|committee|society)"
)
"""A word for those who review."""
MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?"
DAY = (
    rf"(?:\d{{1,2}}\.?\s+{MONTH}\s+\d{{4}}|{MONTH}\s+(?:\d{{1,2}},?\s+)?\d{{4}}"
    r"|\d{4}-\d{2}-\d{2})"
)
"""A day, or a month with its year."""

_WHO = re.compile(WHO, re.IGNORECASE)
_DAY = re.compile(DAY, re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ANYBODY = frozenset(
    {"clinician", "doctor", "physician", "expert", "specialist", "professional", "reviewer"}
    | {"editor"}
)
"""Whom everybody who signs may be called."""
_TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "md", "phd", "msc", "bsc"})
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_ENDS = re.compile(
    r"[.;:!?)|](?=\s|\Z)|\n|\b(?:on|in|before|after|since|until|when|who|whom|which|that|using)\b",
    re.IGNORECASE,
)
"""Where the words end that say by whom."""
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Dr|Prof|Mr|Mrs|Ms|St)\.")
_IN_WHAT_WAY = re.compile(r"\b(peer|external|independent)", re.IGNORECASE)
"""Ways of reviewing that only a record's role can tell."""
_MORE_THAN_APPROVED = re.compile(r"\b(?:endorsed|ratified|certified|accredited)\Z", re.IGNORECASE)
_NAMES_WHO = re.compile(r"(?:\bby|:)\s*\Z", re.IGNORECASE)
_LAST_DAY = re.compile(r"\Alast\b", re.IGNORECASE)


def borne_out(claim: str, after: str, records: Sequence[Review]) -> bool:
    """Whether approvals bear out a claim such as "approved by", and what follows it to its end.

    They do if each word that names somebody stands in the name or role of one of them, if as many
    people signed as it speaks of, and if a day that it names is the day of one.
    """
    if not records or _MORE_THAN_APPROVED.search(claim):
        return False
    roles = _words(" ".join(each.role for each in records))
    ways = {found[1].casefold() for found in _IN_WHAT_WAY.finditer(claim)}
    if any(not any(word.startswith(way) for word in roles) for way in ways):
        return False
    if not _days_are(after, records):
        return False
    if _LAST_DAY.match(claim):
        return True
    if _NAMES_WHO.search(claim):
        return _signed(_whom(after), records, named=True)
    return _signed(" ".join(found[0] for found in _WHO.finditer(claim)), records, named=False)


def _whom(after: str) -> str:
    """Return what says by whom; the point after an initial ends nothing."""
    unpointed = _ABBREVIATED.sub(lambda found: found[0][:-1] + " ", after)
    end = _ENDS.search(unpointed)
    return unpointed[: end.start()] if end else unpointed


def _signed(whom: str, records: Sequence[Review], *, named: bool) -> bool:
    """Whether everybody whom some words name has signed; named: they have to name somebody."""
    signers = [_words(f"{each.name} {each.role}") for each in _each_reviewer(records)]
    least, names = 1, []
    for word in _WORD.findall(whom):
        folded = word.casefold()
        if folded in _COUNTS:
            least = _COUNTS.index(folded) + 1
        elif folded.isdecimal():
            least = int(folded)
        elif folded not in _TITLES and (word[0].isupper() or _WHO.fullmatch(word)):
            names.append(folded)
    enough = all(_how_many(name, signers) >= _at_least(name) for name in names)
    return enough and len(signers) >= least and bool(names or not named)


def _each_reviewer(records: Sequence[Review]) -> list[Review]:
    """Return the last approval of each reviewer."""
    return list({" ".join(each.name.split()).casefold(): each for each in records}.values())


def _how_many(name: str, signers: Sequence[set[str]]) -> int:
    """Return how many have signed who may be called so; of a name, its first letter is enough."""
    forms = {name, name.removesuffix("s")}
    if not forms.isdisjoint(_ANYBODY):
        return len(signers)
    if len(name) == 1:
        return sum(any(word.startswith(name) for word in words) for words in signers)
    return sum(not forms.isdisjoint(words) for words in signers)


def _at_least(name: str) -> int:
    """Return how many a word speaks of."""
    return 2 if name.endswith("s") and _WHO.fullmatch(name) else 1


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _days_are(after: str, records: Sequence[Review]) -> bool:
    """Whether each day that is named is the day, or in the month, of one of the records."""
    named = [_iso(found[0]) for found in _DAY.finditer(after)]
    return all(any(str(each.date).startswith(day) for each in records) for day in named)


def _iso(day: str) -> str:
    """Return a day as `2026-05-03`, or a month as `2026-05`."""
    if re.match(r"\d{4}-", day):
        return day
    month = re.search(r"[a-z]{3}", day, re.IGNORECASE)
    numbers = re.findall(r"\d+", day)
    assert month is not None  # noqa: S101 - `DAY` has one
    number = _MONTHS.index(month[0].casefold()) + 1
    first = f"{numbers[-1]}-{number:02}"
    return f"{first}-{int(numbers[0]):02}" if len(numbers) > 1 else first
