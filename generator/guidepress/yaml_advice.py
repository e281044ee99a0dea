"""Turns a syntax error of the YAML parser into what an author can act on.

What libyaml says is for programmers. Here the place where it gave up, and what stands around it,
are looked at again to tell which of the mistakes that authors make it was.
"""

import re
from collections.abc import Callable
from typing import Final

import yaml

from guidepress.diagnostics import Diagnostic
from guidepress.frozen import dataclass
from guidepress.source import LINE_END, Source, Span
from guidepress.yaml_refused import PROPERTY, QUOTE, refused_tag

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
        return not LINE_END.search(self.source.text, self.end, self.at)

    def rest(self, start: int) -> str:
        """Return what stands from an offset to the end of its line."""
        match = _LINE.match(self.source.text, start)
        return match[0].rstrip() if match else ""

    def syntax(self, message: str, start: int, end: int, hint: str) -> Diagnostic:
        """Make the diagnostic; a span beyond the end of the file is cut."""
        size = len(self.source.text)
        span = Span(self.source, min(start, size), min(end, size))
        return Diagnostic("yaml-syntax", message, span, hint=hint)


def advise(source: Source, error: yaml.MarkedYAMLError, last: tuple[int, int]) -> Diagnostic:
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


def missing_key(colon: Span) -> Diagnostic:
    """Tell that nothing stands before a colon."""
    hint = "write the key before it"
    return Diagnostic("yaml-syntax", "a key is missing before ':'", colon, hint=hint)


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
        return missing_key(Span(stop.source, stop.at, stop.at + 1))
    comment = text.find("#", stop.end, stop.at)
    if comment >= 0 and not LINE_END.search(text, stop.end, comment):
        message = "' #' begins a comment, so the text ends here"
        hint = "to go on with the text in the next line, put all of it in quotes"
        return stop.syntax(message, comment, comment + 1, hint)
    if text[stop.begin] in {"|", ">"} and stop.source.position(stop.at)[1] > 1:
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
        hint = f"if this is text, {_in_quotes(stop.rest(key.end()))}" if key else QUOTE
        return stop.syntax(message, stop.at, stop.at + 1, hint)
    if LINE_END.search(text, stop.begin, stop.end):
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
    hint = f"write ',' between the items and '{close}' after the last; {QUOTE}"
    return stop.syntax(message, stop.since, stop.since + 1, hint)


def _advise_tag(stop: _Stop) -> Diagnostic:
    match = PROPERTY.match(stop.source.text, stop.since)
    end = match.end(1) if match else stop.since + 1
    return refused_tag(Span(stop.source, stop.since, end))


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
