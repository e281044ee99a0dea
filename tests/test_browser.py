"""The built site in a real browser: search, links, and no request to any other host."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect


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
    page.goto(f"{address}/radiation-necrosis/recommendations/bevacizumab.html")
    mark = page.locator(".gp-recommendation a", has_text="[").first
    assert "Levin" in (mark.get_attribute("title") or "")
    mark.click()
    page.wait_for_url("**/references.html#reference-levin2011")
    entry = page.locator("#reference-levin2011")
    assert "Int J" in entry.inner_text() or "International Journal" in entry.inner_text()
    entry.get_by_role("link", name="Bevacizumab").first.click()
    page.wait_for_url("**/bevacizumab.html")


def test_a_term_explains_itself_on_hover_and_on_focus(page: Page, address: str) -> None:
    page.goto(f"{address}/radiation-necrosis/recommendations/bevacizumab.html")
    term = page.locator("article a[href*='glossary']").first
    explained = term.get_attribute("title") or ""
    assert ":" in explained
    card = page.locator(".gp-about")
    term.hover()
    expect(card).to_have_text(explained)
    card.hover()
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.mouse.move(0, 0)
    expect(card).to_be_hidden()
    expect(term).to_have_attribute("title", explained)
    page.keyboard.press("Tab")
    term.focus()
    expect(card).to_have_text(explained)
    expect(term).to_have_accessible_description(explained)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(term).to_be_focused()


def test_the_steps_of_a_chart_are_links_in_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/radiation-necrosis/")
    chart = page.locator("svg.gp-chart").first
    assert chart.locator("title").first.text_content()
    link = chart.locator("a").first
    link.focus()
    link.press("Enter")
    page.wait_for_url("**/radiation-necrosis/pathway.html#stage-*")


def test_charts_shrink_to_a_phone_or_say_that_they_scroll(page: Page, address: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    for width in (390, 360, 320):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(f"{address}/radiation-necrosis/pathway.html")
        for chart in page.locator(".gp-figure-chart").all():
            chart.evaluate("(each) => each.scrollIntoView()")
            shown = chart.locator("svg").bounding_box()
            natural = chart.locator("svg").evaluate("(each) => each.viewBox.baseVal.width")
            assert shown
            assert shown["width"] > 0.79 * natural
            if chart.evaluate("(each) => each.scrollWidth > each.clientWidth"):
                assert width < 360
                expect(chart).to_have_attribute("tabindex", "0")
                said = chart.evaluate("(each) => getComputedStyle(each, '::before').content")
                assert "scrolls sideways" in said


def test_tables_that_scroll_sideways_take_the_focus(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{address}/radiation-necrosis/quality.html")
    tables = page.locator(".md-typeset__scrollwrap")
    tables.first.wait_for()
    wide = [each for each in tables.all() if each.evaluate("(a) => a.scrollWidth > a.clientWidth")]
    assert wide
    for table in wide:
        expect(table).to_have_attribute("tabindex", "0")


def test_parts_that_wait_with_their_layout_stand_where_links_lead(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/radiation-necrosis/pathway.html")
    steps = page.locator(".gp-step").evaluate_all("all => all.map((each) => each.id)")
    assert len(steps) > 30
    for step in (steps[0], steps[len(steps) // 2], steps[-1]):
        page.goto(f"{address}/radiation-necrosis/pathway.html#{step}")
        expect(page.locator(f"#{step} p").first).to_be_in_viewport()
    page.emulate_media(media="print")
    waiting = "all => all.filter((each) => getComputedStyle(each).contentVisibility === 'auto')"
    assert page.locator(".gp-step, .gp-figure-chart").evaluate_all(waiting) == []
