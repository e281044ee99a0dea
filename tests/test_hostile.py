"""What an author writes never becomes script, markup, template or another syntax of the site."""

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} {% raw %} "
    "[x](javascript:alert(3)) ![y](http://evil.example/z.png) `c` **b** {: onclick=alert(4) } "
    "<svg onload=alert(5)> </title></h1></div> --> <!-- %% ; end \" ' & | ]] }}"
)
LINE = HOSTILE.replace("[x](javascript:alert(3))", "x")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


GUIDELINE = f"""\
guideline:
  id: hostile
  title: {_quoted(LINE)}
  short_title: {_quoted(LINE)}
  question: {_quoted(LINE)}
  bottom_line: {_quoted(LINE)}
  version: 0.1.0
  settings: [{_quoted(LINE)}]
  people: [{{name: {_quoted(LINE)}, role: {_quoted(LINE)}, interests: {_quoted(LINE)}}}]
  license: {{name: {_quoted(LINE)}, url: "https://example.org/"}}
  disclaimer: {_quoted(LINE)}
recommendations:
  - id: one
    title: {_quoted(LINE)}
    statement: {_quoted(LINE + " [@ref, " + "p. <b>1</b>]")}
    origin: added
    general: yes
    interventions: [drug]
    evidence: [{{reference: ref, supports: supports, locator: {_quoted(LINE)}}}]
    plain: {{title: {_quoted(LINE)}, text: {_quoted(LINE)}}}
  - {{id: fence, title: '```', statement: {_quoted(LINE)}, origin: added, general: yes}}
interventions:
  - id: drug
    name: {_quoted(LINE)}
    kind: drug
    brand_names: [{_quoted(LINE)}]
    summary: {_quoted(LINE)}
    doses:
      - label: {_quoted(LINE)}
        amount: 5
        unit: {_quoted("<i>mg</i>")}
        course: {_quoted(LINE)}
        population: {_quoted(LINE)}
        origin: added
        evidence: [{{reference: ref, supports: supports}}]
glossary:
  - {{id: term, term: {_quoted("T " + LINE)}, definition: {_quoted(LINE)}}}
questions:
  - {{id: q, question: {_quoted(LINE)}, phrasings: [{_quoted(LINE)}], outcomes: [{_quoted(LINE)}]}}
references:
  - id: ref
    type: article-journal
    title: {_quoted(LINE)}
    author: [{{family: {_quoted(LINE)}, given: A}}]
    container-title: {_quoted(LINE)}
    DOI: {_quoted('10.1000/"><script>alert(6)</script>')}
    issued: 2001
    evidence_type: cohort
    design: {_quoted(LINE)}
    verification: {{status: verified, not_checked: [{_quoted(LINE)}]}}
pathway:
  id: way
  title: {_quoted(LINE)}
  entry: {_quoted(LINE)}
  start: ask
  stages: [{{id: s, title: {_quoted(LINE)}}}]
  variables:
    - id: v
      question: {_quoted(LINE)}
      kind: boolean
      definition: {_quoted(LINE)}
      origin: added
  steps:
    - id: ask
      kind: decision
      title: {_quoted(LINE)}
      stage: s
      origin: added
      branches:
        - {{id: a, label: {_quoted(LINE)}, when: v, to: done, origin: added}}
        - {{id: b, label: {_quoted(LINE)}, when: not v, to: done, origin: added}}
    - {{id: done, kind: end, title: {_quoted(LINE)}, stage: s, follow_up: Look., origin: added}}
"""


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.handlers: list[str] = []
        self.addresses: list[str] = []
        self.loads: list[str] = []
        self.scripts: list[str] = []
        self.words: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]
        self.loads += [value or "" for name, value in attrs if name == "src"]
        # A script of another type is data: browsers do not run it.
        self._script = tag == "script" and ("type", "application/json") not in attrs

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._script = False

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script" and not self._script:
            assert "<" not in data
            json.loads(data)
        else:
            (self.scripts if self._script else self.words).append(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    content = folder / "content" / "hostile"
    content.mkdir(parents=True)
    (content / "g.yml").write_text(GUIDELINE, encoding="utf-8")
    (content / "prose.md").write_text(
        f"# {LINE}\n\n{LINE}\n\n| a |\n|---|\n| b |\n", encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--content", str(folder / "content")],
        cwd=folder,
        env={
            **os.environ,
            "NO_MKDOCS_2_WARNING": "1",
            "PYTHONPATH": str(Path(__file__).parent.parent),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "dist" / "site"


def _pages(site: Path) -> dict[str, _Page]:
    pages = {}
    for path in sorted(site.rglob("*.html")):
        page = _Page()
        page.feed(path.read_text(encoding="utf-8"))
        page.close()
        pages[path.relative_to(site).as_posix()] = page
    return pages


def test_nothing_that_an_author_wrote_runs(site: Path) -> None:
    pages = _pages(site)
    assert len(pages) > 10
    for path, page in pages.items():
        assert page.handlers == [], path
        assert not [each for each in page.scripts if "alert(" in each], path
        assert not [each for each in page.addresses if each.startswith("javascript:")], path
        assert not [each for each in page.loads if "//" in each], path


def _letters(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", "", text)


def test_every_letter_arrives(site: Path) -> None:
    shown = {path: _letters("".join(page.words)) for path, page in _pages(site).items()}
    # In text fields the two asterisks are markup, and so is the link of an image: its words stay.
    plain = _letters(LINE.replace("**", "").replace("![y](http://evil.example/z.png)", "!y"))
    exact = _letters(LINE)
    for path in ("index", "interventions/drug", "glossary", "about", "plain-language", "prose"):
        assert plain in shown[f"hostile/{path}.html"], path
    for path in ("recommendations/one", "interventions/drug", "questions", "references"):
        assert exact in shown[f"hostile/{path}.html"], path
    assert exact in shown["hostile/pathway.html"]
