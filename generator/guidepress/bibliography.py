"""Formats references in a citation style (CSL), and gives their links.

citeproc-py does the work. Where it deviates from CSL, the style or the record handed to it is
mended beforehand, never the formatted text: see `citation_style`, `_options_of` and `_reference`.

An entry is plain text without its number and without DOI, PMID, PMCID and URL: the site shows
those as links, and the text would say them twice. Italics of a style are dropped.
"""

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote, urlsplit

from guidepress.cache import NO_CACHE, Cache
from guidepress.citation_style import Options, StyleError, StyleFile, prepare_style, read_style

CslItem: TypeAlias = Mapping[str, object]
"""CSL-JSON variables of one reference, and `author_list_incomplete` (bool)."""

DEFAULT_STYLE = "nlm-citation-sequence"

SHOWN_AS_LINKS = frozenset({"DOI", "PMID", "PMCID", "URL"})

MAX_INITIALS = 4
"""A given name of so many capitals and nothing else is a row of initials: `PD`, `JGM`."""

PAGE_RANGE = re.compile(r"([^\s,&\u2013-]+)\s*[\u2013-]\s*([^\s,&\u2013-]+)")

STANDS_FOR = {"\ufdd0": "?", "\ufdd1": "!"}
"""Noncharacters of Unicode that stand for a text's last mark while citeproc-py sees a period."""

_one_at_a_time = threading.Lock()
"""citeproc-py keeps the state of an entry in the style that it shares between entries."""


def format_references(
    items: Sequence[CslItem],
    style: Path | str = DEFAULT_STYLE,
    cache: Cache = NO_CACHE,
) -> list[str]:
    """Return one line of plain text for each item, in the order given.

    `style` is the name of a style in `guidepress/styles` or the path of a .csl file. Raises
    StyleError where it cannot be read, is not valid CSL, or has nothing to print for an item.
    """
    file = read_style(style)
    records = [_canonical(item) for item in items]
    parts = (version("citeproc-py"), file.name, file.xml.decode("utf-8", "replace"), *records)
    kept = cache.made(
        "references",
        parts,
        lambda: json.dumps([_entry(file, record) for record in records], ensure_ascii=False),
    )
    entries: list[str] = json.loads(kept)
    return entries


def link_of(item: CslItem) -> list[tuple[str, str]]:
    """Return (label, URL) of each place where the reference can be read.

    An identifier that is none (a DOI without its `10.`, a PMID with letters) gives no link.
    """
    labels: dict[str, str] = {}
    for label, url in _links(item):
        labels.setdefault(url, label)
    return [(label, url) for url, label in labels.items()]


def _links(item: CslItem) -> Iterator[tuple[str, str]]:
    doi, pmid, pmcid, url = (str(item.get(key) or "").strip() for key in _LINK_ORDER)
    if re.match(r"10\.\d{4,9}/\S", doi):
        # Parentheses, <, > and & of older DOIs are encoded: safe in HTML and Markdown alike.
        yield "DOI", "https://doi.org/" + quote(doi, safe="/:;")
    if re.fullmatch(r"[0-9]+", pmid):
        yield "PubMed", f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"
    if re.fullmatch(r"PMC[0-9]+", pmcid):
        yield "PMC", f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/"
    if _is_web_address(url):
        yield "Web", quote(url, safe="%:/?#[]@!$&'()*+,;=~")


_LINK_ORDER = ("DOI", "PMID", "PMCID", "URL")


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket that opens no IPv6 address
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _canonical(item: CslItem) -> str:
    """Write what an entry is made of, so that equal references are formatted once."""
    kept = {key: value for key, value in item.items() if key not in SHOWN_AS_LINKS | {"id"}}
    return json.dumps(kept, sort_keys=True, ensure_ascii=False)


@lru_cache(maxsize=4096)  # about 2 kB each; several thousand times faster than formatting
def _entry(file: StyleFile, record: str) -> str:
    from citeproc import (  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import
        Citation,
        CitationItem,
        CitationStylesBibliography,
        formatter,
    )
    from citeproc.source import (  # type: ignore[import-untyped]  # noqa: PLC0415
        BibliographySource,
    )

    item: dict[str, Any] = json.loads(record)
    prepared = prepare_style(file, _options_of(item))
    source = BibliographySource()
    source.add(_reference(item))
    with _one_at_a_time:
        for part, attributes in prepared.date_parts:
            part.attrib.clear()
            for name, value in attributes.items():
                part.set(name, value)
        bibliography = CitationStylesBibliography(prepared.style, source, formatter.plain)
        bibliography.register(Citation([CitationItem("item")]))
        try:
            text = "".join(map(str, bibliography.bibliography())).strip()
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            message = f"citeproc-py cannot format with the citation style '{file.name}': {error}"
            raise StyleError(message) from error
    if not text:
        message = f"the citation style '{file.name}' prints nothing for '{item.get('title', '')}'"
        raise StyleError(message)
    for sign, mark in STANDS_FOR.items():
        text = text.replace(f"{sign}.", mark).replace(sign, mark)
    return text


def _options_of(item: Mapping[str, Any]) -> Options:
    """Tell what of the item citeproc-py would format wrongly, or cannot know."""
    incomplete = bool(item.get("author_list_incomplete"))
    ranges = PAGE_RANGE.findall(str(item.get("page", "")))
    return Options(
        recorded_authors=len(item.get("author") or ()) if incomplete else 0,
        # It shortens 1-11 to 1-1; ranges of unequal length are not to be shortened at all.
        whole_pages=any(len(first) != len(last) for first, last in ranges),
    )


def _reference(item: Mapping[str, Any]) -> object:
    """Turn an item into a record of citeproc-py: no empty values, no unknown variables."""
    from citeproc import DATES, NAMES, VARIABLES  # noqa: PLC0415
    from citeproc.source import Reference  # noqa: PLC0415
    from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]  # noqa: PLC0415
    from citeproc.string import MixedString, String  # type: ignore[import-untyped]  # noqa: PLC0415

    values: dict[str, object] = {}
    for key, value in item.items():
        variable = key.replace("-", "_")
        if variable not in VARIABLES or not value:
            continue
        if variable in NAMES:
            values[variable] = [_name(name) for name in value]
        elif variable in DATES:
            values[variable] = CiteProcJSON([]).parse_date(value)
        else:
            values[variable] = MixedString([String(_with_period(str(value).strip()))])
    if item.get("author_list_incomplete") and item.get("author"):
        values["author"] = [*map(_name, item["author"]), _name({"literal": "et al."})]
    return Reference("item", item.get("type", "article"), **values)


def _name(name: Mapping[str, str]) -> object:
    from citeproc.source import Name  # noqa: PLC0415

    if name.get("literal"):
        return Name(literal=name["literal"])
    known = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")
    parts = {key: name[key] for key in known if name.get(key)}
    if "given" in parts:
        # It takes PD for one name and prints P: spaced, it prints both initials.
        parts["given"] = " ".join(
            " ".join(word) if _is_initials(word) else word for word in parts["given"].split()
        )
    return Name(**parts)


def _is_initials(word: str) -> bool:
    return len(word) <= MAX_INITIALS and word.isalpha() and word.isupper()


def _with_period(text: str) -> str:
    """End a question's or an exclamation's text so that no style adds a period to its mark."""
    for sign, mark in STANDS_FOR.items():
        if text.endswith(mark):
            return f"{text.removesuffix(mark)}{sign}."
    return text
