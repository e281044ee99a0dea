"""Formats references in a citation style (CSL), and gives their links.

citeproc-py does the work. Where it deviates from CSL, the style or the record handed to it is
mended beforehand, never the formatted text: see `_engine`, `_options_of` and `_reference`.

An entry is plain text without its number and without DOI, PMID, PMCID and URL: the site shows
those as links, and the text would say them twice. Italics of a style are dropped.
"""

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

CslItem: TypeAlias = Mapping[str, object]
"""CSL-JSON variables of one reference, and `author_list_incomplete` (bool)."""

DEFAULT_STYLE = "nlm-citation-sequence"

SHOWN_AS_LINKS = frozenset({"DOI", "PMID", "PMCID", "URL"})

MAX_INITIALS = 4
"""A given name of so many capitals and nothing else is a row of initials: `PD`, `JGM`."""

CSL = "{http://purl.org/net/xbiblio/csl}"

PAGE_RANGE = re.compile(r"([^\s,&\u2013-]+)\s*[\u2013-]\s*([^\s,&\u2013-]+)")

STANDS_FOR = {"\ufdd0": "?", "\ufdd1": "!"}
"""Noncharacters of Unicode that stand for a text's last mark while citeproc-py sees a period."""

_one_at_a_time = threading.Lock()
"""citeproc-py keeps the state of an entry in the style that it shares between entries."""


class StyleError(Exception):
    """A citation style that cannot be read or used; the text is a sentence for the site's owner."""


@dataclass(frozen=True, slots=True)
class _StyleFile:
    """What a style file says, and how the site's owner named it."""

    name: str
    xml: bytes


@dataclass(frozen=True, slots=True)
class _Options:
    """What a style has to do differently for one entry."""

    recorded_authors: int = 0
    """How many authors stand before 'et al.' in an incomplete list; 0: the list is complete."""
    whole_pages: bool = False
    """Whether the last page of a range keeps all its digits."""


@dataclass(frozen=True, slots=True)
class _Engine:
    """A style as citeproc-py takes it, and its date parts as they were before any entry."""

    style: Any
    date_parts: tuple[tuple["Element", dict[str, str]], ...]


def format_references(
    items: Sequence[CslItem],
    style: Path | str = DEFAULT_STYLE,
) -> list[str]:
    """Return one line of plain text for each item, in the order given.

    `style` is the name of a style in `guidepress/styles` or the path of a .csl file. Raises
    StyleError where it cannot be read, is not valid CSL, or has nothing to print for an item.
    """
    file = _style_file(style)
    return [_entry(file, _canonical(item)) for item in items]


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


def _style_file(style: Path | str) -> _StyleFile:
    bundled = {
        file.name.removesuffix(".csl"): file
        for file in resources.files("guidepress").joinpath("styles").iterdir()
        if file.name.endswith(".csl")
    }
    name = str(style)
    file = bundled[name] if isinstance(style, str) and name in bundled else Path(style)
    try:
        return _StyleFile(name, file.read_bytes())
    except OSError as error:
        message = (
            f"cannot read the citation style '{name}' ({error.strerror}): give the path of a "
            f".csl file or the name of a bundled style ({', '.join(sorted(bundled))})"
        )
        raise StyleError(message) from None


def _canonical(item: CslItem) -> str:
    """Write what an entry is made of, so that equal references are formatted once."""
    kept = {key: value for key, value in item.items() if key not in SHOWN_AS_LINKS | {"id"}}
    return json.dumps(kept, sort_keys=True, ensure_ascii=False)


@lru_cache(maxsize=4096)  # about 2 kB each; several thousand times faster than formatting
def _entry(file: _StyleFile, record: str) -> str:
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
    engine = _engine(file, _options_of(item))
    source = BibliographySource()
    source.add(_reference(item))
    with _one_at_a_time:
        for part, attributes in engine.date_parts:
            part.attrib.clear()
            for name, value in attributes.items():
                part.set(name, value)
        bibliography = CitationStylesBibliography(engine.style, source, formatter.plain)
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


def _options_of(item: Mapping[str, Any]) -> _Options:
    """Tell what of the item citeproc-py would format wrongly, or cannot know."""
    incomplete = bool(item.get("author_list_incomplete"))
    ranges = PAGE_RANGE.findall(str(item.get("page", "")))
    return _Options(
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


@lru_cache(maxsize=32)
def _engine(file: _StyleFile, options: _Options) -> _Engine:
    from citeproc import CitationStylesStyle  # noqa: PLC0415
    from lxml import etree  # noqa: PLC0415

    root = _prepared(_checked(file), options)
    style = CitationStylesStyle(BytesIO(etree.tostring(root)), validate=False)
    for date in style.root.iterfind(f".//{CSL}date[@form]"):
        # It joins the parts of a localized date by the delimiter of the date that asks for it.
        localized = style.root.get_date(date.get("form"))
        if localized is not None and localized.get("delimiter"):
            date.set("delimiter", localized.get("delimiter"))
    parts = [part for locale in style.root.locales for part in locale.iter(f"{CSL}date-part")]
    return _Engine(style, tuple((part, dict(part.attrib)) for part in parts))


@lru_cache(maxsize=8)
def _checked(file: _StyleFile) -> "Element":
    """Parse a style and make sure that it is one; raises StyleError with the first fault."""
    from citeproc import SCHEMA_PATH  # noqa: PLC0415
    from lxml import etree  # noqa: PLC0415

    parser = etree.XMLParser(remove_comments=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(file.xml, parser)
    except etree.XMLSyntaxError as error:
        message = f"the citation style '{file.name}' is not XML: {error.msg}"
        raise StyleError(message) from None
    schema = etree.RelaxNG(etree.parse(SCHEMA_PATH))
    if not schema.validate(root):
        fault = schema.error_log[0]
        message = (
            f"the citation style '{file.name}' is not valid CSL: line {fault.line}: {fault.message}"
        )
        raise StyleError(message)
    if root.find(f"{CSL}bibliography") is None:
        message = (
            f"the citation style '{file.name}' has no bibliography: "
            "choose a style that formats a list of references and depends on no other style"
        )
        raise StyleError(message)
    _check_macros(file.name, root)
    return root


def _check_macros(name: str, root: "Element") -> None:
    defined = {macro.get("name") for macro in root.iter(f"{CSL}macro")}
    called = {element.get("macro") for element in root.iter() if element.get("macro")}
    for macro in sorted(str(macro) for macro in called - defined):
        message = f"the citation style '{name}' calls the macro '{macro}', which it does not define"
        raise StyleError(message)


def _prepared(style: "Element", options: _Options) -> "Element":
    """Return a copy of the style that prints no number and that citeproc-py reads rightly."""
    from lxml import etree  # noqa: PLC0415

    root = deepcopy(style)
    for element in list(root.iter(f"{CSL}text", f"{CSL}number")):
        parent = element.getparent()
        if element.get("variable") == "citation-number" and parent is not None:
            parent.remove(element)
    for names in root.iter(f"{CSL}names"):
        parent = names.getparent()
        inherits = parent is not None and parent.tag == f"{CSL}substitute"
        if names.find(f"{CSL}name") is None and not inherits:
            # Without it citeproc-py adds one more child at every entry, and slows down.
            names.insert(0, etree.Element(f"{CSL}name"))
    _print_title_once(root)
    if options.recorded_authors:
        _end_in_et_al(root, options.recorded_authors)
    if options.whole_pages:
        root.attrib.pop("page-range-format", "")
    return root


def _print_title_once(root: "Element") -> None:
    """Let a title that stands in for missing authors be the title itself, not a macro with it.

    CSL prints a stand-in once; citeproc-py knows that of variables and not of macros.
    """
    macros = {macro.get("name"): macro for macro in root.iter(f"{CSL}macro")}
    for substitute in root.iter(f"{CSL}substitute"):
        for stand_in in substitute:
            elements = [stand_in]
            for element in elements:  # grows by the macros that are called
                texts = list(element.iter(f"{CSL}text"))
                title = next((text for text in texts if text.get("variable") == "title"), None)
                if title is not None:
                    substitute.replace(stand_in, deepcopy(title))
                    break
                called = [macros[text.get("macro")] for text in texts if text.get("macro")]
                elements += [macro for macro in called if macro not in elements]


def _end_in_et_al(root: "Element", recorded: int) -> None:
    """Let the style cut the author list after the recorded ones, unless it cuts it earlier.

    The list that it gets has one name more, which stands for those that are not recorded.
    """
    bibliography = root.find(f"{CSL}bibliography")
    for names in root.iter(f"{CSL}names"):
        name = names.find(f"{CSL}name")
        roles = " ".join(str(role.get("variable")) for role in names.iter(f"{CSL}names")).split()
        if name is None or "author" not in roles:
            continue
        scopes = [scope for scope in (name, bibliography, root) if scope is not None]
        least = next((scope.get("et-al-min") for scope in scopes if scope.get("et-al-min")), "0")
        if not 0 < int(str(least)) <= recorded + 1:
            name.set("et-al-min", str(recorded + 1))
            name.set("et-al-use-first", str(recorded))
            name.set("et-al-use-last", "false")
