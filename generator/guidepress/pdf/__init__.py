"""A guideline as PDF, through Typst: a designed document, and a sheet for the wall.

What the document says is handed to a fixed layout (`templates/pdf/`) as JSON: an author's text is
data there and never becomes code.
"""

import datetime as dt
import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from guidepress.fingerprint import SHORT, content_hash
from guidepress.link import Library, LinkedGuideline
from guidepress.pdf import chapters, pathway_chapter
from guidepress.pdf.sink import Sink, Value
from guidepress.seal import KEYWORD, sealed
from guidepress.settings import Settings
from guidepress.site import identity
from guidepress.text import plain_text
from guidepress.views import by_line, dates

if TYPE_CHECKING:
    from collections.abc import Iterable

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_IN_SHORT = 170
"""Characters of the disclaimer in a footer: whole sentences until there are so many."""


class TypesettingError(Exception):
    """The PDF could not be made; the message says what of the content it stopped at."""


def whole_document(library: Library, here: LinkedGuideline, settings: Settings) -> bytes:
    """Return the whole guideline as PDF. TypesettingError if no font has one of its letters."""
    sink = Sink(library, here)
    parts: list[Iterable[Value]] = [
        chapters.summary(sink),
        pathway_chapter.pathway(sink, settings),
        chapters.recommendations(sink),
        chapters.interventions(sink, settings),
        chapters.considerations_and_evidence(sink),
        chapters.questions(sink),
        chapters.open_questions(sink),
        chapters.prose(sink),
        [{"k": "for", "readers": "patients"}],
        chapters.plain_language(sink),
        [{"k": "for", "readers": "professionals"}],
        chapters.glossary(sink),
        chapters.words(sink),
        chapters.about(sink),
        chapters.references(sink, settings),
        [{"k": "index", "entries": _index(here)}],
    ]
    body = [block for part in parts for block in part if block.get("items", True)]
    return _typeset("guideline.typ", {**_told(sink), "body": body}, here)


def wall_sheet(library: Library, here: LinkedGuideline, settings: Settings) -> bytes:
    """Return the pathway and the key recommendations as PDF. TypesettingError as above."""
    sink = Sink(library, here)
    stages = list(pathway_chapter.stages(sink, settings))
    keyed = [
        {
            "line": str(line.title) if line else "Other",
            "items": [list(chapters.key_recommendation(sink, each)) for each in found if each.key],
        }
        for line, found in by_line(here)
    ]
    body = {"stages": stages, "lines": [each for each in keyed if each["items"]]}
    return _typeset("wall.typ", {**_told(sink), **body}, here)


def _told(sink: Sink) -> dict[str, Any]:
    """Return what covers, heads and feet of pages say."""
    here = sink.here
    guideline = here.guideline
    stage = ", ".join(filter(None, (here.stage.label, here.standing.note)))
    disclaimer = here.tree(guideline.disclaimer) if guideline.disclaimer else None
    patients = here.tree(guideline.disclaimer_plain) if guideline.disclaimer_plain else disclaimer
    return {
        "title": str(guideline.title),
        "short": str(guideline.label),
        "question": str(guideline.question),
        "identity": identity(here),
        "version": str(guideline.version),
        "hash": content_hash(here),
        "short_hash": content_hash(here)[:SHORT],
        "status": here.status.label,
        "meaning": here.status.meaning,
        "stage": stage,
        "watermark": "" if here.approved else f"{here.status.label} \u00b7 not approved",
        "publisher": str(guideline.publisher or ""),
        "license": str(guideline.license.name) if guideline.license else "",
        "keywords": [str(word) for word in guideline.keywords],
        "marks": [f"version {guideline.version}", f"content {content_hash(here)}", KEYWORD],
        "authors": [str(person.name) for person in guideline.people],
        "dates": [[said, str(date or "Not stated")] for said, date in dates(here)],
        "disclaimer": sink.blocks(disclaimer.blocks) if disclaimer else [],
        "foot": _in_short(plain_text(disclaimer)) if disclaimer else "",
        "foot_plain": _in_short(plain_text(patients)) if patients else "",
        "changed": str(guideline.dates.last_changed or ""),
        "date": _date(guideline.dates.last_changed),
    }


def _in_short(text: str) -> str:
    """Return the first sentences of a disclaimer, each of them whole."""
    said = ""
    for sentence in _SENTENCE.split(" ".join(text.split())):
        said = f"{said} {sentence}".strip()
        if len(said) >= _IN_SHORT:
            break
    return said


def _date(day: dt.date | None) -> list[int] | None:
    return [day.year, day.month, day.day] if day else None


def _index(here: LinkedGuideline) -> list[dict[str, str]]:
    """Return what the index lists, in its order: interventions and terms by name."""
    named = [
        *((each.name, f"intervention-{each.id}") for each in here.sections.interventions),
        *((each.term, f"term-{each.id}") for each in here.sections.glossary),
    ]
    ordered = sorted(named, key=lambda pair: (pair[0].casefold(), pair[1]))
    return [{"name": str(name), "key": key} for name, key in ordered]


def _labels(value: Value) -> set[str]:
    """Return the labels of all places that a document has."""
    if isinstance(value, dict):
        own = {value["label"]} if value.get("label") else set()
        return own.union(*map(_labels, value.values()))
    if isinstance(value, list):
        return set().union(*map(_labels, value))
    return set()


def _typeset(layout: str, document: dict[str, Any], here: LinkedGuideline) -> bytes:
    import typst  # noqa: PLC0415 - 20 MB, and not needed before a PDF is

    document["labels"] = sorted(_labels(document))
    folder = files("guidepress").joinpath("templates/pdf")
    changed = here.guideline.dates.last_changed
    moment = dt.datetime.combine(changed or dt.date(1970, 1, 1), dt.time(), dt.UTC)
    try:
        made = typst.compile(
            str(folder.joinpath(layout)),
            root=str(folder),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"document": json.dumps(document, ensure_ascii=False)},
            # An archived document states its date; where there is none, none is made up.
            pdf_standards=["ua-1", "a-2a"] if changed else ["ua-1"],
            timestamp=moment,
        )
    except typst.TypstError as error:
        raise TypesettingError("; ".join([error.message, *error.hints])) from error
    assert isinstance(made, bytes)  # noqa: S101 - one file, as PDF has
    return sealed(made)
