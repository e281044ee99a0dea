"""How a recommendation is cited itself: in words, as BibTeX and as RIS."""

import re
from dataclasses import dataclass

from guidepress.fingerprint import SHORT, content_hash
from guidepress.link import LinkedGuideline
from guidepress.model.recommendation import Recommendation

_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True, slots=True)
class CiteThis:
    """One recommendation as others cite it, in three forms."""

    words: str
    bibtex: str
    ris: str


def cite_this(here: LinkedGuideline, each: Recommendation) -> CiteThis:
    """Return the forms, with version, state and content hash. What nobody states is left out."""
    guideline = here.guideline
    day = guideline.dates.published or guideline.dates.last_changed
    year = str(day.year) if day else ""
    authors = [str(person.name) for person in guideline.people]
    publisher = str(guideline.publisher or "")
    title, whole = str(each.title), str(guideline.title)
    version = str(guideline.version)
    state = f"{guideline.status.label}; {here.stage.label.lower()}. Content {_short(here)}"
    words = [*([", ".join(authors)] if authors else []), title, f"In: {whole}, version {version}"]
    words += [each for each in (publisher, year, f"{state}, recommendation {each.id}") if each]
    fields = [
        ("author", " and ".join(f"{{{_tex(name)}}}" for name in authors)),
        ("title", f"{{{_tex(title)}}}"),
        ("howpublished", _tex(f"In: {whole}, version {version}")),
        ("publisher", _tex(publisher)),
        ("year", year),
        ("note", _tex(f"{state}, recommendation {each.id}")),
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
    ]
    return CiteThis(
        " ".join(f"{part.removesuffix('.')}." for part in words),
        f"@misc{{{here.id}-{each.id},\n{body}\n}}",
        "\n".join([*(f"{tag}  - {value}" for tag, value in rows if value), "ER  - "]),
    )


def _short(here: LinkedGuideline) -> str:
    return content_hash(here)[:SHORT]


def _tex(text: str) -> str:
    escaped = re.sub(r"[\\~^]|[#$%&_{}]", lambda found: _TEX.get(found[0], f"\\{found[0]}"), text)
    return " ".join(escaped.split())
