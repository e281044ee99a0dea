"""Reads a citation style (CSL) and prepares it for citeproc-py.

Where citeproc-py deviates from CSL, the copy of the style that it gets is mended, for one entry if
need be: see `Options`.
"""

from copy import deepcopy
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guidepress.frozen import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CSL = "{http://purl.org/net/xbiblio/csl}"


class StyleError(Exception):
    """A citation style that cannot be read or used; the text is a sentence for the site's owner."""


@dataclass(frozen=True, slots=True)
class StyleFile:
    """What a style file says, and how the site's owner named it."""

    name: str
    xml: bytes


@dataclass(frozen=True, slots=True)
class Options:
    """What a style has to do differently for one entry."""

    recorded_authors: int = 0
    """How many authors stand before 'et al.' in an incomplete list; 0: the list is complete."""
    whole_pages: bool = False
    """Whether the last page of a range keeps all its digits."""


@dataclass(frozen=True, slots=True)
class PreparedStyle:
    """A style as citeproc-py takes it, and its date parts as they were before any entry."""

    style: Any
    date_parts: tuple[tuple["Element", dict[str, str]], ...]


def bundled_styles() -> tuple[str, ...]:
    """Return the names of the bundled styles."""
    return tuple(sorted(_bundled()))


def check_style(style: Path | str) -> None:
    """Raise StyleError if a style cannot be read or is not CSL; those that are bundled are."""
    if style not in _bundled():
        _checked(read_style(style))


def _bundled() -> dict[str, Traversable]:
    return {
        file.name.removesuffix(".csl"): file
        for file in resources.files("guidepress").joinpath("styles").iterdir()
        if file.name.endswith(".csl")
    }


def read_style(style: Path | str) -> StyleFile:
    """Read a bundled style by its name, or a .csl file by its path; raises StyleError."""
    bundled = _bundled()
    name = str(style)
    file = bundled[name] if isinstance(style, str) and name in bundled else Path(style)
    try:
        return StyleFile(name, file.read_bytes())
    except OSError as error:
        message = (
            f"cannot read the citation style '{name}' ({error.strerror}): give the path of a "
            f".csl file or the name of a bundled style ({', '.join(sorted(bundled))})"
        )
        raise StyleError(message) from None


@lru_cache(maxsize=32)
def prepare_style(file: StyleFile, options: Options) -> PreparedStyle:
    """Return the style for entries that need these options; raises StyleError if it is not CSL."""
    from citeproc import (  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import
        CitationStylesStyle,
    )
    from lxml import etree  # noqa: PLC0415

    root = _prepared(_checked(file), options)
    style = CitationStylesStyle(BytesIO(etree.tostring(root)), validate=False)
    for date in style.root.iterfind(f".//{_CSL}date[@form]"):
        # It joins the parts of a localized date by the delimiter of the date that asks for it.
        localized = style.root.get_date(date.get("form"))
        if localized is not None and localized.get("delimiter"):
            date.set("delimiter", localized.get("delimiter"))
    parts = [part for locale in style.root.locales for part in locale.iter(f"{_CSL}date-part")]
    return PreparedStyle(style, tuple((part, dict(part.attrib)) for part in parts))


@lru_cache(maxsize=8)
def _checked(file: StyleFile) -> "Element":
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
    if root.find(f"{_CSL}bibliography") is None:
        message = (
            f"the citation style '{file.name}' has no bibliography: "
            "choose a style that formats a list of references and depends on no other style"
        )
        raise StyleError(message)
    _check_macros(file.name, root)
    return root


def _check_macros(name: str, root: "Element") -> None:
    defined = {macro.get("name") for macro in root.iter(f"{_CSL}macro")}
    called = {element.get("macro") for element in root.iter() if element.get("macro")}
    for macro in sorted(str(macro) for macro in called - defined):
        message = f"the citation style '{name}' calls the macro '{macro}', which it does not define"
        raise StyleError(message)


def _prepared(style: "Element", options: Options) -> "Element":
    """Return a copy of the style that prints no number and that citeproc-py reads rightly."""
    from lxml import etree  # noqa: PLC0415

    root = deepcopy(style)
    for element in list(root.iter(f"{_CSL}text", f"{_CSL}number")):
        parent = element.getparent()
        if element.get("variable") == "citation-number" and parent is not None:
            parent.remove(element)
    for names in root.iter(f"{_CSL}names"):
        parent = names.getparent()
        inherits = parent is not None and parent.tag == f"{_CSL}substitute"
        if names.find(f"{_CSL}name") is None and not inherits:
            # Without it citeproc-py adds one more child at every entry, and slows down.
            names.insert(0, etree.Element(f"{_CSL}name"))
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
    macros = {macro.get("name"): macro for macro in root.iter(f"{_CSL}macro")}
    for substitute in root.iter(f"{_CSL}substitute"):
        for stand_in in substitute:
            elements = [stand_in]
            for element in elements:  # grows by the macros that are called
                texts = list(element.iter(f"{_CSL}text"))
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
    bibliography = root.find(f"{_CSL}bibliography")
    for names in root.iter(f"{_CSL}names"):
        name = names.find(f"{_CSL}name")
        roles = " ".join(str(role.get("variable")) for role in names.iter(f"{_CSL}names")).split()
        if name is None or "author" not in roles:
            continue
        scopes = [scope for scope in (name, bibliography, root) if scope is not None]
        least = next((scope.get("et-al-min") for scope in scopes if scope.get("et-al-min")), "0")
        if not 0 < int(str(least)) <= recorded + 1:
            name.set("et-al-min", str(recorded + 1))
            name.set("et-al-use-first", str(recorded))
            name.set("et-al-use-last", "false")
