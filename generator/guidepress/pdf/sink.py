"""Author text as values that the layout of the PDF reads: data, never code.

An inline is a string, or a list that begins with what it is:
`["i"|"b", inlines]`, `["to", label, inlines]` (a place in this document), `["web", address,
inlines]`, `["cite", [[label, text], ...]]`, `["mark", key]` (for the index; shows nothing).
A block is a mapping with its kind as `k`; see `blocks`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from guidepress.link import Library, LinkedGuideline
from guidepress.model.entity import Entity
from guidepress.model.evidence import Reference
from guidepress.model.glossary import Term
from guidepress.model.guideline import Gap
from guidepress.model.intervention import Intervention
from guidepress.model.statement import EvidenceItem
from guidepress.model.values import Target, Text
from guidepress.text import (
    Block,
    Bullets,
    Citation,
    Emphasis,
    EntityLink,
    Heading,
    Inline,
    Paragraph,
    Table,
    WebLink,
    Words,
)
from guidepress.vocabulary import Word

Value = Any
"""A string, or a list or mapping of such, as JSON."""
Inlines = list[Value]
Blocks = list[Value]


def label_of(entity: Entity) -> str:
    """Return the label of an entity's place in the document."""
    return f"{entity.KIND}-{entity.id}"


def paragraph(*content: Value) -> Value:
    """Return a paragraph of inlines."""
    return {"k": "p", "c": [each for each in content if each not in ("", [])]}


def heading(level: int, title: str, label: str = "") -> Value:
    """Return a heading; with a label it is a place that links lead to."""
    return {"k": "h", "level": level, "c": [title], "label": label}


def bullets(items: Iterable[Blocks]) -> Value:
    """Return a list of blocks."""
    return {"k": "ul", "items": list(items)}


def word(word: Word, label: str = "") -> str:
    """Return a word of a closed list with its symbol before it."""
    said = label or word.label
    return f"{word.symbol}\u00a0{said}" if word.symbol else said


class Sink:
    """Turns the texts of one guideline into values."""

    def __init__(self, library: Library, here: LinkedGuideline) -> None:
        """Write the texts of a guideline of a library."""
        self.library = library
        self.here = here

    def text(self, text: Text) -> Blocks:
        """Return a text as blocks."""
        return self.blocks(self.here.tree(text).blocks)

    def line(self, text: Text) -> Inlines:
        """Return a text as one run of inlines; lists become sentences."""
        runs = [run for block in self.here.tree(text).blocks for run in self._runs(block)]
        joined: Inlines = []
        for run in runs:
            joined += [" ", *run] if joined else run
        return joined

    def blocks(self, blocks: Iterable[Block]) -> Blocks:
        """Return blocks of kinds `p` (c), `h` (level, c), `ul` and `ol` (items), `table`."""
        return [self._block(block) for block in blocks]

    def to(self, entity: Entity, title: str = "") -> Value:
        """Return a link to an entity's place, which is plain words where it has none here."""
        return ["to", label_of(entity), [title or entity.label]]

    def target(self, target: Target) -> Entity:
        """Return what a pointer of this guideline points to."""
        found = self.library.find(target.kind, target.id, self.here)
        assert found is not None  # noqa: S101 - linking has refused all others
        return found

    def mentioning(self, entity: Entity, kind: str = "") -> list[Entity]:
        """Return who mentions an entity, of one kind if it is given."""
        mentions = self.here.mentions.get((entity.KIND, entity.id), [])
        return [each.by for each in mentions if kind in {"", each.by.KIND}]

    def gap(self, target: Target) -> Gap:
        """Return the gap that a pointer points to."""
        found = self.target(target)
        assert isinstance(found, Gap)  # noqa: S101 - the model allows no other
        return found

    def reference(self, item: EvidenceItem) -> Reference:
        """Return the reference of an item of evidence."""
        found = self.target(item.reference)
        assert isinstance(found, Reference)  # noqa: S101 - the model allows no other
        return found

    def cite(self, key: str, locator: str = "") -> Value:
        """Return the mark of one reference, and the place that its entry names."""
        found = self.library.find(Reference.KIND, key, self.here)
        assert isinstance(found, Reference)  # noqa: S101 - linking has refused all others
        owner = self.library.home_of(found, self.here)
        where = f", {locator}" if locator else ""
        return ["cite", label_of(found), f"[{owner.numbers[found.id]}{where}]"]

    def _block(self, block: Block) -> Value:
        match block:
            case Paragraph(content):
                return paragraph(*self._run(content))
            case Heading(level, content):
                return {"k": "strong", "c": self._run(content), "level": level}
            case Bullets(items, start):
                kind = {"k": "ul"} if start is None else {"k": "ol", "start": start}
                return {**kind, "items": [self.blocks(item) for item in items]}
            case Table(header, rows):
                return {
                    "k": "table",
                    "head": [self._run(cell) for cell in header],
                    "rows": [[self._run(cell) for cell in row] for row in rows],
                    "widths": [1] * len(header),
                }

    def _runs(self, block: Block) -> Iterator[Inlines]:
        match block:
            case Paragraph(content) | Heading(_, content):
                yield self._run(content)
            case Bullets(items):
                for item in items:
                    for inner in item:
                        yield from self._runs(inner)
            case Table(header, rows):
                for row in (header, *rows):
                    yield from map(self._run, row)

    def _run(self, content: Iterable[Inline]) -> Inlines:
        run: Inlines = []
        for inline in content:
            match inline:
                case Words(words):
                    run += self._marked(words)
                case Emphasis(strong, inner):
                    run.append(["b" if strong else "i", self._run(inner)])
                case EntityLink(kind, id_, inner):
                    found = self.library.find(kind, id_, self.here)
                    assert found is not None  # noqa: S101 - linking has refused all others
                    if self.here.entities.get((kind, id_)) is found:
                        run.append(["mark", label_of(found)])
                    run.append(["to", label_of(found), self._run(inner)])
                case WebLink(url, inner):
                    run.append(["web", url, self._run(inner)])
                case Citation(items):
                    for number, item in enumerate(items):
                        run += [" "] if number else []
                        run.append(self.cite(item.key, item.locator))
        return run

    def _marked(self, words: str) -> Inlines:
        """Mark the names of interventions and terms for the index."""
        run: Inlines = []
        for named in self.here.names.find(words):
            if isinstance(named.entity, (Intervention, Term)):
                run.append(["mark", label_of(named.entity)])
            run.append(" ".join(named.text.split("\n")))
        return run
