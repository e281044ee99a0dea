"""Turns the text of a YAML file into a tree of nodes that know where they were written.

The loader is ours because a clinical text must arrive as written: stock loaders read `no` as
False, `007` as 7 and `12:30:45` as 45045, and drop a repeated key without a word. This one keeps
every scalar as text, refuses what a guideline has no use for (anchors, aliases, merge keys, tags,
several documents), and builds the tree from parser events without recursion, so that neither
depth nor an alias bomb can exhaust it. No text of an author makes it raise.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, Protocol

import yaml

from guidepress.diagnostics import Diagnostic
from guidepress.source import MAX_BYTES, Source, Span
from guidepress.yaml_advice import advise, missing_key
from guidepress.yaml_positions import locate
from guidepress.yaml_refused import (
    QUOTE,
    cut_after,
    cut_before,
    may_be_cut,
    refused_anchor,
    refused_block_number,
    refused_controls,
    refused_merge_key,
    refused_properties,
    short,
    without_controls,
)

MAX_DEPTH: Final = 100
"""How many lists and mappings may stand inside one another."""

MAX_NODES: Final = 200_000
"""How many values, keys, lists and mappings one file may hold."""

MAX_FINDINGS: Final = 1000
"""After so many findings a file is not read further."""

_SPLIT: Final = "split it: every YAML file in the guideline's folder is read"
_EMPTY: Final = "write the first key, or delete the file"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS: Final = frozenset({"", "~", "null"})
_STYLES: Final = ("plain", "single", "double", "literal", "folded")
_BLOCK_STYLES: Final = frozenset("|>")
_STYLE_NUMBERS: Final = {None: 0, "": 0, "'": 1, '"': 2, "|": 3, ">": 4}


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
        return locate(self.span, self.style, self, start, end)


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
    handlers = builder.handlers()
    try:
        for event in iter(_LOADER(readable).get_event, None):
            handle = handlers.get(type(event))
            if handle and not handle(event):
                break
    except yaml.MarkedYAMLError as error:
        builder.stop(error)
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
    flow_style: bool | None


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
        self._may_be_cut = may_be_cut(source.text)
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
        text = self._source.text
        readable, count = without_controls(text)
        if count:
            self.found.extend(refused_controls(text, partial(Span, self._source)))
        return readable

    def stop(self, error: yaml.MarkedYAMLError) -> None:
        """Tell why the parser gave up, unless a text that was cut in that place tells it."""
        self.complete = False
        advice = advise(self._source, error, self.last)
        cuts = {found.span.start for found in self.found if found.rule == "text-cut-by-comment"}
        if advice.span.start not in cuts:
            self.found.append(advice)

    def handlers(self) -> dict[type[yaml.Event], Callable[[Any], bool]]:
        """Return what takes each kind of event; it returns whether reading goes on."""
        return {
            yaml.ScalarEvent: self.scalar,
            yaml.AliasEvent: self.alias,
            yaml.MappingStartEvent: self.open_mapping,
            yaml.SequenceStartEvent: self.open_sequence,
            yaml.MappingEndEvent: self.close,
            yaml.SequenceEndEvent: self.close,
            yaml.DocumentStartEvent: self.document,
        }

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
                self.found.append(refused_block_number(Span(self._source, start, end)))
        node = Scalar.written(value, self._source, start, end, _STYLE_NUMBERS[style])
        if style == '"' and not value.isprintable():
            self.found.extend(refused_controls(value, node.at))
        if self._key is None and isinstance(self._container, Mapping):
            self._take_key(self._container, node)
        else:
            if self._may_be_cut:
                self._refuse_cuts(node)
            self._put(Null(node.span) if not style and value in _NULLS else node)
        self.last = start, end
        return self._count_node(start)

    def alias(self, event: _Event) -> bool:
        start, end = event.start_mark.index, event.end_mark.index
        self.last = start, end
        self.found.append(refused_anchor(Span(self._source, start, end)))
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
        # The end of a block's start is before its first dash for some lists, behind it for others.
        self.last = start, max(start, event.end_mark.index) if event.flow_style else start
        if self._key is None and isinstance(self._container, Mapping):
            self._report("yaml-syntax", "a key must be plain text", start, start + 1, QUOTE)
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
            self.found.append(refused_merge_key(key.span))
        elif not key:
            self.found.append(missing_key(key.span))
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
        start, found = refused_properties(self._source, start)
        self.found.extend(found)
        return start

    def _refuse_cuts(self, value: Scalar) -> None:
        span = value.span
        self.found.extend(cut_before(self._source, self.last[1], span.start))
        if value.style == "plain":
            container = self._container.span.start if self._container is not None else 0
            self.found.extend(cut_after(self._source, span.end, container))

    def _report_repeated_keys(self) -> None:
        firsts: dict[int, dict[str, Scalar]] = {}
        for container, key in self._repeated:
            if id(container) not in firsts:
                firsts[id(container)] = {first: first for first in container}
            line = firsts[id(container)][key].span.line
            message = f"the key '{short(key)}' is given twice; the first is on line {line}"
            hint = "keep one of the two"
            self.found.append(Diagnostic("duplicate-key", message, key.span, hint=hint))

    def _report(self, rule: str, message: str, start: int, end: int, hint: str) -> None:
        self.found.append(Diagnostic(rule, message, Span(self._source, start, end), hint=hint))
