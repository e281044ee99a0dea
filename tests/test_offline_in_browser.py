"""The offline copy, opened from a file system; and the hosted site when its network goes."""

import os
import re
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from conftest import built, served, watched

GUIDELINE = "radiation-necrosis"
LIBRARY = Path(__file__).parent / "library" / "content"


def unzipped(dist: Path, folder: Path, name: str) -> Path:
    (archive,) = (dist / "offline").glob(f"{name}-*.zip")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    return folder / archive.stem


@pytest.fixture(scope="module")
def copy(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    # A folder as people have them, with letters that an address must escape.
    return unzipped(dist, tmp_path_factory.mktemp("My files & more #1  é"), GUIDELINE)


@pytest.fixture
def from_file(browser: Browser) -> Iterator[Page]:
    """Open a page that may ask for nothing but files."""
    with watched(browser, "file:") as page:
        yield page


def test_every_page_opens_from_a_file_and_says_that_it_is_a_copy(
    from_file: Page, copy: Path
) -> None:
    paths = sorted(copy.rglob("*.html"))
    assert len(paths) > 80
    for path in paths:
        from_file.goto(path.as_uri())
        if path.name != "not-in-this-copy.html":
            expect(from_file.locator(".gp-copy")).to_contain_text("version 0.1.0")


def test_search_works_from_a_file(from_file: Page, copy: Path) -> None:
    from_file.goto((copy / "index.html").as_uri())
    from_file.locator(".md-search__input").click()
    from_file.locator(".md-search__input").press_sequentially("Trental", delay=20)
    result = from_file.locator(".md-search-result__item > a", has_text="Pentoxifylline").first
    result.wait_for()
    result.click()
    from_file.wait_for_url("**/pentoxifylline-vitamin-e.html*")
    expect(from_file.locator("h1").first).to_contain_text("entoxifylline")


def test_dark_mode_charts_and_the_walk_work_from_a_file(from_file: Page, copy: Path) -> None:
    from_file.goto((copy / GUIDELINE / "walk.html").as_uri())
    from_file.locator('.gp-walk__answers > li[data-branch="tumor"] > a').click()
    expect(from_file.locator(".gp-walk__title")).to_contain_text("The pathway ends here")
    from_file.get_by_role("button", name="Dark mode").click()
    expect(from_file.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    from_file.goto((copy / GUIDELINE / "pathway.html").as_uri())
    expect(from_file.locator("svg.gp-chart").first).to_be_visible()
    link = from_file.locator("svg.gp-chart a").first
    link.focus()
    link.press("Enter")
    from_file.wait_for_url("**/*.html#*")


def test_downloads_of_the_copy_are_in_it(from_file: Page, copy: Path) -> None:
    from_file.goto((copy / GUIDELINE / "pathway.html").as_uri())
    links = [each.get_attribute("href") or "" for each in from_file.locator("a[download]").all()]
    assert links
    from_file.goto((copy / GUIDELINE / "index.html").as_uri())
    links += [each.get_attribute("href") or "" for each in from_file.locator("a[download]").all()]
    assert [link for link in links if not (copy / GUIDELINE / link).is_file()] == []


def test_a_copy_holds_one_guideline_of_many_and_says_so_of_the_others(
    from_file: Page, tmp_path: Path
) -> None:
    dist = built(LIBRARY, tmp_path / "dist")
    copy = unzipped(dist, tmp_path, "office-plants")
    others = {path.name for path in LIBRARY.iterdir() if path.is_dir()} - {"office-plants"}
    assert others
    assert not [name for name in others if (copy / name).exists()]
    index = (copy / "search" / "search_index.js").read_text(encoding="utf-8")
    assert "office-plants/" in index
    assert not [name for name in others if f'"{name}/' in index]
    hits = (copy / "assets" / "guidepress" / "answers" / "all.js").read_text(encoding="utf-8")
    assert '"office-plants/' in hits
    assert not [name for name in others if f'"{name}/' in hits]
    from_file.goto((copy / "index.html").as_uri())
    links = from_file.locator("article a[href='not-in-this-copy.html']")
    assert links.count() >= len(others)
    links.first.click()
    expect(from_file.locator("h1")).to_have_text("Not in this copy")
    from_file.get_by_role("link", name="To the overview").click()
    from_file.wait_for_url("**/office-plants/index.html")


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def test_a_hosted_guideline_is_kept_for_when_the_network_goes(
    reader: BrowserContext, site: Path
) -> None:
    page = reader.new_page()
    with served(site) as address:
        page.goto(f"{address}/{GUIDELINE}/index.html")
        expect(page.locator(".gp-copy")).to_have_count(0)
        page.evaluate(
            """async (list) => {
                const cache = await caches.open("guidepress");
                while (!await cache.match(list)) await new Promise((go) => setTimeout(go, 50));
            }""",
            f"{address}/{GUIDELINE}/files.json",
        )
    # The server is gone. A page that was never opened:
    page.goto(f"{address}/{GUIDELINE}/recommendations/bevacizumab.html?from=a-bookmark")
    notice = page.locator(".gp-copy")
    expect(notice).to_contain_text("Saved copy.")
    expect(notice).to_contain_text("version 0.1.0")
    expect(notice).to_contain_text("Saved on")
    expect(page.locator("h1").first).to_contain_text("evacizumab")
    page.goto(f"{address}/nowhere.html")
    expect(page.locator("h1")).to_have_text("No network, and no saved copy")


def test_with_a_network_the_newest_page_is_shown(
    reader: BrowserContext, dist: Path, tmp_path: Path
) -> None:
    (site := tmp_path / "site").mkdir()
    for name in ("service-worker.js", "_headers", "404.html"):
        (site / name).write_bytes((dist / "site" / name).read_bytes())
    worker = site / "service-worker.js"
    _, rest = worker.read_text(encoding="utf-8").split("\n", 1)
    worker.write_text(
        f"const SITE = {{shell: ['index.html'], guidelines: []}};\n{rest}", encoding="utf-8"
    )
    (site / "index.html").write_text("<!doctype html><body><p>old</p>", encoding="utf-8")
    page = reader.new_page()
    with served(site) as address:
        page.goto(f"{address}/")
        page.evaluate(
            "navigator.serviceWorker.register('service-worker.js')"
            ".then(() => navigator.serviceWorker.ready)"
        )
        page.reload()
        (site / "index.html").write_text("<!doctype html><body><p>new</p>", encoding="utf-8")
        # A server tells files apart by the second of their last change.
        os.utime(site / "index.html", (2_000_000_000, 2_000_000_000))
        page.reload()
        expect(page.locator("p")).to_have_text("new")
        expect(page.locator(".gp-copy")).to_have_count(0)
    page.reload()
    expect(page.locator("p")).to_have_text("new")
    expect(page.locator(".gp-copy")).to_contain_text("Saved copy.")


def test_a_path_of_the_site_asks_no_other_host(reader: BrowserContext) -> None:
    script = files("guidepress").joinpath("hosting/service_worker.js").read_text(encoding="utf-8")
    (within,) = re.findall(r"^const within = .*$", script, re.MULTILINE)
    paths = ["a/b.html", "https:evil.example.html", "//evil.example/a.html", "a?b", "a#b", "a%2Fb"]
    asked = reader.new_page().evaluate(
        f"(paths) => {{ const scope = new URL('https://host.example/site/'); {within}"
        " return paths.map(within); }",
        paths,
    )
    assert asked == [
        "https://host.example/site/a/b.html",
        "https://host.example/site/https:evil.example.html",
        "https://host.example/site///evil.example/a.html",
        "https://host.example/site/a%3Fb",
        "https://host.example/site/a%23b",
        "https://host.example/site/a%252Fb",
    ]
