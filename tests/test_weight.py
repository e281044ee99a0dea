"""What a page costs a reader, against a stock Material page of the same text."""

import re
import subprocess
import sys
import zlib
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Response, Route

from conftest import built_stock, served

PAGES = (
    "index",
    "recommendations/bevacizumab",
    "pathway",
    "interventions/bevacizumab",
    "references",
)
CHOSEN = (
    "index?for=patient",
    "recommendations/bevacizumab?for=specialist",
    "evidence-table?for=patient",
    "walk?for=patient",
)
TOLD = ("ask?for=patient",)
"""Where patients are told of other ways, above all other text."""
MOST_MORE = 20_000
"""Bytes, compressed, that a page of ours may cost more before search."""
MOST_MORE_SCRIPT = 8_000
"""Of them, what scripts may have."""
MOST_PATIENCE = 120_000
"""Milliseconds that a page may take over the slow network of a test, on a machine that is busy."""
MOST_MOVED = 0.05
"""Layout shift while the text of a page comes; up to 0.1 passes for good."""


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_stock(tmp_path_factory.mktemp("stock"))


class Cost(NamedTuple):
    """The requests of a first visit, and bytes as a host compresses them."""

    requests: int
    size: int
    scripts: int


def cost(browser: Browser, url: str) -> Cost:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - no builtin there
    page.goto(url, wait_until="load")
    # What search and the tab ask for later, whenever they come to it, is not part of a page.
    of_page = [answer for answer in answers if not re.search("/search|/favicon", answer.url)]
    sizes = [(answer.url, len(zlib.compress(answer.body(), 6))) for answer in of_page]
    context.close()
    scripts = sum(size for url, size in sizes if url.endswith(".js"))
    return Cost(len(sizes), sum(size for _, size in sizes), scripts)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_little_more_than_a_stock_page(
    browser: Browser, site: Path, stock: Path, name: str
) -> None:
    with served(site) as ours, served(stock) as theirs:
        here = cost(browser, f"{ours}/radiation-necrosis/{name}.html")
        there = cost(browser, f"{theirs}/radiation-necrosis/{name}.html")
    assert here.requests <= there.requests
    assert here.size <= there.size + MOST_MORE
    assert here.scripts <= there.scripts + MOST_MORE_SCRIPT


def test_the_index_of_all_pages_comes_once_a_reader_searches(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/radiation-necrosis/index.html", wait_until="networkidle")
    assert not [url for url in asked if "search_index" in url]
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("avastin")
    page.locator(".md-search-result__item > a").first.wait_for(timeout=30_000)
    assert len([url for url in asked if "search_index" in url]) == 1
    context.close()


def test_a_search_that_the_network_failed_works_when_it_is_back(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(f"{address}/radiation-necrosis/index.html", wait_until="networkidle")
    box = page.locator(".md-search__input")
    context.set_offline(True)
    box.click()
    box.press_sequentially("avastin")
    page.get_by_text("The search could not be fetched").wait_for(timeout=30_000)
    page.keyboard.press("Escape")
    context.set_offline(False)
    box.click()
    box.press_sequentially(" dose")
    page.locator(".gp-hit").first.wait_for(timeout=30_000)
    page.locator(".md-search-result__item > a").first.wait_for(timeout=30_000)
    assert page.get_by_text("The search could not be fetched").count() == 0
    context.close()


@pytest.mark.parametrize("lost", ["search_index.json", "retrieval.js", "answers/all.js"])
@pytest.mark.parametrize("query", ["", "?h=randomized"])
def test_each_part_of_the_search_that_was_lost_is_fetched_again(
    browser: Browser, address: str, lost: str, query: str
) -> None:
    context = browser.new_context(service_workers="block", bypass_csp=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route(f"**/{lost}", lambda route: route.abort(), times=1)
    page.goto(f"{address}/radiation-necrosis/recommendations/bevacizumab.html{query}")
    box = page.locator(".md-search__input")
    box.click()
    # On a page that marks words the index was asked for before, and opening asks for it again.
    if not (query and lost == "search_index.json"):
        page.get_by_text("The search could not be fetched").wait_for(timeout=30_000)
    page.keyboard.press("Escape")
    box.click()
    box.press_sequentially("avastin")
    page.locator(".gp-hit").first.wait_for(timeout=30_000)
    page.locator(".md-search-result__item > a").first.wait_for(timeout=30_000)
    for part in ("search_index.json", "retrieval.js", "answers/all.js"):
        assert len([url for url in asked if part in url]) == 1 + (part == lost)
    context.close()


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("index.html?q=avastin", ".md-search-result__item > a"),
        ("recommendations/bevacizumab.html?h=randomized", "mark[data-md-highlight]"),
    ],
)
def test_a_link_may_ask_for_a_search_or_for_words_to_be_marked(
    browser: Browser, address: str, link: str, shown: str
) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(f"{address}/radiation-necrosis/{link}")
    page.locator(shown).first.wait_for(timeout=30_000)
    context.close()


def painted_when_whole(route: Route) -> None:
    """Have the browser paint a page once all its text has come: what moves then was moved."""
    answer = route.fetch()
    head, body = answer.text().split("<head>", 1)
    body = body.replace("</body>", '<i id="whole"></i></body>')
    wait = '<link rel="expect" href="#whole" blocking="render">'
    route.fulfill(response=answer, body=f"{head}<head>{wait}{body}")


WATCH = """window.moved = 0;
new PerformanceObserver((list) => list.getEntries().forEach((each) => {
  window.moved += each.value;
})).observe({ type: "layout-shift", buffered: true });"""


# The browser's own word for it, `networkidle`, at times never comes where a worker is slowed down.
QUIET = """performance.now() - 500 > Math.max(
  500, ...performance.getEntriesByType("resource").map(({ responseEnd }) => responseEnd)
)"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("whole", [True, False], ids=["whole", "bit-by-bit"])
@pytest.mark.parametrize(
    "name", [*PAGES, *CHOSEN, *TOLD, "ask", "ask#q=seizure", "walk", "evidence-table"]
)
def test_nothing_moves_while_a_page_loads(
    browser: Browser, address: str, name: str, width: int, *, whole: bool
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 850}, service_workers="block")
    context.add_init_script(WATCH)
    page = context.new_page()
    slow = {"offline": False, "latency": 20, "downloadThroughput": 4e5, "uploadThroughput": 4e5}
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
    path, mark, asked = name.partition("#" if "#" in name else "?")
    url = f"{address}/radiation-necrosis/{path}.html{mark}{asked}"
    if whole:
        page.route(url, painted_when_whole)
    page.goto(url, timeout=MOST_PATIENCE)
    # The pages' policy lets nothing wait in them for a function.
    for _ in range(MOST_PATIENCE // 100):
        if page.evaluate(QUIET):
            break
        page.wait_for_timeout(100)
    moved = page.evaluate("window.moved")
    context.close()
    # Where a browser paints a part of a line, the rest of it may move it to the next line.
    assert moved == 0 if whole or name in TOLD else moved < MOST_MOVED


def test_nothing_moves_where_a_wheel_leaps(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(WATCH)
    page.goto(f"{address}/radiation-necrosis/pathway.html")
    page.mouse.move(640, 450)
    for way in (3000, -3000):
        for _ in range(6):
            page.mouse.wheel(0, way)
            # Each leap is painted before the next.
            page.evaluate(
                "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)))"
            )
    page.wait_for_timeout(300)
    moved = page.evaluate("window.moved")
    page.close()
    assert moved == 0


GUIDELINE = """\
guideline: {{id: {id}, title: Title of {id}, question: Which?, version: 0.1.0}}
recommendations:
  - {{id: one, title: One, statement: Do it., origin: added}}
"""


@pytest.mark.parametrize(("count", "named"), [(3, True), (14, False)])
def test_pages_of_many_guidelines_do_not_name_all_others(
    tmp_path: Path, count: int, *, named: bool
) -> None:
    for number in range(count):
        folder = tmp_path / "content" / f"g{number}"
        folder.mkdir(parents=True)
        (folder / "guideline.yml").write_text(GUIDELINE.format(id=f"g{number}"), encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: T\ndocs_dir: content\nplugins: [search, guidepress]\ntheme: {name: material}\n",
        encoding="utf-8",
    )
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=tmp_path, check=True)
    page = (tmp_path / "site" / "g0" / "index.html").read_text(encoding="utf-8")
    assert "Title of g0</a>" in page
    assert ("Title of g1</a>" in page) == named
    home = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert f"Title of g{count - 1}</a>" in home


@pytest.mark.parametrize(
    "kind", ["{}", "{async: true}", "{defer: true}", "{type: text/javascript}", "{type: module}"]
)
def test_a_script_of_a_site_finds_the_page_as_the_theme_promises(
    browser: Browser, tmp_path: Path, kind: str
) -> None:
    (tmp_path / "content" / "g").mkdir(parents=True)
    (tmp_path / "content" / "g" / "guideline.yml").write_text(
        GUIDELINE.format(id="g"), encoding="utf-8"
    )
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / "own.js").write_text(
        "document$.subscribe(() => { document.body.dataset.own = document.title; });", "utf-8"
    )
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: T\ndocs_dir: content\nplugins: [search, guidepress]\n"
        "theme: {name: material, custom_dir: overrides}\n"
        f"extra_javascript: [{kind.replace('{', '{path: own.js, ')}]\n",
        encoding="utf-8",
    )
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=tmp_path, check=True)
    with served(tmp_path / "site") as address:
        page = browser.new_page()
        page.goto(f"{address}/index.html")
        page.locator("body[data-own]").wait_for(timeout=30_000)
        page.close()
