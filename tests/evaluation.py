"""How often Ask and search are right: the questions of tests/eval/ put to the built site.

`make eval` prints the table and writes it to tests/eval/results.txt. What is measured is what
readers get: Ask on its page, the search box with our hits, and the theme's own search worker.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
GUIDELINE = "radiation-necrosis"
QUESTIONS = ROOT / "tests" / "eval" / f"{GUIDELINE}.yml"
RESULTS = ROOT / "tests" / "eval" / "results.txt"
HALVES = ("tune", "report")

ASK = """
(questions) => {
  const data = JSON.parse(document.getElementById("gp-ask-data").textContent);
  const detail = { data };
  document.dispatchEvent(new CustomEvent("guidepress:index", { detail }));
  return questions.map((question) => {
    const reply = detail.ask(question);
    return reply.answered ? reply.ranked.slice(0, 3).map(({ document }) => [document.id]) : [];
  });
}
"""

SEARCH_BOX = """
(questions) => {
  const box = document.querySelector("[data-md-component=search-query]");
  return questions.map((question) => {
    box.value = question;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    const links = [...document.querySelectorAll(".gp-hits:not([hidden]) .gp-hit__link")];
    return links.slice(0, 3).map((link) => [link.href]);
  });
}
"""

# A page of the theme's list is right if it, or the section shown first under it, is.
THEME = """
async (questions) => {
  const config = JSON.parse(document.getElementById("__config").textContent);
  const base = new URL(`${config.base}/`, location);
  const index = await (await fetch(new URL("search/search_index.json", base))).json();
  const worker = new Worker(new URL(config.search, location));
  const ask = (message) => new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.postMessage(message);
  });
  await ask({ type: 0, data: { config: index.config, docs: index.docs, options: {} } });
  const replies = [];
  for (const question of questions) {
    const { data } = await ask({ type: 2, data: question });
    replies.push(data.items.slice(0, 3).map((group) => {
      const page = group.find(({ location }) => !location.includes("#"));
      const section = group.find(({ location }) => location.includes("#"));
      return [page, section].filter(Boolean).map(({ location }) => new URL(location, base).href);
    }));
  }
  worker.terminate();
  return replies;
}
"""


@dataclass(frozen=True)
class Asked:
    """A question of the evaluation set."""

    ask: str
    who: str
    half: str
    expects: tuple[str, ...]
    """The statements that answer it, such as `recommendation:bevacizumab`; none if none does."""


@dataclass(frozen=True)
class Figures:
    """What was counted over one half."""

    answerable: int
    first: int
    first_three: int
    refused_wrongly: int
    unanswerable: int
    refused_rightly: int


Replies = list[list[list[str]]]
"""For each question the first three answers, each with the ids or addresses it stands for."""


def read_questions() -> list[Asked]:
    """Return the evaluation set."""
    read = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))["questions"]
    return [Asked(**{**each, "expects": tuple(each["expects"])}) for each in read]


def measure(page: Page, address: str) -> dict[str, list[tuple[Asked, list[bool]]]]:
    """Return, for each way of asking, every question with whether its first answers are right."""
    questions = read_questions()
    words = [each.ask for each in questions]
    page.goto(f"{address}/{GUIDELINE}/ask.html")
    box = page.locator("[data-md-component=search-query]")
    box.focus()
    box.fill("x")
    box.fill(words[0])
    page.locator(".gp-hits__list a").first.wait_for()
    replies: dict[str, Replies] = {
        "Ask": page.evaluate(ASK, words),
        "Search box": page.evaluate(SEARCH_BOX, words),
        "Theme's search": page.evaluate(THEME, words),
    }
    return {
        name: [
            (each, [any(_right(found, each, address) for found in group) for group in groups])
            for each, groups in zip(questions, reply, strict=True)
        ]
        for name, reply in replies.items()
    }


def _right(found: str, question: Asked, address: str) -> bool:
    """Whether an id or an address is one that the question expects."""
    if "://" not in found:
        return found.partition("#")[0] in question.expects
    return any(
        _is_home(found.removeprefix(f"{address}/{GUIDELINE}/"), id_) for id_ in question.expects
    )


def _is_home(found: str, expected: str) -> bool:
    kind, _, id_ = expected.partition(":")
    page = found.partition("#")[0]
    if kind in {"recommendation", "intervention"}:
        return page == f"{kind}s/{id_}.html"
    homes = {"fact": "considerations", "gap": "open-questions", "term": "glossary"}
    return found in {
        f"{homes.get(kind, kind)}.html#{kind}-{id_}",
        f"considerations.html#about-{id_}",
    }


def figures(measured: list[tuple[Asked, list[bool]]], half: str) -> Figures:
    """Count over one half."""
    answerable = [right for asked, right in measured if asked.half == half and asked.expects]
    others = [right for asked, right in measured if asked.half == half and not asked.expects]
    return Figures(
        answerable=len(answerable),
        first=sum(right[:1] == [True] for right in answerable),
        first_three=sum(any(right) for right in answerable),
        refused_wrongly=sum(not right for right in answerable),
        unanswerable=len(others),
        refused_rightly=sum(not right for right in others),
    )


def table(measured: dict[str, list[tuple[Asked, list[bool]]]]) -> str:
    """Return the results as text."""
    return "\n".join(_rows(measured)) + "\n"


def _rows(measured: dict[str, list[tuple[Asked, list[bool]]]]) -> Iterator[str]:
    head = ("", "first right", "in first three", "wrongly refused", "rightly refused")
    yield from (
        f"The {len(read_questions())} questions of {QUESTIONS.relative_to(ROOT).as_posix()}, put",
        "to the built site. Words, weights and content were adjusted with the half `tune` alone;",
        "the half `report` was only measured. A refusal is no answer at all.",
    )
    for half in HALVES:
        yield ""
        yield f"{half:<16}" + "".join(f"{said:>18}" for said in head[1:])
        for name, found in measured.items():
            f = figures(found, half)
            counts = (
                (f.first, f.answerable),
                (f.first_three, f.answerable),
                (f.refused_wrongly, f.answerable),
                (f.refused_rightly, f.unanswerable),
            )
            cells = (f"{count} of {of} {100 * count / of:3.0f}%" for count, of in counts)
            yield f"{name:<16}" + "".join(f"{cell:>18}" for cell in cells)


def main() -> None:
    """Build the site, measure, print and keep the table; with `-v` the mistakes of `tune` too."""
    from conftest import BROWSERS, built, served  # noqa: PLC0415 - it sets the day for a build

    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(built(ROOT / "content", Path(folder) / "dist") / "site") as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        measured: dict[str, Any] = measure(browser.new_page(), address)
        browser.close()
    print(table(measured), end="")  # noqa: T201 - what `make eval` is for
    RESULTS.write_text(table(measured), encoding="utf-8")
    if "-v" in sys.argv:
        for asked, right in measured["Ask"]:
            if asked.half == "tune" and right[:1] != [True] and (right or asked.expects):
                print(f"{right} {asked.ask!r} expects {', '.join(asked.expects)}")  # noqa: T201


if __name__ == "__main__":
    main()
