"""What comes out of a printer: sheets of A4 and of US Letter."""

import io

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

GUIDELINE = "radiation-necrosis"
KINDS = (
    "index",
    "plain-language",
    "recommendations/index",
    "recommendations/bevacizumab",
    "interventions/bevacizumab",
    "pathway",
    "steps/symptoms",
    "walk",
    "decision-table",
    "considerations",
    "evidence",
    "evidence-table",
    "references",
    "glossary",
    "questions",
    "ask",
    "quality",
    "about",
)
NO_USE_ON_PAPER = (
    "Which best describes you?",
    "Pages that link here",
    "In this guideline",
    "Sort by",
    "Copy",
    "↕",
)
ROWS_ON_A_SHEET = 8.5
"""Of the table of evidence, on average."""


def sheets(page: Page, paper: str = "A4") -> list[str]:
    """Print a page, and return the text of each sheet."""
    printed = page.pdf(format=paper, prefer_css_page_size=True)
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(printed)).pages]


def controls(page: Page) -> list[str]:
    """Return what is painted on paper of what is only of use on a screen."""
    page.emulate_media(media="print")
    parts = page.locator("button, input, select, nav, .gp-share, .headerlink, .md-content__button")
    painted: list[str] = parts.evaluate_all(
        """all => all.filter((each) => each.getClientRects().length)
        .map((each) => each.outerHTML)"""
    )
    return painted


@pytest.mark.parametrize("name", KINDS)
def test_every_sheet_says_what_it_is_from_and_has_something_on_it(
    page: Page, address: str, name: str
) -> None:
    page.goto(f"{address}/{GUIDELINE}/{name}.html", wait_until="load")
    assert controls(page) == []
    for sheet in sheets(page):
        said = " ".join(sheet.split())
        status, _, rest = said.partition("Treatment of brain radiation necrosis, version 0.1.0")
        assert status.startswith("Draft. Submitted, not yet under review.")
        assert len(rest) > 100
        assert not [each for each in NO_USE_ON_PAPER if each in said]


@pytest.mark.parametrize("name", ["index", "recommendations/bevacizumab", "considerations"])
def test_a_patient_prints_no_control_and_no_blank_sheet(
    page: Page, address: str, name: str
) -> None:
    page.goto(f"{address}/{GUIDELINE}/{name}.html?for=patient")
    assert controls(page) == []
    assert len(sheets(page)) <= 2


@pytest.mark.parametrize("name", ["index", "about", "how-to-read"])
def test_a_short_page_is_not_followed_by_a_blank_sheet(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/{name}.html")
    assert all(sheet.strip() for sheet in sheets(page))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_table_of_evidence_is_compact_and_has_its_head_on_every_sheet(
    page: Page, address: str, paper: str
) -> None:
    page.goto(f"{address}/{GUIDELINE}/evidence-table.html")
    rows = page.locator(".gp-sortable tbody tr").count()
    printed = sheets(page, paper)
    assert rows > 200
    assert len(printed) <= rows / ROWS_ON_A_SHEET
    assert f"{rows} of {rows} items shown." in printed[0]
    *with_rows, foot = printed
    for sheet in with_rows:
        assert "Statement" in sheet
        assert "Kind of work" in sheet
        assert "What it found" in sheet
    assert "version 0.1.0" in foot


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_table_of_amounts_is_not_broken(page: Page, address: str, paper: str) -> None:
    page.goto(f"{address}/{GUIDELINE}/interventions/bevacizumab.html")
    tables = page.locator("th", has_text="Arithmetic").count()
    said = " ".join(" ".join(sheets(page, paper)).split())
    assert tables
    # A table that goes on repeats its head.
    assert said.count("Weight Arithmetic Amount") == tables


def test_no_row_is_broken(page: Page, address: str) -> None:
    for name in ("interventions/bevacizumab", "evidence-table", "decision-table", "questions"):
        page.goto(f"{address}/{GUIDELINE}/{name}.html")
        page.emulate_media(media="print")
        whole = "all => all.every((each) => getComputedStyle(each).breakInside === 'avoid')"
        assert page.locator("tr").evaluate_all(whole)


def test_a_work_on_paper_has_one_address(page: Page, address: str) -> None:
    page.goto(f"{address}/{GUIDELINE}/references.html")
    work = page.locator(".gp-reference", has=page.get_by_role("link", name="PubMed")).first
    address_of_it = work.get_by_role("link", name="DOI").get_attribute("href")
    said = "".join("".join(sheets(page)).split())
    assert f"({address_of_it})" in said
    assert "PubMed(" not in said


def test_a_question_is_printed_with_its_answers_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/{GUIDELINE}/ask.html")
    page.emulate_media(media="print")
    expect(page.locator("#gp-ask")).to_be_hidden()
    expect(page.locator("#questions")).to_be_visible()
    page.goto(f"{address}/{GUIDELINE}/ask.html#q=bevacizumab")
    page.reload()
    expect(page.locator("#gp-ask-box")).to_have_value("bevacizumab")
    expect(page.locator("#gp-ask-answers")).to_be_visible()
    expect(page.locator("#questions")).to_be_hidden()
