"""How a recommendation is taken elsewhere: as text with its labels, and cited in three forms."""

import re

from guidepress.fingerprint import SHORT, content_hash
from guidepress.frozen import dataclass
from guidepress.link import LinkedGuideline
from guidepress.model.evidence import Reference
from guidepress.model.recommendation import Recommendation
from guidepress.text import plain_text
from guidepress.verdict_words import verdict

_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # BibTeX counts braces behind a backslash too, and would end the value at one.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
}


@dataclass(frozen=True, slots=True)
class CiteThis:
    """One recommendation for other places: itself in full, and its citation in three forms."""

    text: str
    """The statement with its labels, to be pasted elsewhere."""
    words: str
    bibtex: str
    ris: str


def cite_this(here: LinkedGuideline, each: Recommendation, address: str = "") -> CiteThis:
    """Return the forms, with version, state and content hash. What nobody states is left out.

    `address` is that of its page; empty if the site does not know where it will stand.
    """
    guideline = here.guideline
    # A typed day of publication bears nothing out: a release does, or the day of the last change.
    day = here.standing.published or guideline.dates.last_changed
    year = str(day.year) if day else ""
    authors = [_on_one_line(person.name) for person in guideline.people]
    publisher = _on_one_line(guideline.publisher or "")
    title, whole = _on_one_line(each.title), _on_one_line(guideline.title)
    version = str(guideline.version)
    state = f"{here.status.label}; {here.stage.label.lower()}. Content {_short(here)}"
    words = [*([", ".join(authors)] if authors else []), title, f"In: {whole}, version {version}"]
    words += [each for each in (publisher, year, f"{state}, recommendation {each.id}") if each]
    available = [f"Available from: {address}"] if address else []
    fields = [
        ("author", " and ".join(f"{{{_tex(name)}}}" for name in authors)),
        ("title", f"{{{_tex(title)}}}"),
        ("howpublished", _tex(f"In: {whole}, version {version}")),
        ("publisher", _tex(publisher)),
        ("year", year),
        ("note", _tex(f"{state}, recommendation {each.id}")),
        ("url", address),
    ]
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields if value)
    rows = [
        ("TY", "GEN"),
        *(("AU", name) for name in authors),
        ("TI", title),
        ("T2", whole),
        ("ET", version),
        ("PB", publisher),
        ("PY", year),
        ("N1", f"{state}, recommendation {each.id}"),
        ("UR", address),
    ]
    return CiteThis(
        _as_text(here, each, f"{whole}, version {version}. {state}."),
        " ".join([*(f"{part.removesuffix('.')}." for part in words), *available]),
        f"@misc{{{here.id}-{each.id},\n{body}\n}}",
        "\n".join([*(f"{tag}  - {value}" for tag, value in rows if value), "ER  - "]),
    )


def _as_text(here: LinkedGuideline, each: Recommendation, whole: str) -> str:
    works = [
        f"{item.supports.label}: {here.numbers[item.reference.id]}. {_short_of(reference)}"
        for item in each.evidence
        if isinstance(reference := here.entities.get(("reference", item.reference.id)), Reference)
    ]
    labels = verdict(here, each, lambda word, label: label or word.label)
    lines = [
        str(each.title),
        *([] if each.in_force else ["Retired."]),
        plain_text(here.tree(each.statement)),
        *(["Contested: sources contradict one another on this."] if each.contested else []),
        ". ".join(f"{name}: {value}" for name, value in labels) + ".",
        *(["Evidence: " + "; ".join(dict.fromkeys(works)) + "."] if works else []),
        f"{whole} {here.status.meaning}",
    ]
    return "\n".join(map(_on_one_line, lines))


def _short_of(reference: Reference) -> str:
    number = reference.DOI or (reference.PMID and f"PMID {reference.PMID}") or reference.URL
    return f"{reference.label} ({number})" if number else reference.label


def _short(here: LinkedGuideline) -> str:
    return content_hash(here)[:SHORT]


def _on_one_line(text: str) -> str:
    """Return text in which nothing can begin a line: in RIS each line is a field."""
    return " ".join(text.split())


def _tex(text: str) -> str:
    escaped = re.sub(r"[\\~^{}#$%&_]", lambda found: _TEX.get(found[0], f"\\{found[0]}"), text)
    return _on_one_line(escaped)
