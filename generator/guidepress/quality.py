"""What the quality report of a guideline says, for its page and as JSON for programs.

It counts and lists; it gives no mark. The rules have run already: their findings come with the
library, as both profiles judge them.
"""

import json
from collections import Counter
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from guidepress.diagnostics import Accepted, Diagnostic, Report, Severity
from guidepress.fingerprint import content_hash
from guidepress.frozen import dataclass
from guidepress.link import Library, LinkedGuideline
from guidepress.readability import Graded, graded
from guidepress.reporting import Instrument, Row, tables
from guidepress.source import Span
from guidepress.vocabulary import VerificationStatus
from guidepress.walk import coverage

FILE: Final = "qa.json"


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule with its findings under one profile."""

    severity: Severity
    rule: str
    found: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What one profile finds in a guideline."""

    name: str
    summary: str
    broken: tuple[Broken, ...]


@dataclass(frozen=True, slots=True)
class Branches:
    """How many worked cases there are, and which branches of the pathway they take."""

    cases: int
    taken: int
    all: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """The quality report of one guideline."""

    profiles: tuple[Profile, ...]
    accepted: tuple[Accepted, ...]
    references: tuple[tuple[VerificationStatus, int], ...]
    branches: Branches | None
    reporting: tuple[tuple[Instrument, list[Row]], ...]
    plain: tuple[Graded, ...]
    most: int
    """The school grade that a text for patients may need at most."""


def quality(library: Library, here: LinkedGuideline) -> Quality:
    """Gather the quality report of a guideline."""
    counts = Counter(each.verification.status for each in here.sections.references)
    return Quality(
        tuple(_profile(name, report, here) for name, report in library.reports.items()),
        _accepted(library, here),
        tuple((status, counts[status]) for status in VerificationStatus if counts[status]),
        _branches(here),
        tuple(tables(here)),
        tuple(graded(here)),
        library.standards.plain_language_grade,
    )


def as_json(here: LinkedGuideline, report: Quality) -> str:
    """Return a quality report as JSON; its findings are those that `check` prints as JSON."""
    branches = report.branches
    document = {
        "guideline": here.id,
        "version": here.guideline.version,
        "content": content_hash(here),
        "findings": {each.name: _findings(each) for each in report.profiles},
        "accepted": [
            {"rule": each.diagnostic.rule, **_place(each.diagnostic), "reason": each.reason}
            for each in report.accepted
        ],
        "references": {status.value: count for status, count in report.references},
        "pathway": asdict(branches) if branches else None,
        "reporting": {
            instrument.name: [_reported(row) for row in rows]
            for instrument, rows in report.reporting
        },
        "plain_language": {
            "measure": "Coleman-Liau index",
            "most": report.most,
            "texts": [
                {"title": each.title, "words": each.words, "grade": each.grade}
                for each in report.plain
            ],
        },
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def source_url(span: Span, root: Path, sources: str) -> str:
    """Return the address of a line of the content; empty where readers find no sources."""
    path = span.source.path.resolve()
    if not sources or not path.is_relative_to(root.resolve()):
        return ""
    return f"{sources}{quote(path.relative_to(root.resolve()).as_posix())}#L{span.line}"


def _accepted(library: Library, here: LinkedGuideline) -> tuple[Accepted, ...]:
    """Return what is let stand under any profile, each finding once."""
    folder = here.guideline.span.source.path.parent
    found = {
        (each.diagnostic.rule, each.diagnostic.span, each.diagnostic.message): each
        for report in library.reports.values()
        for each in report.accepted
        if each.diagnostic.span.source.path.parent == folder
    }
    return tuple(found.values())


def _place(found: Diagnostic) -> dict[str, Any]:
    span = found.span
    return {"file": span.source.name, "line": span.line, "column": span.column}


def _profile(name: str, report: Report, here: LinkedGuideline) -> Profile:
    folder = here.guideline.span.source.path.parent
    own = Report(
        tuple(each for each in report.diagnostics if each.span.source.path.parent == folder)
    )
    worst = list(Severity)

    def kind(found: Diagnostic) -> tuple[int, str]:
        return worst.index(found.severity), found.rule

    broken = tuple(
        Broken(worst[severity], rule, tuple(found))
        for (severity, rule), found in groupby(sorted(own.diagnostics, key=kind), kind)
    )
    return Profile(name, own.summary, broken)


def _branches(here: LinkedGuideline) -> Branches | None:
    if here.graph is None:
        return None
    covered = coverage(here.graph, here.walks.values())
    left_out = [each for each in covered.branches if each not in covered.taken]
    return Branches(
        len(here.sections.cases),
        len(covered.taken),
        len(covered.branches),
        tuple(f"{step}: {branch}" for step, branch in left_out),
    )


def _findings(profile: Profile) -> list[dict[str, Any]]:
    return [
        {
            "rule": broken.rule,
            "severity": broken.severity.value,
            "message": found.message,
            **_place(found),
        }
        for broken in profile.broken
        for found in broken.found
    ]


def _reported(row: Row) -> dict[str, Any]:
    return {
        "item": row.item.number,
        "topic": row.item.topic,
        "where": [address.page for _, address in row.where],
        "missing": list(row.missing),
        "for_a_human": row.item.human or None,
    }
