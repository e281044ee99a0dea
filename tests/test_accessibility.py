"""The built site for every reader: axe-core in the states of pages, a keyboard, room for text.

`make audit` looks at every page in every look and size, and asks more checkers.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from accessibility import GUIDELINE, SPACED, STATES, State, contrast, lost, stops, violations

PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=900)
NARROWEST = ViewportSize(width=320, height=640)
MANY_ALIKE = ("recommendations", "interventions", "steps")
"""Folders of pages that one template makes: a few of each stand for all here."""
OFTEN_READ = ("index", "bevacizumab", "pathway", "walk", "decision-table", "questions")
"""How the names of those pages end that are looked at in the other look and size too."""
WALKED = ("index", f"{GUIDELINE}/recommendations/bevacizumab", f"{GUIDELINE}/walk")


def representative(site: Path) -> list[str]:
    """Return the paths of all pages that are unlike others, and of two of each kind."""
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    alike = {
        folder: [path for path in paths if f"/{folder}/" in path and "index" not in path]
        for folder in MANY_ALIKE
    }
    left_out = {path for some in alike.values() for path in some[2:]}
    kept = f"{GUIDELINE}/interventions/bevacizumab.html"  # it has doses
    return [path for path in paths if path not in left_out or path == kept]


@pytest.fixture(params=["light desktop", "dark phone"])
def reader(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open a page as a reader sees it who asked for no motion."""
    look, size = request.param.split()
    # What the policy of the site allows no author, axe may: it comes from outside.
    context = browser.new_context(
        color_scheme=look,
        viewport=PHONE if size == "phone" else DESKTOP,
        bypass_csp=True,
        reduced_motion="reduce",
        service_workers="block",
    )
    yield context.new_page()
    context.close()


def is_phone(page: Page) -> bool:
    return page.viewport_size == PHONE


# ---- axe


def test_axe_finds_nothing_on_pages(reader: Page, site: Path, address: str) -> None:
    found = {}
    for path in representative(site):
        if is_phone(reader) and not path.removesuffix(".html").endswith(OFTEN_READ):
            continue
        reader.goto(f"{address}/{path}")
        found[path] = violations(reader)
    assert len(found) > 5
    assert {path: each for path, each in found.items() if each} == {}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_axe_finds_nothing_in_what_opens(reader: Page, address: str, state: State) -> None:
    if state.phone if is_phone(reader) else state.desktop:
        reader.goto(f"{address}/{GUIDELINE}/{state.path}.html")
        state.reach(reader)
        assert violations(reader) == []


def test_a_button_is_read_while_it_is_pointed_at_or_has_the_focus(
    reader: Page, address: str
) -> None:
    for name in ("ask", "walk"):
        reader.goto(f"{address}/{GUIDELINE}/{name}.html")
        if name == "walk":
            reader.locator(".gp-walk__answers > li > a").first.click()
            reader.get_by_role("link", name="Start again").wait_for()
        buttons = reader.locator(".md-button:visible").all()
        assert buttons
        for button in buttons:
            for act in (button.hover, button.focus):
                act()
                reader.evaluate(
                    "Promise.all(document.getAnimations().map((each) => each.finished))"
                )
                assert contrast(button) > 4.5, button.inner_text()
                reader.mouse.move(0, 0)


# ---- keyboard


@pytest.mark.parametrize("name", WALKED)
def test_each_stop_of_the_tab_key_is_seen_and_marked(reader: Page, address: str, name: str) -> None:
    reader.goto(f"{address}/{name}.html")
    passed = list(stops(reader))
    assert [stop for stop in passed if not (stop["seen"] and stop["marked"])] == []
    assert "md-skip" in passed[0]["name"]
    assert len(passed) > 8


def test_the_skip_link_leads_past_the_menu(reader: Page, address: str) -> None:
    for name in (f"{GUIDELINE}/index", "404"):
        reader.goto(f"{address}/{name}.html")
        reader.keyboard.press("Tab")
        reader.keyboard.press("Enter")
        reader.keyboard.press("Tab")
        assert reader.evaluate("Boolean(document.activeElement.closest('article, .gp-top'))")


def test_menu_and_search_of_a_phone_open_and_close_by_keys(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{address}/{GUIDELINE}/index.html")
    for name, inside in (("Menu", ".gp-menu__close"), ("Search", ".md-search__input")):
        opener = page.get_by_role("button", name=name, exact=True)
        for key in ("Enter", "Space"):
            opener.focus()
            page.keyboard.press(key)
            expect(opener).to_have_attribute("aria-expanded", "true")
            expect(page.locator(inside)).to_be_focused()
            page.keyboard.press("Escape")
            expect(opener).to_have_attribute("aria-expanded", "false")
            expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("bevacizumab")
    page.locator(".md-search-result__item a").first.wait_for()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Clear the search")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-search-result a')")
    page.keyboard.press("Enter")
    page.wait_for_url("**bevacizumab**")
    page.close()


def test_escape_leads_from_the_results_back_to_the_search_box(page: Page, address: str) -> None:
    page.goto(f"{address}/{GUIDELINE}/index.html")
    box = page.locator(".md-search__input")
    box.click()
    page.keyboard.type("bevacizumab")
    page.locator(".md-search-result__item a").first.wait_for()
    page.locator(".md-search-result a").first.focus()
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    # A moment after it has got the focus, the theme opens the box once more.
    page.wait_for_timeout(500)
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()


def test_headings_are_named_by_their_own_words_and_not_broken_by_their_links(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport=PHONE, bypass_csp=True)
    page.goto(f"{address}/{GUIDELINE}/recommendations/bevacizumab.html")
    expect(page.get_by_role("heading", name="Pitfalls", exact=True)).to_have_count(1)
    expect(page.get_by_role("link", name="¶")).to_have_count(0)
    links = page.locator(".headerlink")
    assert links.count() > 5
    assert set(links.evaluate_all("(all) => all.map((each) => each.tabIndex)")) == {-1}
    heights = "[...document.querySelectorAll(':is(h1, h2, h3)')].map((each) => each.offsetHeight)"
    for path in ("recommendations/bevacizumab", "steps/bevacizumab-safe", "pathway"):
        page.goto(f"{address}/{GUIDELINE}/{path}.html")
        style = page.add_style_tag(content=".headerlink { display: none !important }")
        for width in range(320, 441, 20):
            page.set_viewport_size({"width": width, "height": 700})
            style.evaluate("(each) => { each.disabled = true; }")
            with_links = page.evaluate(heights)
            style.evaluate("(each) => { each.disabled = false; }")
            assert page.evaluate(heights) == with_links, (path, width)
    page.close()


def test_the_focus_is_seen_in_the_header(reader: Page, address: str) -> None:
    reader.goto(f"{address}/{GUIDELINE}/index.html")
    for button in reader.locator(".md-header .md-header__button").all():
        if button.is_visible():
            reader.keyboard.press("Tab")  # a key, so that the focus is marked
            button.focus()
            ring = button.evaluate("(each) => getComputedStyle(each).outlineColor")
            assert ring == "rgb(255, 255, 255)"


def test_the_search_closes_by_its_arrow_on_a_phone(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{address}/{GUIDELINE}/index.html")
    page.locator(".gp-open-search").click()
    page.locator(".md-search__input").press_sequentially("avastin")
    page.locator(".md-search-result__item").first.wait_for(timeout=30_000)
    page.get_by_role("button", name="Clear the search").click()
    expect(page.locator(".md-search-result__item")).to_have_count(0)
    page.get_by_role("button", name="Close the search").click()
    expect(page.locator("#__search")).not_to_be_checked()
    page.close()


def test_single_letters_do_nothing(reader: Page, address: str) -> None:
    reader.goto(f"{address}/{GUIDELINE}/glossary.html")
    for key in "fs/pn,.":
        reader.keyboard.press(key)
    assert reader.url.endswith("/glossary.html")
    expect(reader.locator("#__search")).not_to_be_checked()


def test_the_look_is_the_systems_until_one_is_chosen(reader: Page, address: str) -> None:
    first, other = ("slate", "default") if is_phone(reader) else ("default", "slate")
    reader.goto(f"{address}/index.html")
    expect(reader.locator("body")).to_have_attribute("data-md-color-scheme", first)
    reader.get_by_role("button", name="Dark mode").press("Enter")
    reader.goto(f"{address}/{GUIDELINE}/index.html")
    expect(reader.locator("body")).to_have_attribute("data-md-color-scheme", other)
    pressed = str(other == "slate").lower()
    expect(reader.locator(".gp-look")).to_have_attribute("aria-pressed", pressed)


# ---- room, motion, no script, paper


@pytest.fixture
def narrow(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=NARROWEST, bypass_csp=True, service_workers="block")
    yield context
    context.close()


def test_nothing_is_lost_at_320_pixels_nor_with_large_or_wide_text(
    narrow: BrowserContext, site: Path, address: str
) -> None:
    page = narrow.new_page()
    found = {}
    for path in representative(site):
        page.goto(f"{address}/{path}")
        found[path] = lost(page)
        page.add_style_tag(content=SPACED)
        found[f"{path}, wide text"] = lost(page)
    page.set_viewport_size(DESKTOP)
    for path in representative(site):
        page.goto(f"{address}/{path}")
        page.add_style_tag(content="html { font-size: 250% !important }")  # Material has 125 %
        found[f"{path}, 200 %"] = lost(page)
    assert {path: each for path, each in found.items() if each} == {}


def test_a_phone_shows_a_statement_and_its_verdict_at_once(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{address}/{GUIDELINE}/recommendations/bevacizumab.html")
    expect(page.locator(".md-header__title")).not_to_have_class(re.compile("--active"))
    statement = page.locator(".gp-recommendation > p").first.bounding_box()
    assert statement
    for name in ("Direction", "Strength", "Certainty"):
        box = page.locator(".gp-verdict li", has_text=f"{name}:").bounding_box()
        assert box
        assert statement["y"] + statement["height"] <= box["y"]
        assert box["y"] + box["height"] <= PHONE["height"]
    page.close()


@pytest.mark.parametrize(("width", "size"), [(320, "125%"), (390, "250%"), (1280, "250%")], ids=str)
def test_the_name_of_the_site_is_read_whole(
    browser: Browser, address: str, width: int, size: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, bypass_csp=True)
    page.goto(f"{address}/index.html")
    page.add_style_tag(content=f"html {{ font-size: {size} !important }}")
    name = page.locator(".md-header__topic .md-ellipsis").first
    expect(name).to_have_text("Clinical guidelines")
    assert name.evaluate(
        """(each) => {
          const words = document.createRange();
          words.selectNodeContents(each);
          return words.getClientRects().length <= 2 // no word in two
            && each.scrollWidth <= each.clientWidth && each.scrollHeight <= each.clientHeight;
        }"""
    )
    buttons = page.locator(".md-header :is(button, input):visible").all()
    assert len(buttons) > 1
    for button in buttons:
        box = button.bounding_box()
        assert box
        assert box["x"] + box["width"] <= width
        assert min(box["width"], box["height"]) >= 24
    page.close()


def test_nothing_moves_for_readers_who_asked_for_that(reader: Page, address: str) -> None:
    reader.goto(f"{address}/{GUIDELINE}/walk.html")
    slow = reader.evaluate(
        """[...document.querySelectorAll("*")].flatMap((each) => {
          const look = getComputedStyle(each);
          return [look.transitionDuration, look.animationDuration].join().split(",")
            .filter((time) => parseFloat(time) > .01).map(() => each.className);
        })"""
    )
    assert slow == []


def test_without_script_all_pages_are_reached(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{GUIDELINE}/index.html")
    expect(page.locator(".md-search__input")).to_be_hidden()
    expect(page.locator(".gp-look")).to_be_hidden()
    page.get_by_role("link", name="Menu").press("Enter")
    page.locator(".gp-menu").get_by_role("link", name="Glossary").click()
    page.wait_for_url("**/glossary.html")
    page.locator("summary", has_text="On this page").click()
    expect(page.locator(".gp-toc__link").first).to_be_visible()
    context.close()


def test_a_printed_page_is_the_text_alone(reader: Page, address: str) -> None:
    reader.goto(f"{address}/{GUIDELINE}/recommendations/bevacizumab.html")
    reader.emulate_media(media="print")
    for part in (".md-header", ".md-sidebar", ".md-path", ".gp-top", ".md-content__button"):
        for each in reader.locator(part).all():
            expect(each).to_be_hidden()
    expect(reader.locator("h1")).to_be_visible()
    # What may be long goes on over the end of a page; no heading stays behind there.
    breaks = "(each, where) => getComputedStyle(each)[where]"
    for layer in reader.locator("details.gp-layer").all():
        assert layer.evaluate(breaks, "breakInside") == "auto"
    for heading in reader.locator("article :is(h1, h2, h3, summary)").all():
        assert heading.evaluate(breaks, "breakAfter") == "avoid"
    expect(reader.locator(".gp-foot")).to_contain_text("version 0.1.0")
