"""The order of the stages: read, parse, decode, link, check, render; the only place that has it."""

import re
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from guidepress import retractions, rules
from guidepress.acceptances import accept
from guidepress.decode import Decoded, decode
from guidepress.diagnostics import Diagnostic, Report
from guidepress.frozen import dataclass
from guidepress.link import FolderDocuments, Library, link
from guidepress.settings import PROFILES, Standards
from guidepress.source import YAML_SUFFIXES, Content, GuidelineFolder, Source, Span, read_folder
from guidepress.yaml_nodes import Mapping, parse

_ID = re.compile(r"\bid:\s*['\"]?([a-z0-9][a-z0-9_-]*)")
"""An id in a file that is no YAML: a link to it is not the mistake to speak of."""

_MOST_FILES = 50
"""How many files are kept as they were read."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a content folder came to: its library, and all that was found wrong on the way."""

    library: Library
    report: Report
    judged: bool
    """Whether the rules judged every guideline: not one of which a part could not be read."""


def load(
    root: Path,
    profile: str = "draft",
    profiles: Collection[str] = PROFILES,
    *,
    standards: Standards = Standards(),  # noqa: B008 - frozen
) -> Loaded:
    """Read, parse, decode, link and check a content folder. Author mistakes are never raised.

    The rules run once, and each of the profiles judges what they find; the report is that of
    one of them, and the library has all.
    """
    content, problems = read_folder(root)
    diagnostics = [Diagnostic.of(problem) for problem in problems]
    unread = [problem.span.source.path for problem in problems]
    folders = [_decoded(folder, unread, diagnostics) for folder in content.folders]
    unread += [each.span.source.path for each in diagnostics]
    library, found = link(content.root, folders, content.prose)
    diagnostics += found
    diagnostics += _emptiness(content, library, diagnostics)
    diagnostics += rules.refused(standards)
    known: retractions.Known = {}
    if standards.retractions is not None:
        known, found = retractions.read(standards.retractions, library.guidelines)
        diagnostics += found
    library = replace(library, standards=standards, retractions=known)
    whole = _whole(library, unread)
    seen = rules.look(whole, profiles)
    reports = {name: _report(whole, name, diagnostics, seen) for name in profiles}
    judged = len(whole.guidelines) == len(library.guidelines)
    return Loaded(replace(library, reports=reports), reports[profile], judged)


def _whole(library: Library, unread: list[Path]) -> Library:
    """Return the library without the guidelines of which a part could not be read.

    Rules judge what is said; they would judge wrongly where some of it is not known.
    """
    folders = {folder for path in unread for folder in (path, *path.parents)}
    whole = [
        each
        for each in library.guidelines
        if not each.is_stand_in and each.guideline.span.source.path.parent not in folders
    ]
    return replace(library, guidelines=tuple(whole))


def _report(
    library: Library, profile: str, diagnostics: list[Diagnostic], seen: list[Diagnostic]
) -> Report:
    """Return what one profile makes of what the stages and the rules found."""
    judged = rules.judged(seen, profile, library.standards)
    counted, accepted = accept(library, judged, rules.severities(profile, library.standards))
    return Report.of((*diagnostics, *counted), accepted)


def _decoded(
    folder: GuidelineFolder,
    unread: list[Path],
    diagnostics: list[Diagnostic],
) -> FolderDocuments:
    files = []
    lost: set[str] = set()
    headed = False
    for source in folder.yaml:
        has_head, decoded, faults = _read(source.name, source.path, source.text)
        diagnostics += faults
        headed = headed or has_head
        if decoded is None:
            lost.update(_ID.findall(source.text))
            continue
        diagnostics += decoded.diagnostics
        lost |= decoded.lost
        files.append(decoded)
    return FolderDocuments(
        folder.name,
        folder.path,
        tuple(decoded.document for decoded in files if decoded.document is not None),
        folder.prose,
        frozenset(lost),
        tuple(orphan for decoded in files for orphan in decoded.orphans),
        unread=any(
            path == folder.path
            or (path.parent == folder.path and path.suffix.lower() in YAML_SUFFIXES)
            for path in unread
        ),
        headed=headed,
    )


@lru_cache(maxsize=_MOST_FILES)
def _read(name: str, path: Path, text: str) -> tuple[bool, Decoded | None, tuple[Diagnostic, ...]]:
    """Parse and decode a file, and say whether it tells of a guideline, or may.

    A preview asks for most files again as they were, and nothing changes what is decoded.
    """
    node, faults = parse(Source(name, path, text))
    headed = node is None or (isinstance(node, Mapping) and "guideline" in node)
    return headed, None if node is None else decode(node), tuple(faults)


def _emptiness(
    content: Content,
    library: Library,
    diagnostics: list[Diagnostic],
) -> list[Diagnostic]:
    """Say so when a folder holds no guideline at all and nothing else was found to say why."""
    if library.guidelines or Report.of(diagnostics).failed:
        return []
    nowhere = Span(Source(content.root.name, content.root, ""), 0, 0)
    return [
        Diagnostic(
            "empty-library",
            "this folder holds no guideline",
            nowhere,
            hint="a guideline is a folder in it with a .yml file that begins with 'guideline:'",
        ),
    ]
