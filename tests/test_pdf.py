"""The PDF: what it says, how it is made up, and what two checkers of accessibility find."""

import html
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import page as page_validation
import pytest
from click.testing import CliRunner
from pdfua import validate as pdfua_validate
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from conftest import ROOT
from guidepress.cli import main
from guidepress.dose_words import dose_in_words
from guidepress.link import Library, values
from guidepress.model.entity import Part
from guidepress.model.values import Text
from guidepress.outputs import OutputError
from guidepress.outputs.pdf import render
from guidepress.pdf import pathway_chapter, wall_sheet
from guidepress.pdf.sink import Sink
from guidepress.pipeline import load
from guidepress.seal import is_intact, seal_of
from guidepress.settings import Settings
from guidepress.text import Citation, Tree, plain, plain_text, runs
from guidepress.views import by_line, reference_groups

FEET = ("This is an unreviewed draft", "This page is a draft.")
"""How the disclaimers for professionals and for patients begin."""
NAME = "radiation-necrosis-0.1.0"
PLANTS = """\
guideline:
  id: plants
  title: Dry plants
  question: How is a dry plant saved?
  version: 1.0.0
  dates: {last_changed: 2026-01-02}
  disclaimer: Not for use in a garden.
  keywords: [TITLE]
recommendations:
  - id: water
    title: Water
    statement: >-
      HOSTILE
    origin: added
"""
HOSTILE = (
    r"#import \"x\": * #panic() $x^2$ \@ref <label> \u{41} \\ `raw` = no heading *b* _i_ "
    "// no comment /* none */ ~ -- --- ... 'a' \"b\" [c] {d} #[e] https://example.org/#x"
)


@pytest.fixture(scope="module")
def library() -> Library:
    return load(ROOT / "content").library


@pytest.fixture(scope="module")
def whole(dist: Path) -> bytes:
    return (dist / "pdf" / f"{NAME}.pdf").read_bytes()


@pytest.fixture(scope="module")
def wall(dist: Path) -> bytes:
    return (dist / "pdf" / f"{NAME}-wall.pdf").read_bytes()


@pytest.fixture(scope="module")
def pages(whole: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(whole)).pages]


def letters(text: str) -> str:
    """Return a text without its spaces, which line breaks of a PDF change."""
    return re.sub(r"[\s\u00a0\u200b]+", "", text)


@pytest.fixture(scope="module")
def body(pages: list[str]) -> str:
    """Return the text of all pages, without their heads, feet and watermarks."""
    kept = []
    for text in pages[1:]:
        lines = text.splitlines()[2:]
        ends = [n for n, line in enumerate(lines) if line.startswith(FEET)]
        kept.append("\n".join(lines[: ends[-1]]))
    return letters("\n".join(kept))


def plants(folder: Path, hostile: str, title: str = "plants") -> Library:
    path = folder / "content" / "plants" / "guideline.yml"
    path.parent.mkdir(parents=True)
    path.write_text(PLANTS.replace("HOSTILE", hostile).replace("TITLE", title), encoding="utf-8")
    loaded = load(folder / "content")
    assert not loaded.report.failed, loaded.report
    return loaded.library


# ---- what it says


def _texts(part: Part) -> Iterator[Text]:
    for value in values(part):
        if isinstance(value, Text):
            yield value


def _words(tree: Tree) -> Iterator[str]:
    """Yield the words between citations."""
    for run in runs(tree.blocks):
        said = ""
        for inline in run:
            if isinstance(inline, Citation):
                yield said
                said = ""
            else:
                said += plain((inline,))
        yield said


def test_every_text_of_the_guideline_is_in_the_document(library: Library, body: str) -> None:
    here = library.guidelines[0]
    sections = here.sections
    parts: list[Part] = [
        *sections.recommendations,
        *sections.interventions,
        *sections.evidence,
        *sections.facts,
        *sections.gaps,
        *sections.glossary,
        *sections.references,
        *sections.populations,
        *sections.cases,
    ]
    assert sections.pathway
    parts += [*sections.pathway.steps, *sections.pathway.variables]
    missing = []
    checked = 0
    for part in parts:
        for text in _texts(part):
            for words in _words(here.tree(text)):
                # A break of pages puts heads and feet into a sentence: its parts are looked for.
                for sentence in re.split(r"(?<=[.;:])\s+", words):
                    checked += 1
                    if letters(sentence) not in body:
                        missing.append(sentence)
    assert checked > 1000
    # A sentence that runs over the end of a page is found in none; there are few of them.
    assert len(missing) < checked * 0.06, missing[:20]
    for sentence in missing:
        figures = re.findall(r"\d[\d.,]*\s?(?:%|mg/kg|mg|weeks|days)?", sentence)
        assert all(letters(each) in body for each in figures), sentence


def test_doses_and_their_tables_are_letter_by_letter_those_of_the_site(
    library: Library, body: str, site: Path
) -> None:
    page = (site / "radiation-necrosis/interventions/bevacizumab.html").read_text("utf-8")
    cells = r'<th scope="row">([^<]*kg)</th>\s*<td>([^<]*)</td>\s*<td>([^<]*)</td>'
    rows = re.findall(cells, html.unescape(page))
    assert len(rows) >= 12
    for row in rows:
        assert letters("".join(row)) in body
    doses = [dose for each in library.guidelines[0].sections.interventions for dose in each.doses]
    assert len(doses) > 10
    for dose in doses:
        # In a narrow column the words stand line by line, and other columns between them.
        for part in dose_in_words(dose).split(", "):
            for piece in part.replace("\u00a0", " ").split():
                assert letters(piece) in body


def test_worked_cases_are_told_with_their_path(library: Library, body: str) -> None:
    cases = library.guidelines[0].sections.cases
    assert len(cases) > 10
    assert [case.title for case in cases if letters(case.title) not in body] == []
    assert letters("Together they take") in body


def test_pages_written_by_hand_are_chapters(tmp_path: Path) -> None:
    plants(tmp_path, "Water it.", "plants")
    soil = tmp_path / "content" / "plants" / "soil.md"
    soil.write_text("# On soil\n\nLoose soil, not clay.\n\n## Depth\n\n12 cm.\n", encoding="utf-8")
    (whole, _) = render(load(tmp_path / "content").library, Settings())
    reader = PdfReader(io.BytesIO(whole.data))
    assert "On soil" in [each.title for each in reader.outline if not isinstance(each, list)]
    text = letters("".join(page.extract_text() for page in reader.pages))
    for said in ("Loose soil, not clay.", "Depth", "12 cm."):
        assert letters(said) in text


def test_negations_survive(library: Library, body: str) -> None:
    here = library.guidelines[0]
    said = [
        match
        for each in here.sections.recommendations
        for match in re.findall(
            r"(?:\w+ )?(?:not|never|no)\b(?: \w+)?", plain_text(here.tree(each.statement))
        )
    ]
    assert len(said) > 5
    assert [each for each in said if letters(each) not in body] == []


def test_references_have_the_numbers_of_the_site_and_the_pages_that_cite_them(
    library: Library, pages: list[str], body: str
) -> None:
    numbers = library.guidelines[0].numbers
    text = "\n".join(pages)
    assert text.count("Cited on page") == len(library.guidelines[0].sections.references)
    title = library.guidelines[0].reference("levin2011").title
    assert letters(f"{numbers['levin2011']}.Levin") in body
    assert letters(str(title))[:60] in body


def test_every_page_says_version_hash_disclaimer_and_that_it_is_not_approved(
    pages: list[str], wall: bytes
) -> None:
    sheet = [page.extract_text() for page in PdfReader(io.BytesIO(wall)).pages]
    for text in (*pages, *sheet):
        assert "version 0.1.0, content " in text
        assert letters("DRAFT · NOT APPROVED") in letters(text)
        assert any(foot in text for foot in FEET)


def test_pages_for_patients_have_their_own_disclaimer(pages: list[str]) -> None:
    chapters = [text.splitlines()[1] for text in pages[1:]]
    feet = [FEET[1] in "".join(text.splitlines()[-4:]) for text in pages[1:]]
    expected = [chapter.endswith("For patients and carers") for chapter in chapters]
    assert any(expected)
    assert feet == expected


def test_the_sheet_for_the_wall_has_two_pages(wall: bytes, library: Library) -> None:
    reader = PdfReader(io.BytesIO(wall))
    assert len(reader.pages) == 2
    text = letters("".join(page.extract_text() for page in reader.pages))
    pathway = library.guidelines[0].sections.pathway
    assert pathway
    for stage in pathway.stages:
        assert letters(stage.title) in text
    for each in library.guidelines[0].sections.recommendations:
        assert (letters(each.title) in text) == bool(each.key) or not each.key


def every_one_key(folder: Path) -> Library:
    """Return our guideline with each of its recommendations a key one."""
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    path = content / "radiation-necrosis" / "recommendations.yml"
    unkeyed = path.read_text(encoding="utf-8").replace("\n    key: yes", "")
    path.write_text(re.sub(r"(\n  - id: .+)", r"\1\n    key: yes", unkeyed), encoding="utf-8")
    return load(content).library


def test_the_sheet_for_the_wall_says_how_many_recommendations_it_has_no_room_for(
    tmp_path: Path,
) -> None:
    library = every_one_key(tmp_path)
    here = library.guidelines[0]
    reader = PdfReader(io.BytesIO(wall_sheet(library, here, Settings())))
    assert len(reader.pages) == 2
    text = letters(reader.pages[1].extract_text())
    ordered = [each for _, found in by_line(here) for each in found]
    shown = [letters(f"{each.title}.") in text for each in ordered]
    assert all(each.key for each in ordered)
    assert shown == sorted(shown, reverse=True)
    assert 10 < sum(shown) < len(shown)
    more = len(shown) - sum(shown)
    assert letters(f"No room here for {more} more key recommendations") in text


def test_the_sheet_for_the_wall_says_how_many_charts_it_has_no_room_for(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = library.guidelines[0]
    once = list(pathway_chapter.stages(Sink(library, here), Settings()))
    many = [{**once[at % len(once)], "title": f"Stage{at}."} for at in range(4 * len(once))]
    monkeypatch.setattr(pathway_chapter, "stages", lambda *_: iter(many))
    reader = PdfReader(io.BytesIO(wall_sheet(library, here, Settings())))
    assert len(reader.pages) == 2
    text = letters(reader.pages[0].extract_text())
    shown = [each["title"] in text for each in many]
    assert shown == sorted(shown, reverse=True)
    assert len(once) <= sum(shown) < len(many)
    more = len(many) - sum(shown)
    assert letters(f"No room here for {more} more stages of the pathway") in text


def test_the_charts_for_the_wall_are_as_large_as_the_page_allows(wall: bytes) -> None:
    sizes = []

    def note(text: str, matrix: list[float], placed: list[float], _: object, size: float) -> None:
        if text.strip():
            sizes.append(size * abs(matrix[3] * placed[3]))

    page = PdfReader(io.BytesIO(wall)).pages[0]
    page.extract_text(visitor_text=note)
    assert min(sizes) > 6.8


# ---- how it is made up


def test_contents_bookmarks_and_metadata(whole: bytes) -> None:
    reader = PdfReader(io.BytesIO(whole))
    assert reader.metadata
    assert reader.metadata.title == "Treatment of brain radiation necrosis"
    assert str(reader.root_object["/Lang"]) == "en"
    mark = reader.root_object["/MarkInfo"].get_object()
    assert isinstance(mark, DictionaryObject)
    assert mark["/Marked"]
    titles = [each.title for each in reader.outline if not isinstance(each, list)]
    assert titles[:3] == ["Summary", "Pathway", "Recommendations"]
    assert titles[-2:] == ["References", "Index"]
    contents = reader.pages[1].extract_text()
    assert re.search(r"Recommendations\s+\d+", contents)


def _shown(text: str) -> list[str]:
    """Return the lines of a page between its head and its foot."""
    lines = text.splitlines()[2:]
    return lines[: max(n for n, line in enumerate(lines) if line.startswith(FEET))]


def test_no_page_begins_with_what_ends_an_item_nor_ends_with_what_begins_one(
    pages: list[str], library: Library
) -> None:
    kinds = {kind.meaning for kind, _ in reference_groups(library.guidelines[0], Settings())}
    for text in pages[5:]:
        lines = _shown(text)
        alone = ("Origin:", "Direction:", "Certainty:", "Cited on page")
        assert not lines[0].startswith(alone), lines[0]
        said = [line for line in lines if letters(line) not in letters("DRAFT \u00b7 NOT APPROVED")]
        assert said[-1] not in kinds
        assert not said[-1].endswith("because of:"), said[-1]


def test_a_statement_longer_than_a_page_goes_on_with_its_verdict(tmp_path: Path) -> None:
    sentences = " ".join(f"Water{n} it well and then wait for a day." for n in range(400))
    whole, _ = render(plants(tmp_path, sentences), Settings())
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(whole.data)).pages]
    assert all(f"Water{n}" in letters("".join(texts)) for n in range(400))
    (last,) = [text for text in texts if "Water399" in text]
    assert "Direction:" in last


def test_the_index_has_every_intervention_and_term_with_a_page(
    library: Library, pages: list[str]
) -> None:
    sections = library.guidelines[0].sections
    first = next(at for at, page in enumerate(pages) if "\nIndex\n" in page)
    text = letters("".join(pages[first:]))
    for name in (
        *(str(each.name) for each in sections.interventions),
        *(str(each.term) for each in sections.glossary),
    ):
        assert re.search(re.escape(letters(name)) + "[1-9]", text, re.IGNORECASE), name


def test_charts_are_drawings_and_not_pixels(whole: bytes) -> None:
    images = [image for page in PdfReader(io.BytesIO(whole)).pages for image in page.images]
    assert images == []


def _checked(pdf: bytes, folder: Path) -> list[str]:
    """Return what two independent checkers find."""
    path = folder / "checked.pdf"
    path.write_bytes(pdf)
    found = [str(each) for each in pdfua_validate(str(path)).findings]
    for profile in ("ua1", "2a"):
        report = page_validation.validate_pdf(path, profile=profile)
        for failure in report.failures:
            # It takes a last data byte 0x0D for a part of the line end behind it.
            if failure.rule_id.endswith("STREAM-LENGTH-001") and _lengths_hold(pdf):
                continue
            found.append(f"{failure.rule_id}: {failure.message}")
    return found


def _lengths_hold(pdf: bytes) -> bool:
    starts = list(re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", pdf))
    return len(starts) == len(re.findall(rb"\nendstream\n", pdf)) and all(
        pdf[each.end() + int(each[1]) :].startswith(b"\nendstream\n") for each in starts
    )


def test_two_checkers_find_nothing(whole: bytes, wall: bytes, tmp_path: Path) -> None:
    assert _checked(whole, tmp_path) == []
    assert _checked(wall, tmp_path) == []


def test_each_checker_finds_what_is_wrong(wall: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    # As long as before, so that the table of places stays right.
    broken = wall.replace(b"/Lang", b"/Long").replace(b"/Marked true", b"/Marked null")
    assert broken != wall
    path.write_bytes(broken)
    assert pdfua_validate(str(path)).findings
    assert page_validation.validate_pdf(path, profile="ua1").failures
    assert page_validation.validate_pdf(path, profile="2a").failures


# ---- what authors may write


def test_what_an_author_writes_is_never_code(tmp_path: Path) -> None:
    library = plants(tmp_path, HOSTILE)
    pdfs = [artifact.data for artifact in render(library, Settings())]
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdfs[0])).pages)
    for piece in ("#panic()", "$x^2$", "@ref<label>", "//nocomment/*none*/", "#[e]", "=noheading"):
        assert piece in letters(text), piece


def test_a_letter_that_no_font_has_is_said_plainly(tmp_path: Path) -> None:
    library = plants(tmp_path, "Give \u0baa\u0bbe\u0bb2\u0bcd with care.")
    with pytest.raises(OutputError, match="no PDF of 'plants' was made"):
        list(render(library, Settings()))


def test_very_long_words_stay_on_the_page(tmp_path: Path) -> None:
    library = plants(tmp_path, "Water " + "daily/" * 60 + " with " + "x" * 300)
    assert [artifact.path for artifact in render(library, Settings())] == [
        "plants-1.0.0.pdf",
        "plants-1.0.0-wall.pdf",
    ]


# ---- the hash of itself


@pytest.mark.parametrize("title", ["plants", "Zimmerpflanzen für Größe \u2265 1 \u03bcm"])
def test_a_pdf_knows_whether_it_was_changed(tmp_path: Path, title: str) -> None:
    library = plants(tmp_path, "Water it.", title)
    for artifact in render(library, Settings()):
        assert is_intact(artifact.data)
        changed = bytearray(artifact.data)
        changed[len(changed) // 2] ^= 1
        assert not is_intact(bytes(changed))
        assert seal_of(artifact.data.replace(b"0", b"1")) != seal_of(artifact.data)
    assert not is_intact(b"%PDF-1.7 of somebody else")


def test_what_is_approved_has_no_watermark_and_a_changed_word_brings_it_back(
    tmp_path: Path,
) -> None:
    content = tmp_path / "content"
    plants(tmp_path, "Water it.", "plants")
    sign = ["review", "sign", "--content", str(content), "--guideline", "plants"]
    for stage in ("under-review", "approved"):
        done = CliRunner().invoke(main, [*sign, "--as", "A. B.", "--role", "C", "--stage", stage])
        assert done.exit_code == 0, done.output
    for changed, marked in ((False, False), (True, True)):
        path = content / "plants" / "guideline.yml"
        if changed:
            path.write_text(path.read_text(encoding="utf-8").replace("Water it.", "Drown it."))
        for artifact in render(load(content).library, Settings()):
            text = "".join(
                page.extract_text() for page in PdfReader(io.BytesIO(artifact.data)).pages
            )
            assert ("NOTAPPROVED" in letters(text)) == marked
