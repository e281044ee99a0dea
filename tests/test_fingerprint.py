"""The hash of a content: a changed word changes it, formatting and comments do not."""

from pathlib import Path

import pytest

from guidepress.fingerprint import content_hash, entity_hash
from guidepress.link import LinkedGuideline
from guidepress.pipeline import load

PLANTS = """\
guideline:
  id: plants
  title: Dry plants
  question: How is a dry plant saved?
  version: 1.0.0
  dates: {last_changed: 2026-01-02}
recommendations:
  - id: water
    title: Water
    statement: >-
      Give *20 mL* of water, not more [@daisy, table 2].


      - Once a week.
    origin: added
references:
  - id: daisy
    title: On watering
    type: book
    evidence_type: opinion
    verification: {status: partial}
"""
SAME = {
    "a comment": ("    title: Water\n", "    title: Water   # a verb\n"),
    "other quotes": ("title: Water\n", 'title: "Water"\n'),
    "another break of lines": ("20 mL* of water, not", "20\n      mL*\n      of   water, not"),
    "white space at the edges": ("      - Once a week.\n", "      -   Once a  week.   \n\n\n\n"),
    "white space around words": ("title: On watering", "title: '  On  watering '"),
    "keys in another order": (
        "    title: On watering\n    type: book\n",
        "    type: book\n    title: On watering\n",
    ),
    "another version": ("version: 1.0.0", "version: 1.1.0"),
    "another day of change": ("2026-01-02", "2026-03-04"),
    "a record of a review": (
        "references:",
        "reviews: [{date: 2026-01-03, stage: under-review, name: A. B., role: C}]\nreferences:",
    ),
}
OTHER = {
    "a word": ("not more", "and more"),
    "a figure": ("20 mL", "200 mL"),
    "a locator": ("table 2", "table 3"),
    "a space before an emphasis": ("Give *20", "Give*20"),
    "a space after an emphasis": ("mL* of", "mL*of"),
    "an emphasis": ("*20 mL*", "**20 mL**"),
    "a list that is none": ("- Once", "Once"),
    "a fact about a work": ("status: partial", "status: verified"),
    "a search of the literature": ("last_changed:", "literature_searched_to:"),
    "a day of the next review": ("{last_changed: 2026-01-02", "{next_review_due: 2027-06-02"),
}


def plants(folder: Path, text: str = PLANTS) -> LinkedGuideline:
    path = folder / "content" / "plants" / "guideline.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    loaded = load(folder / "content")
    assert not loaded.report.failed, loaded.report
    return loaded.library.guidelines[0]


def changed(change: tuple[str, str]) -> str:
    assert PLANTS.count(change[0]) == 1
    return PLANTS.replace(*change)


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_what_says_the_same_has_the_same_hash(tmp_path: Path, change: tuple[str, str]) -> None:
    before = content_hash(plants(tmp_path))
    assert content_hash(plants(tmp_path, changed(change))) == before


@pytest.mark.parametrize("change", OTHER.values(), ids=OTHER)
def test_what_says_something_else_has_another(tmp_path: Path, change: tuple[str, str]) -> None:
    before = content_hash(plants(tmp_path))
    assert content_hash(plants(tmp_path, changed(change))) != before


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It is no **table**.", "It is no**table**."),
        ("It is **no** table.", "It is **no**table."),
        ("Take [two](https://a.org) pills.", "Take[ two](https://a.org) pills."),
        ("Take [two](https://a.org) pills.", "Take [two ](https://a.org)pills."),
        ("Take *two* **pills**.", "Take *two***pills**."),
    ],
)
def test_a_space_beside_markup_is_content(tmp_path: Path, one: str, other: str) -> None:
    text = changed(("Give *20 mL* of water, not more [@daisy, table 2].", one))
    before = content_hash(plants(tmp_path, text))
    assert content_hash(plants(tmp_path, text.replace(one, other))) != before
    for edge in (f" {one}", f"{one} ", f"{one}\n "):
        page = tmp_path / "content" / "plants" / "soil.md"
        page.write_text(f"# Soil\n\n| A |\n|---|\n| {one} |\n\n- {one}\n", encoding="utf-8")
        there = content_hash(plants(tmp_path, text))
        page.write_text(f"# Soil \n\n| A |\n|---|\n|{one}   |\n\n-   {edge}\n", encoding="utf-8")
        assert content_hash(plants(tmp_path, text)) == there


def test_a_page_of_prose_is_content(tmp_path: Path) -> None:
    before = content_hash(plants(tmp_path))
    (tmp_path / "content" / "plants" / "soil.md").write_text("# Soil\n\nLoose soil.\n")
    assert content_hash(plants(tmp_path)) != before


def test_one_entity_is_hashed_by_itself(tmp_path: Path) -> None:
    def hashes(here: LinkedGuideline) -> list[str]:
        return [entity_hash(here, here.entities[key]) for key in WATER_AND_DAISY]

    before = hashes(plants(tmp_path))
    after = hashes(plants(tmp_path, changed(OTHER["a word"])))
    assert [old == new for old, new in zip(before, after, strict=True)] == [False, True]


WATER_AND_DAISY = (("recommendation", "water"), ("reference", "daisy"))
