"""Author text as generated Markdown: the one sink that escapes for it.

The target is Python-Markdown with whatever extensions a site has switched on, and any other
viewer of Markdown. Whatever an author wrote must arrive there letter for letter, so every mark
that some extension might read is escaped, and what templates print is escaped unless it is `Md`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from posixpath import dirname, join
from typing import Final

from guidepress import addresses
from guidepress.dose_words import dose_in_words
from guidepress.link import Evidenced, Library, LinkedGuideline
from guidepress.model.entity import Entity
from guidepress.model.evidence import Reference
from guidepress.model.glossary import Term
from guidepress.model.intervention import Dose
from guidepress.model.pathway import Step
from guidepress.model.values import Target, Text
from guidepress.text import (
    Block,
    Bullets,
    Citation,
    Cited,
    Emphasis,
    EntityLink,
    Heading,
    Inline,
    Paragraph,
    Table,
    Tree,
    WebLink,
    Words,
    parse_text,
    plain_text,
)
from guidepress.vocabulary import Support, Word

MAX_TITLE: Final = 300
"""Characters shown on hover; the rest is one click away."""

_UNIT: Final = (
    r"(?:mg|g|kg|ml|mm|cm|cm3|Gy|ATA|%|mg/kg|mg/day|hours?|days?|weeks?|months?|years?|doses?"
    r"|sessions?|times|patients|lesions|people)"
)
_NUMBER_AND_UNIT: Final = re.compile(rf"(?<=\d) (?={_UNIT}(?![\w]))|(?<=\bp\.) (?=\d)")
_RANGE: Final = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?-\d+(?:\.\d+)?%?(?![\w-])")
_SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")
_MARKS: Final = re.compile(
    r"[\\`*_{}\[\]#<>&|~^$\"]|!(?=\[|\Z)|==|\+\+|--|:(?=\w+:)|//(?=/)"
    r"|\((?=(?:c|r|tm)\))|(?<=[\d+=c])/(?=[\d=o-])",
    re.IGNORECASE,
)
_AT_START: Final = re.compile(r"(?P<number>\d+)(?P<point>[.)])(?=\s|\Z)|(?P<mark>[-+:=!?/>])")
_OTHER_SITE: Final = re.compile(r"(?:https?://|mailto:)")
"""How the addresses that a text may lead to begin: all others are our own, and relative."""
_PATH: Final = re.compile(r"[^#]*")
_ENTITIES: Final = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;"}
_BACKSLASHED: Final = frozenset("\\`*_{}[]#")


class Md(str):
    """Markdown that is ready to be printed; any other text is escaped first."""

    __slots__ = ()


@lru_cache(maxsize=8192)
def escape(text: str) -> Md:
    """Return text as Markdown that shows it letter for letter, wherever it is placed in a line.

    Line breaks become spaces; a number is kept together with its unit, and a range in one piece.
    """
    line = _SPACES.sub(" ", text).strip(" ")
    line = _NUMBER_AND_UNIT.sub("\u00a0", line)
    line = _MARKS.sub(lambda found: _escaped(found[0]), line)
    line = _RANGE.sub(r'<span class="gp-range">\g<0></span>', line)
    return Md(_AT_START.sub(_escaped_start, line, count=1) if _AT_START.match(line) else line)


def attribute(text: str) -> str:
    """Return text for the title of a link, between double quotes."""
    line = _SPACES.sub(" ", text).strip(" ")
    if len(line) > MAX_TITLE:
        line = line[: MAX_TITLE - 1].rsplit(" ", 1)[0] + "…"
    return re.sub(
        r"[^\w ,.;%…\u2013\u2014-]",
        lambda found: _ENTITIES.get(found[0], f"&#{ord(found[0])};"),
        line,
    ).replace("__", "&#95;&#95;")


def fenced(text: str) -> Md:
    """Return text as a block that shows it letter for letter, to be copied."""
    longest = max(map(len, re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return Md(f"{fence}text\n{text}\n{fence}")


@lru_cache(maxsize=8192)
def link(label: Md, href: str, title: str = "") -> Md:
    """Return a link; the address is one of our own or was checked when the text was read.

    One of our own is a file's name, whatever it holds: never a scheme, another host or a query.
    """
    if not _OTHER_SITE.match(href):
        href = _PATH.sub(lambda path: re.sub(r"[%:?]|\A/|(?<=/)/", _quoted, path[0]), href, count=1)
    address = re.sub(r"[()\s<>\"\\]", _quoted, href)
    shown = f' "{attribute(title)}"' if title else ""
    return Md(f"[{label}]({address}{shown})")


def _quoted(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogatepass"))


def _escaped(mark: str) -> str:
    if mark in _BACKSLASHED:
        return f"\\{mark}"
    return "".join(_ENTITIES.get(each, f"&#{ord(each)};") for each in mark)


def _escaped_start(found: re.Match[str]) -> str:
    if found["number"]:
        return f"{found['number']}\\{found['point']}"
    return f"&#{ord(found['mark'])};"


# By type too: words of different lists may be spelled alike, and are then equal.
@lru_cache(maxsize=4096, typed=True)
def _meaning(word: Word, folder: str) -> str:
    # Every statement shows a few of some hundred words: where they lead is found once a folder.
    meaning = addresses.Address(addresses.HOW_TO_READ, addresses.of_word(word))
    return meaning.seen_from(join(folder, "page.md"))


class Writer:
    """Writes the texts of one page: knows from where links start, and what is the page's own."""

    def __init__(
        self,
        library: Library,
        here: LinkedGuideline | None,
        page: str,
        owner: Entity | None = None,
    ) -> None:
        """Write for a page of a guideline (or of the site), which is home to `owner`, if any."""
        self.library = library
        self.here = here
        self.page = page
        self.owner = owner
        self._hovers: dict[str, Md] | None = None

    def apart(self) -> "Writer":
        """Return a writer for the same page whose links leave what they show on hover to `hovers`.

        For texts in which the same links stand over and over, and which a script shows.
        """
        writer = Writer(self.library, self.here, self.page, self.owner)
        writer._hovers = {}
        return writer

    @property
    def hovers(self) -> list[Md]:
        """Each link that was written apart from what it shows on hover, once and with it."""
        return list((self._hovers or {}).values())

    def text(self, text: Text) -> Md:
        """Return a text as blocks."""
        return self.blocks(self._tree(text).blocks)

    def line(self, text: Text) -> Md:
        """Return a text on one line, as for a cell of a table; lists become sentences."""
        linked: set[int] = set()
        parts: list[str] = []
        for block in self._tree(text).blocks:
            parts.extend(self._run(content, linked) for content in _contents(block))
        return Md(" ".join(parts))

    def item(self, text: Text, indent: int = 4) -> Md:
        """Return a text as the content of a list item: further lines are indented."""
        return Md(self.text(text).replace("\n", "\n" + " " * indent))

    def plain(self, text: Text) -> str:
        """Return the letters of a text."""
        return plain_text(self._tree(text))

    def prose(self, tree: Tree) -> Md:
        """Return a page of prose as Markdown, without its first heading of level 1."""
        blocks = tree.blocks
        if blocks and isinstance(blocks[0], Heading) and blocks[0].level == 1:
            blocks = blocks[1:]
        return self.blocks(blocks)

    def link(self, entity: Entity, label: str | None = None) -> Md:
        """Return a link to an entity's home, with what it is on hover."""
        return self._link(escape(label or entity.label), self.href(entity), self._about(entity))

    def href(self, entity: Entity) -> str:
        """Return the address of an entity as this page writes it."""
        owner = self.library.home_of(entity, self.here)
        return addresses.home(entity, owner.id).seen_from(self.page)

    def blocks(self, blocks: Iterable[Block]) -> Md:
        """Return blocks with a blank line between them."""
        linked: set[int] = set()
        return Md("\n\n".join(self._block(block, linked) for block in blocks))

    def cite(self, items: Iterable[Cited]) -> Md:
        """Return the marks of a citation, each a link that shows the reference on hover."""
        return Md(" ".join(self.mark(self._work(item.key), item.locator) for item in items))

    def mark(self, reference: Reference, locator: str = "") -> Md:
        """Return the mark of one reference."""
        owner = self.library.home_of(reference, self.here)
        number = owner.numbers[reference.id]
        where = f", {escape(locator)}" if locator else ""
        kind = reference.evidence_type.label + (f", {reference.size}" if reference.size else "")
        # The title comes last: what is too long is cut.
        checked = reference.verification.status.label
        told = (f"{number}", reference.label, kind, checked, reference.title)
        title = ". ".join(str(part).removesuffix(".") for part in told) + "."
        return self._link(Md(f"\\[{number}{where}\\]"), self.href(reference), title)

    def web(self, label: str, url: str) -> Md:
        """Return a link to another site."""
        return link(escape(label), url)

    def page_link(self, path: str, title: str, anchor: str = "") -> Md:
        """Return a link to a page by its path from the site's root, or to a place on it."""
        return link(escape(title), addresses.Address(path, anchor).seen_from(self.page))

    def address_link(self, address: addresses.Address, title: str) -> Md:
        """Return a link to a place on a page."""
        return link(escape(title), address.seen_from(self.page))

    def word(self, word: Word, label: str = "") -> Md:
        """Return a word of a closed list as a link to what it means, which it shows on hover."""
        href = _meaning(word, dirname(self.page))
        shown = self._link(escape(label or word.label), href, word.meaning)
        if not word.symbol:
            return shown
        symbol = f'<span class="gp-symbol" aria-hidden="true">{escape(word.symbol)}</span>'
        return Md(f"{symbol} {shown}")

    def target(self, target: Target) -> Entity:
        """Return what a pointer of this guideline points to."""
        found = self.library.find(target.kind, target.id, self.here)
        assert found is not None  # noqa: S101 - linking has refused all others
        return found

    def targets(self, targets: Iterable[Target]) -> list[Entity]:
        """Return what pointers point to."""
        return [self.target(target) for target in targets]

    def mentions(self, entity: Entity, kind: str = "") -> list[Entity]:
        """Return the entities that mention one, of one kind if it is given."""
        assert self.here is not None  # noqa: S101 - entities have a guideline
        mentions = self.here.mentions.get((entity.KIND, entity.id), [])
        return [each.by for each in mentions if kind in {"", each.by.KIND}]

    def pathway_steps(self, intervention: Entity) -> list[Step]:
        """Return the steps whose recommendations list an intervention."""
        assert self.here is not None  # noqa: S101 - entities have a guideline
        recommendations = {each.id for each in self.here.recommendations_about(intervention)}
        pathway = self.here.sections.pathway
        return [
            step
            for step in (pathway.steps if pathway else ())
            if recommendations & {target.id for target in step.recommendations}
        ]

    def supported(self, statement: Evidenced) -> bool:
        """Whether an item of the evidence bears a statement out, in full or in part."""
        return any(
            item.supports in {Support.SUPPORTS, Support.PARTLY} for item in statement.evidence
        )

    def dose(self, dose: Dose) -> Md:
        """Return a dose in words: amount, unit, route, how often, how many, and what follows."""
        return escape(dose_in_words(dose))

    def _work(self, key: str) -> Reference:
        found = self.library.find(Reference.KIND, key, self.here)
        assert isinstance(found, Reference)  # noqa: S101 - linking has refused all others
        return found

    def _link(self, label: Md, href: str, title: str) -> Md:
        if self._hovers is None:
            return link(label, href, title)
        if title and href not in self._hovers:
            self._hovers[href] = link(label, href, title)
        return link(label, href)

    def _tree(self, text: Text) -> Tree:
        tree = self.here.trees.get(id(text)) if self.here else None
        return tree or parse_text(text.written)

    def _block(self, block: Block, linked: set[int]) -> str:
        match block:
            case Paragraph(content):
                return self._run(content, linked)
            case Heading(level, content):
                return f"{'#' * min(level, 6)} {self._run(content, linked, names=False)}"
            case Bullets(items, start):
                return "\n".join(self._items(items, start, linked))
            case Table(header, rows):
                return "\n".join(self._table(header, rows, linked))

    def _items(
        self,
        items: Iterable[tuple[Block, ...]],
        start: int | None,
        linked: set[int],
    ) -> Iterator[str]:
        for number, item in enumerate(items, start=start or 1):
            mark = "-   " if start is None else f"{number}.  "[:4].ljust(4)
            body = "\n\n".join(self._block(block, linked) for block in item)
            yield mark + body.replace("\n", "\n    ")

    def _table(
        self,
        header: tuple[tuple[Inline, ...], ...],
        rows: Iterable[tuple[tuple[Inline, ...], ...]],
        linked: set[int],
    ) -> Iterator[str]:
        yield "| " + " | ".join(self._run(cell, linked, names=False) for cell in header) + " |"
        yield "|" + " --- |" * len(header)
        for row in rows:
            yield "| " + " | ".join(self._run(cell, linked) for cell in row) + " |"

    def _run(self, content: Iterable[Inline], linked: set[int], *, names: bool = True) -> str:
        parts: list[str] = []
        for inline in content:
            match inline:
                case Words(words) if names:
                    parts.append(self._named(words, linked))
                case Words(words):
                    parts.append(_spaced(words, escape))
                case Emphasis(strong, inner):
                    mark = "**" if strong else "*"
                    parts.append(f"{mark}{self._run(inner, linked, names=names).strip()}{mark}")
                case EntityLink(kind, id_, inner):
                    parts.append(self._entity_link(kind, id_, inner, linked))
                case WebLink(url, inner):
                    parts.append(link(Md(self._run(inner, linked, names=False)), url))
                case Citation(items):
                    parts.append(self.cite(items))
        return "".join(parts)

    def _entity_link(
        self,
        kind: str,
        id_: str,
        content: tuple[Inline, ...],
        linked: set[int],
    ) -> str:
        label = Md(self._run(content, linked, names=False))
        entity = self.library.find(kind, id_, self.here)
        assert entity is not None  # noqa: S101 - linking has refused all others
        return self._link(label, self.href(entity), self._about(entity))

    def _named(self, words: str, linked: set[int]) -> str:
        """Link the first mention of each term or intervention, but not on its own page."""
        if self.here is None:
            return _spaced(words, escape)
        parts = []
        for named in self.here.names.find(words):
            entity = named.entity
            if entity is None or entity is self.owner or id(entity) in linked:
                parts.append(_spaced(named.text, escape))
            else:
                linked.add(id(entity))
                parts.append(self.link(entity, named.text))
        return "".join(parts)

    def _about(self, entity: Entity) -> str:
        if isinstance(entity, Term):
            return f"{entity.term}: {self.plain(entity.definition)}"
        return ""


def _spaced(words: str, write: Callable[[str], Md]) -> str:
    """Escape words and keep the spaces around them, which join them to their neighbors."""
    if not words.strip():
        return " " if words else ""
    before = " " if words[0].isspace() else ""
    after = " " if words[-1].isspace() else ""
    return before + write(words) + after


def _contents(block: Block) -> Iterator[tuple[Inline, ...]]:
    match block:
        case Paragraph(content) | Heading(_, content):
            yield content
        case Bullets(items):
            for item in items:
                for inner in item:
                    yield from _contents(inner)
        case Table(header, rows):
            for row in (header, *rows):
                yield from row
