"""Author text: the small markup of text fields and prose, parsed once into a tree.

The markup is a subset of CommonMark (paragraphs, lists, emphasis, links; headings and tables in
prose) with citations `[@levin2011, p. 3]` and links to entities `[words](recommendation:id)`.
HTML, entities, images and code are switched off: they are letters like any others. Each sink
renders the tree and escapes once; nothing an author writes is passed on as another syntax.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from guidepress.frozen import dataclass

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
MAX_NESTING = 20
"""How deep lists and emphasis may stand in one another; a list counts twice, as does its item."""

_MAX_UNREAD = 20
_LONGEST_SHOWN = 60

_LINE_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_LINE_END = re.compile(r"\r\n?|\n")
_OPENED = re.compile(r"(?<!\\)\[@")
_KIND = "|".join(KINDS)
_STRAY_KEY = re.compile(
    r"(?:(?<![\w@.+/\\-])(?<!\\\[)|(?<=\[-))(?P<key>@[A-Za-z](?:[\w:-]|\.(?=\w))*+)"
)
"""A key outside of brackets; not the end of an address for mail, nor of a path on the web."""
_AIMED = re.compile(
    rf"(?<!\\)\](?:\(\s*(?:{_KIND}|https?|mailto):|\s\((?:{_KIND}):(?=\S))[^)\s]*\)?",
)
_CITED = re.compile(r"\s*@(?P<key>[A-Za-z0-9][A-Za-z0-9_:.-]*)\s*(?:,\s*(?P<locator>[^;@]*))?\Z")
_ONE_CITED = r"@[A-Za-z0-9][A-Za-z0-9_:.-]*(?:,[^;@\[\]\r\n]*+)?"
_CITATION = re.compile(rf"\[{_ONE_CITED}(?:;[ ]?{_ONE_CITED})*+\]")
_LETTER = r"[^\[\]*_\\\r\n]"
_LINK = rf"\[(?!@){_LETTER}++\]\((?:{_KIND}):[a-z0-9]+(?:-[a-z0-9]+)*+\)"
_SIMPLE = re.compile(
    r"(?!\s*(?:[-+]|\d{1,9}[.)])(?:\s|\Z))"  # no list
    rf"(?:{_LETTER}|{_CITATION.pattern}(?!\()|{_LINK})++\Z",
)
_CITATION_OR_LINK = re.compile(rf"{_CITATION.pattern}|{_LINK}")
_UNSPOKEN = re.compile(r"\[@[^\[\]]*\]|(?<=\])\([^()\s]*\)|https?://[^\s<>()]+")
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
    tree = _parsed(written, prose=prose)
    stray = tuple(islice(_stray_keys(written, tree), _MAX_UNREAD)) if "@" in written else ()
    if not stray:
        return tree
    faults = sorted((*tree.faults, *stray), key=lambda fault: (fault.start, fault.rule))
    return Tree(tree.blocks, tuple(faults))


def _parsed(written: str, *, prose: bool) -> Tree:
    if not prose and not _MARKED.search(written):
        return Tree((Paragraph((Words(written.strip()),)),))
    if not prose and _SIMPLE.match(written):
        return Tree((Paragraph(tuple(_simple(written))),))
    reader = _Reader(written)
    tokens = _markup(prose=prose).parse(written)
    blocks = tuple(reader.blocks(iter(tokens), ""))
    reader.report_unread()
    faults = tuple(sorted(reader.faults, key=lambda fault: (fault.start, fault.rule)))
    return Tree(blocks, faults)


def _stray_keys(written: str, tree: Tree) -> Iterator[TextFault]:
    """Yield what looks like the key of a reference and is in no citation: readers would see it."""
    read = {
        item.start
        for each in walk(tree.blocks)
        if isinstance(each, Citation)
        for item in each.items
    }
    told = [(fault.start, fault.end) for fault in tree.faults]
    for found in _STRAY_KEY.finditer(written):
        start, end = found.start("key"), found.end()
        if start in read or any(first <= start < last for first, last in told):
            continue
        yield TextFault(
            "malformed-citation",
            f"'{_short(found['key'])}' is not read as a citation",
            start,
            end,
            f"write [{found['key']}], with words before or after the brackets; "
            f"for the letters themselves write \\{found['key']}",
        )


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
    parts: list[str] = []
    for inline in content:
        match inline:
            case Words(text):
                parts.append(text)
            case Citation():
                parts[-1:] = [part.rstrip() for part in parts[-1:]]
            case _:
                parts.append(plain(inline.content))
    return "".join(parts)


def plain_text(tree: Tree) -> str:
    """Return the letters of a text on one line, without marks and citations."""
    joined = " ".join(plain(content) for content in runs(tree.blocks))
    return re.sub(r"[ \t\r\n]+", " ", joined).strip()


def spoken(written: str) -> str:
    """Return what was written with citations and addresses blanked, every other letter in place.

    Rules look for words in it: an offset in it is the same offset in what was written.
    """
    if "[" not in written and "://" not in written:
        return written
    return _UNSPOKEN.sub(lambda found: " " * len(found[0]), written)


def _simple(written: str) -> Iterator[Inline]:
    """Read a line with no marks but citations and links to entities; most need no parser."""
    text = written.rstrip()
    end = len(text) - len(text.lstrip())
    for found in _CITATION_OR_LINK.finditer(text):
        if end < found.start():
            yield Words(text[end : found.start()])
        start, end = found.span()
        if text.startswith("[@", start):
            yield Citation(tuple(_all_cited(text[start + 1 : end - 1], start + 1)))
        else:
            words, _, target = text[start + 1 : end - 1].partition("](")
            kind, _, id_ = target.partition(":")
            yield EntityLink(kind, id_, (Words(words),), start, end)
    if end < len(text):
        yield Words(text[end:])


def _all_cited(between: str, offset: int) -> Iterator[Cited]:
    for part in between.split(";"):
        if cited := _CITED.match(part):
            yield _cited_at(cited, offset)
        offset += len(part) + 1


def _cited_at(found: re.Match[str], offset: int) -> Cited:
    start = offset + found.start("key")
    locator = " ".join((found["locator"] or "").split())
    return Cited(found["key"], locator, start - 1, start + len(found["key"]))


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

    markup = MarkdownIt("zero", {"html": False, "maxNesting": MAX_NESTING})
    markup.enable(["list", "emphasis", "link", "escape"])
    if prose:
        markup.enable(["heading", "table"])
    markup.inline.ruler.before("link", "citation", _citation)
    markup.inline.ruler.at("link", located_link)
    # Links are judged in one place, where a refusal becomes a diagnostic.
    markup.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
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
        self.starts = [0, *(found.end() for found in _LINE_END.finditer(written))]
        self.faults: list[TextFault] = []
        self.citations: set[int] = set()
        self.links: list[tuple[int, int]] = []

    def report_unread(self) -> None:
        """Report what looks like a citation or a link and was not read as one."""
        opened = (each for each in _OPENED.finditer(self.written) if not self._was_cited(each))
        for found in islice(opened, _MAX_UNREAD):
            self._report(
                "malformed-citation",
                "this citation is not closed, or stands inside another bracket",
                found.span(),
                r"write [@levin2011]; for the letters themselves write \[@",
            )
        aimed = (each for each in _AIMED.finditer(self.written) if not self._was_linked(each))
        for found in islice(aimed, _MAX_UNREAD):
            self._report(
                "malformed-link",
                "this looks like a link and cannot be read as one",
                found.span(),
                "write [words](recommendation:its-id), with no space after ']', '(' or ':'",
            )

    def _was_cited(self, found: re.Match[str]) -> bool:
        return found.start() in self.citations

    def _was_linked(self, found: re.Match[str]) -> bool:
        before = bisect_right(self.links, found.start(), key=lambda link: link[0]) - 1
        return before >= 0 and found.start() < self.links[before][1]

    def _report(self, rule: str, message: str, place: tuple[int, int], hint: str) -> None:
        self.faults.append(TextFault(rule, message, *place, hint))

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
            if token.level >= MAX_NESTING - 1 and token.map:
                self._report_depth(self.starts[token.map[0]])
            items.append(tuple(self.blocks(tokens, "list_item_close")))
        return Bullets(tuple(items), int(opened.attrs.get("start", 1)) if ordered else None)

    def _table(self, tokens: "Iterator[Token]") -> Table:
        rows: list[list[tuple[Inline, ...]]] = []
        offset = 0
        for token in tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
                offset = self.starts[token.map[0]] if token.map else offset
            elif token.type == "inline":
                # Cells know their line only, and two of one line may hold the same.
                offset = max(self.written.find(token.content, offset), offset)
                rows[-1].append(self._run(token, lambda at, cell=offset: cell + at))  # type: ignore[misc]
                offset += len(token.content)
        return Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]))

    def _inline(self, token: "Token") -> tuple[Inline, ...]:
        return self._run(token, self._placer(token))

    def _run(self, token: "Token", place: Callable[[int], int]) -> tuple[Inline, ...]:
        children = token.children or ()
        # Emphasis is paired after the parser's own limit, and what reads a tree goes as deep as it.
        if max(accumulate(each.nesting for each in children), default=0) > MAX_NESTING:
            self._report_depth(place(0))
            return (Words(token.content),)
        return tuple(_joined(self._inlines(iter(children), place, "")))

    def _report_depth(self, start: int) -> None:
        message = "lists or emphasis are nested too deeply"
        self._report("too-deep", message, (start, start + 1), "use fewer levels, or plain words")

    def _placer(self, token: "Token") -> Callable[[int], int]:
        """Return a function from offsets in an inline's content to offsets in what was written."""
        content = token.content
        content_starts = [0, *(found.end() for found in _LINE_END.finditer(content))]
        first = token.map[0] if token.map else 0

        def place(offset: int) -> int:
            number = bisect_right(content_starts, offset) - 1
            start = content_starts[number]
            shown = _line_at(content, start).rstrip()
            line = self.starts[min(first + number, len(self.starts) - 1)]
            whole = _line_at(self.written, line).rstrip()
            indent = len(whole) - len(shown) if whole.endswith(shown) else whole.find(shown)
            return line + max(indent, 0) + offset - start

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
        self.links.append((start, end))
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
                shown = _short(part.strip())
                self._report(
                    "malformed-citation",
                    f"'{shown}' is not a citation" if shown else "a citation is missing here",
                    (offset, offset + max(len(part), 1)),
                    "several works stand with ';' between them: [@levin2011; @xu2018]"
                    if part.count("@") > 1
                    else "write [@levin2011] or [@levin2011, p. 3; @xu2018]",
                )
            else:
                items.append(_cited_at(found, offset))
            offset += len(part) + 1
        yield Citation(tuple(items)) if items else Words(body)


def _refused(url: str, start: int, end: int) -> TextFault:
    kind = url.partition(":")[0]
    if ":" in url and kind.isalpha() and kind.lower() not in {"javascript", "data", "vbscript"}:
        hint = f"the kinds are {', '.join(KINDS)}; other sites begin with https://"
        message = f"'{_short(kind)}' is not a kind of link"
        return TextFault("refused-link", message, start, end, hint)
    hint = "write [words](recommendation:its-id), or an address that begins with https://"
    message = f"'{_short(url)}' is not an address to link to"
    return TextFault("refused-link", message, start, end, hint)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}…"


def _line_at(text: str, start: int) -> str:
    found = _LINE_END.search(text, start)
    return text[start : found.start() if found else len(text)]


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


class Joined:
    """Many texts as one, which is searched faster: most rules look for what few texts have."""

    _BETWEEN = "\0"
    """Between texts: no letter, no space, and in none of them."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Join the texts."""
        kept = list(texts)
        self.letters = self._BETWEEN.join(kept)
        self._starts = list(accumulate((len(text) + 1 for text in kept), initial=0))

    def index(self, offset: int) -> int:
        """Return the number of the text in which an offset of `letters` lies, from 0."""
        return bisect_right(self._starts, offset) - 1

    def span(self, index: int) -> tuple[int, int]:
        """Return the offsets in `letters` at which a text begins and ends."""
        return self._starts[index], self._starts[index + 1] - 1

    def having(self, *parts: str) -> list[int]:
        """Return the numbers of the texts that have one of these parts in them, each once."""
        found = set()
        for part in parts:
            offset = self.letters.find(part)
            while offset >= 0:
                index = self.index(offset)
                found.add(index)
                offset = self.letters.find(part, self._starts[index + 1])
        return sorted(found)
