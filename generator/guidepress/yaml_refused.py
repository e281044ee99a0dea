"""What YAML offers and a guideline has no use for: each is refused in words for its author.

Anchors, aliases and tags make a file hard to read and to check. Characters that cannot be seen
make it say something else than it shows. A comment that begins in the middle of a text, as in
`see item #1`, takes words away without a trace.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from guidepress.diagnostics import Diagnostic
from guidepress.source import Source, Span

QUOTE: Final = "if this is text, put the whole value in quotes"

PROPERTY: Final = re.compile(r"(&[^\s,\[\]{}]*|!\S*)(?:\s+|#[^\r\n]*)*+")
"""An anchor or a tag, then what may stand between it and its node."""

# What YAML forbids (C0 and C1 controls, unpaired surrogates), what only YAML 1.1 takes for a line
# end (U+0085, U+2028, U+2029), a byte order mark inside the text, the marks that make text read in
# another order than it is written (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069), and
# what takes no room, so that two words look the same and are not (U+00AD, U+180E, U+200B, U+2060 to
# U+2065, U+206A to U+206F, tags from U+E0000). U+200C and U+200D join letters in some scripts.
_CONTROL: Final = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
)
_MAX_CONTROL_FINDINGS: Final = 20
_SHOWN: Final = 60

# A comment that is taken for text has no space after its mark; `##` and `#!` are ways to write
# comments. Its line may be the next one, if it is indented as a continued text would be.
_GLUED: Final = r"(#[^\s#!][^\r\n]*+)"
_CUT_BEFORE: Final = re.compile(rf"(?:\A|[\r\n])[ \t]*+[:-]\s++{_GLUED}")
_CUT_AFTER: Final = re.compile(rf"(?:[ \t]++|(?:[ \t]*+(?:\r\n?|\n))++([ \t]*+)){_GLUED}")


def without_controls(text: str) -> tuple[str, int]:
    """Return the text with each refused character replaced, and how many there were."""
    return _CONTROL.subn("\ufffd", text)


def refused_controls(text: str, place: Callable[[int, int], Span]) -> Iterator[Diagnostic]:
    """Tell of characters that cannot be seen; `place` gives the span of offsets into the text."""
    matches = _CONTROL.finditer(text)
    hint = "delete it, or type a space or a line end in its place"
    for match in islice(matches, _MAX_CONTROL_FINDINGS):
        message = f"the character U+{ord(match[0]):04X} cannot be seen and is not allowed"
        yield Diagnostic("control-character", message, place(*match.span()), hint=hint)
    for match in islice(matches, 1):
        more = 1 + sum(1 for _ in matches)
        message = f"there are {more:,} more characters from here on that are not allowed"
        yield Diagnostic("control-character", message, place(*match.span()), hint=hint)


def refused_properties(source: Source, start: int) -> tuple[int, list[Diagnostic]]:
    """Tell of the anchor and the tag before a node; return where the node itself begins."""
    found: list[Diagnostic] = []
    seen = ""
    while (match := PROPERTY.match(source.text, start)) and match[1][0] not in seen:
        seen += match[1][0]
        span = Span(source, *match.span(1))
        found.append(refused_anchor(span) if match[1][0] == "&" else refused_tag(span))
        start = match.end()
    return start, found


def refused_anchor(span: Span) -> Diagnostic:
    """Tell of an anchor or alias."""
    kind = "anchor" if span.excerpt.startswith("&") else "alias"
    message = f"the {kind} '{short(span.excerpt)}' is not read here"
    hint = f"write the value out in each place; {QUOTE}"
    return Diagnostic("anchor-or-alias", message, span, hint=hint)


def refused_tag(span: Span) -> Diagnostic:
    """Tell of a tag."""
    message = f"the tag '{short(span.excerpt)}' is not read here"
    hint = f"leave it out: the schema knows the type of each value; {QUOTE}"
    return Diagnostic("yaml-tag", message, span, hint=hint)


def refused_merge_key(span: Span) -> Diagnostic:
    """Tell of a merge key."""
    hint = "write the keys out in each place"
    return Diagnostic("merge-key", "merge keys ('<<') are not read here", span, hint=hint)


def refused_block_number(span: Span) -> Diagnostic:
    """Tell of a value such as `>5`, which begins a block of text."""
    message = f"'{span.excerpt}' begins a block of text and is not a value"
    hint = f"write it in quotes: '{span.excerpt}'"
    return Diagnostic("yaml-syntax", message, span, hint=hint)


def may_be_cut(text: str) -> bool:
    """Return whether a file has any comment that may have been meant as text."""
    return re.search(_GLUED, text) is not None


def cut_before(source: Source, start: int, end: int) -> Iterator[Diagnostic]:
    """Tell of text that was lost to a comment between `:` or `-` and its value.

    The node before ended at `start`, the value begins at `end`.
    """
    if source.text.find("#", start, end) < 0:
        return
    for match in _CUT_BEFORE.finditer(source.text[start:end]):
        yield _cut(source, start + match.start(1), start + match.end(1))


def cut_after(source: Source, end: int, container: int) -> Iterator[Diagnostic]:
    """Tell of text that was lost to a comment after a plain value that ended at `end`.

    `container` is where its list or mapping begins: a comment in a line of its own is part of the
    text only if it stands further right.
    """
    match = _CUT_AFTER.match(source.text, end)
    if match is None:
        return
    if match[1] is not None:
        in_brackets = source.text[container : container + 1] in {"[", "{"}
        if in_brackets or len(match[1]) < source.position(container)[1]:
            return
    yield _cut(source, *match.span(2))


def short(text: str) -> str:
    """Return a text as it is shown inside a message: its beginning."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _cut(source: Source, start: int, end: int) -> Diagnostic:
    message = "this is read as a comment, not as text"
    hint = (
        "put the whole text in quotes, or on the next line after '>-'; "
        "if it is a comment, write a space after its '#'"
    )
    end = start + len(source.text[start:end].rstrip())
    return Diagnostic("text-cut-by-comment", message, Span(source, start, end), hint=hint)
