"""Works that were retracted: found by DOI and PMID in a file on disk, and told of where cited."""

import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from guidepress.cli import main
from guidepress.outputs.pdf import render
from guidepress.pipeline import Loaded, load
from guidepress.retractions import COLUMNS
from guidepress.settings import Settings, Standards
from guidepress.site import render_pages
from guidepress.vocabulary import VerificationStatus

GUIDELINE = """\
guideline: {id: demo, title: Demo, question: Q, version: 0.1.0}
recommendations:
  - id: water
    title: Water
    statement: Water once a week [@fern2001].
    origin: added
    evidence: [{reference: fern2001, supports: supports}]
  - {id: light, title: Light, statement: 'Give light [@moss2002].', origin: added}
references:
  - {id: fern2001, type: book, title: On ferns, evidence_type: opinion, DOI: 10.1000/FERN-1,
     verification: {status: verified}}
  - {id: moss2002, type: book, title: On moss, evidence_type: opinion, PMID: 1234567,
     verification: {status: verified}}
"""
ROW = {
    "OriginalPaperDOI": "10.1000/fern-1",
    "OriginalPaperPubMedID": "0",
    "RetractionNature": "Retraction",
    "RetractionDate": "12/8/2021 0:00",
    "Reason": "+Made-Up Ferns;+<b>Duplication</b>;",
}


def table(folder: Path, *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> Path:
    path = folder / "watch.csv"
    lines = [",".join(("Record ID", *columns))]
    lines += [",".join(("7", *(row[column] for column in columns))) for row in rows]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode() + b"\r\n")
    return path


def loaded(folder: Path, retractions: Path | None) -> Loaded:
    demo = folder / "content" / "demo"
    demo.mkdir(parents=True)
    (demo / "guideline.yml").write_text(GUIDELINE, encoding="utf-8")
    return load(folder / "content", standards=Standards(retractions=retractions))


def recorded(folder: Path, notices: str, text: str = GUIDELINE) -> Loaded:
    """Load a guideline that records notices itself, beside a file with a retraction of 2021."""
    demo = folder / "content" / "demo"
    demo.mkdir(parents=True)
    text = text.replace("title: On ferns,", f"title: On ferns, notices: [{notices}],")
    (demo / "guideline.yml").write_text(text, encoding="utf-8")
    return load(folder / "content", standards=Standards(retractions=table(folder, ROW)))


def found(folder: Path, *rows: dict[str, str]) -> list[str]:
    report = loaded(folder, table(folder, *rows)).report
    return [each.message for each in report.diagnostics if each.rule == "retracted-reference"]


def test_a_work_is_found_by_its_doi_whatever_its_case(tmp_path: Path) -> None:
    expected = ["'fern2001' is cited, and has a notice of 2021-12-08: retracted"]
    assert found(tmp_path, ROW) == expected


def test_a_work_is_found_by_its_pmid(tmp_path: Path) -> None:
    row = ROW | {
        "OriginalPaperDOI": "unavailable",
        "OriginalPaperPubMedID": "1234567",
        "RetractionNature": "Expression of concern",
    }
    expected = ["'moss2002' is cited, and has a notice of 2021-12-08: expression of concern"]
    assert found(tmp_path, row) == expected


@pytest.mark.parametrize(
    "change",
    [
        {"OriginalPaperDOI": "10.1000/fern-11"},
        {"OriginalPaperDOI": ""},
        {"RetractionNature": "Correction"},
        {"RetractionNature": "Something new"},
    ],
)
def test_another_work_or_another_notice_is_not_found(
    change: dict[str, str], tmp_path: Path
) -> None:
    assert found(tmp_path, ROW | change) == []


def test_a_reinstated_work_stands_again(tmp_path: Path) -> None:
    back = ROW | {"RetractionNature": "Reinstatement", "RetractionDate": "1/2/2022 0:00"}
    for name in ("later", "earlier"):
        (tmp_path / name).mkdir()
    assert found(tmp_path / "later", ROW, back) == []
    earlier = back | {"RetractionDate": "1/2/2020 0:00"}
    assert len(found(tmp_path / "earlier", ROW, earlier)) == 1


def test_nothing_is_said_to_follow_a_retraction_without_a_day(tmp_path: Path) -> None:
    back = ROW | {"RetractionNature": "Reinstatement", "RetractionDate": "1/2/2022 0:00"}
    assert len(found(tmp_path, ROW | {"RetractionDate": ""}, back)) == 1


def test_a_retracted_work_is_told_of_wherever_it_is_cited(tmp_path: Path) -> None:
    library = loaded(tmp_path, table(tmp_path, ROW)).library
    pages = {each.page.path: each.markdown for each in render_pages(library, Settings())}
    leaning = pages["demo/recommendations/water.md"]
    for page in ("demo/recommendations/index.md", "demo/ask.md"):
        assert pages[page].count("Leans on work that is in doubt.") == 1, page
    assert "**Do not rely on this without looking.**" in leaning
    assert leaning.count("Retracted](") == 2, "in the callout and beside the evidence"
    assert "2021-12-08 (Made-Up Ferns; &lt;b&gt;Duplication&lt;/b&gt;)" in leaning
    assert "Do not rely" not in pages["demo/recommendations/light.md"]
    references = pages["demo/references.md"]
    assert references.count("*Notices*") == 1
    assert "*Notices*" in references.partition("reference-moss2002")[0]


def test_a_recorded_notice_is_not_told_twice(tmp_path: Path) -> None:
    text = GUIDELINE.replace(
        "title: On ferns,",
        "title: On ferns, notices: [{kind: retraction, date: 2021-12-08, reason: Made up.}],",
    )
    demo = tmp_path / "content" / "demo"
    demo.mkdir(parents=True)
    (demo / "guideline.yml").write_text(text, encoding="utf-8")
    standards = Standards(retractions=table(tmp_path, ROW))
    report = load(tmp_path / "content", standards=standards).report
    assert [each.message for each in report.diagnostics] == [
        "'fern2001' is cited, and has a notice of 2021-12-08: retracted"
    ]


@pytest.mark.parametrize(
    "notices",
    [
        "{kind: reinstatement}",
        "{kind: reinstatement, date: 2126-01-01}",
        "{kind: retraction, date: 2004-05-06}, {kind: reinstatement, date: 2005-05-06}",
    ],
    ids=["without a day", "of a day that has not come", "of an earlier retraction"],
)
def test_no_record_silences_what_the_file_tells(notices: str, tmp_path: Path) -> None:
    report = recorded(tmp_path, notices).report
    rules = [each.rule for each in report.diagnostics]
    assert "retracted-reference" in rules
    assert ("future-date" in rules) == ("2126" in notices)


def test_a_recorded_reinstatement_of_a_later_day_lifts_it(tmp_path: Path) -> None:
    report = recorded(tmp_path, "{kind: reinstatement, date: 2022-05-06}").report
    assert not report.diagnostics


BEARING = """\
guideline: {id: demo, title: Demo, question: Q, version: 0.1.0}
recommendations:
  - id: water
    title: Water
    statement: Water once a week.
    origin: added
STATED
evidence:
  - {id: weekly, title: Weekly, statement: 'Weekly it thrives [@fern2001].', topic: treatment,
     origin: added}
  - {id: again, title: Again, statement: 'See [it](evidence:weekly).', topic: treatment,
     origin: added}
facts:
  - {id: share, title: Share, topic: risk, measure: Thriving, value: 24%, denominator: of ferns,
     statement: 'A quarter [@fern2001].', origin: added}
interventions:
  - id: can
    name: Watercan
    kind: procedure
    summary: Water from a can.
    doses:
      - {label: Weekly, amount: 20, unit: mL, population: Ferns, origin: added,
         evidence: [{reference: fern2001, supports: supports}]}
references:
  - {id: fern2001, type: book, title: On ferns, evidence_type: opinion, DOI: 10.1000/FERN-1,
     verification: {status: partial}}
"""


def bearing(folder: Path, stated: str) -> dict[str, str]:
    """Return the pages of a guideline whose recommendation says one thing more."""
    text = BEARING.replace("STATED", f"    {stated}")
    loaded = recorded(folder, "{kind: retraction, date: 2021-12-08}", text)
    return {each.page.path: each.markdown for each in render_pages(loaded.library, Settings())}


@pytest.mark.parametrize(
    ("stated", "through"),
    [
        ("key_information: 'See [weekly](evidence:weekly).'", "Weekly"),
        ("rationale: {benefits: 'See [a quarter](fact:share).'}", "Share"),
        ("interventions: [can]", "Watercan"),
        ("key_information: Use the Watercan.", "Watercan"),
    ],
)
def test_a_recommendation_leans_on_what_stands_behind_what_it_names(
    stated: str, through: str, tmp_path: Path
) -> None:
    page = bearing(tmp_path, stated)["demo/recommendations/water.md"]
    assert "**Do not rely on this without looking.** It leans on work" in page
    assert f"It stands behind: [{through}](" in page


def test_leaning_ends_after_one_step(tmp_path: Path) -> None:
    page = bearing(tmp_path, "key_information: 'See [it](evidence:again).'")
    assert "Do not rely" not in page["demo/recommendations/water.md"]


def test_a_dose_shows_what_became_of_its_source(tmp_path: Path) -> None:
    pages = bearing(tmp_path, "interventions: [can]")
    for path in ("demo/interventions/can.md", "demo/ask.md"):
        dose = pages[path].replace("\xa0", " ").partition("20 mL")[2].partition("Origin:")[0]
        assert "Retracted]" in dose, path
        assert "**, 2021-12-08" in dose, path
        assert f"{VerificationStatus.PARTIAL.label}]" in dose, path


def test_the_pdf_tells_of_it_as_the_site_does(tmp_path: Path) -> None:
    text = BEARING.replace("STATED", "    interventions: [can]")
    library = recorded(tmp_path, "{kind: retraction, date: 2021-12-08}", text).library
    pdf = next(iter(render(library, Settings()))).data
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    said = re.sub(r"\s+", " ", "".join(pages))
    assert "Do not rely on this without looking. It leans on work that is in doubt" in said
    assert "It stands behind: Watercan" in said
    # In the warning, at the dose, at the reference.
    assert said.count("Retracted, 2021-12-08") == 3
    assert "Partly verified) " in said


def test_a_file_that_is_none_is_an_error_that_names_it(tmp_path: Path) -> None:
    (one,) = loaded(tmp_path / "a", tmp_path / "none.csv").report.diagnostics
    assert one.rule == "unreadable-file"
    assert "No such file" in one.message
    lacking = table(tmp_path, ROW, columns=("OriginalPaperDOI", "RetractionNature"))
    (two,) = loaded(tmp_path / "b", lacking).report.diagnostics
    assert "no column OriginalPaperPubMedID, RetractionDate, Reason" in two.message


def test_a_site_names_the_file_as_seen_from_its_choices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(tmp_path, None)
    (tmp_path / "site_config").mkdir()
    table(tmp_path / "site_config", ROW)
    choices = tmp_path / "site_config" / "guidepress.yml"
    choices.write_text("retractions: watch.csv\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "--format", "concise"])
    assert "warning[retracted-reference] 'fern2001' is cited" in result.stdout
    release = CliRunner().invoke(main, ["check", "--format", "concise", "--profile", "release"])
    assert "error[retracted-reference]" in release.stdout
