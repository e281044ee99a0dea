"""Every hazard of docs/hazards.md is controlled by a rule or a test that is there."""

import ast
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from guidepress.rules import GUARDS, all_rules

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "hazards.md"
RULES = {rule.name for rule in all_rules()}
HEADER = ["hazard", "how it comes about", "what controls it", "held by"]


def functions() -> set[str]:
    """Return the names of all test functions."""
    return {
        node.name
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def rows(page: str) -> list[list[str]]:
    """Return the cells of each row of the table of hazards."""
    lines = [line for line in page.splitlines() if re.match(r"\| ", line)]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def faults(page: str) -> list[str]:
    """Return a sentence for each row that names no control, or one that is not there."""
    there = RULES | functions()
    found = []
    for hazard, *_, controls in rows(page)[1:]:
        named = re.findall(r"`([\w-]+)`", controls)
        if not named:
            found.append(f"nothing controls: {hazard}")
        found += [f"'{name}' is not there: {hazard}" for name in named if name not in there]
    return found


def test_every_hazard_is_controlled() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert rows(page)[0] == HEADER
    assert all(len(row) == len(HEADER) for row in rows(page))
    assert len(rows(page)) > 17
    assert faults(page) == []


@pytest.mark.parametrize(
    ("controls", "said"),
    [
        ("", "nothing controls: A dose is read wrong."),
        ("care", "nothing controls: A dose is read wrong."),
        ("`vague-word`, `vauge-word`", "'vauge-word' is not there: A dose is read wrong."),
        ("`test_nothing`", "'test_nothing' is not there: A dose is read wrong."),
    ],
)
def test_a_row_without_its_control_is_told(controls: str, said: str) -> None:
    row = f"| A dose is read wrong. | Zeros. | Care. | {controls} |"
    assert faults(f"| a | b | c | d |\n|---|---|---|---|\n{row}") == [said]


def test_every_rule_that_guards_readers_controls_a_hazard() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert {name for name in GUARDS if f"`{name}`" not in page} == set()


def test_nothing_can_be_entered_but_words_to_search_by(
    site: Path, page: Page, address: str
) -> None:
    entries = {
        entry
        for path in site.rglob("*.html")
        for entry in re.findall(
            r"<(?:input|textarea|select)\b[^>]*>", path.read_text(encoding="utf-8")
        )
    }
    asking = [each for each in entries if not re.search('type="(?:checkbox|radio)"', each)]
    assert asking
    known = ('data-md-component="search-query"', 'id="gp-ask-box"', 'id="gp-filter-')
    assert [each for each in asking if not any(name in each for name in known)] == []
    page.goto(f"{address}/radiation-necrosis/walk.html")
    page.locator(".gp-walk button").first.wait_for()
    assert page.locator(".md-content").locator("input, textarea, select").count() == 0
    assert page.evaluate("document.querySelectorAll('[contenteditable]').length") == 0


def test_who_is_spoken_to_stands_in_a_heading(site: Path) -> None:
    folder = site / "radiation-necrosis"
    patients = (folder / "plain-language.html").read_text(encoding="utf-8")
    assert re.search(r"<h1[^>]*>For patients: ", patients)
    assert "<title>For patients - " in patients
    professionals = (folder / "recommendations" / "litt.html").read_text(encoding="utf-8")
    part = professionals.partition('class="gp-plain gp-for-patients"')[2]
    assert re.match(r"[^<]*>\s*<h2[^>]*>In plain language: ", part)
