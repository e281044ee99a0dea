"""The units of doses: as readers know them, each with its code in UCUM and its size.

The list is closed, so that a unit means one thing. Readers see words such as mcg that UCUM spells
otherwise (ug): what is written stays, and the code is for programs and for comparing amounts.
https://ucum.org/ucum
"""

from fractions import Fraction
from typing import Final

from guidepress.frozen import dataclass

_AMOUNTS: Final[dict[str, tuple[str, str, Fraction]]] = {
    # As written: the code in UCUM, the kind of amount, its size in the first unit of that kind.
    "mg": ("mg", "mass", Fraction(1)),
    "milligrams": ("mg", "mass", Fraction(1)),
    "g": ("g", "mass", Fraction(1000)),
    "grams": ("g", "mass", Fraction(1000)),
    "mcg": ("ug", "mass", Fraction(1, 1000)),
    "micrograms": ("ug", "mass", Fraction(1, 1000)),
    "nanograms": ("ng", "mass", Fraction(1, 10**6)),
    "mL": ("mL", "volume", Fraction(1)),
    "ml": ("mL", "volume", Fraction(1)),
    "L": ("L", "volume", Fraction(1000)),
    "mmol": ("mmol", "substance", Fraction(1)),
    "mEq": ("meq", "equivalents", Fraction(1)),
    "units": ("[arb'U]", "arbitrary units", Fraction(1)),
    "international units": ("[iU]", "international units", Fraction(1)),
    "Gy": ("Gy", "absorbed dose", Fraction(1)),
    "cGy": ("cGy", "absorbed dose", Fraction(1, 100)),
    "MBq": ("MBq", "activity", Fraction(1)),
    "GBq": ("GBq", "activity", Fraction(1000)),
    "ATA": ("atm", "pressure", Fraction(1)),
    "atm": ("atm", "pressure", Fraction(1)),
    "kPa": ("kPa", "pressure", Fraction(1000, 101325)),
    "%": ("%", "share", Fraction(1)),
    "kcal": ("kcal", "energy", Fraction(1)),
    "drops": ("[drp]", "drops", Fraction(1)),
}
_DIVISORS: Final[dict[str, tuple[str, Fraction]]] = {
    # As written: the code in UCUM, which names its kind, and its size in that.
    "kg": ("kg", Fraction(1)),
    "m2": ("m2", Fraction(1)),
    "dose": ("{dose}", Fraction(1)),
    "day": ("d", Fraction(1)),
    "d": ("d", Fraction(1)),
    "hour": ("d", Fraction(1, 24)),
    "h": ("d", Fraction(1, 24)),
    "minute": ("d", Fraction(1, 1440)),
    "min": ("d", Fraction(1, 1440)),
    "week": ("d", Fraction(7)),
    "mL": ("mL", Fraction(1)),
    "ml": ("mL", Fraction(1)),
    "L": ("mL", Fraction(1000)),
}
_OTHER_SPELLINGS: Final = {
    **dict.fromkeys(("ug", "\u00b5g", "\u03bcg", "mcgs", "microgram"), "mcg"),
    **dict.fromkeys(("ng", "nanogram"), "nanograms"),
    **dict.fromkeys(("mgs", "mgm", "milligram"), "mg"),
    **dict.fromkeys(("gm", "gms", "gram"), "g"),
    **dict.fromkeys(("cc", "cm3", "milliliter", "milliliters", "millilitre", "millilitres"), "mL"),
    **dict.fromkeys(("l", "liter", "liters", "litre", "litres"), "L"),
    **dict.fromkeys(("U", "u", "unit"), "units"),
    **dict.fromkeys(("IU", "iu", "international unit"), "international units"),
    **dict.fromkeys(("meq", "MEQ"), "mEq"),
    **dict.fromkeys(("kgs", "kilogram", "kilograms"), "kg"),
    **dict.fromkeys(("m\u00b2", "sqm"), "m2"),
    **dict.fromkeys(("days",), "day"),
    **dict.fromkeys(("hours", "hr", "hrs"), "hour"),
    **dict.fromkeys(("minutes", "mins"), "minute"),
    **dict.fromkeys(("weeks", "wk"), "week"),
    "doses": "dose",
}
"""Spellings that mean one unit of the list and nothing else, as amounts and below a stroke."""
_CODES: Final = {"hour": "h", "h": "h", "minute": "min", "min": "min", "week": "wk", "L": "L"}


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit means: its code in UCUM, its kind, and its size in the first unit of the kind."""

    code: str
    kind: tuple[str, ...]
    size: Fraction


def unit_of(written: str) -> Unit | None:
    """Return what a unit means; None for one that is not in the list."""
    first, *below = written.split("/")
    if first not in _AMOUNTS or any(each not in _DIVISORS for each in below):
        return None
    code, kind, size = _AMOUNTS[first]
    for each in below:
        divisor, share = _DIVISORS[each]
        code += f"/{_CODES.get(each, divisor)}"
        size /= share
    return Unit(code, (kind, *sorted(_DIVISORS[each][0] for each in below)), size)


def respelled(written: str) -> str | None:
    """Return the same unit as the list spells it, where a known other spelling was written.

    Never one that only looks alike: `g` is a letter from `ug`, and a million times as much.
    """
    parts = [part.strip() for part in written.split("/")]
    spelled = "/".join(_OTHER_SPELLINGS.get(part, part) for part in parts)
    return spelled if spelled != written and unit_of(spelled) else None
