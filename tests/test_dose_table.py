"""Doses by weight: exact arithmetic, written as ISMP asks, for the weights that a site chooses."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from guidepress.decode import decode
from guidepress.dose_table import WeightTable, weight_tables
from guidepress.model.intervention import Dose
from guidepress.pipeline import load
from guidepress.settings import Settings, read_settings
from guidepress.site import render_pages
from guidepress.source import Source
from guidepress.yaml_nodes import parse

ROOT = Path(__file__).parent.parent


def _doses(*rows: tuple[str, str]) -> tuple[Dose, ...]:
    doses = "".join(
        f'\n      - {{label: L, amount: "{amount}", unit: "{unit}", population: P, origin: added,'
        " evidence: [{reference: r, supports: supports}]}"
        for amount, unit in rows
    )
    drug = "interventions:\n  - id: i\n    name: I\n    kind: drug\n    summary: S.\n"
    text = f"{drug}    doses:{doses}"
    node, faults = parse(Source("i.yml", Path("i.yml"), text))
    assert node is not None
    assert not faults
    document = decode(node).document
    assert document is not None
    return document.interventions[0].doses


def _tables(*rows: tuple[str, str], weights: tuple[int, ...] = (40, 150)) -> list[WeightTable]:
    return list(weight_tables(_doses(*rows), weights))


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        ("7.5", "mg/kg", ["300\u00a0mg", "1,125\u00a0mg"]),
        ("0.1", "mg/kg/day", ["4\u00a0mg/day", "15\u00a0mg/day"]),
        ("2.55-10", "mg/kg", ["102 to 400\u00a0mg", "382.5 to 1,500\u00a0mg"]),
        (">=16", "mg/kg", ["640\u00a0mg or more", "2,400\u00a0mg or more"]),
        ("2", "mcg/kg", ["0.08\u00a0mg", "0.3\u00a0mg"]),
        ("1.5", "g/kg", ["60,000\u00a0mg", "225,000\u00a0mg"]),
    ],
)
def test_amounts_are_exact(amount: str, unit: str, expected: list[str]) -> None:
    [table] = _tables((amount, unit))
    assert [row.amount for row in table.rows] == expected


def test_other_units_have_no_table() -> None:
    assert _tables(("4-8", "mg/day"), ("2", "ATA"), ("10", "mg/m2")) == []


def test_regimens_of_one_dose_share_a_table() -> None:
    tables = _tables(("5", "mg/kg"), ("7.5", "mg/kg"), ("5", "mg/kg"))
    assert [(table.dose, len(table.regimens)) for table in tables] == [
        ("5\u00a0mg/kg", 2),
        ("7.5\u00a0mg/kg", 1),
    ]


def test_every_row_of_the_shipped_guideline_is_right() -> None:
    library = load(ROOT / "content").library
    pages = {each.page.path: each.markdown for each in render_pages(library, Settings())}
    page = pages["radiation-necrosis/interventions/bevacizumab.md"]
    rows = re.findall(
        r">(\d+)&nbsp;kg</th><td[^>]*>([\d.]+)&nbsp;mg/kg \u00d7 (\d+)&nbsp;kg</td>"
        r"<td[^>]*>([\d,.]+)&nbsp;mg</td>",
        page.replace("\u00a0", "&nbsp;"),
    )
    assert len(rows) == 24
    for weight, dose, factor, amount in rows:
        assert weight == factor
        assert Fraction(dose) * Fraction(weight) == Fraction(amount.replace(",", ""))
    assert {int(row[0]) for row in rows} == set(range(40, 151, 10))
    assert page.count("It is no prescription") == 2


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("weights: {from: 50, to: 60, step: 5}", [50, 55, 60]),
        ("citation_style: nlm-citation-sequence", list(range(40, 151, 10))),
    ],
)
def test_a_site_chooses_its_weights(tmp_path: Path, written: str, expected: list[int]) -> None:
    (tmp_path / "guidepress.yml").write_text(written, encoding="utf-8")
    settings, diagnostics = read_settings(tmp_path)
    assert diagnostics == []
    assert list(settings.weights) == expected


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("weights: {from: 60, to: 50, step: 5}", "'from' of the weights is not below 'to'"),
        ("weights: {from: 1, to: 900, step: 1}", "more than 100 weights"),
        ("weights: {from: 40.5, to: 50, step: 1}", "whole number of kilograms"),
        ("weights: {from: 40, to: 5000, step: 1000}", "at most 1000 kg"),
        ("weights: {from: 40, to: 50}", "'step' is missing"),
    ],
)
def test_weights_that_are_none_are_refused(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / "guidepress.yml").write_text(written, encoding="utf-8")
    _, [diagnostic] = read_settings(tmp_path)
    assert said in diagnostic.message
