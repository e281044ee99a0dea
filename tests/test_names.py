"""Names are found in running text as readers would see them."""

from dataclasses import dataclass

import pytest

from guidepress import names as module
from guidepress.names import Names


@dataclass(frozen=True)
class Known:
    """Stands for a term: any object will do, as names only look at what `names_of` yields."""

    names: tuple[str, ...]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    monkeypatch.setattr(module, "names_of", lambda entity: entity.names)
    known = (
        Known(("magnetic resonance imaging", "MRI")),
        Known(("radiation necrosis", "RN", "radionecrosis")),
        Known(("Bevacizumab", "Avastin")),
        Known(("BeSt trial", "BeSt")),
        Known(("T1-weighted", "T1")),
        Known(("necrosis",)),
    )
    return Names(known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MRI and MRIs, not mri", ["MRI", "MRIs"]),
        ("Radiation necrosis is RN.", ["Radiation necrosis", "RN"]),
        ("the best trial of the BeSt trial", ["best trial", "BeSt trial"]),
        ("at best", []),
        ("avastin (bevacizumab)", ["avastin", "bevacizumab"]),
        ("post-RN and RN-like", []),
        ("T1-weighted, T1, T1-x", ["T1-weighted", "T1"]),
        ("radiation and necrosis", ["necrosis"]),
        ("magnetic resonance imaging.", ["magnetic resonance imaging"]),
        ("", []),
    ],
)
def test_names_are_found_whole_and_by_case(names: Names, text: str, found: list[str]) -> None:
    pieces = list(names.find(text))
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.entity] == found
