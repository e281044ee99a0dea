"""A list that YAML folds into one line is found where it begins, and nothing else is."""

from pathlib import Path

import pytest

from guidepress.diagnostics import Severity
from guidepress.pipeline import load

GUIDELINE = """\
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
"""


def _found(folder: Path, header: str, lines: list[str], profile: str = "draft") -> list[str]:
    text = "\n".join(f"      {line}".rstrip() for line in lines)
    gap = f"gaps:\n  - id: one\n    title: One\n    text: {header}\n{text}\n"
    path = folder / "content" / "demo" / "demo.yml"
    path.parent.mkdir(parents=True)
    path.write_text(GUIDELINE + gap, encoding="utf-8")
    severity = Severity.ERROR if profile == "release" else Severity.WARNING
    return [
        each.span.excerpt
        for each in load(folder / "content", profile=profile).report.diagnostics
        if (each.rule, each.severity) == ("folded-list", severity)
    ]


@pytest.mark.parametrize("profile", ["draft", "release"])
@pytest.mark.parametrize("header", [">-", ">", ">+", ">-  # why"])
@pytest.mark.parametrize(
    ("lines", "first"),
    [
        (["- dry", "- wet"], "- dry"),
        (["Soils:", "- dry"], "- dry"),
        (["Soils:", "", "* dry", "* wet", "", "And more."], "* dry"),
        (["Soils:", "", "+ dry", "", "+ wet", "+ damp"], "+ wet"),
        (["Soils:", "1. dry", "2. wet"], "1. dry"),
        (["7. dry", "8. wet"], "7. dry"),
        (["Two", "", "1) dry", "2) wet"], "1) dry"),
    ],
)
def test_a_folded_list_is_found_at_its_first_line_once(
    header: str, lines: list[str], first: str, profile: str, tmp_path: Path
) -> None:
    assert _found(tmp_path, header, lines, profile) == [first]


@pytest.mark.parametrize(
    ("header", "lines"),
    [
        ("|-", ["- dry", "- wet"]),
        (">-", ["- dry", "", "- wet"]),
        (">-", ["Soils:", "", "- dry and", "  cold", "- wet and", "  warm"]),
        (">-", ["They are", "  - dry", "  - wet"]),
        (">-", ["It was so for all of the soils in table", "2. It was so for no other."]),
        (">-", ["-5 degrees", "-7 degrees"]),
        (">-", ["- one item alone"]),
        (">-", ["No", "**list**", "*at all*", "1.5 mg"]),
    ],
)
def test_what_readers_see_as_written_is_fine(header: str, lines: list[str], tmp_path: Path) -> None:
    assert _found(tmp_path, header, lines) == []


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_it_is_found_after_any_line_end(line_end: str, tmp_path: Path) -> None:
    path = tmp_path / "content" / "demo" / "demo.yml"
    path.parent.mkdir(parents=True)
    gap = "gaps:\n  - id: one\n    title: One\n    text: >-\n      - dry\n      - wet\n"
    path.write_bytes((GUIDELINE + gap).replace("\n", line_end).encode())
    (found,) = load(tmp_path / "content").report.diagnostics
    assert (found.rule, found.span.excerpt) == ("folded-list", "- dry")
