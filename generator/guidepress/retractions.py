"""What became of works after they were published: as recorded, and as a file on disk knows.

The file has the columns of the public Retraction Watch data. Nothing is fetched, and a site without
such a file has the notices that its authors recorded.
https://gitlab.com/crossref/retraction-watch-data
"""

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from guidepress.diagnostics import Diagnostic
from guidepress.frozen import dataclass
from guidepress.link import Library, LinkedGuideline
from guidepress.model.entity import Entity
from guidepress.model.evidence import EvidenceStatement, Fact, Notice, Reference
from guidepress.model.intervention import Intervention
from guidepress.source import Source, Span
from guidepress.today import today
from guidepress.vocabulary import NoticeKind

COLUMNS: Final = (
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "RetractionDate",
    "Reason",
)
_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_BEARING: Final = (EvidenceStatement, Fact, Intervention)
"""What brings the works that it cites to what names it."""
_DOUBTS: Final = {NoticeKind.RETRACTION, NoticeKind.EXPRESSION_OF_CONCERN}

Known = dict[str, tuple[Notice, ...]]
"""Notices by the DOI or the PMID of the work, in the order of the file."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """A work in doubt that something leans on."""

    work: Reference
    doubts: tuple[Notice, ...]
    through: list[Entity]
    """What cites it: the one that leans on it, or what that names."""


def read(path: Path, guidelines: Iterable[LinkedGuideline]) -> tuple[Known, list[Diagnostic]]:
    """Return what a file tells of the works of some guidelines, and what is wrong with the file."""
    wanted = {
        key for here in guidelines for each in here.sections.references for key in _keys(each)
    }
    known: Known = {}
    try:
        # Old rows of the public data are in no encoding; identifiers and kinds are ASCII.
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            rows = csv.DictReader(file)
            lacking = [each for each in COLUMNS if each not in (rows.fieldnames or ())]
            if lacking:
                return {}, [_unreadable(path, f"it has no column {', '.join(lacking)}")]
            for row in rows:
                doi, pmid = row["OriginalPaperDOI"] or "", row["OriginalPaperPubMedID"] or ""
                for key in {doi.strip().casefold(), pmid.strip()} & wanted:
                    known[key] = (*known.get(key, ()), *_notice(row))
    except (OSError, csv.Error) as error:
        return {}, [_unreadable(path, getattr(error, "strerror", None) or str(error))]
    return known, []


def notices(library: Library, reference: Reference) -> tuple[Notice, ...]:
    """Return the notices about a work, those that are recorded first, each kind once a day."""
    if not reference.notices and not library.retractions:
        return ()
    found = {(each.kind, each.date): each for each in reference.notices}
    for key in _keys(reference):
        for each in library.retractions.get(key, ()):
            found.setdefault((each.kind, each.date), each)
    return tuple(found.values())


def in_doubt(library: Library, reference: Reference) -> tuple[Notice, ...]:
    """Return the notices for which a work is not to be leaned on; none once it was reinstated."""
    found = notices(library, reference)
    doubts = tuple(each for each in found if each.kind in _DOUBTS)
    if not doubts:
        return ()
    # One without a day, or of a day that has not come, cannot be said to follow a retraction; and
    # none can be said to follow a retraction without a day.
    latest = today() + dt.timedelta(days=1)
    back = [
        each.date
        for each in found
        if each.kind is NoticeKind.REINSTATEMENT and each.date and each.date <= latest
    ]
    last = max(each.date or dt.date.max for each in doubts)
    return () if back and max(back) >= last else doubts


def leaned_on(library: Library, here: LinkedGuideline, entity: Entity) -> list[Leaning]:
    """Return the works in doubt that an entity cites, or that what it names cites.

    One step and no more: what it names names others, and in the end everything leans on all.
    """
    if not library.has_notices:
        return []
    named = here.pointed_at.get((entity.KIND, entity.id), ())
    leanings: dict[int, Leaning] = {}
    for each in (entity, *(each for each in named if isinstance(each, _BEARING))):
        home = library.home_of(each, here)
        for work in home.pointed_at.get((each.KIND, each.id), ()):
            if isinstance(work, Reference) and (doubts := in_doubt(library, work)):
                leaning = leanings.setdefault(id(work), Leaning(work, doubts, []))
                leaning.through.append(each)
    return list(leanings.values())


def _keys(reference: Reference) -> Iterator[str]:
    if reference.DOI:
        yield reference.DOI.strip().casefold()
    if reference.PMID:
        yield reference.PMID.strip()


def _notice(row: dict[str, str]) -> Iterator[Notice]:
    nature = (row["RetractionNature"] or "").strip().casefold().replace(" ", "-")
    if nature not in set(NoticeKind):
        return
    reasons = [each.strip(" +") for each in (row["Reason"] or "").split(";")]
    # Not read from a guideline's own files: it has no place in one.
    yield Notice.model_construct(
        kind=NoticeKind.read(nature),
        date=_day(row["RetractionDate"] or ""),
        reason="; ".join(filter(None, reasons)) or None,
    )


def _day(written: str) -> dt.date | None:
    found = _DAY.match(written.strip())
    if found is None:
        return None
    month, day, year = map(int, found.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _unreadable(path: Path, why: str) -> Diagnostic:
    return Diagnostic(
        "unreadable-file",
        f"the file of retractions cannot be read: {why}",
        Span(Source(path.as_posix(), path, ""), 0, 0),
        hint="correct 'retractions' in the site's choices, or take it out",
    )
