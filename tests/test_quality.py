"""The quality report: what it counts, where it points, and that it gives no mark."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from guidepress.link import LinkedGuideline
from guidepress.pipeline import load
from guidepress.quality import quality
from guidepress.readability import grade
from guidepress.reporting import AGREE_II, INSTRUMENTS, RIGHT, RIGHT_ADAPT, tables
from guidepress.settings import Settings
from guidepress.site import RenderedPage, render_pages

CONTENT = Path(__file__).parents[1] / "content"


@pytest.fixture(scope="module")
def page() -> RenderedPage:
    library = load(CONTENT).library
    pages = render_pages(library, Settings(sources="https://example.org/edit/"))
    return next(each for each in pages if each.page.path == "radiation-necrosis/quality.md")


@pytest.fixture(scope="module")
def document(page: RenderedPage) -> dict[str, Any]:
    ((path, text),) = page.downloads
    assert path == "radiation-necrosis/qa.json"
    document: dict[str, Any] = json.loads(text)
    return document


@pytest.fixture(scope="module")
def here() -> LinkedGuideline:
    return load(CONTENT).library.guidelines[0]


def test_the_page_has_the_findings_of_both_profiles(
    page: RenderedPage, document: dict[str, Any]
) -> None:
    for profile in ("draft", "release"):
        report = load(CONTENT, profile=profile).report
        findings = document["findings"][profile]
        assert len(findings) == len(report.diagnostics)
        assert f"### {profile.capitalize()}: {report.summary}" in page.markdown
        for found in report.diagnostics:
            place = f"{found.span.source.name}:{found.span.line}"
            below = found.span.source.path.relative_to(CONTENT.resolve()).as_posix()
            address = f"https://example.org/edit/{below}#L{found.span.line}"
            assert f"[{place}]({address})" in page.markdown


def test_errors_stand_before_warnings_and_are_counted_by_rule(page: RenderedPage) -> None:
    summaries = re.findall(r"<summary>(\w+): ([\w-]+) \((\d+)\)", page.markdown)
    assert [severity for severity, *_ in summaries] == ["Error"] * 7 + ["Warning"] * 2
    assert ("Error", "partly-verified-reference", "43") in summaries


def test_findings_of_another_guideline_stay_on_its_page(tmp_path: Path) -> None:
    for name, more in (("one", ""), ("two", "gaps: [{id: a, title: A, text: A dose of .5 mg.}]\n")):
        (tmp_path / "content" / name).mkdir(parents=True)
        text = f"guideline: {{id: {name}, title: T, question: Q, version: 0.1.0}}\n{more}"
        (tmp_path / "content" / name / "guideline.yml").write_text(text, encoding="utf-8")
    library = load(tmp_path / "content").library
    counted = [len(quality(library, here).profiles[0].broken) for here in library.guidelines]
    assert counted == [0, 1]


def test_without_a_repository_places_are_text() -> None:
    pages = render_pages(load(CONTENT).library, Settings())
    page = next(each for each in pages if each.page.template == "quality")
    assert re.search(r"^-   content/radiation-necrosis/\w+\.yml:\d+: ", page.markdown, re.MULTILINE)


def test_verification_and_branches_are_counted(
    document: dict[str, Any], here: LinkedGuideline
) -> None:
    assert sum(document["references"].values()) == len(here.sections.references)
    pathway = document["pathway"]
    assert pathway["cases"] == len(here.sections.cases)
    assert (pathway["taken"], pathway["left_out"]) == (pathway["all"], [])


def test_a_branch_without_a_case_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "radiation-necrosis"
    folder.mkdir(parents=True)
    for path in (CONTENT / "radiation-necrosis").glob("*.yml"):
        if path.name != "cases.yml":
            (folder / path.name).write_bytes(path.read_bytes())
    library = load(tmp_path / "content").library
    branches = quality(library, library.guidelines[0]).branches
    assert branches
    assert branches.taken == branches.cases == 0
    assert len(branches.left_out) == branches.all


def test_the_numbers_of_the_instruments_are_all_there() -> None:
    assert [item.number for item in AGREE_II.items] == list(range(1, 24))
    assert [item.number for item in RIGHT.items] == list(range(1, 23))
    assert [item.number for item in RIGHT_ADAPT.items] == list(range(1, 35))
    for instrument in INSTRUMENTS:
        for item in instrument.items:
            assert item.places or item.human, "an item that nothing tells is for a human to judge"


def test_what_is_missing_is_named_and_what_is_there_is_linked(here: LinkedGuideline) -> None:
    rows = {(each.name, row.item.number): row for each, rows in tables(here) for row in rows}
    assert rows["AGREE II", 22].missing == ("funding",)
    assert rows["AGREE II", 22].where == ()
    ((name, address),) = rows["AGREE II", 2].where
    assert (name, address.page) == ("questions", "radiation-necrosis/questions.md")
    assert rows["RIGHT", 13].missing[0] == "strength, for every recommendation"
    assert rows["RIGHT-Ad@pt", 29].missing == ("approval on record",)
    assert [name for name, _ in rows["RIGHT-Ad@pt", 24].where] == [
        "origin, for every recommendation"
    ]


def test_what_is_reported_moves_from_missing_to_where(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "demo"
    folder.mkdir(parents=True)
    start = "guideline:\n  id: demo\n  title: Demo\n  question: Q\n  version: 0.1.0\n"
    for more, missing in (("", ("funding",)), ("  funding: Nobody paid.\n", ())):
        (folder / "guideline.yml").write_text(start + more, encoding="utf-8")
        (found,) = load(tmp_path / "content").library.guidelines
        rows = dict(tables(found))[AGREE_II]
        assert rows[21].missing == missing
        names = [instrument.name for instrument, _ in tables(found)]
        assert names == ["AGREE II", "RIGHT"], "no source article: nothing was adapted"


def test_the_page_gives_no_score(page: RenderedPage, document: dict[str, Any]) -> None:
    assert "This is coverage and no score" in page.markdown
    assert "%" not in page.markdown.partition("## Reporting")[2].partition("## Pages")[0]
    assert not re.search(r'"(?:score|percent|mark)"', json.dumps(document))


def test_each_text_for_patients_has_its_grade(page: RenderedPage, document: dict[str, Any]) -> None:
    texts = document["plain_language"]["texts"]
    assert len(texts) > 20
    assert all(each["grade"] <= document["plain_language"]["most"] for each in texts)
    assert page.markdown.count("| [") >= len(texts)


def test_accepted_findings_stand_with_their_reasons(tmp_path: Path) -> None:
    demo = tmp_path / "content" / "demo"
    demo.mkdir(parents=True)
    (demo / "guideline.yml").write_text(
        "guideline: {id: demo, title: T, question: Q, version: 0.1.0}\n"
        "gaps: [{id: a, title: A, text: The ABC trial asks.}]\n"
        "accept: [{rule: undefined-abbreviation, at: 'gap:a', reason: It is a name.}]\n",
        encoding="utf-8",
    )
    library = load(tmp_path / "content").library
    page = next(
        each for each in render_pages(library, Settings()) if each.page.template == "quality"
    )
    assert "Let stand because: It is a name." in page.markdown
    (accepted,) = json.loads(page.downloads[0][1])["accepted"]
    assert (accepted["rule"], accepted["line"]) == ("undefined-abbreviation", 2)
    assert accepted["reason"] == "It is a name."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # By hand: 80 letters, 20 words, 2 sentences: 5.88 * 4 - 29.6 / 10 - 15.8 = 4.76
        (" ".join(["four"] * 10) + ". " + " ".join(["four"] * 10) + ".", 5),
        # 160 letters, 20 words, 1 sentence: 5.88 * 8 - 29.6 / 20 - 15.8 = 29.76
        (" ".join(["abcdefgh"] * 20), 30),
        (" ".join(["word"] * 19) + ".", None),
        ("", None),
        ("I am. " * 10, 0),
    ],
)
def test_the_grade_of_a_text(text: str, expected: int | None) -> None:
    assert grade(text) == expected
