"""Units with their UCUM codes, doses within bounds, quotes as whole sentences, hashes of texts."""

from pathlib import Path

import pytest

from guidepress.fingerprint import content_hash
from guidepress.pipeline import Loaded, load
from guidepress.settings import Settings
from guidepress.site import render_pages
from guidepress.units import unit_of

GUIDELINE = """\
guideline: {{id: demo, title: Demo, question: Q, version: 0.1.0}}
interventions:
  - id: food
    name: Plant food
    kind: drug
    summary: Salts [@fern2001].
    bounds: [{bounds}]
    doses: [{{label: L, agent: A, population: All., origin: added, evidence: [], {dose}}}]
references:
  - {{id: fern2001, type: book, title: On ferns, evidence_type: opinion,
     excerpt: "{excerpt}", verification: {{status: verified}}}}
recommendations:
  - id: water
    title: Water
    statement: Water.
    origin: added
    evidence: [{{reference: fern2001, supports: supports, quote: "{quote}"}}]
    plain: {{title: Water, text: '{plain}', restates: '{restates}'}}
"""
CITED = "evidence: [{reference: fern2001, supports: supports}]"
EXCERPT = "We saw 14 ferns. Weekly water did not harm them (p = .3). 'Daily' did!"


def loaded(folder: Path, **given: str) -> Loaded:
    said = {
        "bounds": "",
        "dose": "amount: 5, unit: mg",
        "excerpt": EXCERPT,
        "quote": "We saw 14 ferns.",
        "plain": "Water it.",
        "restates": "",
    } | given
    demo = folder / "content" / "demo"
    demo.mkdir(parents=True, exist_ok=True)
    text = GUIDELINE.format(**said).replace(", restates: ''", "")
    (demo / "guideline.yml").write_text(text, encoding="utf-8")
    return load(folder / "content")


def found(folder: Path, **given: str) -> list[tuple[str, str]]:
    report = loaded(folder, **given).report
    return [(each.rule, each.span.excerpt) for each in report.diagnostics]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("mg", "mg"),
        ("mcg", "ug"),
        ("mg/day", "mg/d"),
        ("mcg/kg/minute", "ug/kg/min"),
        ("ATA", "atm"),
        ("international units", "[iU]"),
        ("mg/L", "mg/L"),
        ("mg/hour", "mg/h"),
    ],
)
def test_a_unit_has_its_code(written: str, code: str) -> None:
    unit = unit_of(written)
    assert unit
    assert unit.code == code


@pytest.mark.parametrize("written", ["spoons", "", "mg/", "/kg", "mg/kg/", "MG", "kg", "mg / kg"])
def test_what_is_no_unit_of_a_dose_is_told(written: str, tmp_path: Path) -> None:
    assert unit_of(written) is None
    if written:
        given = found(tmp_path, dose=f'amount: 5, unit: "{written}"')
        assert [rule for rule, _ in given] == ["unknown-unit"]


@pytest.mark.parametrize(
    ("bounds", "dose", "out"),
    [
        (f"{{most: 10, unit: mg, {CITED}}}", "amount: 10, unit: mg", False),
        (f"{{most: 10, unit: mg, {CITED}}}", "amount: 10.1, unit: mg", True),
        (f"{{most: 10, unit: mg, {CITED}}}", "amount: 4-12, unit: mg", True),
        (f"{{least: 4, unit: mg, {CITED}}}", "amount: 3-12, unit: mg", True),
        (f"{{least: 4, unit: mg, {CITED}}}", "amount: 4-12, unit: mg", False),
        (f"{{most: 10, unit: mg, {CITED}}}", "amount: '>=8', unit: mg", False),
        (f"{{most: 10, unit: mg, {CITED}}}", "amount: '>=11', unit: mg", True),
        (f"{{most: 1, unit: g, {CITED}}}", "amount: 1001, unit: mg", True),
        (f"{{most: 1, unit: g, {CITED}}}", "amount: 1000, unit: mg", False),
        (f"{{most: 24, unit: mg/day, {CITED}}}", "amount: 1, unit: mg/hour", False),
        (f"{{most: 24, unit: mg/day, {CITED}}}", "amount: 1.01, unit: mg/hour", True),
        (f"{{most: 1, unit: mg/kg, {CITED}}}", "amount: 5, unit: mg", False),
        (f"{{most: 1, unit: mg, agent: B, {CITED}}}", "amount: 5, unit: mg", False),
        (f"{{most: 1, unit: mg, agent: A, {CITED}}}", "amount: 5, unit: mg", True),
        (f"{{most: 1, unit: mg, route: oral, {CITED}}}", "amount: 5, unit: mg", False),
        (f"{{most: 1, unit: mg, route: oral, {CITED}}}", "amount: 5, unit: mg, route: oral", True),
    ],
)
def test_a_dose_is_held_against_the_bounds_for_it(
    bounds: str, dose: str, *, out: bool, tmp_path: Path
) -> None:
    rules = [rule for rule, _ in found(tmp_path, bounds=bounds, dose=dose)]
    assert rules == (["dose-out-of-bounds"] if out else [])


def test_bounds_need_somebody_who_says_so(tmp_path: Path) -> None:
    assert found(tmp_path, bounds="{most: 10, unit: mg, evidence: []}") == [
        ("dose-out-of-bounds", "mg")
    ]


def test_bounds_stand_below_the_doses_with_their_source(tmp_path: Path) -> None:
    bounds = f"{{least: 2, most: 10, unit: mg, agent: A, {CITED}}}"
    library = loaded(tmp_path, bounds=bounds).library
    pages = {each.page.path: each.markdown for each in render_pages(library, Settings())}
    page = pages["demo/interventions/food.md"]
    assert "**Bounds** of A: at least 2 mg, at most 10 mg [\\[1\\]](" in page.replace("\u00a0", " ")
    assert 'In its words: "We saw 14 ferns."' in pages["demo/recommendations/water.md"].replace(
        "&quot;", '"'
    )


@pytest.mark.parametrize(
    ("quote", "fits"),
    [
        ("We saw 14 ferns.", True),
        ("We saw 14 ferns. Weekly water did not harm them (p = .3).", True),
        ("Weekly water  did not harm them (p = .3).", True),
        ("\u2018Daily\u2019 did!", True),
        ("Weekly water did not harm them", False),
        ("harm them (p = .3).", False),
        ("Weekly water did harm them (p = .3).", False),
        ("We saw 14 ferns", False),
        ("14 ferns.", False),
    ],
)
def test_a_quote_is_a_whole_sentence_of_the_work(quote: str, *, fits: bool, tmp_path: Path) -> None:
    rules = [rule for rule, _ in found(tmp_path, quote=quote)]
    assert rules == ([] if fits else ["quote-not-in-excerpt"])


def test_what_follows_an_abbreviation_is_no_whole_sentence(tmp_path: Path) -> None:
    excerpt = "Never water palms, e.g. Kentia palms need none."
    given = found(tmp_path, excerpt=excerpt, quote="Kentia palms need none.")
    assert [rule for rule, _ in given] == ["quote-not-in-excerpt"]


def test_a_text_for_patients_is_outdated_by_a_change_of_what_it_restates(tmp_path: Path) -> None:
    (finding,) = loaded(tmp_path, restates="0" * 12).report.diagnostics
    assert finding.rule == "outdated-plain-language"
    now = (finding.hint or "").rpartition(" ")[2]
    assert found(tmp_path, restates=now) == []
    assert found(tmp_path, restates=now, plain="Give it water.") == []
    changed = found(tmp_path, restates=now, quote="'Daily' did!")
    assert changed == [("outdated-plain-language", f"{now}")]


def test_to_note_that_both_were_read_is_no_change_of_content(tmp_path: Path) -> None:
    plain = content_hash(loaded(tmp_path).library.guidelines[0])
    noted = content_hash(loaded(tmp_path, restates="0" * 12).library.guidelines[0])
    assert plain == noted
