"""A unit that is not in the list gets the list's spelling, and never a unit that looks alike."""

import pytest

from guidepress.units import respelled, unit_of


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("ug", "mcg"),
        ("\u00b5g", "mcg"),
        ("\u03bcg/kg", "mcg/kg"),
        ("ug / min", "mcg/min"),
        ("ng", "nanograms"),
        ("gm", "g"),
        ("mg/m\u00b2", "mg/m2"),
        ("cc", "mL"),
        ("IU/kg", "international units/kg"),
        ("U", "units"),
        # These look like units of another size or kind; nobody knows which was meant.
        ("mgc", None),
        ("mcq", None),
        ("kg", None),
        ("mol/L", None),
        ("Mg", None),
        ("spoons", None),
        # In the list already.
        ("mg", None),
    ],
)
def test_a_hint_names_no_unit_of_another_size(written: str, expected: str | None) -> None:
    assert respelled(written) == expected
    assert expected is None or unit_of(expected)
