"""Doses by weight: what a published dose for each kilogram comes to, exactly, in milligrams."""

import re
from collections.abc import Iterable, Iterator
from decimal import Context, Decimal

from guidepress.frozen import dataclass
from guidepress.model.intervention import Dose

_PER_KILOGRAM = re.compile(r"(?P<mass>mcg|mg|g)/kg(?P<rest>(?:/[a-z]+)?)")
_MILLIGRAMS = {"mcg": Decimal("0.001"), "mg": Decimal(1), "g": Decimal(1000)}
_EXACT = Context(prec=60)


@dataclass(frozen=True, slots=True)
class WeightRow:
    """A weight in kilograms, and what the dose comes to: 7.5 mg/kg times 40 kg, `300 mg`."""

    weight: str
    arithmetic: str
    amount: str


@dataclass(frozen=True, slots=True)
class WeightTable:
    """The regimens that share one dose for each kilogram, with a row for each weight."""

    dose: str
    regimens: tuple[Dose, ...]
    rows: tuple[WeightRow, ...]


def weight_tables(doses: Iterable[Dose], weights: Iterable[int]) -> Iterator[WeightTable]:
    """Yield a table for each dose by weight among the regimens, in the order of their mention."""
    weights = tuple(weights)
    same: dict[str, list[Dose]] = {}
    for dose in doses:
        if _PER_KILOGRAM.fullmatch(dose.unit):
            same.setdefault(_said(dose), []).append(dose)
    for said, regimens in same.items():
        rows = tuple(_row(regimens[0], said, weight) for weight in weights)
        yield WeightTable(said, tuple(regimens), rows)


def _row(dose: Dose, said: str, weight: int) -> WeightRow:
    found = _PER_KILOGRAM.fullmatch(dose.unit)
    assert found is not None  # noqa: S101 - only such doses have rows
    numbers = [
        _EXACT.multiply(_EXACT.multiply(Decimal(number), _MILLIGRAMS[found["mass"]]), weight)
        for number in (dose.amount.low, dose.amount.high)
        if number is not None
    ]
    amount = f"{' to '.join(map(_written, numbers))}\u00a0mg{found['rest']}"
    if dose.amount.at_least:
        amount += " or more"
    kilograms = f"{weight}\u00a0kg"
    return WeightRow(kilograms, f"{said} \u00d7 {kilograms}", amount)


def _said(dose: Dose) -> str:
    amount = dose.amount
    numbers = amount.low if amount.high is None else f"{amount.low} to {amount.high}"
    said = f"{numbers}\u00a0{dose.unit}"
    return f"{said} or more" if amount.at_least else said


def _written(number: Decimal) -> str:
    """Write a number without a trailing zero, with commas from 1,000 on, as ISMP asks."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
