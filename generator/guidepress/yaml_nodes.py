"""Turns the text of a YAML file into a tree of nodes that know where they were written.

The loader is ours because a clinical text must arrive as written: stock loaders read `no` as
False, `007` as 7 and `12:30:45` as 45045, and drop a repeated key without a word. This one keeps
every scalar as text, refuses what a guideline has no use for (anchors, aliases, merge keys, tags,
several documents), and builds the tree from parser events without recursion, so that neither
depth nor an alias bomb can exhaust it. No text of an author makes it raise.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from typing import Any, Final, Protocol

import yaml

from guidepress.diagnostics import Diagnostic
from guidepress.source import MAX_BYTES, Source, Span

MAX_DEPTH: Final = 100
"""How many lists and mappings may stand inside one another."""

MAX_NODES: Final = 200_000
"""How many values, keys, lists and mappings one file may hold."""

MAX_FINDINGS: Final = 1000
"""After so many findings a file is not read further."""

_SPLIT: Final = "split it: every YAML file in the guideline's folder is read"
_WRITE_KEY: Final = "write the key before it"
_EMPTY: Final = "write the first key, or delete the file"
_QUOTE: Final = "if this is text, put the whole value in quotes"

_MAX_CONTROL_FINDINGS: Final = 20
_LONGEST_LOCATED: Final = 1_000_000
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS: Final = frozenset({"", "~", "null"})
_STYLES: Final = ("plain", "single", "double", "literal", "folded")
_STYLE_NUMBERS: Final = {None: 0, "": 0, "'": 1, '"': 2, "|": 3, ">": 4}
_BLOCK_STYLES: Final = frozenset("|>")
_SHOWN: Final = 60

# What YAML forbids (C0 and C1 controls, unpaired surrogates), what only YAML 1.1 takes for a line
# end (U+0085, U+2028, U+2029), a byte order mark inside the text, and the marks that make text
# read in another order than it is written (U+202A to U+202E, U+2066 to U+2069).
_CONTROL: Final = re.compile(
    "[^\t\n\r -~\u00a0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    "\U00010000-\U0010ffff]"
)
# An anchor or a tag, then what may stand between it and its node.
_PROPERTY: Final = re.compile(r"(&[^\s,\[\]{}]*|!\S*)(?:\s+|#[^\r\n]*)*+")


class Scalar(str):
    """A value exactly as decoded from YAML, never turned into a number, date or truth value."""

    __slots__ = ("_place", "_source")

    # One packed number instead of three keeps a library of a million scalars a third smaller:
    # offset of the start, length as written (29 bits), style (3 bits).
    _place: int
    _source: Source

    @classmethod
    def written(cls, value: str, source: Source, start: int, end: int, style: int) -> "Scalar":
        """Make the scalar that stands at `start` to `end`; the style is its place in _STYLES."""
        scalar = cls(value)
        scalar._source = source
        scalar._place = start << 32 | end - start << 3 | style
        return scalar

    @property
    def span(self) -> Span:
        """The scalar as written: with its quotes, or from the `|` or `>` to the last letter."""
        start = self._place >> 32
        return Span(self._source, start, start + (self._place >> 3 & 0x1FFFFFFF))

    @property
    def style(self) -> str:
        """How it was written: "plain", "single", "double", "literal" or "folded"."""
        return _STYLES[self._place & 7]

    def at(self, start: int, end: int | None = None) -> Span:
        """Return where characters `start` to `end` of the value stand in the source.

        Without `end` it is one character. Escapes, folded lines and the indentation of blocks are
        taken into account. Offsets outside of the value are moved to its nearest end. In a scalar
        of more than a million characters the place is the whole scalar.
        """
        if not self:
            span = self.span
            place = span.start + 1 if self.style in {"single", "double"} else span.end
            return Span(self._source, place, place)
        runs = _runs(self._source, self._place, self)
        start = min(max(start, 0), len(self))
        end = min(max(start, start + 1 if end is None else end), len(self))
        if start == len(self):
            last = _ends(runs, len(self), start - 1)[1]
            return Span(self._source, last, last)
        first = _ends(runs, len(self), start)[0]
        last = _ends(runs, len(self), end - 1)[1] if end > start else first
        return Span(self._source, first, last)


_DROPPED: Final = Scalar()
"""Stands for a refused key, so that its value is read for findings and then left out."""


class Null:
    """A value left empty, or written `~` or `null`."""

    __slots__ = ("span",)

    def __init__(self, span: Span) -> None:
        self.span = span

    def __repr__(self) -> str:
        return "Null()"


class Mapping(dict[Scalar, "Node"]):
    """Keys with their values, in the order written; each key knows its own place."""

    __slots__ = ("span",)
    span: Span


class Sequence(list["Node"]):
    """A list of nodes."""

    __slots__ = ("span",)
    span: Span


Node = Scalar | Mapping | Sequence | Null


def parse(source: Source) -> tuple[Node | None, list[Diagnostic]]:
    """Return the tree of a YAML file and what is wrong with it, in the order of the file.

    There is no tree if the file is empty or cannot be read to its end; otherwise the tree leaves
    out what was refused: the second of two equal keys, merge keys, keys that are not text. An
    alias is a Null.
    """
    if len(source.text) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES / 1e6:.0f} MB"
        return None, [Diagnostic("too-large", message, Span(source, 0, 0), hint=_SPLIT)]
    builder = _Builder(source)
    readable = builder.refuse_control_characters()
    handlers: dict[type[yaml.Event], Callable[[_Event], bool]] = {
        yaml.ScalarEvent: builder.scalar,
        yaml.AliasEvent: builder.alias,
        yaml.MappingStartEvent: builder.open_mapping,
        yaml.SequenceStartEvent: builder.open_sequence,
        yaml.MappingEndEvent: builder.close,
        yaml.SequenceEndEvent: builder.close,
        yaml.DocumentStartEvent: builder.document,
    }
    try:
        events: Iterator[Any] = yaml.parse(readable, Loader=_LOADER)
        for event in events:
            handle = handlers.get(type(event))
            if handle and not handle(event):
                break
    except yaml.MarkedYAMLError as error:
        builder.complete = False
        builder.found.append(_advice(source, error, builder.last))
    return builder.result()


class _Mark(Protocol):
    index: int


class _Event(Protocol):
    """What is read of the parser's events; not every kind has all of it."""

    start_mark: _Mark
    end_mark: _Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None


class _Builder:
    """Puts nodes into the tree as parser events arrive, and collects what it refuses.

    `_container` and `_key` say where the next node goes. A key of None means that a mapping waits
    for its next key; `_DROPPED` means that the next value belongs to a refused key.
    """

    def __init__(self, source: Source) -> None:
        self.found: list[Diagnostic] = []
        self.complete = True
        self.last = 0, 0
        self._source = source
        self._root: Node | None = None
        self._documents = 0
        self._nodes = 0
        self._container: Mapping | Sequence | None = None
        self._key: Scalar | None = None
        self._outer: list[tuple[Mapping | Sequence | None, Scalar | None]] = []
        self._repeated: list[tuple[Mapping, Scalar]] = []

    def result(self) -> tuple[Node | None, list[Diagnostic]]:
        """Return the tree, if it is whole, and the findings in the order of the file."""
        self._report_repeated_keys()
        self.found.sort(key=lambda found: found.span.start)
        if self.complete and (self._root is None or isinstance(self._root, Null)):
            self._report("empty-file", "there is nothing in this file", 0, 0, _EMPTY)
            self.complete = False
        return (self._root if self.complete else None), self.found

    def refuse_control_characters(self) -> str:
        """Return the text with each refused character replaced, so that the rest can be read."""
        readable, count = _CONTROL.subn("\ufffd", self._source.text)
        if count:
            self._report_control_characters(self._source.text, count, partial(Span, self._source))
        return readable

    def document(self, event: _Event) -> bool:
        self._documents += 1
        if self._documents == 1:
            return True
        self._report(
            "several-documents",
            "a second document begins here",
            event.start_mark.index,
            event.end_mark.index,
            "keep one document in a file: take out this line, or move what follows to a new file",
        )
        return False

    def scalar(self, event: _Event) -> bool:
        value, style = event.value, event.style
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor is not None or event.tag is not None:
            start = min(self._refuse_properties(start), end)
        if style in _BLOCK_STYLES:
            end = start + len(self._source.text[start:end].rstrip())
            if not value and self._source.text[start + 1 : end].isdigit():
                self._report_block_number(start, end)
        self.last = start, end
        node = Scalar.written(value, self._source, start, end, _STYLE_NUMBERS[style])
        if style == '"' and not value.isprintable():
            count = len(_CONTROL.findall(value))
            self._report_control_characters(value, count, node.at)
        container = self._container
        if self._key is None and isinstance(container, Mapping):
            self._take_key(container, node)
        elif not style and value in _NULLS:
            self._put(Null(node.span))
        else:
            self._put(node)
        return self._count_node(start)

    def alias(self, event: _Event) -> bool:
        start, end = event.start_mark.index, event.end_mark.index
        self.last = start, end
        self._report_anchor(start, end)
        if self._key is None and isinstance(self._container, Mapping):
            self._key = _DROPPED
        else:
            self._put(Null(Span(self._source, start, end)))
        return self._count_node(start)

    def open_mapping(self, event: _Event) -> bool:
        return self._open(event, Mapping())

    def open_sequence(self, event: _Event) -> bool:
        return self._open(event, Sequence())

    def close(self, event: _Event) -> bool:
        container = self._container
        if event.end_mark.index > event.start_mark.index:  # a block ends without a sign of its own
            self.last = event.start_mark.index, event.end_mark.index
        if container is not None:
            start = container.span.start
            container.span = Span(self._source, start, max(self.last[1], start))
        self._container, self._key = self._outer.pop()
        return True

    def _open(self, event: _Event, node: Mapping | Sequence) -> bool:
        start = event.start_mark.index
        if len(self._outer) >= MAX_DEPTH:
            message = f"this is nested more than {MAX_DEPTH} levels deep"
            self._report("too-deep", message, start, start + 1, "look for stray brackets")
            self.complete = False
            return False
        if event.anchor is not None or event.tag is not None:
            start = self._refuse_properties(start)
        node.span = Span(self._source, start, start)
        self.last = start, max(start, event.end_mark.index)
        if self._key is None and isinstance(self._container, Mapping):
            self._report("yaml-syntax", "a key must be plain text", start, start + 1, _QUOTE)
            self._outer.append((self._container, _DROPPED))
        else:
            self._put(node)
            self._outer.append((self._container, self._key))
        self._container, self._key = node, None
        return self._count_node(start)

    def _put(self, node: Node) -> None:
        container = self._container
        if container is None:
            self._root = node
        elif isinstance(container, Sequence):
            container.append(node)
        elif self._key is not None:
            if self._key is not _DROPPED:
                container[self._key] = node
            self._key = None

    def _take_key(self, container: Mapping, key: Scalar) -> None:
        self._key = _DROPPED
        if key == "<<" and key.style == "plain":
            message = "merge keys ('<<') are not read here"
            hint = "write the keys out in each place"
            self.found.append(Diagnostic("merge-key", message, key.span, hint=hint))
        elif not key:
            message = "a key is missing before ':'"
            self.found.append(Diagnostic("yaml-syntax", message, key.span, hint=_WRITE_KEY))
        elif key in container:
            self._repeated.append((container, key))
        else:
            self._key = key

    def _count_node(self, start: int) -> bool:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            message = f"the file holds more than {MAX_NODES:,} values"
        elif len(self.found) + len(self._repeated) > MAX_FINDINGS:
            message = f"more than {MAX_FINDINGS:,} problems: the file is not read beyond this"
        else:
            return True
        self._report("too-large", message, start, start + 1, _SPLIT)
        self.complete = False
        return False

    def _refuse_properties(self, start: int) -> int:
        """Report the anchor and the tag before a node; return where the node itself begins."""
        refused = ""
        text = self._source.text
        while (match := _PROPERTY.match(text, start)) and match[1][0] not in refused:
            refused += match[1][0]
            if match[1].startswith("&"):
                self._report_anchor(*match.span(1))
            else:
                message = f"the tag '{_short(match[1])}' is not read here"
                hint = f"leave it out: the schema knows the type of each value; {_QUOTE}"
                self._report("yaml-tag", message, *match.span(1), hint)
            start = match.end()
        return start

    def _report_control_characters(
        self, text: str, count: int, place: Callable[[int, int], Span]
    ) -> None:
        matches = _CONTROL.finditer(text)
        hint = "delete it, or type a space or a line end in its place"
        for match in islice(matches, _MAX_CONTROL_FINDINGS):
            message = f"the character U+{ord(match[0]):04X} cannot be seen and is not allowed"
            span = place(*match.span())
            self.found.append(Diagnostic("control-character", message, span, hint=hint))
        for match in islice(matches, 1):
            more = count - _MAX_CONTROL_FINDINGS
            message = f"there are {more:,} more characters from here on that are not allowed"
            span = place(*match.span())
            self.found.append(Diagnostic("control-character", message, span, hint=hint))

    def _report_anchor(self, start: int, end: int) -> None:
        name = self._source.text[start:end]
        kind = "anchor" if name.startswith("&") else "alias"
        message = f"the {kind} '{_short(name)}' is not read here"
        hint = f"write the value out in each place; {_QUOTE}"
        self._report("anchor-or-alias", message, start, end, hint)

    def _report_block_number(self, start: int, end: int) -> None:
        shown = self._source.text[start:end]
        message = f"'{shown}' begins a block of text and is not a value"
        self._report("yaml-syntax", message, start, end, f"write it in quotes: '{shown}'")

    def _report_repeated_keys(self) -> None:
        firsts: dict[int, dict[str, Scalar]] = {}
        for container, key in self._repeated:
            if id(container) not in firsts:
                firsts[id(container)] = {first: first for first in container}
            line = firsts[id(container)][key].span.line
            message = f"the key '{_short(key)}' is given twice; the first is on line {line}"
            hint = "keep one of the two"
            self.found.append(Diagnostic("duplicate-key", message, key.span, hint=hint))

    def _report(self, rule: str, message: str, start: int, end: int, hint: str) -> None:
        self.found.append(Diagnostic(rule, message, Span(self._source, start, end), hint=hint))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


# Where the characters of a value stand in the source. A run is a stretch of the value with the
# stretch of source it came from: equally long and the same letters, or one character for an
# escape or a line end. Found only when asked, because only diagnostics ask.

_Run = tuple[int, int, int]

_BREAK: Final = re.compile(r"\r\n?|\n")
# Blanks count only before a line end. They are tried from their first one alone, which keeps the
# search linear; the first may follow an escaped blank.
_BLANKS: Final = r"(?:(?:(?<![ \t])|(?<=\\[ \t]))[ \t]++)?(?:(?:\r\n?|\n)[ \t]*+)++"
_ESCAPE: Final = r"\\(?:(?:(?:\r\n?|\n)[ \t]*+)++|x.{2}|u.{4}|U.{8}|.)"
_FLOW_PIECES: Final = {
    "plain": re.compile(_BLANKS),
    "single": re.compile(f"''|{_BLANKS}"),
    "double": re.compile(f"{_ESCAPE}|{_BLANKS}"),
}
_BLOCK_HEADER: Final = re.compile(r"[|>]([-+0-9]*)[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n)?")
_FIRST_SOURCE_LINE: Final = re.compile(r"(?<=[\r\n])( *+)[^ \r\n]")
_FIRST_VALUE_LINE: Final = re.compile(r"(?:\A|(?<=\n))( *+)[^ \n]")


@lru_cache(maxsize=4)
def _runs(source: Source, place: int, value: Scalar) -> list[_Run]:  # noqa: ARG001
    """Return the runs of a value in order: offset in the value, start and end in the source."""
    span = value.span
    if span.end - span.start > _LONGEST_LOCATED:
        return [(0, span.start, span.end)]
    if value.style in {"literal", "folded"}:
        pieces = _block_pieces(source.text, span.start, value)
    else:
        pieces = _flow_pieces(source.text, span, value.style)
    runs, offset = [], 0
    for length, start, end in pieces:
        if length:
            runs.append((offset, start, end))
        offset += length
    # PyYAML's own scanner, used where libyaml is missing, folds a few rare forms in another way.
    return runs if offset == len(value) else [(0, span.start, span.end)]


def _ends(runs: list[_Run], length: int, index: int) -> tuple[int, int]:
    """Return start and end in the source of one character of a value of this length."""
    number = bisect_right(runs, index, key=lambda run: run[0]) - 1
    offset, start, end = runs[number]
    following = runs[number + 1][0] if number + 1 < len(runs) else length
    if following - offset != end - start:
        return start, end
    return start + index - offset, start + index - offset + 1


def _flow_pieces(text: str, span: Span, style: str) -> Iterator[_Run]:
    """Yield length in the value, start and end in the source, of a plain or quoted scalar."""
    quote = 0 if style == "plain" else 1
    position, stop = span.start + quote, span.end - quote
    for match in _FLOW_PIECES[style].finditer(text, position, stop):
        escaped = match[0][0] in "\\'"
        breaks = list(_BREAK.finditer(text, *match.span()))
        yield match.start() - position, position, match.start()
        position = match.end()
        if not breaks or (len(breaks) == 1 and not escaped):
            yield 1, match.start(), match.end()
        for line_end in breaks[1:]:
            yield 1, line_end.start(), line_end.end()
    yield stop - position, position, stop


def _block_pieces(text: str, start: int, value: str) -> Iterator[_Run]:
    """Yield the same for a literal or folded scalar; follows YAML 1.2.2, 8.1, as libyaml does."""
    header = _BLOCK_HEADER.match(text, start)
    if header is None:
        return
    folded = text[start] == ">"
    indent = _indent(text, header.end(), value)
    line, position, blank_lines = _skip_blank_lines(text, header.end(), indent)
    line_end: tuple[int, int] | None = None
    was_more_indented = False
    while position - line == indent and position < len(text):
        more_indented = text[position] in " \t"
        joined = folded and not was_more_indented and not more_indented
        if line_end and not (joined and blank_lines):
            yield 1, *line_end
        yield from ((1, *blank) for blank in blank_lines)
        was_more_indented = more_indented
        found = _BREAK.search(text, position)
        end = found.start() if found else len(text)
        yield end - position, position, end
        line_end = found.span() if found else None
        line, position, blank_lines = _skip_blank_lines(text, found.end() if found else end, indent)
    if line_end and "-" not in header[1]:
        yield 1, *line_end
    if "+" in header[1]:
        yield from ((1, *blank) for blank in blank_lines)


def _skip_blank_lines(
    text: str, position: int, indent: int
) -> tuple[int, int, list[tuple[int, int]]]:
    """Return the next line with text, where its text begins, and the line ends before it."""
    line_ends: list[tuple[int, int]] = []
    while True:
        line = position
        while position - line < indent and text[position : position + 1] == " ":
            position += 1
        found = _BREAK.match(text, position)
        if not found:
            return line, position, line_ends
        line_ends.append(found.span())
        position = found.end()


def _indent(text: str, body: int, value: str) -> int:
    """Return the indentation of a block, from what is left of it in the value.

    The number in the header would need the indentation of the parent, which is not at hand.
    """
    written = _FIRST_SOURCE_LINE.search(text, body)
    kept = _FIRST_VALUE_LINE.search(value)
    if written and kept:
        return len(written[1]) - len(kept[1])
    blank_lines = text[body : written.start() if written else len(text)].splitlines()
    longest = max(map(len, value.splitlines()), default=0)
    return max(map(len, blank_lines), default=0) - longest if longest else len(text)


# Advice on syntax errors, because what libyaml says is for programmers.

_CLOSING: Final = {"[": "]", "{": "}"}
_TAB_INDENT: Final = re.compile(r"[ -]*\t")
_GLUED_COLON: Final = re.compile(r"[ -]*[^\s:\"'\[{]+:(?=[^ \t\r\n/])")
_KEY: Final = re.compile(r"[ -]*[^:\r\n]*?:[ \t]+")
_LINE: Final = re.compile(r"[^\r\n]*")
_LONGEST_QUOTED: Final = 80


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where the parser gave up.

    `at` is the offending place, `since` the start of what it was reading; the last good node or
    bracket stands at `begin` to `end`.
    """

    source: Source
    at: int
    since: int
    begin: int
    end: int

    @property
    def char(self) -> str:
        """The offending character; empty at the end of the file."""
        return self.source.text[self.at : self.at + 1]

    @property
    def same_line(self) -> bool:
        """Whether the last good node ended on the offending line."""
        return not _BREAK.search(self.source.text, self.end, self.at)

    def rest(self, start: int) -> str:
        """Return what stands from an offset to the end of its line."""
        match = _LINE.match(self.source.text, start)
        return match[0].rstrip() if match else ""

    def syntax(self, message: str, start: int, end: int, hint: str) -> Diagnostic:
        """Make the diagnostic; a span beyond the end of the file is cut."""
        size = len(self.source.text)
        span = Span(self.source, min(start, size), min(end, size))
        return Diagnostic("yaml-syntax", message, span, hint=hint)


def _advice(source: Source, error: yaml.MarkedYAMLError, last: tuple[int, int]) -> Diagnostic:
    """Turn a parser's error into what an author can act on; `last` is where the last node was."""
    at = min(error.problem_mark.index if error.problem_mark else last[1], len(source.text))
    since = min(error.context_mark.index, at) if error.context_mark else at
    stop = _Stop(source, at, since, min(last[0], at), min(last[1], at))
    problem = f"{error.context or ''}: {error.problem or ''}"
    indented = _TAB_INDENT.match(source.text, at - source.position(at)[1] + 1)
    if indented or stop.char == "\t" or "tab character" in problem:
        tab = indented.end() - 1 if indented else at
        hint = "use spaces: two for each level"
        message = "this line is indented with a tab" if indented else "a tab cannot stand here"
        return Diagnostic("tab-indent", message, Span(source, tab, tab + 1), hint=hint)
    for sign, advise in _ADVICE.items():
        if sign in problem:
            return advise(stop)
    hint = "check the quotes, brackets and indentation here and in the line above"
    return stop.syntax(f"this is not valid YAML: {error.problem}", at, at + 1, hint)


def _in_quotes(value: str) -> str:
    for quote in ('"', "'"):
        if quote not in value and "\\" not in value and len(value) <= _LONGEST_QUOTED:
            return f"put the whole value in quotes: {quote}{value}{quote}"
    return "put the whole value in quotes"


def _advise_colon(stop: _Stop) -> Diagnostic:
    text = stop.source.text
    line, column = stop.source.position(stop.at)
    line_start = stop.at - column + 1
    key = _KEY.match(text, line_start, stop.at)
    if key:
        message = "': ' inside a text begins a second key"
        hint = _in_quotes(stop.rest(key.end()))
        return stop.syntax(message, stop.at, stop.at + 1, hint)
    before = line - 1
    while before > 1 and not stop.source.line(before).strip():
        before -= 1
    above = stop.source.line(before) if before else ""
    above_start = text.rfind(above, 0, line_start) if above else 0
    if glued := _GLUED_COLON.match(above):
        return _missing_space(stop, above_start + glued.end() - 1)
    indent = len(above) - len(above.lstrip())
    this_line = text[line_start : stop.at]
    this_indent = len(this_line) - len(this_line.lstrip())
    if above and ":" not in above and indent == this_indent and above[indent] != "-":
        hint = "write it as 'key: value'"
        start, end = above_start + indent, above_start + len(above.rstrip())
        return stop.syntax("a ':' is missing in this line", start, end, hint)
    message = "a key cannot stand here: the text above has not ended"
    hint = "align this line with the key above; or, if it goes on with that text, quote the text"
    return stop.syntax(message, line_start + this_indent, stop.at, hint)


def _missing_space(stop: _Stop, colon: int) -> Diagnostic:
    if stop.source.text[colon + 1] == "\u00a0":
        message = "the space after ':' is a no-break space"
        return stop.syntax(message, colon + 1, colon + 2, "type an ordinary space")
    return stop.syntax("a space is missing after ':'", colon, colon + 1, "write it as 'key: value'")


def _advise_dash(stop: _Stop) -> Diagnostic:
    message = "a list cannot begin on the line of its key"
    hint = f"begin it on the next line; if this is text, {_in_quotes(stop.rest(stop.at))}"
    return stop.syntax(message, stop.at, stop.at + 1, hint)


def _advise_start(stop: _Stop) -> Diagnostic:
    start = stop.at if stop.at == stop.since else stop.since
    text = stop.source.text
    if not text[start : start + 1]:
        message = "the file ends in the middle of a list or mapping"
        return stop.syntax(message, start, start, "close each '[' and '{'")
    if text[start] == "@" and text[start - 1 : start] == "[":
        start -= 1
    shown = "[@" if text[start] == "[" else text[start]
    hint = _in_quotes(stop.rest(start))
    return stop.syntax(f"a value cannot begin with '{shown}'", start, start + len(shown), hint)


def _advise_unclosed_quote(stop: _Stop) -> Diagnostic:
    quote = stop.source.text[stop.since]
    message = "this quote is never closed"
    hint = f"write {quote} at the end of the text"
    if quote == "'":
        hint += ", and an apostrophe inside it twice ('')"
    return stop.syntax(message, stop.since, stop.since + 1, hint)


def _advise_escape(stop: _Stop) -> Diagnostic:
    text = stop.source.text
    start = text.rfind("\\", stop.since, stop.at + 1)
    shown = text[start : start + 2]
    message = f"'{shown}' is not a character that double quotes know"
    hint = r"write '\\' for a backslash, or put the text in single quotes"
    return stop.syntax(message, start, start + 2, hint)


def _advise_next(stop: _Stop) -> Diagnostic:
    """Explain why neither a key nor an item of the collection at hand follows."""
    text = stop.source.text
    if stop.same_line and stop.end:
        return _advise_same_line(stop)
    if stop.char == ":":
        return stop.syntax("a key is missing before ':'", stop.at, stop.at + 1, _WRITE_KEY)
    comment = text.find("#", stop.end, stop.at)
    if comment >= 0 and not _BREAK.search(text, stop.end, comment):
        message = "' #' begins a comment, so the text ends here"
        hint = "to go on with the text in the next line, put all of it in quotes"
        return stop.syntax(message, comment, comment + 1, hint)
    if text[stop.begin] in _BLOCK_STYLES and stop.source.position(stop.at)[1] > 1:
        message = "this line is indented less than the block of text above"
        hint = "begin each line of the block in one column; blank lines should be empty"
        return stop.syntax(message, stop.at, stop.at + 1, hint)
    line, column = stop.source.position(stop.since)
    if text.startswith("- ", stop.at) and not text.startswith("-", stop.since):
        message = "a list item stands where a key is expected"
        hint = "leave nothing after the ':' of the key that the list belongs to"
        return stop.syntax(message, stop.at, stop.at + 1, hint)
    message = "this line does not align with the lines it belongs to"
    hint = f"the mapping or list at hand begins in column {column}, on line {line}"
    return stop.syntax(message, stop.at, stop.at + 1, hint)


def _advise_same_line(stop: _Stop) -> Diagnostic:
    text = stop.source.text
    last = text[stop.end - 1]
    if last not in {"'", '"'}:
        message = "there is more text after the end of this value"
        key = _KEY.match(text, stop.at - stop.source.position(stop.at)[1] + 1, stop.at)
        hint = f"if this is text, {_in_quotes(stop.rest(key.end()))}" if key else _QUOTE
        return stop.syntax(message, stop.at, stop.at + 1, hint)
    if _BREAK.search(text, stop.begin, stop.end):
        line = stop.source.position(stop.end)[0]
        message = f"this quote is closed only on line {line}, by a quote that begins another text"
        hint = f"write {last} at the end of this text"
        return stop.syntax(message, stop.begin, stop.begin + 1, hint)
    other = "''" if last == "'" else '\\"'
    message = "the text goes on after its closing quote"
    hint = f"write {other} for a {last} inside the text"
    return stop.syntax(message, stop.at, stop.at + 1, hint)


def _advise_no_colon(stop: _Stop) -> Diagnostic:
    line = stop.rest(stop.since)
    if glued := _GLUED_COLON.match(line):
        return _missing_space(stop, stop.since + glued.end() - 1)
    message = "this line has no ': ' and so is no key with a value"
    hint = "write it as 'key: value', or indent it if it goes on with the text above"
    return stop.syntax(message, stop.since, stop.since + len(line), hint)


def _advise_bracket(stop: _Stop) -> Diagnostic:
    bracket = stop.source.text[stop.since : stop.since + 1]
    if bracket not in _CLOSING:
        return _advise_start(stop)
    close = _CLOSING[bracket]
    message = f"this '{bracket}' is not closed, or a ',' is missing after it"
    hint = f"write ',' between the items and '{close}' after the last; {_QUOTE}"
    return stop.syntax(message, stop.since, stop.since + 1, hint)


def _advise_tag(stop: _Stop) -> Diagnostic:
    match = _PROPERTY.match(stop.source.text, stop.since)
    shown = match[1] if match else stop.char
    message = f"the tag '{_short(shown)}' is not read here"
    span = Span(stop.source, stop.since, stop.since + max(len(shown), 1))
    return Diagnostic("yaml-tag", message, span, hint=f"leave it out; {_QUOTE}")


def _advise_directive(stop: _Stop) -> Diagnostic:
    start = stop.since
    message = "a line that begins with '%' is an instruction to YAML"
    return stop.syntax(message, start, start + len(stop.rest(start)), "take this line out")


def _advise_document(stop: _Stop) -> Diagnostic:
    if stop.same_line:
        return _advise_next(stop)
    message = "there is text after the end of the document"
    span = Span(stop.source, stop.at, stop.at + len(stop.rest(stop.at)))
    hint = "take out the line '...', or check the indentation here"
    return Diagnostic("several-documents", message, span, hint=hint)


_ADVICE: Final[dict[str, Callable[[_Stop], Diagnostic]]] = {
    "mapping values are not allowed": _advise_colon,
    "sequence entries are not allowed": _advise_dash,
    "cannot start any token": _advise_start,
    "expected node content": _advise_start,
    "while scanning an alias": _advise_start,
    "while scanning an anchor": _advise_start,
    "while scanning a block scalar": _advise_start,
    "while scanning a quoted scalar": _advise_unclosed_quote,
    "while parsing a quoted scalar": _advise_escape,
    "expected ':'": _advise_no_colon,
    "while parsing a block": _advise_next,
    "while parsing a flow": _advise_bracket,
    "tag": _advise_tag,
    "directive": _advise_directive,
    "incompatible YAML": _advise_directive,
    "<document start>": _advise_document,
}
"""What to say, by a phrase of libyaml's that stands in its message; the first that fits."""
