"""The printed forms of a report, letter for letter."""

import json
from pathlib import Path

import pytest

from guidepress.diagnostics import (
    FORMATS,
    Diagnostic,
    Report,
    Severity,
    concise,
    full,
    github,
    suggest,
)
from guidepress.source import ReadProblem, Source, Span

RECOMMENDATIONS = "- id: steroids-first\n  strength: strnog\n"


def at(text: str, excerpt: str, name: str = "content/demo/recommendations.yml") -> Span:
    start = text.index(excerpt)
    return Span(Source(name, Path(name), text), start, start + len(excerpt))


def unknown_value(severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(
        "unknown-value",
        "'strnog' is not a strength of recommendation",
        at(RECOMMENDATIONS, "strnog"),
        severity,
        "did you mean 'strong'?",
    )


def lines(span: Span, hint: str | None = None) -> list[str]:
    report = Report((Diagnostic("some-rule", "something is wrong", span, hint=hint),))
    return full(report).splitlines()


def carets(text: str, excerpt: str) -> str:
    """Return what stands above the carets when each letter takes the columns it should."""
    return lines(at(text, excerpt))[3].removeprefix("  | ")


def test_full_form() -> None:
    assert full(Report((unknown_value(),))) == (
        "content/demo/recommendations.yml:2:13: error[unknown-value]"
        " 'strnog' is not a strength of recommendation\n"
        "  |\n"
        "2 |   strength: strnog\n"
        "  |             ^^^^^^\n"
        "  = hint: did you mean 'strong'?\n"
        "1 error"
    )


def test_full_form_with_line_numbers_of_two_digits_and_two_findings() -> None:
    text = "\n" * 11 + "a: 1\n"
    found = Diagnostic("some-rule", "message", at(text, "a"), Severity.NOTE, "first\nsecond")
    assert full(Report((found, found))).splitlines() == [
        "content/demo/recommendations.yml:12:1: note[some-rule] message",
        "   |",
        "12 | a: 1",
        "   | ^",
        "   = hint: first",
        "           second",
        "",
        "content/demo/recommendations.yml:12:1: note[some-rule] message",
        "   |",
        "12 | a: 1",
        "   | ^",
        "   = hint: first",
        "           second",
        "2 notes",
    ]


def test_full_form_of_a_file_without_text_has_no_excerpt() -> None:
    span = Span(Source("x.yml", Path("x.yml"), ""), 0, 0)
    assert lines(span, hint="rename it") == [
        "x.yml:1:1: error[some-rule] something is wrong",
        "  = hint: rename it",
        "1 error",
    ]


def test_full_form_in_color() -> None:
    colored = full(Report((unknown_value(),)), color=True)
    assert "\x1b[1;31merror[unknown-value]\x1b[0m" in colored
    assert "^^^^^^\x1b[0m\n" in colored
    plain = full(Report((unknown_value(),)))
    for code in ("0", "1", "1;31", "1;34"):
        colored = colored.replace(f"\x1b[{code}m", "")
    assert colored == plain


def test_a_span_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    assert carets("a: one two\n  three\n", "one two\n  three") == "   ^^^^^^^"


def test_an_empty_span_and_an_empty_line_have_one_caret() -> None:
    source = Source("x.yml", Path("x.yml"), "a:\n\nb: 1")
    assert lines(Span(source, 3, 3))[2:4] == ["2 |", "  | ^"]
    assert lines(Span(source, 2, 2))[2:4] == ["1 | a:", "  |   ^"]
    assert lines(Span(source, 8, 8))[2:4] == ["3 | b: 1", "  |     ^"]


@pytest.mark.parametrize(
    ("before", "columns"),
    [
        ("abc ", 4),
        ("\t", 4),
        ("放射", 4),
        ("😀 ", 3),
        ("e\u0301 ", 2),
        ("\u1112\u1161\u11ab ", 3),
        ("\x1b[31m", 12),
        ("\u202e", 8),
        ("\u200b", 8),
        ("5\u00a0mg ", 5),
    ],
)
def test_the_caret_stands_below_its_letter(before: str, columns: int) -> None:
    assert carets(f"{before}X y", "X") == " " * columns + "^"


def test_a_wide_letter_has_two_carets_and_a_combining_mark_stands_on_its_letter() -> None:
    assert carets("a 放射 b", "放射") == "  ^^^^"
    assert carets("a e\u0301 b", "\u0301") == "  ^"


def test_a_line_of_10000_characters_is_cut_around_the_caret() -> None:
    text = "a" * 5000 + "X" + "b" * 5000
    excerpt, marks = (
        line.removeprefix("1 | ").removeprefix("  | ") for line in lines(at(text, "X"))[2:4]
    )
    assert len(excerpt) == 102
    assert excerpt[0] == excerpt[-1] == "…"
    assert excerpt[marks.index("^")] == "X"
    assert carets(text, "X" + "b" * 5000).count("^") == 60
    assert lines(at("X" + text, "X"))[2] == f"1 | X{'a' * 99}…"


def test_control_characters_never_reach_the_terminal() -> None:
    source = Source("a\x1b[2J\n.yml", Path("x"), "\x1b]0;title\x07 \u202e \x9b31m \x85\n")
    found = Diagnostic("some-rule", "bad \x1b[31m\nline", Span(source, 0, 1), hint="\x1b \u2066")
    report = Report((found,))
    for form in (full, concise, github):
        printed = form(report)
        assert not any(sign in printed for sign in "\x1b\x07\u202e\x9b\x85\u2066")
    assert "<U+001B>]0;title<U+0007>" in full(report)
    assert len(concise(report).splitlines()) == 2
    assert len(github(report).splitlines()) == 1


def test_concise_form() -> None:
    place = "content/demo/recommendations.yml:2:13"
    message = "'strnog' is not a strength of recommendation"
    assert concise(Report((unknown_value(), unknown_value(Severity.WARNING)))).splitlines() == [
        f"{place}: error[unknown-value] {message}",
        f"{place}: warning[unknown-value] {message}",
        "1 error, 1 warning",
    ]


def test_github_form_escapes_what_github_would_read() -> None:
    span = at("a: b\n", "b", "content/a,b:c%.yml")
    found = Diagnostic("some-rule", "100 % wrong: a, b", span, Severity.NOTE, "one\ntwo")
    assert github(Report((found,))) == (
        "::notice file=content/a%2Cb%3Ac%25.yml,line=1,col=4,endColumn=5,title=some-rule"
        "::100 %25 wrong: a, b%0Ahint: one%0Atwo"
    )


def test_github_form_gives_no_end_column_on_another_line() -> None:
    found = Diagnostic("r", "m", at("a: b\n  c", "b\n  c", "x.yml"), Severity.WARNING)
    assert github(Report((found,))) == "::warning file=x.yml,line=1,col=4,title=r::m"
    assert github(Report(())) == ""


def test_json_form() -> None:
    printed = FORMATS["json"](Report((unknown_value(), unknown_value(Severity.WARNING))))
    document = json.loads(printed)
    assert document["errors"] == 1
    assert document["warnings"] == 1
    assert len(document["diagnostics"]) == 2
    assert document["diagnostics"][0] == {
        "rule": "unknown-value",
        "severity": "error",
        "message": "'strnog' is not a strength of recommendation",
        "hint": "did you mean 'strong'?",
        "file": "content/demo/recommendations.yml",
        "line": 2,
        "column": 13,
        "end_line": 2,
        "end_column": 19,
    }
    assert json.loads(FORMATS["json"](Report(()))) == {
        "diagnostics": [],
        "accepted": [],
        "errors": 0,
        "warnings": 0,
    }


@pytest.mark.parametrize(
    ("errors", "warnings", "summary"),
    [
        (0, 0, "no problems found"),
        (1, 0, "1 error"),
        (2, 1, "2 errors, 1 warning"),
        (0, 2, "2 warnings"),
        (1, 2, "1 error, 2 warnings"),
    ],
)
def test_the_closing_line_counts(errors: int, warnings: int, summary: str) -> None:
    found = [unknown_value()] * errors + [unknown_value(Severity.WARNING)] * warnings
    report = Report(tuple(found))
    assert full(report).splitlines()[-1] == summary
    assert concise(report).splitlines()[-1] == summary
    assert (report.errors, report.warnings, report.failed) == (errors, warnings, errors > 0)


def test_a_report_is_sorted_and_says_everything_once() -> None:
    first = Diagnostic("b", "m", at("xy", "x", "a.yml"))
    second = Diagnostic("a", "m", at("xy", "y", "a.yml"))
    third = Diagnostic("c", "m", at("xy", "y", "a.yml"))
    fourth = Diagnostic("a", "m", at("xy", "x", "b.yml"))
    again = Diagnostic("a", "m", at("xy", "x", "b.yml"))
    other = Diagnostic("a", "m", at("xy", "x", "b.yml"), hint="but with a hint")
    found = [other, again, fourth, third, second, first]
    printed = concise(Report.of(found))
    assert printed == concise(Report.of(reversed(found)))
    assert printed.splitlines() == [
        "a.yml:1:1: error[b] m",
        "a.yml:1:2: error[a] m",
        "a.yml:1:2: error[c] m",
        "b.yml:1:1: error[a] m",
        "b.yml:1:1: error[a] m",
        "5 errors",
    ]


def test_a_read_problem_becomes_an_error() -> None:
    problem = ReadProblem("too-large", "the file is too large", at("x", "x"), "split it")
    found = Diagnostic.of(problem)
    assert (found.rule, found.message, found.span, found.hint, found.severity) == (
        "too-large",
        "the file is too large",
        problem.span,
        "split it",
        Severity.ERROR,
    )


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("strnog", "did you mean 'strong'?"),
        ("Strong", "did you mean 'strong'?"),
        ("not graded", "did you mean 'not-graded'?"),
        ("not_graded", "did you mean 'not-graded'?"),
        ("zzz", None),
        ("", None),
        ("strong" * 1000, None),
    ],
)
def test_suggestions(word: str, expected: str | None) -> None:
    candidates = ["strong", "conditional", "not-graded"]
    assert suggest(word, candidates) == expected
    assert suggest(word, reversed(candidates)) == expected
    assert suggest(word, set(candidates)) == expected


def test_a_suggestion_between_equals_is_always_the_same() -> None:
    assert suggest("abx", ["aby", "abz"]) == suggest("abx", ["abz", "aby"])
    assert suggest("x", []) is None
