"""Notations that have led to wrong doses are found where they stand, and nothing else is."""

from pathlib import Path

import pytest

from guidepress.pipeline import load

GUIDELINE = """\
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
recommendations:
  - id: one
    title: One
    origin: added
    statement: >-
      Written over
      two lines: {}.
"""


def _found(tmp_path: Path, text: str) -> list[str]:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "demo.yml").write_text(GUIDELINE.format(text), encoding="utf-8")
    report = load(tmp_path).report
    return [
        each.span.source.text[each.span.start : each.span.end]
        for each in report.diagnostics
        if each.rule == "error-prone-notation"
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("1.0 mg", "1.0"),
        ("2.50 mg/kg", "2.50"),
        (".5 mg", ".5"),
        ("10mg", "10mg"),
        ("1.5mL", "1.5mL"),
        ("100000 units", "100000"),
        ("10 U daily", "10 U"),
        ("10u daily", "10u"),
        ("400 IU", "IU"),
        ("10 IU/kg", "IU"),
        ("10IU", "IU"),
        ("5 ug", "5 ug"),
        ("5ug/kg", "5ug"),
        ("a 5mg-tablet", "5mg"),
        ("5.0\u202fmg", "5.0"),
        ("1000\u202fmg", "1000"),
        ("10\u202fU daily", "10\u202fU"),
        ("5 µg", "µg"),
        ("5 μg", "μg"),
        ("5 cc", "5 cc"),
        ("4 mg QD", "QD"),
        ("4 mg q.d. at noon", "q.d."),
        ("4 mg QOD", "QOD"),
        ("4 mg TIW", "TIW"),
        ("4 mg HS", "HS"),
        ("4 mg SC", "SC"),
        ("D/C the drug", "D/C"),
        ("taken per os", "per os"),
        ("MTX by mouth", "MTX"),
        (">16 mg", ">"),
        ("<= 4 mg", "<="),
    ],
)
def test_an_error_prone_notation_is_found(tmp_path: Path, text: str, fault: str) -> None:
    assert _found(tmp_path, text) == [fault]


@pytest.mark.parametrize("dash", ["-", "\u2013"])
@pytest.mark.parametrize(
    ("low", "high", "faults"),
    [
        ("5.0", "10.0 mg", ["5.0", "10.0"]),
        ("5", "10.0 mg", ["10.0"]),
        ("5", "10mg", ["10mg"]),
        ("5mg", "10mg", ["5mg", "10mg"]),
        ("5.0 mg", "10.0 mg", ["5.0", "10.0"]),
        ("5 mg", "10 mg", []),
        ("1000", "2000 mg", ["1000", "2000"]),
        ("1000", "2000mg", ["1000", "2000mg"]),
        (".5", "1 mg", [".5"]),
        ("0.5", ".75 mg", [".75"]),
        ("5", "10 U", ["10 U"]),
        ("5", "10 ug", ["10 ug"]),
        ("1.0", "2.0", []),
        ("5", "10 mg", []),
        ("1,000", "2,000 mg", []),
        ("2010", "2015", []),
        ("2010", "2015 under light", []),
    ],
)
def test_both_ends_of_a_range_are_looked_at(
    tmp_path: Path, dash: str, low: str, high: str, faults: list[str]
) -> None:
    assert _found(tmp_path, f"{low}{dash}{high}") == faults


@pytest.mark.parametrize(
    "text",
    [
        "0.5 mg, 10 mg, 7.5 mg/kg, 20 mg/day, 1,000 mg",
        "p = 0.0130, p < .05, a ratio of 1.0, 10.0%",
        "100 people, 3D planning, 2G, grade 3 or 4, 28 days",
        "OS and MS, at 2.0 ATA, in 2025, version 1.0",
        "the work [@levin2011, p. 10mg] and https://example.org/QD",
        "less than 4 mg, 4-8 mg/day",
        "type 2-diabetes, IL-2 mg, IL-10mg, 0.5\u202fmg, drug, 2 ugly ferns",
        "U-shaped, IUD, cca, QDs, SCC, HSV",
    ],
)
def test_nothing_else_is_found(tmp_path: Path, text: str) -> None:
    assert _found(tmp_path, text) == []


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [
        ("5", "µg/kg", ["'µg' is easily misread"]),
        ("1.0", "mg", ["'1.0' is easily misread"]),
        ("2.5-10.0", "ATA", ["'10.0' is easily misread"]),
        (">=16", "mg/day", []),
        ("0.5-1000", "mg", []),
    ],
)
def test_a_dose_is_read_too(tmp_path: Path, amount: str, unit: str, said: list[str]) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "demo.yml").write_text(
        GUIDELINE.format("x")
        + "interventions:\n  - id: i\n    name: I\n    kind: drug\n    summary: S.\n    doses:\n"
        f'      - {{label: L, amount: "{amount}", unit: "{unit}", population: P, origin: added,'
        " evidence: []}\n",
        encoding="utf-8",
    )
    found = [each for each in load(tmp_path).report.diagnostics if "misread" in each.message]
    assert [each.message for each in found] == said
    assert {each.span.line for each in found} <= {19}
