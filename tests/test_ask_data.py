"""What can answer a question, and the words that it is found by."""

import json
from pathlib import Path
from typing import Any

import pytest

from guidepress.ask_data import answering, answers, ask_data, search_data
from guidepress.link import LinkedGuideline
from guidepress.pipeline import load
from guidepress.settings import Settings
from guidepress.site import SEARCHED, render_pages

GUIDELINE = """\
guideline: {id: %s, title: Pots, question: How?, version: 1.0.0}
questions:
  - {id: how-often, question: How often is a pot watered?, phrasings: [Is weekly enough?]}
recommendations:
  - {id: weekly, title: Weekly, statement: "Water </script> weekly.", origin: added,
     question: how-often, interventions: [water], direction: for}
  - {id: daily, title: Daily, statement: Water daily., origin: added, question: how-often,
     retired: It drowned ferns., replaced_by: weekly}
interventions:
  - id: water
    name: Water
    kind: drug
    brand_names: [Aqua]
    searched_as: [wet stuff]
    summary: Wets the soil.
    doses:
      - {label: Fern, amount: 7.5, unit: ml/kg, population: Ferns., origin: added, evidence: []}
    harms: [{text: It drips., origin: added}]
gaps:
  - {id: how-much, title: How much?, text: Nobody knows., question: how-often}
glossary:
  - {id: pot, term: Pot, abbreviation: POT, searched_as: [bucket], definition: Holds soil.}
"""


@pytest.fixture
def pots(tmp_path: Path) -> LinkedGuideline:
    return library(tmp_path, "pots")[0]


def library(folder: Path, *ids: str) -> tuple[LinkedGuideline, ...]:
    for id_ in ids:
        (folder / "content" / id_).mkdir(parents=True)
        path = folder / "content" / id_ / "guideline.yml"
        path.write_text(GUIDELINE % id_, encoding="utf-8")
    loaded = load(folder / "content")
    assert not loaded.report.failed
    return loaded.library.guidelines


def by_id(data: dict[str, Any]) -> dict[str, Any]:
    return {each["id"]: each for each in data["documents"]}


def test_what_is_retired_answers_nothing(pots: LinkedGuideline) -> None:
    ids = [each.id for each in answers(pots)]
    assert ids == [
        "recommendation:weekly",
        "intervention:water",
        "intervention:water#dose",
        "intervention:water#harms",
        "gap:how-much",
        "term:pot",
    ]


def test_a_statement_is_found_by_its_question_and_that_by_its_phrasings(
    pots: LinkedGuideline,
) -> None:
    found = by_id(ask_data(pots))
    asked = ["How often is a pot watered?", "Is weekly enough?"]
    assert found["recommendation:weekly"]["questions"] == asked
    assert found["gap:how-much"]["questions"] == asked
    (question,) = pots.sections.questions
    assert [each.id for each in answering(pots, question)] == ["weekly", "how-much"]


def test_where_a_red_flag_leads_is_urgent_and_so_is_what_answers_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "pots"
    folder.mkdir(parents=True)
    flagged = GUIDELINE % "pots" + "  - {id: leaf, term: Leaf, definition: Is green.}\n"
    flag = "{text: 'It hangs: [weekly](recommendation:weekly).', origin: added}"
    flagged = flagged.replace("direction: for}", f"direction: for, red_flags: [{flag}]}}")
    (folder / "guideline.yml").write_text(flagged, encoding="utf-8")
    (here,) = load(tmp_path / "content").library.guidelines
    found = by_id(ask_data(here))
    assert {id_ for id_ in found if "urgent" in found[id_]} == {
        "recommendation:weekly",
        "gap:how-much",
    }
    assert found["recommendation:weekly"]["flags"] == ["It hangs: weekly."]


def test_nothing_is_urgent_without_a_red_flag_that_leads_there(pots: LinkedGuideline) -> None:
    assert not any("urgent" in each or "flags" in each for each in ask_data(pots)["documents"])


def test_every_name_of_a_thing_is_one_concept(pots: LinkedGuideline) -> None:
    names = ask_data(pots)["names"]
    assert ["Water", "Aqua", "wet stuff"] in names
    assert ["Pot", "POT", "bucket"] in names


def test_words_to_search_by_are_shown_nowhere(tmp_path: Path) -> None:
    library(tmp_path, "pots")
    pages = list(render_pages(load(tmp_path / "content").library, Settings()))
    for page in pages:
        shown = page.markdown.partition('<script type="application/json"')[0]
        assert "wet stuff" not in shown
        assert "bucket" not in shown
    (script,) = (content for page in pages for path, content in page.downloads if path == SEARCHED)
    assert "wet stuff" in script


def test_no_text_ends_the_script_that_holds_it(tmp_path: Path) -> None:
    library(tmp_path, "pots")
    pages = {
        page.page.path: page
        for page in render_pages(load(tmp_path / "content").library, Settings())
    }
    ask = pages["pots/ask.md"].markdown
    written = ask.partition('id="gp-ask-data">')[2].partition("</script>")[0]
    statement = by_id(json.loads(written))["recommendation:weekly"]["statement"]
    assert statement == "Water </script> weekly."
    assert "</script" not in dict(pages["index.md"].downloads)[SEARCHED]


def test_a_hit_says_where_it_is_from_if_there_are_several_guidelines(tmp_path: Path) -> None:
    both = library(tmp_path, "boxes", "pots")
    found = [each for each in search_data(both)["documents"] if each["kind"] == "recommendation"]
    label = ["Recommendation", "For", "Strength: not graded", "Certainty: not assessed", "Pots"]
    assert [each["labels"] for each in found] == [label, label]
    assert [each["page"] for each in found] == [
        "boxes/recommendations/weekly.md",
        "pots/recommendations/weekly.md",
    ]
    (alone, *_) = search_data(both[:1])["documents"]
    assert alone["labels"] == label[:-1]
