"""What is wrong with the content, as values, and the forms in which they are printed.

A Diagnostic is collected and never raised. Author text reaches a terminal only through
`_visible`, so that no file can send control codes or reorder what is read.
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from guidepress.frozen import dataclass
from guidepress.source import ReadProblem, Span

_EXCERPT_COLUMNS: Final = 100
_COLUMNS_BEFORE_CARET: Final = 40
_TAB: Final = "    "
_LONGEST_SUGGESTED: Final = 200


class Severity(StrEnum):
    """How much a finding matters: an error stops the build, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: the rule it breaks, what is wrong and where, and how to put it right."""

    rule: str
    message: str
    span: Span
    severity: Severity = Severity.ERROR
    hint: str | None = None

    @classmethod
    def of(cls, problem: ReadProblem) -> "Diagnostic":
        """Make the error that tells of a file that could not be read."""
        return cls(problem.rule, problem.message, problem.span, hint=problem.hint)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that the editors let stand: the finding, their reason, where they say so."""

    diagnostic: Diagnostic
    reason: str
    span: Span


@dataclass(frozen=True)
class Report:
    """All findings of one run, sorted by file name, position and rule, each once."""

    diagnostics: tuple[Diagnostic, ...]
    accepted: tuple[Accepted, ...] = ()
    """Findings that are let stand; they count neither as errors nor as warnings."""

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic], accepted: Iterable[Accepted] = ()) -> "Report":
        """Sort the findings and drop those that say exactly the same of the same place."""
        distinct = {_sort_key(found): found for found in diagnostics}
        let_stand = {_sort_key(each.diagnostic): each for each in accepted}
        return cls(
            tuple(distinct[key] for key in sorted(distinct)),
            tuple(let_stand[key] for key in sorted(let_stand)),
        )

    @property
    def errors(self) -> int:
        """The number of errors."""
        return self._count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """The number of warnings."""
        return self._count(Severity.WARNING)

    @property
    def failed(self) -> bool:
        """Whether any finding is an error."""
        return self.errors > 0

    @property
    def summary(self) -> str:
        """The closing line: "2 errors, 1 warning", or that there is nothing to tell."""
        counts = Counter(found.severity for found in self.diagnostics)
        parts = [
            f"{counts[severity]} {severity}{'' if counts[severity] == 1 else 's'}"
            for severity in Severity
            if counts[severity]
        ]
        accepted = [f"{len(self.accepted)} accepted"] if self.accepted else []
        return ", ".join([*(parts or ["no problems found"]), *accepted])

    def _count(self, severity: Severity) -> int:
        return sum(found.severity is severity for found in self.diagnostics)


def suggest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the hint "did you mean 'x'?" for the candidate most like the word, if any is."""
    if len(word) > _LONGEST_SUGGESTED:
        return None
    spelled = {_plain_spelling(candidate): candidate for candidate in sorted(candidates)}
    close = get_close_matches(_plain_spelling(word), sorted(spelled), n=1)
    return f"did you mean '{spelled[close[0]]}'?" if close else None


def full(report: Report, *, color: bool = False) -> str:
    """Print each finding with its line, a caret and the hint, then how often each rule was broken.

    There is no line end after the last line.
    """
    paint = _painted if color else _unpainted
    findings = "\n\n".join(_full_one(found, paint) for found in report.diagnostics)
    by_rule = _by_rule(report, paint)
    parts = [findings, f"\n{by_rule}" if by_rule else "", report.summary]
    return "\n".join(part for part in parts if part)


def concise(report: Report) -> str:
    """Print one line for each finding, then the count; no line end after the last line."""
    return "\n".join([*map(concise_one, report.diagnostics), report.summary])


def concise_one(found: Diagnostic) -> str:
    """Print one finding on one line."""
    return f"{place(found)}: {found.severity}[{found.rule}] {_visible(found.message)}"


def github(report: Report) -> str:
    """Print workflow commands that GitHub shows beside the changed lines; nothing if all is well.

    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    return "\n".join(_github_one(found) for found in report.diagnostics)


def as_json(report: Report) -> str:
    """Print one JSON document: findings with start and end positions, those let stand, counts."""
    document = {
        "diagnostics": [_json_one(found) for found in report.diagnostics],
        "accepted": [
            {**_json_one(each.diagnostic), "reason": each.reason} for each in report.accepted
        ],
        "errors": report.errors,
        "warnings": report.warnings,
    }
    return json.dumps(document, indent=2)


FORMATS: Final[Mapping[str, Callable[[Report], str]]] = MappingProxyType(
    {"full": full, "concise": concise, "github": github, "json": as_json}
)
"""The printed forms by the name that the command line gives them."""


def _sort_key(found: Diagnostic) -> tuple[str, int, str, int, str, str, str]:
    span = found.span
    return (
        span.source.name,
        span.start,
        found.rule,
        span.end,
        found.message,
        found.severity.value,
        found.hint or "",
    )


def _plain_spelling(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-")


def place(found: Diagnostic) -> str:
    """Return where a finding is, as file, line and column."""
    return f"{_visible(found.span.source.name)}:{found.span.line}:{found.span.column}"


# The full form

_ANSI: Final = MappingProxyType(
    {
        Severity.ERROR: "1;31",
        Severity.WARNING: "1;33",
        Severity.NOTE: "1;36",
        "bold": "1",
        "gutter": "1;34",
    }
)


def _painted(text: str, look: str) -> str:
    return f"\x1b[{_ANSI[look]}m{text}\x1b[0m"


def _unpainted(text: str, look: str) -> str:  # noqa: ARG001
    return text


def _full_one(found: Diagnostic, paint: Callable[[str, str], str]) -> str:
    span = found.span
    head = paint(f"{found.severity}[{found.rule}]", found.severity)
    lines = [f"{paint(place(found), 'bold')}: {head} {_visible(found.message)}"]
    number = str(span.line)
    margin = " " * len(number)
    if span.source.text:
        excerpt, carets = _excerpt(span)
        bar = paint("|", "gutter")
        lines += [
            f"{margin} {bar}",
            f"{paint(number, 'gutter')} {bar} {excerpt}".rstrip(),
            f"{margin} {bar} {paint(carets, found.severity)}",
        ]
    if found.hint:
        first, *more = found.hint.splitlines()
        lines.append(f"{margin} {paint('=', 'gutter')} hint: {_visible(first)}")
        lines += [f"{margin}         {_visible(line)}" for line in more]
    return "\n".join(lines)


def _by_rule(report: Report, paint: Callable[[str, str], str]) -> str:
    """Return a line for each rule and severity, the worst and most frequent first; none for one."""
    counts = Counter((found.severity, found.rule) for found in report.diagnostics)
    if len(counts) == 1:
        return ""  # the closing line says it all
    worst = list(Severity)
    rows = sorted(counts, key=lambda row: (worst.index(row[0]), -counts[row], row[1]))
    width = len(str(max(counts.values(), default=0)))
    return "\n".join(
        f"{counts[severity, rule]:>{width}} {paint(f'{severity}[{rule}]', severity)}"
        for severity, rule in rows
    )


def _excerpt(span: Span) -> tuple[str, str]:
    """Return the first line of a span, cut to a window around its start, and the carets."""
    line = span.source.line(span.line)
    at = min(span.column - 1, len(line))
    first = max(at - _EXCERPT_COLUMNS, 0)
    cells = [_cell(character) for character in line[first : at + _EXCERPT_COLUMNS]]
    widths = [_columns(cell) for cell in cells]
    focus = at - first
    left, right = _window(widths, focus)
    if len(cells) == len(line) and sum(widths) <= _EXCERPT_COLUMNS:
        left, right = 0, len(cells)
    before = "…" if first + left > 0 else ""
    after = "…" if first + right < len(line) else ""
    marked = widths[focus : min(focus + span.end - span.start, right)]
    indent = len(before) + sum(widths[left:focus])
    if marked[:1] == [0] and indent:
        indent -= 1  # a combining mark stands on the letter before it
    return f"{before}{''.join(cells[left:right])}{after}", " " * indent + "^" * max(sum(marked), 1)


def _window(widths: list[int], focus: int) -> tuple[int, int]:
    left, right, used = focus, focus, 0
    while left and used + widths[left - 1] <= _COLUMNS_BEFORE_CARET:
        left -= 1
        used += widths[left]
    while right < len(widths) and used + widths[right] <= _EXCERPT_COLUMNS:
        used += widths[right]
        right += 1
    return left, right


def _visible(text: str) -> str:
    return text if text.isprintable() else "".join(map(_cell, text))


def _cell(character: str) -> str:
    """Return what a terminal is sent for one character: itself unless it is invisible."""
    if character == "\t":
        return _TAB
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    return f"<U+{ord(character):04X}>"


def _columns(cell: str) -> int:
    """Return how many terminal columns a cell takes."""
    if len(cell) > 1 or cell.isascii():
        return len(cell)
    if unicodedata.category(cell) in {"Mn", "Me"} or "\u1160" <= cell <= "\u11ff":
        return 0  # combining marks, and Korean vowels and finals written after their initial
    return 2 if unicodedata.east_asian_width(cell) in {"W", "F"} else 1


# The forms for programs

_GITHUB_COMMANDS: Final = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
)


def _github_one(found: Diagnostic) -> str:
    span = found.span
    end_line, end_column = span.end_position
    properties = {
        "file": span.source.name,
        "line": str(span.line),
        "col": str(span.column),
        "endColumn": str(end_column),
        "title": found.rule,
    }
    if end_line != span.line:  # GitHub takes columns only within one line
        del properties["endColumn"]
    shown = ",".join(f"{key}={_github_property(value)}" for key, value in properties.items())
    message = found.message if found.hint is None else f"{found.message}\nhint: {found.hint}"
    return f"::{_GITHUB_COMMANDS[found.severity]} {shown}::{_github_text(message)}"


def _github_text(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return _visible(escaped)


def _github_property(text: str) -> str:
    return _github_text(text).replace(":", "%3A").replace(",", "%2C")


def _json_one(found: Diagnostic) -> dict[str, str | int | None]:
    end_line, end_column = found.span.end_position
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "message": found.message,
        "hint": found.hint,
        "file": found.span.source.name,
        "line": found.span.line,
        "column": found.span.column,
        "end_line": end_line,
        "end_column": end_column,
    }
