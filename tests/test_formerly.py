"""A rename keeps old addresses alive, and says to authors what a thing is called now."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from guidepress.outputs.site import render
from guidepress.pipeline import load
from guidepress.settings import Settings
from guidepress.write import write_folder

DRYNESS = """\
guideline:
  id: dry-plants
  formerly: [plants]
  title: Dry plants
  question: How is a dry plant saved?
  version: 1.0.0
recommendations:
  - id: water-weekly
    formerly: [water, water-often]
    title: Water weekly
    statement: Give water once a week.
    origin: added
interventions:
  - id: watering-can
    formerly: [can]
    name: Watering can
    kind: procedure
    summary: Holds water.
"""
SHADE = """\
guideline:
  id: shade
  title: Shade
  question: Where does a plant stand?
  version: 1.0.0
"""
MOVED = {
    "dry-plants/recommendations/water.md": "Water weekly](water-weekly.md)",
    "dry-plants/recommendations/water-often.md": "Water weekly](water-weekly.md)",
    "dry-plants/interventions/can.md": "Watering can](watering-can.md)",
    "plants/index.md": "Dry plants](../dry-plants/index.md)",
    "plants/about.md": "About: Dry plants](../dry-plants/about.md)",
    "plants/recommendations/index.md": "](../../dry-plants/recommendations/index.md)",
    "plants/recommendations/water-weekly.md": "](../../dry-plants/recommendations/water-weekly.md)",
    "plants/recommendations/water.md": "](../../dry-plants/recommendations/water-weekly.md)",
    "plants/interventions/can.md": "](../../dry-plants/interventions/watering-can.md)",
}


def content(folder: Path, dryness: str = DRYNESS, shade: str = SHADE) -> Path:
    for name, text in {"dryness": dryness, "shade": shade}.items():
        path = folder / "content" / name / "guideline.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "content"


def findings(root: Path) -> list[tuple[str, str, str | None]]:
    return [(each.rule, each.message, each.hint) for each in load(root).report.diagnostics]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the folder of a written site."""
    loaded = load(content(tmp_path))
    assert loaded.report.diagnostics == ()
    write_folder(render(loaded.library, Settings()), tmp_path / "project")
    return tmp_path / "project"


@pytest.mark.parametrize(("path", "leads_to"), MOVED.items(), ids=MOVED)
def test_an_old_address_leads_to_the_new_one(project: Path, path: str, leads_to: str) -> None:
    page = (project / "docs" / path).read_text(encoding="utf-8")
    assert "This page has moved. It is now [" in page
    assert leads_to in page


def test_every_page_of_a_renamed_guideline_has_its_old_address(project: Path) -> None:
    docs = project / "docs"
    old, new = (
        {path.relative_to(docs / name) for path in (docs / name).rglob("*.md")}
        for name in ("plants", "dry-plants")
    )
    assert old == new


def test_a_page_that_has_moved_is_in_no_menu_and_no_list_of_links(project: Path) -> None:
    written = yaml.safe_load((project / "mkdocs.yml").read_text(encoding="utf-8"))
    assert set(MOVED) <= {path.removeprefix("/") for path in written["not_in_nav"].splitlines()}
    assert not any(f"'{path}'" in str(written["nav"]) for path in MOVED)
    overview = (project / "docs" / "dry-plants" / "index.md").read_text(encoding="utf-8")
    assert "water-often" not in overview


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_an_engine_builds_the_moved_pages_without_a_warning(project: Path, engine: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", engine, "build", "--strict"],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = result.stdout + result.stderr
    assert result.returncode == 0, said
    assert "WARNING" not in said
    assert "not included in the" not in said, "no page is missing from the menu by mistake"
    site = project / "site"
    moved = (site / "plants" / "recommendations" / "water.html").read_text("utf-8")
    assert 'href="../../dry-plants/recommendations/water-weekly.html"' in moved
    index = site / "search.json" if engine == "zensical" else site / "search/search_index.json"
    found = index.read_text(encoding="utf-8")
    assert "dry-plants/recommendations/water-weekly.html" in found
    assert "has moved" not in found


def test_the_plugin_serves_the_same_pages_without_a_warning(tmp_path: Path) -> None:
    content(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Plants\ndocs_dir: content\ntheme: {name: material, font: false}\n"
        "plugins: [search, guidepress]\n",
        encoding="utf-8",
    )
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=tmp_path,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "not included in the" not in result.stderr
    for path in MOVED:
        built = tmp_path / "site" / path.replace(".md", ".html")
        assert "This page has moved." in built.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("taken", "place"),
    [
        (
            DRYNESS + "  - {id: can, name: Can, kind: procedure, summary: Another.}\n",
            "content/dryness/guideline.yml:19",
        ),
        (
            DRYNESS
            + "  - {id: jug, formerly: [can], name: Jug, kind: procedure, summary: Another.}\n",
            "content/dryness/guideline.yml:15",
        ),
        (DRYNESS.replace("[can]", "[can, can]"), "content/dryness/guideline.yml:15"),
        (DRYNESS.replace("[can]", "[watering-can]"), "content/dryness/guideline.yml:14"),
        (DRYNESS.replace("[plants]", "[shade]"), "content/shade/guideline.yml:2"),
    ],
    ids=["by one of today", "by another's past", "twice", "by itself", "by another guideline"],
)
def test_a_former_id_that_is_taken_is_an_error(tmp_path: Path, taken: str, place: str) -> None:
    ((rule, message, hint),) = findings(content(tmp_path, taken))
    assert rule == "former-id-taken"
    assert message.endswith(f"is in use, at {place}")
    assert hint


def test_things_of_different_kinds_may_share_a_former_id(tmp_path: Path) -> None:
    assert findings(content(tmp_path, DRYNESS.replace("[can]", "[water]"))) == []


@pytest.mark.parametrize(
    ("link", "now"),
    [
        ("recommendation:plants/water-weekly", "dry-plants"),
        ("recommendation:dry-plants/water", "water-weekly"),
        ("intervention:dry-plants/can", "watering-can"),
        ("guideline:plants", "dry-plants"),
    ],
)
def test_a_link_by_a_former_id_is_told_the_new_one(tmp_path: Path, link: str, now: str) -> None:
    gap = f"gaps:\n  - {{id: order, title: Order, text: 'As [asked]({link}).'}}\n"
    ((rule, _, hint),) = findings(content(tmp_path, shade=SHADE + gap))
    assert rule == "dangling-link"
    assert hint == f"it is now called '{now}'"
