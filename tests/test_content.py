"""The shipped guideline keeps its promises: honest about origin, certainty and review."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest

from guidepress.engine import MARKDOWN_EXTENSIONS
from guidepress.link import Library, LinkedGuideline, reading_order, texts, values
from guidepress.model.evidence import EvidenceStatement, Fact
from guidepress.model.recommendation import Recommendation
from guidepress.model.statement import Statement
from guidepress.pipeline import load
from guidepress.settings import Settings
from guidepress.site import render_pages
from guidepress.text import Citation, Inline, Words, runs, walk_inlines
from guidepress.vocabulary import Certainty, Stage, Strength, Support, VerificationStatus

CONTENT = Path(__file__).parent.parent / "content"


@cache
def library() -> Library:
    loaded = load(CONTENT)
    assert loaded.report.diagnostics == ()
    return loaded.library


def guideline() -> LinkedGuideline:
    return library().by_id["radiation-necrosis"]


@cache
def markdown_pages() -> dict[str, str]:
    return {page.page.path: page.markdown for page in render_pages(library(), Settings())}


class _Letters(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def _letters(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", " ", text).strip()


@cache
def shown_pages() -> dict[str, str]:
    """Return what a reader sees of each page, as letters."""
    shown = {}
    for path, source in markdown_pages().items():
        _, _, body = source.partition("\n---\n")
        reader = _Letters()
        reader.feed(markdown.markdown(body, extensions=list(MARKDOWN_EXTENSIONS)))
        reader.close()
        shown[path] = _letters("".join(reader.parts))
    return shown


def test_every_claim_safety_detail_and_gap_is_carried() -> None:
    carried = {
        str(claim)
        for entity in reading_order(guideline().sections)
        for part in (entity, *values(entity))
        for claim in getattr(part, "claims", ())
    }
    wanted = {f"C{number:02}" for number in range(18)}
    wanted |= {f"S{number:02}" for number in range(1, 15)}
    wanted |= {f"G{number:02}" for number in range(2, 15)}
    assert wanted - carried == set()


def test_no_recommendation_is_graded_or_worded_as_if_it_were() -> None:
    assert len(guideline().sections.recommendations) >= 20
    for each in guideline().sections.recommendations:
        assert each.strength is Strength.NOT_GRADED
    for path, shown in shown_pages().items():
        # The page that explains the words may name them.
        if path != "how-to-read.md":
            assert not re.search(r"\bwe (recommend|suggest)\b", shown, re.IGNORECASE), path


def test_no_page_suggests_that_a_review_has_begun() -> None:
    assert guideline().stage is Stage.SUBMITTED
    assert guideline().sections.reviews == ()
    assert guideline().guideline.dates.last_reviewed is None
    pages = {path: shown for path, shown in shown_pages().items() if "/" in path}
    assert len(pages) > 40
    for path, shown in pages.items():
        assert "Draft. Submitted, not yet under review. No review is on record." in shown, path
        assert not re.search(r"\b(reviewed|approved|endorsed|checked) by\b", shown), path


def test_every_statement_shows_origin_certainty_and_review() -> None:
    shown = shown_pages()
    for each in guideline().sections.recommendations:
        page = shown[f"radiation-necrosis/recommendations/{each.id}.md"]
        assert each.origin.label in page
        assert each.certainty.label in page
        assessed = each.certainty is not Certainty.NOT_ASSESSED
        assert (f"{each.certainty.label}, derived by the editors" in page) is assessed
        assert "Not reviewed" in page
    for path, kind in (("considerations", Fact), ("evidence", EvidenceStatement)):
        statements = [
            entity for entity in reading_order(guideline().sections) if isinstance(entity, kind)
        ]
        page = shown[f"radiation-necrosis/{path}.md"]
        labels = re.findall(r"Origin: .{1,40} · Certainty: .{1,40} · Review: Not reviewed", page)
        assert len(labels) >= len(statements)


def test_no_reference_is_shipped_that_nobody_has_seen() -> None:
    references = guideline().sections.references
    assert len(references) > 60
    assert {each.verification.status for each in references} == {
        VerificationStatus.VERIFIED,
        VerificationStatus.PARTIAL,
    }
    page = shown_pages()["radiation-necrosis/references.md"]
    partial = [each for each in references if each.verification.status != "verified"]
    assert page.count("Verification: ◐ Partly verified") == len(partial)


def test_a_statement_without_support_says_so() -> None:
    without = [
        each
        for each in guideline().sections.recommendations
        if not any(item.supports in {Support.SUPPORTS, Support.PARTLY} for item in each.evidence)
    ]
    assert "pentoxifylline-vitamin-e" in {str(each.id) for each in without}
    for each in without:
        page = shown_pages()[f"radiation-necrosis/recommendations/{each.id}.md"]
        assert "No support fit to cite was found for this statement." in page


def test_contested_claims_are_shown_as_contested() -> None:
    contested = {str(each.id) for each in guideline().sections.evidence if each.contested}
    assert {"checkpoint-inhibitors", "melanoma-ipilimumab"} <= contested
    assert [each.id for each in guideline().sections.facts if each.contested] == ["incidence-0-30"]
    page = shown_pages()["radiation-necrosis/considerations.md"]
    figure = page.partition("0-30% across studies")[2].partition("\n### ")[0]
    assert "Contested: sources disagree." in figure
    assert page.count("Contested: sources disagree.") > 1
    key = [each for each in guideline().sections.recommendations if each.key and each.contested]
    assert key
    overview = shown_pages()["radiation-necrosis/index.md"]
    assert overview.count("Contested: sources disagree.") == len(key)


def test_each_text_for_patients_on_a_recommendation_says_what_to_ask_the_team() -> None:
    recommendations = guideline().sections.recommendations
    assert [each.id for each in recommendations if each.plain is None] == []
    said = {each.id: str(each.plain.text).casefold() for each in recommendations if each.plain}
    assert [id_ for id_, text in said.items() if not re.search(r"\bask\b", text)] == []


def test_both_incidence_figures_stand_with_their_denominators() -> None:
    page = shown_pages()["radiation-necrosis/considerations.md"]
    assert "5-25% of patients" in page
    assert "0-30% across studies" in page


def _unnamed(content: tuple[Inline, ...]) -> list[str]:
    """Return the stretches of letters between two citations."""
    pieces = [""]
    for inline in walk_inlines(content):
        if isinstance(inline, Citation):
            pieces.append("")
        elif isinstance(inline, Words):
            pieces[-1] += inline.text
    return [_letters(piece) for piece in pieces if len(_letters(piece)) > 1]


def test_every_letter_of_every_text_reaches_a_reader() -> None:
    everything = "\n".join(shown_pages().values())
    here = guideline()
    compared = 0
    for entity in reading_order(here.sections):
        for text in texts(entity):
            for content in runs(here.tree(text).blocks):
                for piece in _unnamed(content):
                    assert piece in everything, f"{entity.KIND}:{entity.id}: {piece}"
                    compared += 1
    assert compared > 1000


@pytest.mark.parametrize("kind", [Recommendation, Fact, EvidenceStatement])
def test_every_statement_has_an_origin(kind: type[Statement]) -> None:
    statements = [
        entity for entity in reading_order(guideline().sections) if isinstance(entity, kind)
    ]
    assert statements
    assert all(each.origin for each in statements)
