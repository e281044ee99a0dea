"""Chart, Mermaid source, list, table, walk and the pages of the steps: all say the same ways."""

import json
import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from guidepress import flowchart
from guidepress.link import LinkedGuideline
from guidepress.markdown import escape
from guidepress.mermaid import to_mermaid
from guidepress.pipeline import load
from guidepress.settings import Settings
from guidepress.site import render_pages

TESTS = Path(__file__).parent
Ways = set[tuple[str, str, str]]
"""Step, label of the branch (escaped as Markdown; empty behind an action), step that follows."""


@cache
def _pages(content: Path) -> dict[str, str]:
    library = load(content).library
    return {each.page.path: each.markdown for each in render_pages(library, Settings())}


@cache
def _guidelines() -> dict[str, tuple[Path, LinkedGuideline]]:
    folders = (TESTS.parent / "content", TESTS / "library" / "content")
    return {
        str(here.id): (folder, here)
        for folder in folders
        for here in load(folder).library.guidelines
        if here.graph
    }


@pytest.fixture(params=["radiation-necrosis", "office-plants"])
def guideline(request: pytest.FixtureRequest) -> tuple[Path, LinkedGuideline]:
    return _guidelines()[request.param]


def _ways(here: LinkedGuideline) -> Ways:
    assert here.graph
    found = {
        (id_, escape(way.branch.label) if way.branch else "", way.to)
        for id_, node in here.graph.nodes.items()
        for way in node.ways
    }
    assert len(found) > 2
    return found


def _only_branches(ways: Ways) -> Ways:
    return {way for way in ways if way[1]}


def test_the_charts_of_the_stages(guideline: tuple[Path, LinkedGuideline]) -> None:
    _, here = guideline
    pathway = here.sections.pathway
    assert pathway
    charts = [
        flowchart.stage_chart(here, pathway, stage, lambda _: "#x") for stage in pathway.stages
    ]
    edges = {
        (edge.source, escape(edge.label) if edge.label else "", edge.target.removeprefix("to-"))
        for chart in charts
        for edge in chart.edges
    }
    assert edges == _ways(here)


def test_the_chart_of_the_stages_says_who_goes_where() -> None:
    here = _guidelines()["radiation-necrosis"][1]
    assert here.sections.pathway
    chart = flowchart.overview(here, here.sections.pathway, lambda _: "#x")
    arrows = {(edge.source, edge.target, edge.label, edge.added) for edge in chart.edges}
    assert ("observation", "emergency", "Yes", False) in arrows
    assert ("emergency", "steroids", "No", False) in arrows
    assert ("emergency", "steroids", "", True) in arrows
    assert ("emergency", "second-line", "", True) in arrows
    notes = {node.label: node.note for node in chart.nodes}
    assert [label for label, note in notes.items() if note] == ["Emergency?"]


def test_the_whole_chart_as_mermaid(guideline: tuple[Path, LinkedGuideline]) -> None:
    folder, here = guideline
    assert here.graph
    assert here.sections.pathway
    chart = flowchart.whole_chart(here, here.sections.pathway, lambda _: "#x")
    source = to_mermaid(chart)
    ids = {"n_" + id_.replace("-", "_"): id_ for id_ in here.graph.nodes}
    edge = re.compile(r'^ {4}(\w+) -\.?->(?:\|"(.*?)"\|)? (\w+)$', re.MULTILINE)
    found = {
        (ids[start], escape(_read(label)) if label else "", ids[end])
        for start, label, end in edge.findall(source)
    }
    assert found == _ways(here)
    assert "accTitle: " in source
    assert "accDescr: " in source
    downloads = [
        path
        for each in render_pages(load(folder).library, Settings())
        for path, _ in each.downloads
    ]
    assert f"{here.id}/charts/{chart.id}.mmd" in downloads


def _read(label: str) -> str:
    return unescape(re.sub(r"#(\d+);", r"&#\1;", label))


def test_the_worked_examples_were_written_where_the_cases_stand() -> None:
    page = _pages(TESTS.parent / "content")["radiation-necrosis/cases.md"]
    assert re.search(r"Written in [\w/-]*/cases\.yml, line \d", page)


def test_the_list(guideline: tuple[Path, LinkedGuideline]) -> None:
    folder, here = guideline
    page = _pages(folder)[f"{here.id}/pathway.md"]
    found: Ways = set()
    for id_, text in _parts(page, r'id="step-([a-z0-9-]+)"'):
        own = text.partition("\n</div>\n\n<div")[0]
        for label, to in re.findall(r"-   If \*\*(.*?)\*\*: go to \[.*?\]\(#step-([\w-]+)", own):
            found.add((id_, label, to))
        for to in re.findall(r"-   Then go to \[.*?\]\(#step-([\w-]+)", own):
            found.add((id_, "", to))
    assert found == _ways(here)


def test_the_pages_of_the_steps(guideline: tuple[Path, LinkedGuideline]) -> None:
    folder, here = guideline
    graph = here.graph
    assert graph
    found: Ways = set()
    for id_ in graph.nodes:
        page = _pages(folder)[f"{here.id}/steps/{id_}.md"]
        for label, to in re.findall(r"-   \*\*(.*?)\*\*: go to \[.*?\]\(([\w-]+)\.md", page):
            found.add((id_, label, to))
        for to in re.findall(r"^Go to \[.*?\]\(([\w-]+)\.md", page, re.MULTILINE):
            found.add((id_, "", to))
    assert found == _ways(here)


def test_the_decision_table(guideline: tuple[Path, LinkedGuideline]) -> None:
    folder, here = guideline
    page = _pages(folder)[f"{here.id}/decision-table.md"]
    row = re.compile(r'<th scope="row"[^>]*>(.*?)</th>.*?\(pathway\.md#step-([\w-]+)')
    found = {
        (id_, label, to)
        for id_, text in _parts(page, r"\{ #decision-([a-z0-9-]+) \}")
        for label, to in row.findall(text)
    }
    assert found == _only_branches(_ways(here))


def test_the_walk(guideline: tuple[Path, LinkedGuideline]) -> None:
    folder, here = guideline
    graph = here.graph
    assert graph
    page = _pages(folder)[f"{here.id}/walk.md"]
    data = json.loads(page.partition('id="gp-walk-data">')[2].partition("</script>")[0])
    found: Ways = set()
    for id_, step in data["steps"].items():
        for branch in step.get("branches", ()):
            found.add((id_, escape(branch["label"]), branch["to"]))
        if "next" in step:
            found.add((id_, "", step["next"]))
    assert found == _ways(here)
    assert data["start"] == graph.start


def test_the_way_along_the_pathway(guideline: tuple[Path, LinkedGuideline]) -> None:
    folder, here = guideline
    graph = here.graph
    assert graph
    found: Ways = set()
    led: Ways = set()
    named: set[str] = set()
    for each in here.sections.recommendations:
        page = _pages(folder)[f"{here.id}/recommendations/{each.id}.md"]
        section = page.partition("{ #along-the-pathway }")[2].partition("</details>")[0]
        for id_, text in _parts(section, r"(?m)^-   \[.*?\]\(\.\./pathway\.md#step-([a-z0-9-]+)\)"):
            named.add(id_)
            after = text.partition("After it: ")[2]
            found |= {
                (id_, label, to)
                for label, to in re.findall(
                    r"(?:^|; )(?:([^\[;]*?): )?\[.*?\]\([^)]*#step-([\w-]+)\)", after
                )
            }
            before = text.partition("Before it: ")[2].partition("After it")[0]
            led |= {
                (start, label, id_)
                for start, label in re.findall(
                    r"\[[^]]*\]\([^)]*#step-([\w-]+)\)(?: \((.*?)\)(?=[;.]))?", before
                )
            }
    assert named == {id_ for id_, node in graph.nodes.items() if node.step.recommendations}
    assert found == {way for way in _ways(here) if way[0] in named}
    assert led == {way for way in _ways(here) if way[2] in named}


def _parts(page: str, start: str) -> list[tuple[str, str]]:
    """Cut a page at each place that names a step: pairs of the step and what follows."""
    pieces = re.split(start, page)
    return list(zip(pieces[1::2], pieces[2::2], strict=True))


def test_a_point_away_from_its_recommendation_names_it(
    guideline: tuple[Path, LinkedGuideline],
) -> None:
    folder, here = guideline
    for page in ("index", "considerations"):
        text = _pages(folder)[f"{here.id}/{page}.md"]
        for each in here.sections.recommendations:
            count = len(each.red_flags) + len(each.pitfalls)
            named = re.findall(rf"\n-   \[[^\]]+\]\(recommendations/{each.id}\.md\): ", text)
            assert len(named) == count
