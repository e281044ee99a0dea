"""Author text: the small markup of text fields and prose, parsed once into a tree.

The markup is a subset of CommonMark (paragraphs, lists, emphasis, links; headings and tables in
prose) with citations `[@levin2011, p. 3]` and links to entities `[words](recommendation:id)`.
HTML, entities, images and code are switched off: they are letters like any others. Each sink
renders the tree and escapes once; nothing an author writes is passed on as another syntax.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

KINDS = (
    "evidence",
    "fact",
    "gap",
    "guideline",
    "intervention",
    "line",
    "population",
    "question",
    "recommendation",
    "reference",
    "stage",
    "step",
    "term",
)
"""The kinds of entities that a link may point to."""

_MARKED = re.compile(r"[\[\]*_\\\n]|\A\s*(?:[-+*]|\d{1,9}[.)])(?:\s|\Z)|\A\s*[#|]")
_LINE_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_OPENED = re.compile(r"(?<!\\)\[@")
_CITED = re.compile(r"\s*@(?P<key>[A-Za-z0-9][A-Za-z0-9_:.-]*)\s*(?:,\s*(?P<locator>[^;]*))?\Z")
_ENTITY = re.compile(r"(?P<kind>[a-z]+):(?P<id>[^:?#]+)\Z")
_WEB = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+\Z")


@dataclass(frozen=True, slots=True)
class Words:
    """A run of letters to be shown as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasized inlines."""

    strong: bool
    content: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class EntityLink:
    """A link to an entity by kind and id; `start` and `end` are offsets in the written text."""

    kind: str
    id: str
    content: "tuple[Inline, ...]"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link to another site."""

    url: str
    content: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Cited:
    """One reference in a citation; `start` and `end` are offsets of its key in the text."""

    key: str
    locator: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """One bracket of citations."""

    items: tuple[Cited, ...]


Inline = Words | Emphasis | EntityLink | WebLink | Citation


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `start` is the first number of an ordered one, else None."""

    items: "tuple[tuple[Block, ...], ...]"
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in prose, level 1 to 6."""

    level: int
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table in prose."""

    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


Block = Paragraph | Bullets | Heading | Table


@dataclass(frozen=True, slots=True)
class TextFault:
    """Something wrong in a text, at offsets in what was written."""

    rule: str
    message: str
    start: int
    end: int
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed text."""

    blocks: tuple[Block, ...]
    faults: tuple[TextFault, ...] = ()


def parse_text(written: str, *, prose: bool = False) -> Tree:
    """Parse author text; `prose` adds headings and tables. Faults are returned, never raised."""
    if not prose and not _MARKED.search(written):
        return Tree((Paragraph((Words(written.strip()),)),))
    reader = _Reader(written)
    tokens = _markup(prose=prose).parse(written)
    blocks = tuple(reader.blocks(iter(tokens), ""))
    reader.report_unread_citation(written)
    faults = tuple(sorted(reader.faults, key=lambda fault: (fault.start, fault.rule)))
    return Tree(blocks, faults)


def walk(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Yield every inline of a tree, outer before inner, in reading order."""
    for content in runs(blocks):
        yield from walk_inlines(content)


def runs(blocks: Iterable[Block]) -> Iterator[tuple[Inline, ...]]:
    """Yield every run of inlines (of a paragraph, a heading, a cell) in reading order."""
    for block in blocks:
        match block:
            case Paragraph(content) | Heading(_, content):
                yield content
            case Bullets(items):
                for item in items:
                    yield from runs(item)
            case Table(header, rows):
                for row in (header, *rows):
                    yield from row


def walk_inlines(content: Iterable[Inline]) -> Iterator[Inline]:
    """Yield every inline of a run, outer before inner."""
    for inline in content:
        yield inline
        if isinstance(inline, (Emphasis, EntityLink, WebLink)):
            yield from walk_inlines(inline.content)


def plain(content: Iterable[Inline]) -> str:
    """Return the letters of a run, without marks and citations."""
    parts = []
    for inline in content:
        match inline:
            case Words(text):
                parts.append(text)
            case Citation():
                continue
            case _:
                parts.append(plain(inline.content))
    return "".join(parts)


def plain_text(tree: Tree) -> str:
    """Return the letters of a text on one line, without marks and citations."""
    joined = " ".join(plain(content) for content in runs(tree.blocks))
    return re.sub(r"\s+([.,;:)])", r"\1", re.sub(r"\s+", " ", joined)).strip()


@cache
def _markup(*, prose: bool) -> "MarkdownIt":
    # Imported here: most texts have no marks, and the command line should start at once.
    from markdown_it import MarkdownIt  # noqa: PLC0415
    from markdown_it.rules_inline import link  # noqa: PLC0415

    def located_link(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001 - their protocol
        start, count = state.pos, len(state.tokens)
        found = link(state, silent)
        if found and not silent:
            opened = next(token for token in state.tokens[count:] if token.type == "link_open")
            opened.meta = {"start": start, "end": state.pos}
        return found

    markup = MarkdownIt("zero", {"html": False})
    markup.enable(["list", "emphasis", "link", "escape"])
    if prose:
        markup.enable(["heading", "table"])
    markup.inline.ruler.before("link", "citation", _citation)
    markup.inline.ruler.at("link", located_link)
    # Links are judged in one place, where a refusal becomes a diagnostic.
    markup.validateLink = lambda _url: True  # type: ignore[method-assign]
    markup.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return markup


def _citation(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001 - their protocol
    if not state.src.startswith("[@", state.pos):
        return False
    end = state.src.find("]", state.pos)
    opening = state.src.find("[", state.pos + 1)
    if end < 0 or state.src[end + 1 : end + 2] == "(" or 0 <= opening < end:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta = {"start": state.pos, "end": end + 1}
    state.pos = end + 1
    return True


class _Reader:
    """Turns the parser's flat tokens into the tree, with offsets in the written text."""

    def __init__(self, written: str) -> None:
        self.written = written
        self.lines = written.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.faults: list[TextFault] = []
        self.citations: set[int] = set()

    def report_unread_citation(self, written: str) -> None:
        """Report the first bracket that looks like a citation and was not read as one."""
        for found in _OPENED.finditer(written):
            if found.start() not in self.citations:
                self.faults.append(
                    TextFault(
                        "malformed-citation",
                        "this citation is not closed, or stands inside another bracket",
                        found.start(),
                        found.end(),
                        r"write [@levin2011]; for the letters themselves write \[@",
                    ),
                )
                return

    def blocks(self, tokens: "Iterator[Token]", closing: str) -> Iterator[Block]:
        """Yield the blocks up to the closing token."""
        for token in tokens:
            if token.type == closing:
                return
            if token.type in {"bullet_list_open", "ordered_list_open"}:
                yield self._list(token, tokens)
            elif token.type == "heading_open":
                yield Heading(int(token.tag[1]), self._inline(next(tokens)))
            elif token.type == "table_open":
                yield self._table(tokens)
            elif token.type == "inline":
                yield Paragraph(self._inline(token))

    def _list(self, opened: "Token", tokens: "Iterator[Token]") -> Bullets:
        items = []
        ordered = opened.type == "ordered_list_open"
        closing = "ordered_list_close" if ordered else "bullet_list_close"
        for token in tokens:
            if token.type == closing:
                break
            items.append(tuple(self.blocks(tokens, "list_item_close")))
        return Bullets(tuple(items), int(opened.attrs.get("start", 1)) if ordered else None)

    def _table(self, tokens: "Iterator[Token]") -> Table:
        rows: list[list[tuple[Inline, ...]]] = []
        for token in tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self._inline(token))
        return Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]))

    def _inline(self, token: "Token") -> tuple[Inline, ...]:
        place = self._placer(token)
        return tuple(_joined(self._inlines(iter(token.children or ()), place, "")))

    def _placer(self, token: "Token") -> Callable[[int], int]:
        """Return a function from offsets in an inline's content to offsets in what was written."""
        content_lines = token.content.split("\n")
        first = token.map[0] if token.map else 0

        def place(offset: int) -> int:
            number = token.content.count("\n", 0, offset)
            column = offset - sum(len(line) + 1 for line in content_lines[:number])
            line = self.lines[min(first + number, len(self.lines) - 1)]
            shown = content_lines[number].rstrip()
            whole = line.rstrip()
            indent = len(whole) - len(shown) if whole.endswith(shown) else line.find(shown)
            return int(self.starts[first + number] + max(indent, 0) + column)

        return place

    def _inlines(
        self,
        tokens: "Iterator[Token]",
        place: Callable[[int], int],
        closing: str,
    ) -> Iterator[Inline]:
        for token in tokens:
            if token.type == closing:
                return
            match token.type:
                case "text" | "text_special":
                    if token.content:
                        yield Words(token.content)
                case "softbreak" | "hardbreak":
                    yield Words(" ")
                case "em_open" | "strong_open":
                    strong = token.type == "strong_open"
                    name = "strong_close" if strong else "em_close"
                    yield Emphasis(strong, tuple(_joined(self._inlines(tokens, place, name))))
                case "link_open":
                    content = tuple(_joined(self._inlines(tokens, place, "link_close")))
                    yield from self._link(token, content, place)
                case "citation":
                    yield from self._cited(token, place)

    def _link(
        self,
        token: "Token",
        content: tuple[Inline, ...],
        place: Callable[[int], int],
    ) -> Iterator[Inline]:
        url = str(token.attrs.get("href", ""))
        start, end = place(token.meta["start"]), place(token.meta["end"] - 1) + 1
        entity = _ENTITY.match(url)
        if _WEB.match(url):
            yield WebLink(url, content)
        elif entity and entity["kind"] in KINDS:
            yield EntityLink(entity["kind"], entity["id"], content, start, end)
        else:
            self.faults.append(_refused(url, start, end))
            yield from content

    def _cited(self, token: "Token", place: Callable[[int], int]) -> Iterator[Inline]:
        start, end = place(token.meta["start"]), place(token.meta["end"] - 1) + 1
        self.citations.add(start)
        body = self.written[start:end]
        items = []
        offset = start + 1
        for part in body[1:-1].split(";"):
            found = _CITED.match(part)
            if not found:
                self.faults.append(
                    TextFault(
                        "malformed-citation",
                        f"'{part.strip()}' is not a citation",
                        offset,
                        offset + max(len(part), 1),
                        "write [@levin2011] or [@levin2011, p. 3; @xu2018]",
                    ),
                )
                yield Words(body)
                return
            at = offset + found.start("key")
            locator = " ".join((found["locator"] or "").split())
            items.append(Cited(found["key"], locator, at - 1, at + len(found["key"])))
            offset += len(part) + 1
        yield Citation(tuple(items))


def _refused(url: str, start: int, end: int) -> TextFault:
    kind = url.partition(":")[0]
    if ":" in url and kind.isalpha() and kind.lower() not in {"javascript", "data", "vbscript"}:
        hint = f"the kinds are {', '.join(KINDS)}; other sites begin with https://"
        return TextFault("refused-link", f"'{kind}' is not a kind of link", start, end, hint)
    hint = "write [words](recommendation:its-id), or an address that begins with https://"
    return TextFault("refused-link", f"'{url}' is not an address to link to", start, end, hint)


def _joined(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Join neighboring words, so that names across a line break are found."""
    pending: list[str] = []
    for inline in inlines:
        if isinstance(inline, Words):
            pending.append(inline.text)
            continue
        if pending:
            yield Words(_LINE_BREAK.sub(" ", "".join(pending)))
            pending = []
        yield inline
    if pending:
        yield Words(_LINE_BREAK.sub(" ", "".join(pending)))
