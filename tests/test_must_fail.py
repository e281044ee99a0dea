"""Sites that must fail: every mistake is found in one run, at its place, with a hint.

Each folder in tests/must_fail holds a content folder and what `guidepress check` prints for it:
`expected.txt`, or `expected.release.txt` under the release profile. What cannot be kept as a file
is made here. `REGENERATE=1 pytest tests/test_must_fail.py` writes the expected files anew.
"""

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from guidepress.cli import main
from guidepress.pipeline import load

CASES = Path(__file__).parent / "must_fail"
GUIDELINE = """\
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
"""


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_a_site_that_must_fail_does(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (expected,) = case.glob("expected*.txt")
    profile = "release" if expected.stem.endswith(".release") else "draft"
    monkeypatch.chdir(case)
    result = CliRunner().invoke(main, ["check", "--profile", profile, "--format", "full"])
    if os.environ.get("REGENERATE"):
        expected.write_text(result.stdout, encoding="utf-8")
    assert result.stdout == expected.read_text(encoding="utf-8")
    assert result.stderr == ""
    assert result.exit_code == 1
    assert all(found.hint for found in load(Path("content"), profile=profile).report.diagnostics)


# What cannot be kept as a file


def content(folder: Path, files: dict[str, str | bytes]) -> Path:
    root = folder / "content"
    for name, text in {"guideline.yml": GUIDELINE, **files}.items():
        path = root / "demo" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def gap(text: str) -> str:
    return f"gaps:\n  - id: best-order\n    title: Which drug comes first?\n    text: {text}\n"


def only(root: Path) -> tuple[str, str]:
    """Return the rule and the place of the one thing that is wrong, after a look at its page."""
    (found,) = load(root).report.diagnostics
    assert found.hint
    result = CliRunner().invoke(main, ["check", "--content", str(root), "--format", "full"])
    assert result.exit_code == 1
    assert "\n1 error\n" in result.output
    assert max(map(len, result.output.splitlines())) < 400, "no line floods the screen"
    name = found.span.source.name.removeprefix("content/demo/")
    return found.rule, f"{name}:{found.span.line}:{found.span.column}"


DOSE = """\
interventions:
  - id: drug
    name: Drug
    kind: drug
    summary: A drug.
    doses: [{amount: %s, label: Usual, unit: mg, population: All., origin: added, evidence: []}]
"""
TOO_MUCH = {
    "a file of 50 MB": (f"# {'x' * 50_000_000}\n", "too-large", "1:1"),
    "nesting 100,000 deep": ("gaps: " + "[" * 100_000, "too-deep", "1:106"),
    "a 20,000-digit number": (DOSE % ("7" * 20_000), "malformed-quantity", "6:22"),
    "a text of 20,001 letters": (gap("x" * 20_001), "too-large", "4:11"),
    "a title of 501 letters": (
        f"questions:\n  - id: long\n    question: {'x' * 501}\n",
        "too-large",
        "3:515",
    ),
    "lists 10,000 deep": (gap(f'"{"- " * 9_000}x"'), "too-deep", "4:12"),
    "emphasis 3,000 deep": (gap(f'"{"*a " * 3_000}{"a* " * 3_000}"'), "too-deep", "4:12"),
    "an unknown key of 20,000 letters": (f"? {'x' * 20_000}\n: x\n", "unknown-key", "1:3"),
    "an unknown value of 20,000 letters": (
        f"glossary:\n  - {{id: a, term: a, definition: a, origin: {'x' * 20_000}}}\n",
        "unknown-value",
        "2:45",
    ),
}


@pytest.mark.parametrize(("text", "rule", "place"), TOO_MUCH.values(), ids=TOO_MUCH)
def test_too_much_of_anything_is_one_finding(
    text: str,
    rule: str,
    place: str,
    tmp_path: Path,
) -> None:
    assert only(content(tmp_path, {"much.yml": text})) == (rule, f"much.yml:{place}")


def test_25_levels_of_merge_keys_are_25_findings(tmp_path: Path) -> None:
    levels = ["a0: &a0 {x: x}"] + [
        f"a{level}: &a{level} {{<<: [*a{level - 1}, *a{level - 1}]}}" for level in range(1, 26)
    ]
    found = load(content(tmp_path, {"merge.yml": "\n".join(levels)})).report.diagnostics
    count = Counter(each.rule for each in found)
    assert count == {"merge-key": 25, "anchor-or-alias": 26 + 50, "unknown-key": 26}


def test_an_alias_bomb_does_not_grow(tmp_path: Path) -> None:
    levels = ["a0: &a0 [x]"] + [
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, 31)
    ]
    found = load(content(tmp_path, {"bomb.yml": "\n".join(levels)})).report.diagnostics
    count = Counter(each.rule for each in found)
    assert count == {"anchor-or-alias": 31 + 300, "unknown-key": 31}


@pytest.mark.parametrize("text", ["[" * 20_000, "[@" * 9_999, "*" * 20_000, "[a](" * 4_999])
def test_a_text_of_nothing_but_marks_is_read(text: str, tmp_path: Path) -> None:
    found = load(content(tmp_path, {"gaps.yml": gap(f'"{text}"')})).report.diagnostics
    assert {each.rule for each in found} <= {"malformed-citation"}
    assert len(found) <= 20


def test_a_citation_after_20_000_brackets_is_still_found(tmp_path: Path) -> None:
    text = gap(f'"{"[" * 19_900} [@levin2011]"')
    assert only(content(tmp_path, {"gaps.yml": text})) == (
        "dangling-citation",
        f"gaps.yml:4:{12 + 19_900 + 2}",
    )


# Encodings and line ends


def test_what_is_not_utf_8_is_found_at_its_character(tmp_path: Path) -> None:
    windows = gap("Dose ≥ 5 µg").replace("≥", ">").encode("cp1252")
    assert only(content(tmp_path, {"gaps.yml": windows})) == ("bad-encoding", "gaps.yml:4:20")


def test_what_is_utf_16_is_refused(tmp_path: Path) -> None:
    root = content(tmp_path, {"gaps.yml": gap("Dose").encode("utf-16")})
    assert only(root) == ("bad-encoding", "gaps.yml:1:1")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=repr)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
def test_a_byte_order_mark_and_any_line_end_are_fine(
    line_end: str,
    mark: bytes,
    tmp_path: Path,
) -> None:
    files = {"guideline.yml": GUIDELINE, "notes.md": "# Notes\n\nOne\n\n- two\n"}
    windows = {name: mark + text.replace("\n", line_end).encode() for name, text in files.items()}
    assert load(content(tmp_path, dict(windows))).report.diagnostics == ()


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=repr)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("gaps.yml", gap(">\n      One\n      two\n\n      and [@levin2011]."), "8:12"),
        ("gaps.yml", gap('"One\n      two\n\n      and [@levin2011]."'), "7:12"),
        ("gaps.yml", gap("|\n      - One\n        - and [@levin2011]."), "6:16"),
        ("notes.md", "# Notes\n\n- One\n\n  two\n  and [@levin2011].\n", "6:8"),
    ],
    ids=["folded", "quoted", "literal", "prose"],
)
def test_a_place_is_right_after_any_line_end(  # noqa: PLR0913, PLR0917 - what is combined
    name: str,
    text: str,
    place: str,
    mark: bytes,
    line_end: str,
    tmp_path: Path,
) -> None:
    data = mark + text.replace("\n", line_end).encode()
    assert only(content(tmp_path, {name: data})) == ("dangling-citation", f"{name}:{place}")


def test_words_that_other_loaders_change_are_kept_as_written(tmp_path: Path) -> None:
    words = ["no", "yes", "on", "007", "0o17", "12:30:45", "1.10", "2025-02-30", "1e3", "0x1F"]
    listed = "".join(f"  - {word}\n" for word in words)
    guideline = f"{GUIDELINE}  settings:\n{listed.replace('  -', '    -')}"
    loaded = load(content(tmp_path, {"guideline.yml": guideline}))
    assert loaded.report.diagnostics == ()
    assert list(loaded.library.guidelines[0].guideline.settings) == words


# Files and folders


@pytest.mark.parametrize(
    "name",
    [
        "javascript:alert(1)",
        "https:evil.example",
        "a#b",
        "a?b",
        "a%2Fb",
        "a\\b",
        "a\nb",
        "a\u202eb",
        "a.b",
        "Notes",
        "a_b",
        "x" * 81,
    ],
    ids=repr,
)
def test_a_page_whose_name_is_no_address_is_refused(name: str, tmp_path: Path) -> None:
    root = content(tmp_path, {})
    for path in (root / "demo" / f"{name}.md", root / f"{name}.md"):
        path.write_text("# Notes\n\nhello\n", encoding="utf-8")
        (found,) = load(root).report.diagnostics
        assert (found.rule, found.span.source.path, found.span.start) == ("malformed-id", path, 0)
        assert found.hint
        assert found.hint.startswith("rename the file")
        path.unlink()


def test_a_link_out_of_the_content_folder_is_not_followed(tmp_path: Path) -> None:
    root = content(tmp_path, {})
    (tmp_path / "secret.yml").write_text("secret: sesame\n")
    (root / "demo" / "secret.yml").symlink_to(tmp_path / "secret.yml")
    assert only(root) == ("outside-content", "secret.yml:1:1")
    assert "sesame" not in CliRunner().invoke(main, ["check", "--content", str(root)]).output


def test_a_link_to_nothing_and_to_itself_is_unreadable(tmp_path: Path) -> None:
    root = content(tmp_path, {})
    (root / "demo" / "gone.yml").symlink_to(root / "nowhere.yml")
    assert only(root) == ("unreadable-file", "gone.yml:1:1")
    (root / "demo" / "gone.yml").unlink()
    (root / "demo" / "loop.yml").symlink_to(root / "demo" / "loop.yml")
    assert only(root) == ("unreadable-file", "loop.yml:1:1")


def test_an_unreadable_file_is_one_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may read everything, so that permissions alone would test nothing there.
    root = content(tmp_path, {"references.yml": "references: []\n"})
    opened = Path.open

    def refuse(path: Path, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as Path.open
        if path.name == "references.yml":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    (found,) = load(root).report.diagnostics
    assert (found.rule, found.span.source.name) == (
        "unreadable-file",
        "content/demo/references.yml",
    )


def test_what_an_unreadable_file_holds_is_not_called_missing(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "references.yml": "references:\n  - {id: levin2011, title: Hyperb\u00e4r}\n".encode(
            "cp1252"
        ),
        "gaps.yml": gap("As in [@levin2011] and [the article](reference:levin2011)."),
    }
    assert only(content(tmp_path, files)) == ("bad-encoding", "references.yml:2:34")


def test_what_a_broken_file_holds_is_not_called_missing(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "references.yml": 'references:\n  - id: levin2011\n    title: "Trial\n',
        "gaps.yml": gap("As in [@levin2011]."),
    }
    assert only(content(tmp_path, files)) == ("yaml-syntax", "references.yml:3:12")


def test_a_content_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    (found,) = load(tmp_path / "contents").report.diagnostics
    assert found.rule == "unreadable-file"


# All in one run


def test_ten_mistakes_in_one_file_are_ten_findings_at_their_places() -> None:
    found = load(CASES / "ten-mistakes" / "content").report.diagnostics
    assert [(each.rule, each.span.excerpt) for each in found] == [
        ("malformed-id", "Steroids-First"),
        ("unknown-key", "tilte"),
        ("dangling-link", "[the next step](recommendation:second-stpe)"),
        ("dangling-citation", "@levin2012"),
        ("unknown-value", "artcile"),
        ("refused-link", "[the others](javascript:alert)"),
        ("malformed-citation", "@levin2011 p. 3"),
        ("empty-value", "question"),
        ("wrong-type", "dexamethasone"),
        ("malformed-quantity", '"0,5"'),
    ]


def test_a_lost_guideline_does_not_hide_what_is_wrong_in_its_folder(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "guideline.yml": GUIDELINE.replace("0.1.0", "one"),
        "gaps.yml": gap("As in [@levin2011]."),
    }
    found = load(content(tmp_path, files)).report.diagnostics
    assert {each.rule for each in found} == {"malformed-version", "dangling-citation"}


def test_every_stage_is_heard_in_one_run(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "latin.yml": gap("\u00e9").encode("cp1252"),
        "broken.yml": "gaps: [",
        "key.yml": "gap: []\n",
        "prose.md": "See [this](javascript:alert).\n",
    }
    found = load(content(tmp_path, files)).report.diagnostics
    assert [each.rule for each in found] == [
        "yaml-syntax",
        "unknown-key",
        "bad-encoding",
        "refused-link",
    ]
