"""Ids become objects: what is found from where, who mentions whom, and what is reported once."""

from pathlib import Path

from guidepress.link import Library, LinkedGuideline
from guidepress.pipeline import load

GUIDELINE = "guideline:\n  id: {0}\n  title: Demo\n  question: What helps?\n  version: 0.1.0\n"
DEMO = """\
lines:
  - {id: second, title: Second}
  - {id: first, title: First}
gaps:
  - {id: best-order, title: Order, text: "As [@xu2018] and [@levin2011] ask."}
glossary:
  - {id: necrosis, term: Radiation necrosis, abbreviation: RN, definition: Dead tissue.}
interventions:
  - {id: bevacizumab, name: Bevacizumab, brand_names: [Avastin], kind: drug, summary: A drug.}
recommendations:
  - id: later
    title: Later
    statement: "In RN give Avastin [@levin2011]; see [the order](gap:best-order)."
    origin: article
    line: first
  - {id: sooner, title: Sooner, statement: "Wait [@xu2018].", origin: article, line: second}
references:
  - {id: xu2018, type: article-journal, title: A, evidence_type: randomized-trial,
     verification: {status: verified}}
  - {id: levin2011, type: article-journal, title: B, evidence_type: randomized-trial,
     verification: {status: verified}}
"""


def library(folder: Path, files: dict[str, str]) -> Library:
    for name, text in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    loaded = load(folder / "content")
    assert loaded.report.diagnostics == ()
    return loaded.library


def demo(folder: Path) -> LinkedGuideline:
    files = {"demo/guideline.yml": GUIDELINE.format("demo"), "demo/rest.yml": DEMO}
    return library(folder, files).guidelines[0]


def test_whatever_is_linked_cited_or_named_knows_who_did(tmp_path: Path) -> None:
    mentions = {key: [each.by.id for each in by] for key, by in demo(tmp_path).mentions.items()}
    assert mentions == {
        ("line", "second"): ["sooner"],
        ("reference", "xu2018"): ["sooner", "best-order"],
        ("line", "first"): ["later"],
        ("term", "necrosis"): ["later"],
        ("intervention", "bevacizumab"): ["later"],
        ("reference", "levin2011"): ["later", "best-order"],
        ("gap", "best-order"): ["later"],
    }


def test_references_are_numbered_in_the_order_of_reading(tmp_path: Path) -> None:
    assert demo(tmp_path).numbers == {"xu2018": 1, "levin2011": 2}


def test_files_of_a_folder_are_one_guideline_whatever_their_names(tmp_path: Path) -> None:
    split = DEMO.split("recommendations:\n")
    files = {
        "demo/z.yml": GUIDELINE.format("demo"),
        "demo/b.yaml": split[0],
        "demo/a.yml": f"recommendations:\n{split[1]}",
    }
    whole = demo(tmp_path / "whole")
    parts = library(tmp_path / "parts", files).guidelines[0]
    assert list(parts.entities) == list(whole.entities)
    assert list(parts.mentions) == list(whole.mentions)


def test_another_guideline_is_linked_by_its_id(tmp_path: Path) -> None:
    other = (
        GUIDELINE.format("other")
        + 'gaps:\n  - {id: best-order, title: Order, text: "See [that](gap:demo/best-order)."}\n'
    )
    found = library(
        tmp_path,
        {
            "demo/guideline.yml": GUIDELINE.format("demo"),
            "demo/rest.yml": DEMO,
            "other/guideline.yml": other,
            "index.md": "[One](guideline:demo), [its drug](intervention:demo/bevacizumab).\n",
        },
    )
    first, second = found.guidelines
    target = found.find("gap", "demo/best-order", second)
    assert target is first.entities["gap", "best-order"]
    assert found.find("gap", "best-order", second) is second.entities["gap", "best-order"]
    assert [each.guideline for each in first.mentions["gap", "best-order"]] == ["demo", "other"]
    assert found.find("gap", "nowhere/best-order", second) is None
    assert found.find("gap", "best-order", None) is None


def test_the_stage_is_that_of_the_last_review(tmp_path: Path) -> None:
    assert demo(tmp_path / "none").stage.label == "Submitted"
    reviews = (
        "reviews:\n"
        "  - {date: 2026-01-02, stage: under-review, name: A, role: Reviewer}\n"
        "  - {date: 2026-02-03, stage: submitted, name: A, role: Reviewer}\n"
        "  - {date: 2026-02-04, stage: under-review, name: A, role: Reviewer}\n"
    )
    files = {"demo/guideline.yml": GUIDELINE.format("demo") + reviews}
    assert library(tmp_path / "three", files).guidelines[0].stage.label == "Under review"


def test_every_text_has_its_tree(tmp_path: Path) -> None:
    guideline = demo(tmp_path)
    for recommendation in guideline.sections.recommendations:
        assert guideline.tree(recommendation.statement).blocks
