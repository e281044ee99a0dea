"""Both engines build the same site: MkDocs with the plugin, MkDocs and Zensical from Markdown."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest

LIBRARY = Path(__file__).parent / "library" / "content"
BIN = Path(sys.executable).parent
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1800000000"}
ENVIRONMENT.pop("GITHUB_ACTIONS", None)
CONFIGURATION = """\
site_name: A library for tests
docs_dir: content
repo_url: https://example.org/library
edit_uri: edit/main/content/
theme: {name: material, font: false, features: [content.action.edit]}
plugins: [search, guidepress]
validation: {links: {anchors: warn}}
"""
ENGINES = ("plugin", "mkdocs", "zensical")


@dataclass
class Page(HTMLParser):
    """What a test looks at in a built page."""

    links: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    """Links of the page's own text: none of a menu, of the foot, or of what links here."""
    named: list[str] = field(default_factory=list)
    """Links to the pages that link here."""
    loads: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)
    charts: int = 0
    edit: str = ""
    depth: int = 0
    skipping: int = 0
    outside: int = 0
    behind: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.add(given["id"])
        if tag == "article":
            self.depth += 1
        frame = tag == "nav" or given.get("class") in {"gp-foot", "gp-for-told"}
        self.outside += tag in {"nav", "div"} and bool(self.outside or frame)
        self.behind |= given.get("id") == "pages-that-link-here"
        if tag == "a" and "href" in given:
            if given.get("rel") == "edit" or given.get("title") == "Edit this page":
                self.edit = given["href"]
            else:
                self.links.append(given["href"])
                if (
                    self.depth
                    and not self.outside
                    and ":" not in given["href"]
                    and given.get("class") != "headerlink"
                ):
                    (self.named if self.behind else self.own).append(given["href"])
        elif tag in {"script", "img", "iframe", "source", "object", "embed"}:
            self.loads += [given[name] for name in ("src", "data", "srcset") if name in given]
        elif tag == "link" and given.get("rel", "").split(" ")[0] in {"stylesheet", "preload"}:
            self.loads.append(given.get("href", ""))
        self.charts += tag == "svg" and "gp-chart" in given.get("class", "")
        self.skipping += tag in {"script", "style", "button"}
        self.classes = given.get("class", "")

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "article"
        self.outside -= tag in {"nav", "div"} and self.outside > 0
        self.skipping -= tag in {"script", "style", "button"}

    def handle_data(self, data: str) -> None:
        if self.depth and not self.skipping and data.strip() not in {"", "¶"}:
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words)).strip()


Site = dict[str, Page]


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def _read(folder: Path) -> Site:
    site = {}
    for path in sorted(folder.rglob("*.html")):
        page = Page()
        page.feed(path.read_text(encoding="utf-8"))
        page.close()
        site[path.relative_to(folder).as_posix()] = page
    return site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, str]]:
    """Build the test library with each engine: the folder of the site, and what was printed."""
    folder = tmp_path_factory.mktemp("engines")
    shutil.copytree(LIBRARY, folder / "content")
    (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    _run([str(BIN / "guidepress"), "render", "site", "--to", "disk"], folder)
    shutil.copytree(folder / "disk", folder / "zensical")
    strict = ["build", "--strict"]
    printed = {
        "plugin": _run([str(BIN / "mkdocs"), *strict], folder),
        "mkdocs": _run([str(BIN / "mkdocs"), *strict], folder / "disk"),
        "zensical": _run([str(BIN / "zensical"), *strict], folder / "zensical"),
    }
    sites = {"plugin": folder, "mkdocs": folder / "disk", "zensical": folder / "zensical"}
    return {engine: (sites[engine] / "site", printed[engine]) for engine in ENGINES}


@pytest.fixture(scope="module")
def sites(built: dict[str, tuple[Path, str]]) -> dict[str, Site]:
    return {engine: _read(folder) for engine, (folder, _) in built.items()}


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_builds_without_a_warning(
    built: dict[str, tuple[Path, str]], engine: str
) -> None:
    printed = built[engine][1]
    assert not re.search(r"warn|error|deprecat", printed.replace("No issues", ""), re.IGNORECASE)


def test_all_engines_build_the_same_pages(sites: dict[str, Site]) -> None:
    pages = {engine: set(site) for engine, site in sites.items()}
    assert len(pages["plugin"]) > 20
    assert pages["plugin"] == pages["mkdocs"] == pages["zensical"]


def test_all_engines_show_the_same_text_and_charts(sites: dict[str, Site]) -> None:
    for path, page in sites["plugin"].items():
        for engine in ("mkdocs", "zensical"):
            other = sites[engine][path]
            if path != "404.html":
                assert _letters(other.text) == _letters(page.text), (engine, path)
            assert other.charts == page.charts
    assert sum(page.charts for page in sites["plugin"].values()) == 6


def _letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("engine", ENGINES)
def test_no_page_loads_anything_from_another_host(sites: dict[str, Site], engine: str) -> None:
    loads = [load for page in sites[engine].values() for load in page.loads]
    assert loads
    assert [load for load in loads if urlsplit(load).netloc] == []


@pytest.mark.parametrize("engine", ENGINES)
def test_every_link_and_anchor_is_there(
    sites: dict[str, Site], built: dict[str, tuple[Path, str]], engine: str
) -> None:
    site = sites[engine]
    folder = built[engine][0]
    checked = 0
    for path, page in site.items():
        if path == "404.html":
            continue
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            if parts.path.endswith("qa.json"):
                file = folder / normpath(join(dirname(path), unquote(parts.path)))
                assert set(json.loads(file.read_text(encoding="utf-8"))["findings"]) == {
                    "draft",
                    "release",
                }
                continue
            if parts.path.endswith(".mmd"):
                file = folder / normpath(join(dirname(path), unquote(parts.path)))
                assert file.read_text(encoding="utf-8").startswith("flowchart TD\n    accTitle: ")
                continue
            target = _target(path, unquote(parts.path))
            assert target in site, (path, link)
            if parts.fragment:
                assert unquote(parts.fragment) in site[target].ids | {"__skip"}, (path, link)
            checked += 1
    assert checked > 500


def _target(page: str, link: str) -> str:
    if not link:
        return page
    found = normpath(join(dirname(page), link)) if not link.startswith("/") else link[1:]
    if link.endswith("/") or found == "." or not found.endswith(".html"):
        found = normpath(join(found, "index.html"))
    return found


def test_edit_leads_to_the_line_that_a_page_came_from(sites: dict[str, Site]) -> None:
    source = (LIBRARY / "office-plants" / "guideline.yml").read_text(encoding="utf-8")
    lines = source.splitlines()
    expected = {
        "office-plants/recommendations/water-weekly.html": "  - id: water-weekly",
        "office-plants/interventions/water.html": "  - id: water",
        "office-plants/index.html": "  id: office-plants",
        "office-plants/pathway.html": "  id: watering",
        "office-plants/glossary.html": "  - id: potted-plant",
        "office-plants/references.html": "  - id: fern2001",
    }
    for path, line in expected.items():
        edit = sites["plugin"][path].edit
        prefix, _, number = edit.partition("#L")
        assert prefix.endswith("/edit/main/content/office-plants/guideline.yml"), edit
        assert lines[int(number) - 1] == line
    generated = [path for path in sites["plugin"] if path.count("/") > 1]
    assert all("#L" in sites["plugin"][path].edit for path in generated)


def test_a_page_names_exactly_the_pages_whose_own_text_links_to_it(sites: dict[str, Site]) -> None:
    # A page that has moved leads to where it is now, and links to nothing.
    site = {
        path: page
        for path, page in sites["plugin"].items()
        if path != "404.html" and "This page has moved." not in page.text
    }
    leads_to = {
        path: {_target(path, urlsplit(link).path) for link in page.own}
        for path, page in site.items()
    }
    named = {path: {_target(path, link) for link in page.named} for path, page in site.items()}
    for path, page in site.items():
        more = re.search(r"And (\d+) more", page.text)
        linking = {other for other in site if other != path and path in leads_to[other]}
        if more:
            assert named[path] < linking
            assert len(linking - named[path]) == int(more[1]), path
        else:
            assert named[path] == linking, path
    assert "office-plants/index.html" in named["office-plants/about.html"]
    assert all(named[path] for path in site if path.startswith("office-plants/steps/"))
    assert not any(
        "office-plants/index.html" in leads_to[path] for path in site if "/steps/" in path
    )


def test_home_lists_every_guideline(sites: dict[str, Site]) -> None:
    home = sites["plugin"]["index.html"].text
    assert "Watering of office plants" in home
    assert "The smallest guideline" in home


def test_strong_conditional_and_against_look_and_read_differently(sites: dict[str, Site]) -> None:
    shown = {
        name: sites["plugin"][f"office-plants/recommendations/{name}.html"].text
        for name in ("water-weekly", "consider-rain", "no-flood")
    }
    assert re.search(r"Direction: ↑ For Strength: ●● Strong", shown["water-weekly"])
    assert re.search(r"Direction: ↑ For Strength: ●○ Conditional", shown["consider-rain"])
    assert re.search(r"Direction: ↓ Against Strength: ●● Strong", shown["no-flood"])


def test_each_kind_of_point_is_named(sites: dict[str, Site]) -> None:
    text = sites["plugin"]["office-plants/recommendations/water-weekly.html"].text
    for kind, point in (
        ("Red flags", "All leaves fall."),
        ("Safety net", "Call the gardener when leaves turn yellow."),
        ("Pitfalls", "Watering twice."),
        ("Good practice", "Look before watering."),
        ("Monitoring", "Look at the leaves."),
    ):
        assert re.search(rf"{kind} ¶? ?{point}", text), kind


def test_a_draft_without_reviews_says_so_everywhere(sites: dict[str, Site]) -> None:
    for path, page in sites["plugin"].items():
        if path.startswith(("office-plants/", "tiny/")):
            assert "Draft. Submitted, not yet under review. No review is on record." in page.text
            assert "Not reviewed" in page.text or "review" in page.text
