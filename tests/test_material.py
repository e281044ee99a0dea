"""What we lay over Material's files: nothing that a site chose gets lost."""

from collections.abc import Callable

import pytest

from guidepress.material import SCRIPT, STYLE, overlay

PALETTE = """\
@media screen{[data-md-color-scheme=slate]{--a:1}\
[data-md-color-scheme=slate][data-md-color-primary=indigo],\
[data-md-color-scheme=slate][data-md-color-primary=red]{--b:2}}\
[data-md-color-primary=red]{--c:3}[data-md-color-accent=light-blue] .x:is(.y,.z){--d:4}"""


def theme(palette: str = PALETTE) -> dict[str, Callable[[], str]]:
    return {
        "assets/stylesheets/main.0a.min.css": lambda: ".m{}\n/*# sourceMappingURL=m.map */",
        "assets/stylesheets/palette.0b.min.css": lambda: palette,
        "assets/stylesheets/palette.0b.min.css.map": lambda: "{}",
        "assets/javascripts/bundle.0c.min.js": lambda: "let b\n//# sourceMappingURL=b.map",
        "assets/images/favicon.png": lambda: "",
    }


def test_colors_that_a_site_chose_stay_and_others_go() -> None:
    _, added = overlay(theme(), {"indigo"})
    kept = (
        "@media screen{[data-md-color-scheme=slate]{--a:1}"
        "[data-md-color-scheme=slate][data-md-color-primary=indigo]{--b:2}}"
    )
    assert f"\n{kept}\n" in added[STYLE]


def test_with_all_colors_chosen_the_palette_is_as_it_was() -> None:
    _, added = overlay(theme(), {"indigo", "red", "light-blue"})
    assert PALETTE in added[STYLE]


def test_one_file_stands_for_several_and_maps_for_developers_go() -> None:
    left_out, added = overlay(theme(), set())
    assert left_out == {path for path in theme() if not path.endswith(".png")}
    assert set(added) == {STYLE, SCRIPT}
    assert "sourceMappingURL" not in added[STYLE] + added[SCRIPT]
    assert "let b" in added[SCRIPT]


def test_a_theme_with_other_files_is_refused() -> None:
    unknown = {path: read for path, read in theme().items() if "bundle" not in path}
    with pytest.raises(ValueError, match="0 files like"):
        overlay(unknown, set())
