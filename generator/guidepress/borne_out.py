"""Whether records of review bear out what a sentence claims.

A sign-off says that one named person, in one role, approved one content on one day. It bears out no
more than that: no board that signed nothing, no second reviewer, no other day.
"""

import re
from collections.abc import Collection, Sequence

from guidepress.model.record import Review

WHO = (
    r"(?:clinicians?|doctors?|physicians?|experts?|specialists?|professionals?|reviewers?|editors?"
    r"|(?:neuro-?|radiation\s+)?oncologists?|neurologists?|radiologists?|(?:neuro)?surgeons?"
    r"|pharmacists?|nurses?|panel|board|committee|society)"
)
"""A word for those who review."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?"
DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{MONTH},?\s+\d{{4}}|{MONTH}\s+(?:\d{{1,2}},?\s+)?\d{{4}}"
    r"|\d{4}-\d{2}-\d{2})"
)
"""A day, or a month with its year."""

_WHO = re.compile(WHO, re.IGNORECASE)
_DAY = re.compile(DAY, re.IGNORECASE)
_DAY_IN_NUMBERS = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_ANYBODY = frozenset(
    {"clinician", "doctor", "physician", "expert", "specialist", "professional", "reviewer"}
    | {"editor", "person", "people"}
)
"""Whom everybody who signs may be called."""
_BODIES = frozenset(
    {"panel", "board", "committee", "society", "association", "group", "team", "council", "college"}
)
"""Of these, no member signs for all: one has to have signed under its own name."""
_TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "md", "phd", "msc", "bsc"})
_SMALL = frozenset(
    {"a", "an", "the", "and", "our", "its", "this", "these", "of", "on", "in", "at", "by", "both"}
    | {
        "named",
        "below",
        "above",
        "each",
        "every",
        "all",
        "it",
        "as",
        "since",
        "because",
        "after",
        "when",
        "now",
        "here",
        "so",
    }
)
"""Words that name nobody."""
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_CLAUSE = re.compile(r"[;:|\n]")
_BY_WHOM = re.compile(r"\b(?:by\b|reviewers?\s*:)", re.IGNORECASE)
_SUBJECT = re.compile(rf"(?:{WHO}|dr|prof|professor)\b", re.IGNORECASE)
"""What a claim begins with that says who reviewed."""
_NO_MORE = re.compile(
    # What follows is denied, or another sentence.
    r",?\s*\b(?:(?:and|but)\s+)?(?:not(?!\s+(?:only|just|merely))|by\s+no(?:body|ne)?)\b"
    r"|,?\s+and\s+(?:is|are|was|were|has|have|will|can|may)\b",
    re.IGNORECASE,
)
_IN_WHAT_WAY = re.compile(r"\b(peer|external|independent)", re.IGNORECASE)
"""Ways of reviewing that only a record's role can tell."""
_MORE_THAN_APPROVED = re.compile(r"\b(?:endorsed|ratified|certified|accredited)\Z", re.IGNORECASE)
_ON_WHICH_DAY = re.compile(r"\A(?:last\b|date\b|reviewed\s+on\b)", re.IGNORECASE)
_NEAR = 20
"""Characters before a claim in which a word for the way of reviewing may stand."""


def borne_out(claim: str, before: str, after: str, records: Sequence[Review]) -> bool:
    """Whether approvals bear out a claim such as "approved by", in its sentence.

    They do if each word that says by whom stands in the name or role of one of them, if as many
    people signed as it speaks of, and if each day or year in it is that of one.
    """
    if not records or _MORE_THAN_APPROVED.search(claim):
        return False
    before, after = _CLAUSE.split(before)[-1], _CLAUSE.split(after)[0]
    told = f"{claim} {after}"
    if not _days_are(f"{before} {told}", records) or not _so_reviewed(before, claim, records):
        return False
    if _ON_WHICH_DAY.search(claim):
        return _DAY.search(after) is not None
    if by := _BY_WHOM.search(told):
        whom = _NO_MORE.split(told[by.end() :])[0]
        whom = _DAY_IN_NUMBERS.sub(" ", _DAY.sub(" ", whom))
        return _signed(_WORD.findall(whom), records)
    words = [word for word in _WORD.findall(f"{before} {claim}") if _tells_who(word)]
    return not _SUBJECT.match(claim) or _signed(words, records)


def _so_reviewed(before: str, claim: str, records: Sequence[Review]) -> bool:
    """Whether the roles bear out the way in which it is said to have been reviewed."""
    roles = _words(" ".join(each.role for each in records))
    ways = {found[1].casefold() for found in _IN_WHAT_WAY.finditer(before[-_NEAR:] + claim)}
    return all(any(word.startswith(way) for word in roles) for way in ways)


def _tells_who(word: str) -> bool:
    folded = word.casefold()
    return word[0].isupper() or folded in _COUNTS or _WHO.fullmatch(word) is not None


def _signed(words: Sequence[str], records: Sequence[Review]) -> bool:
    """Whether everybody whom some words name has signed, and as many as they say."""
    reviewers = {" ".join(each.name.split()).casefold(): each for each in records}.values()
    least, names = 1, []
    for word in words:
        folded = word.casefold()
        if folded in _COUNTS:
            least = _COUNTS.index(folded) + 1
        elif folded.isdecimal() and not _YEAR.fullmatch(folded):
            least = int(folded)
        elif folded not in _SMALL and folded not in _TITLES and folded[:3] not in _MONTHS:
            names.append(folded)
    enough = all(_how_many(name, reviewers) >= _at_least(name) for name in names)
    return enough and len(reviewers) >= least and bool(names)


def _how_many(name: str, reviewers: Collection[Review]) -> int:
    """Return how many have signed who may be called so; of a name, its first letter is enough."""
    forms = {name, name.removesuffix("s")}
    if not forms.isdisjoint(_ANYBODY):
        return len(reviewers)
    if not forms.isdisjoint(_BODIES):
        return sum(not forms.isdisjoint(_words(each.name)) for each in reviewers)
    if len(name) == 1:
        return sum(any(word.startswith(name) for word in _words(each.name)) for each in reviewers)
    return sum(not forms.isdisjoint(_words(f"{each.name} {each.role}")) for each in reviewers)


def _at_least(name: str) -> int:
    """Return how many a word speaks of."""
    return 2 if name == "people" or (name.endswith("s") and _WHO.fullmatch(name)) else 1


def _words(text: str) -> set[str]:
    """Return the words of a name or role, and the parts of those with hyphens."""
    words = {word.casefold() for word in _WORD.findall(text)}
    return words | {part for word in words for part in word.split("-")}


def _days_are(clause: str, records: Sequence[Review]) -> bool:
    """Whether each day, month or year that is named is that of one of the records."""
    days = {str(each.date) for each in records}
    named = [_iso(found[0]) for found in _DAY.finditer(clause)]
    named += _YEAR.findall(clause)
    in_numbers = [
        {f"{year}-{int(day):02}-{int(month):02}", f"{year}-{int(month):02}-{int(day):02}"}
        for day, month, year in _DAY_IN_NUMBERS.findall(clause)
    ]
    return all(any(day.startswith(name) for day in days) for name in named) and not any(
        days.isdisjoint(either) for either in in_numbers
    )


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
