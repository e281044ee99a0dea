"""What tests and audit of accessibility share: axe-core, the states of a page, a keyboard."""

from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any, NamedTuple

from playwright.sync_api import Locator, Page

AXE = files("axe_playwright_python").joinpath("axe.min.js")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
GUIDELINE = "radiation-necrosis"

Violation = tuple[str, str, str]
"""A rule of axe, the elements that break it, and what it says of them."""


def violations(page: Page) -> list[Violation]:
    """Return what axe finds on a page as it stands, its best practices included."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    # Under the bar at the top, a button of any size has a small part to be touched.
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    # Elements that fade in have the colors of no moment that a reader looks at.
    page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished))")
    found: dict[str, Any] = page.evaluate(
        "(tags) => axe.run(document, {resultTypes: ['violations'], preload: false,"
        " runOnly: {type: 'tag', values: tags}})",
        STANDARDS,
    )
    return [
        (rule["id"], str(node["target"]), node["failureSummary"])
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def contrast(element: Locator) -> float:
    """Return the contrast of an element's text with its own ground, both of them opaque."""
    colors: list[str] = element.evaluate(
        "(each) => [getComputedStyle(each).color, getComputedStyle(each).backgroundColor]"
    )
    lights = []
    for color in colors:
        parts = [int(part) / 255 for part in color.removeprefix("rgb(").rstrip(")").split(", ")]
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


# ---- states


class State(NamedTuple):
    """Something that a reader can open: on which page, how, and on phones or desktops only."""

    name: str
    path: str
    reach: Callable[[Page], object]
    phone: bool = True
    desktop: bool = True


def _search(asked: str, shown: str) -> Callable[[Page], None]:
    def reach(page: Page) -> None:
        opener = page.locator(".gp-open-search")
        if opener.is_visible():
            opener.click()
        page.locator(".md-search__input").fill(asked)
        page.locator(".md-search__input").press("End")
        page.locator(shown).first.wait_for()

    return reach


def _menu(page: Page) -> None:
    page.locator(".gp-open-menu").click()
    page.locator(".gp-menu__close").wait_for()


def _patient(page: Page) -> None:
    page.locator(".gp-for [data-for=patient]").click()
    page.get_by_text("What professionals read").click()


def _filter(page: Page) -> None:
    page.locator("#gp-filter-words").fill("levin")
    page.locator(".gp-sort").first.click()


def _look(page: Page) -> None:
    page.locator(".gp-look").click()


def _unfold(page: Page) -> None:
    for fold in page.locator("summary").all():
        if fold.is_visible() and not fold.evaluate("(each) => each.parentElement.open"):
            fold.click()


def _hover(page: Page) -> None:
    page.locator(".gp-recommendation a[title]").first.hover()
    page.locator(".gp-about").wait_for()


def _answer(page: Page) -> None:
    page.locator(".gp-walk__answers > li > a").first.click()
    page.locator(".gp-walk__trail a").first.wait_for()


def _end(page: Page) -> None:
    while (answers := page.locator(".gp-walk__answers > li > a")).count():
        before = page.url
        answers.last.click()
        page.wait_for_function("(before) => location.href !== before", arg=before)
    page.get_by_role("button", name="Copy the summary").click()
    _unfold(page)


STATES = (
    State("menu", "recommendations/bevacizumab", _menu, desktop=False),
    State("search", "index", _search("bevacizumab", ".md-search-result__item a")),
    State("nothing found", "index", _search("xyzzyq", ".md-search-result__meta:has-text('No')")),
    State("other look", "recommendations/bevacizumab", _look),
    State("all unfolded", "pathway", _unfold),
    State("layers unfolded", "recommendations/bevacizumab", _unfold),
    State("for patients", "recommendations/bevacizumab", _patient),
    *(
        State(f"for patients: {path}", path, _patient)
        for path in ("pathway", "walk", "evidence-table", "glossary")
    ),
    State("filtered", "evidence-table", _filter),
    State("tooltip", "recommendations/bevacizumab", _hover, phone=False),
    State("walk, answered", "walk", _answer),
    State("walk, at its end", "walk", _end),
)


# ---- the keyboard

_STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const parts = [.1, .5, .9];
  const tops = [...at.getClientRects()].flatMap((box) => parts.flatMap((x) => parts.map((y) =>
    document.elementFromPoint(box.left + x * box.width, box.top + y * box.height))));
  const look = getComputedStyle(at);
  let opacity = 1;
  for (let each = at; each; each = each.parentElement) opacity *= getComputedStyle(each).opacity;
  return {
    name: at.outerHTML.slice(0, 160),
    seen: opacity > .3 && tops.some((top) => top && at.contains(top)),
    marked: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 1,
  };
}"""


def stops(page: Page, most: int = 600) -> Iterator[dict[str, Any]]:
    """Yield each stop of the Tab key from the top of a page until it leaves the page."""
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None:
            return
        yield stop
    raise AssertionError(f"the Tab key does not leave {page.url} in {most} steps")


# ---- room


def lost(page: Page) -> list[str]:
    """Return what does not fit a page: its own width, and texts that are cut off."""
    found: list[str] = page.evaluate(
        """() => {
          const texts = [...document.querySelectorAll("article *, .gp-menu a, .gp-toc a")];
          const cut = texts.filter((each) => {
            const look = getComputedStyle(each);
            return !each.closest("svg, pre, .gp-unseen, .md-typeset__scrollwrap, [hidden]")
              && look.overflowX === "hidden" && each.clientWidth > 1
              && each.scrollWidth > each.clientWidth + 1;
          }).map((each) => each.outerHTML.slice(0, 120));
          const wide = document.documentElement.scrollWidth - innerWidth;
          return wide > 0 ? [`the page is ${wide} px too wide`, ...cut] : cut;
        }"""
    )
    return found


SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }
"""
"""What WCAG 1.4.12 lets readers set."""
