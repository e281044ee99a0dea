"""The built site in a real browser: search, links, and no request to any other host."""

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from guidepress.pathway_graph import graph_of
from guidepress.pipeline import load
from guidepress.text import plain_text
from guidepress.walk import Walk, coverage, read_answers, walk

ROOT = Path(__file__).parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        del format, args


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the shipped guideline's site with the command that users run."""
    target = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "generator", "build", "--to", str(target)],
        check=True,
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
    )
    return target / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "no Chromium or Chrome: `make test` installs one, or set CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open a page that fails the test on a request to another host or an error in the console."""
    page = browser.new_page()
    troubles: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            troubles.append(f"asked {request.url}")

    page.on("request", asked)
    page.on("pageerror", lambda error: troubles.append(f"error {error}"))
    page.on(
        "console",
        lambda message: troubles.append(message.text) if message.type == "error" else None,
    )
    yield page
    page.close()
    assert troubles == []


def _paths(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def test_every_page_loads_without_asking_another_host(page: Page, site: Path, address: str) -> None:
    paths = _paths(site)
    assert len(paths) > 40
    for path in paths:
        answer = page.goto(f"{address}/{path.removesuffix('index.html')}")
        assert answer is not None
        assert answer.ok or path == "404.html"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Trental", "pentoxifylline-vitamin-e"),
        ("RN", "radiation-necrosis"),
        ("Avastin", "interventions/bevacizumab"),
        ("laser", "litt"),
        ("HBOT", "hyperbaric-oxygen"),
        ("radionecrosis", "radiation-necrosis"),
    ],
)
def test_search_finds_names_and_synonyms(
    page: Page, address: str, asked: str, expected: str
) -> None:
    page.goto(f"{address}/")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially(asked, delay=20)
    results = page.locator(".md-search-result__item > a")
    results.first.wait_for(timeout=30_000)
    links = [results.nth(index).get_attribute("href") or "" for index in range(results.count())]
    assert any(expected in link for link in links[:3]), links[:6]


def test_a_citation_leads_to_its_reference_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}/radiation-necrosis/recommendations/bevacizumab/")
    mark = page.locator(".gp-recommendation a", has_text="[").first
    assert "Levin" in (mark.get_attribute("title") or "")
    mark.click()
    page.wait_for_url("**/references/#reference-levin2011")
    entry = page.locator("#reference-levin2011")
    assert "Int J" in entry.inner_text() or "International Journal" in entry.inner_text()
    entry.get_by_role("link", name="Bevacizumab").first.click()
    page.wait_for_url("**/bevacizumab/")


def test_a_term_explains_itself_on_hover_and_on_focus(page: Page, address: str) -> None:
    page.goto(f"{address}/radiation-necrosis/recommendations/bevacizumab/")
    term = page.locator("article a[href*='glossary']").first
    explained = term.get_attribute("title") or ""
    assert ":" in explained
    term.hover()
    page.locator(".md-tooltip2--active, .md-tooltip--active").first.wait_for()
    page.mouse.move(0, 0)
    term.focus()
    page.locator(".md-tooltip2--active, .md-tooltip--active").first.wait_for()


def test_the_steps_of_a_chart_are_links_in_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/radiation-necrosis/")
    chart = page.locator("svg.gp-chart").first
    assert chart.locator("title").first.text_content()
    link = chart.locator("a").first
    link.focus()
    link.press("Enter")
    page.wait_for_url("**/radiation-necrosis/pathway/#stage-*")


LIBRARY = load(ROOT / "content").library
HERE = LIBRARY.by_id["radiation-necrosis"]
assert HERE.sections.pathway
GRAPH = graph_of(HERE.sections.pathway)
OBSERVED = {"diagnosis-now": ["necrosis"], "scan-trend": ["still-changing"] * 2}
UNCLEAR = ["uncertain"] * 2
LOOPS: list[dict[str, list[str]]] = [
    *(
        {**OBSERVED, "symptomatic": ["no", *["no"] * rounds, "yes"], "life-threatening": ["yes"]}
        for rounds in range(3)
    ),
    *({"diagnosis-now": [*UNCLEAR[:rounds], "tumor-progression"]} for rounds in range(3)),
]
WALKS = [
    *(walk(GRAPH, read_answers(GRAPH, case.given.items())) for case in HERE.sections.cases),
    *(walk(GRAPH, read_answers(GRAPH, given.items())) for given in LOOPS),
]


def test_the_walks_that_are_compared_take_every_branch() -> None:
    assert coverage(GRAPH, HERE.sections.cases).percent == 100
    assert {taken.stop.value for taken in WALKS} == {"end", "reassess", "ask"}


@pytest.mark.parametrize("taken", WALKS, ids=lambda taken: "-".join(taken.path[-2:]))
def test_the_walk_goes_where_the_command_goes(page: Page, address: str, taken: Walk) -> None:
    page.goto(f"{address}/radiation-necrosis/walk/")
    for visit in taken.visits:
        if visit.branch is None:
            continue
        page.locator(".gp-walk__title", has_text=str(visit.step.title)).wait_for()
        page.locator(f'.gp-walk__answers > li[data-branch="{visit.branch.id}"] > a').click()
    _stands_at(page, taken)
    page.reload()
    _stands_at(page, taken)


def _stands_at(page: Page, taken: Walk) -> None:
    last = taken.visits[-1].step
    page.locator(".gp-walk__title", has_text=str(last.title)).wait_for()
    trail = page.locator(".gp-walk__trail > li")
    passed = trail.evaluate_all("items => items.map(item => item.dataset.step)")
    assert tuple(passed) == taken.path
    chosen = trail.evaluate_all("items => items.map(item => item.dataset.branch ?? null)")
    assert chosen == [str(each.branch.id) if each.branch else None for each in taken.visits]
    assert page.locator("#gp-walk").get_attribute("data-stop") == taken.stop.value
    applies = page.locator(".gp-walk__applies > [data-recommendation]")
    ids = applies.evaluate_all("items => items.map(item => item.dataset.recommendation)")
    assert tuple(ids) == taken.recommendations
    here = page.locator(".gp-node--here")
    assert here.evaluate_all("items => items.map(item => item.dataset.node)") == [str(last.id)]


def test_the_walk_works_by_keyboard_and_goes_back(page: Page, address: str) -> None:
    page.goto(f"{address}/radiation-necrosis/walk/")
    page.locator(".gp-walk__answers > li > a").first.focus()
    page.keyboard.press("Enter")
    page.locator(".gp-walk__title", has_text="Question 2").wait_for()
    assert page.evaluate("document.activeElement.matches('.gp-walk__title')")
    page.get_by_role("link", name="Back", exact=True).click()
    page.locator(".gp-walk__title", has_text="Question 1").wait_for()
    assert page.locator("#gp-walk :is(input, textarea, select)").count() == 0


@pytest.mark.parametrize(
    ("hash_", "said"),
    [
        ("#walk/9.9.9/working-diagnosis:necrosis", "version 9.9.9"),
        ("#walk/0.1.0/working-diagnosis:no-such-branch", "do not fit"),
        ("#walk/%E0%A4/<img src=x onerror=alert(1)>:x", "do not fit"),
        ("#walk/0.1.0/symptoms:none", "do not fit"),
    ],
)
def test_a_link_that_does_not_fit_says_so(page: Page, address: str, hash_: str, said: str) -> None:
    page.goto(f"{address}/radiation-necrosis/walk/{hash_}")
    assert said in " ".join(page.locator(".gp-walk__note").all_inner_texts())
    assert page.locator("#gp-walk img").count() == 0


def test_the_summary_carries_version_date_and_disclaimer(page: Page, address: str) -> None:
    page.goto(f"{address}/radiation-necrosis/walk/#walk/0.1.0/working-diagnosis:tumor")
    summary = page.locator(".gp-walk__print").text_content() or ""
    guideline = HERE.guideline
    assert guideline.disclaimer
    assert f"version {guideline.version}, last changed {guideline.dates.last_changed}" in summary
    assert plain_text(HERE.tree(guideline.disclaimer)) in summary
    assert "Tumor progression" in summary


def test_without_script_each_step_is_a_page_that_leads_on(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/radiation-necrosis/walk/")
    page.get_by_role("link", name="begin with the first step").click()
    page.get_by_role("link", name="Are there symptoms from the necrosis?").click()
    page.get_by_role("link", name="Observe with repeated MRI").first.click()
    assert page.url.endswith("/steps/observe/")
    context.close()
