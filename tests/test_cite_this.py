"""A recommendation is cited with its version and state; what nobody states is not made up."""

import re
from pathlib import Path

import markdown
import pytest

from guidepress.cite_this import cite_this
from guidepress.fingerprint import content_hash
from guidepress.link import LinkedGuideline
from guidepress.markdown import fenced
from guidepress.pipeline import load
from guidepress.settings import read_settings
from guidepress.yaml_nodes import Scalar

PLANTS = """\
guideline:
  id: plants
  title: Dry plants & {soil}
  question: How is a dry plant saved?
  version: 1.0.0
  publisher: Society of_Gardens
  dates: {published: 2025-01-02, last_changed: 2026-01-02}
  people:
    - {name: A. B., role: Author, interests: None declared.}
recommendations:
  - id: water
    title: Water 100% # never sand
    statement: Give water.
    origin: added
"""


def plants(folder: Path, text: str = PLANTS) -> LinkedGuideline:
    path = folder / "content" / "plants" / "guideline.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text.replace("100% #", "100 % &"), encoding="utf-8")
    return load(folder / "content").library.guidelines[0]


def test_it_says_version_state_and_content(tmp_path: Path) -> None:
    here = plants(tmp_path)
    cited = cite_this(here, here.sections.recommendations[0])
    assert cited.words.startswith("A. B. Water 100 % & never sand. In: Dry plants & {soil}, ")
    for form in (cited.words, cited.bibtex, cited.ris):
        assert "2026" in form
        assert "1.0.0" in form
        assert "Draft; submitted. Content " in form
    assert r"title = {{Water 100 \% \& never sand}}" in cited.bibtex
    assert r"publisher = {Society of\_Gardens}" in cited.bibtex
    assert cited.ris.splitlines()[0] == "TY  - GEN"
    assert cited.ris.splitlines()[-1] == "ER  - "
    assert "AU  - A. B." in cited.ris


def test_it_says_where_it_stands_if_the_site_knows(tmp_path: Path) -> None:
    here = plants(tmp_path)
    address = "https://example.org/a_b/plants/recommendations/water.html"
    cited = cite_this(here, here.sections.recommendations[0], address)
    assert cited.words.endswith(f" Available from: {address}")
    assert f"  url = {{{address}}}" in cited.bibtex
    assert f"UR  - {address}" in cited.ris.splitlines()
    unknown = cite_this(here, here.sections.recommendations[0])
    for form in (unknown.words, unknown.bibtex, unknown.ris):
        assert not re.search(r"Available from|url =|UR  -", form)


def test_it_is_not_active_while_nobody_has_approved_it(tmp_path: Path) -> None:
    here = plants(tmp_path, PLANTS.replace("1.0.0", "1.0.0\n  status: active"))
    cited = cite_this(here, here.sections.recommendations[0])
    for form in (cited.text, cited.words, cited.bibtex, cited.ris):
        assert "Draft; submitted. Content " in form
        assert "Active" not in form


def test_its_year_is_that_of_the_first_release_and_of_no_typed_day(tmp_path: Path) -> None:
    here = plants(tmp_path)
    cited = cite_this(here, here.sections.recommendations[0])
    assert "2025" not in cited.words + cited.bibtex + cited.ris
    release = f"{{version: 1.0.0, date: 2024-03-04, content: {content_hash(here)}}}"
    released = plants(tmp_path / "released", f"{PLANTS}releases:\n  - {release}\n")
    cited = cite_this(released, released.sections.recommendations[0])
    for form in (cited.words, cited.bibtex, cited.ris):
        assert "2024" in form


def test_as_text_it_says_what_speaks_against_relying_on_it(tmp_path: Path) -> None:
    said = (
        "contested: yes\n    strength: strong\n    strong_despite: certain-harm\n    retired: No."
    )
    here = plants(tmp_path, PLANTS.replace("origin: added", f"origin: added\n    {said}"))
    text = cite_this(here, here.sections.recommendations[0]).text
    assert "\nRetired.\nGive water.\nContested: sources contradict one another" in text
    assert "Strength: Strong, on low certainty: Uncertain benefit, certain harm." in text
    other = plants(tmp_path / "other")
    plain = cite_this(other, other.sections.recommendations[0]).text
    assert "Retired" not in plain
    assert "Contested" not in plain


def test_no_title_ends_the_block_that_shows_it(tmp_path: Path) -> None:
    fences = "````"
    text = PLANTS.replace("title: Water 100% # never sand", f"title: '{fences}'")
    here = plants(tmp_path, text.replace("Give water.", "<img src=x onerror=alert(1)>"))
    block = fenced(cite_this(here, here.sections.recommendations[0]).text)
    html = markdown.markdown(block, extensions=["fenced_code"])
    assert html.startswith("<pre>")
    assert html.count("<pre>") == 1
    assert "<img" not in html
    assert f"{fences}\n&lt;img src=x onerror=alert(1)&gt;" in html


def test_no_brace_of_a_title_ends_a_value_of_bibtex(tmp_path: Path) -> None:
    text = PLANTS.replace("title: Water 100% # never sand", "title: 'Water}, note = {found'")
    here = plants(tmp_path, text)
    bibtex = cite_this(here, here.sections.recommendations[0]).bibtex
    assert r"title = {{Water\textbraceright{}, note = \textbraceleft{}found}}" in bibtex
    depths = [bibtex[:at].count("{") - bibtex[:at].count("}") for at in range(1, len(bibtex))]
    assert min(depths[depths.index(1) :]) == 1, "braces close nothing before the end"


@pytest.mark.parametrize("separator", ["\r", "\r\n", "\n", "\v", "\x85", "\u2028"])
def test_no_value_begins_a_line_of_its_own(separator: str, tmp_path: Path) -> None:
    here = plants(tmp_path)
    title = Scalar(f"Water{separator}ER  - {separator}TY  - JOUR")
    cited = cite_this(here, here.sections.recommendations[0].model_copy(update={"title": title}))
    assert "TI  - Water ER - TY - JOUR\n" in cited.ris
    assert len(cited.ris.splitlines()) == len(cited.ris.split("\n"))
    assert [line[:2] for line in cited.ris.splitlines()].count("ER") == 1
    assert cited.text.splitlines()[0] == "Water ER - TY - JOUR"
    assert "Water ER - TY - JOUR." in cited.words


def test_what_is_not_stated_is_left_out(tmp_path: Path) -> None:
    lines = [line for line in PLANTS.splitlines() if "dates:" not in line]
    text = "\n".join(lines).replace("  publisher: Society of_Gardens\n", "")
    text = text.split("  people:")[0] + "recommendations:" + text.split("recommendations:")[1]
    here = plants(tmp_path, text)
    cited = cite_this(here, here.sections.recommendations[0])
    assert "author" not in cited.bibtex
    assert "year" not in cited.bibtex
    assert "PB  -" not in cited.ris
    assert "None" not in cited.words


@pytest.mark.parametrize(
    ("written", "accepted"),
    [
        ("https://example.org/new?title={id}%20{version}", True),
        ("mailto:a@example.org?subject={guideline}/{id}", True),
        ("javascript:alert(1)", False),
        ("https://example.org/{title}", False),
        ("https://example.org/ a", False),
    ],
)
def test_an_address_for_reports_is_checked(tmp_path: Path, written: str, *, accepted: bool) -> None:
    (tmp_path / "guidepress.yml").write_text(f"report: '{written}'\n", encoding="utf-8")
    settings, diagnostics = read_settings(tmp_path)
    assert (settings.report == written) == accepted
    assert bool(diagnostics) != accepted
