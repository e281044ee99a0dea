"""The loader keeps what is written, refuses what it must, and knows where each letter stands."""

import random
import re
from pathlib import Path

import pytest
import yaml

from guidepress import yaml_nodes
from guidepress.diagnostics import Diagnostic, Report, full
from guidepress.source import MAX_BYTES, Source
from guidepress.yaml_nodes import MAX_DEPTH, Mapping, Node, Null, Scalar, Sequence, parse

GOLDEN = Path(__file__).parent / "golden" / "yaml"
STYLES = ("plain", "single", "double", "literal", "folded")


def source_of(text: str) -> Source:
    return Source("demo.yml", Path("demo.yml"), text)


def read(text: str) -> Node:
    node, found = parse(source_of(text))
    assert found == []
    assert node is not None
    return node


def findings(text: str) -> list[Diagnostic]:
    return parse(source_of(text))[1]


def rules(text: str) -> list[str]:
    return [found.rule for found in findings(text)]


def value(text: str, key: str = "a") -> Scalar:
    node = read(text)
    assert isinstance(node, Mapping)
    scalar = node[Scalar(key)]
    assert isinstance(scalar, Scalar)
    return scalar


@pytest.fixture(params=["libyaml", "pure Python"])
def _either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "libyaml":
        assert yaml.__with_libyaml__, "PyYAML was built without libyaml"
    else:
        monkeypatch.setattr(yaml_nodes, "_LOADER", yaml.SafeLoader)


# What is kept


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize(
    "written",
    [
        *("no", "yes", "on", "True", "NULL", "Null"),
        *("007", "0o17", "1.10", "1e3", "+5", "1_000", ".inf", "<5", "="),
        *("12:30:45", "2025-02-30", "9" * 20_000),
    ],
)
def test_a_scalar_stays_as_written(written: str) -> None:
    assert value(f"a: {written}\n") == written


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize("written", ["", " ~", " null", " # nothing yet"])
def test_an_empty_value_is_null_and_knows_its_place(written: str) -> None:
    node = read(f"ä: 1\na:{written}\nb: 2\n")
    assert isinstance(node, Mapping)
    null = node[Scalar("a")]
    assert isinstance(null, Null)
    assert null.span.line == 2
    assert null.span.excerpt == written.removesuffix("# nothing yet").strip()


@pytest.mark.parametrize("written", ["''", '""', '"null"', "'~'", "|-\n  null"])
def test_a_quoted_or_block_value_is_never_null(written: str) -> None:
    assert value(f"a: {written}\n") in {"", "null", "~"}


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_spans_count_characters_after_umlauts_and_emoji(line_end: str) -> None:
    lines = ["ödem 😀: 'für 𝄞'", "liste:", "- eins", "- {x: 'ü', y: [1, 2]}", "b: |", "  Text", ""]
    text = line_end.join([*lines, "# Schluß", "z: 1", ""])
    source = source_of(text)
    node, found = parse(source)
    assert found == []
    assert isinstance(node, Mapping)
    assert [key.span.excerpt for key in node] == ["ödem 😀", "liste", "b", "z"]
    assert [key.span.line for key in node] == [1, 2, 5, 9]
    first, items, block, _ = node.values()
    assert isinstance(first, Scalar)
    assert first.span.excerpt == "'für 𝄞'"
    assert isinstance(items, Sequence)
    assert items.span.excerpt == line_end.join(["- eins", "- {x: 'ü', y: [1, 2]}"])
    assert items[1].span.excerpt == "{x: 'ü', y: [1, 2]}"
    assert isinstance(block, Scalar)
    assert block == "Text\n"
    assert block.span.excerpt == f"|{line_end}  Text"
    assert node.span.excerpt == text.rstrip()


def test_style_is_known() -> None:
    node = read("- a\n- 'a'\n- \"a\"\n- |\n  a\n- >\n  a\n")
    assert isinstance(node, Sequence)
    assert [item.style for item in node if isinstance(item, Scalar)] == list(STYLES)


def test_the_tree_agrees_with_pyyaml_on_a_text_without_typed_values() -> None:
    text = (
        "a: {b: [c, 'd e'], f: {g: h}}\nl:\n- - x\n  - y\n- k: v\n  m: >\n    one\n    two\n"
        "- [p: q, r]\n? long key\n: text\n"
    )
    assert read(text) == yaml.safe_load(text)


# What is refused, one golden file for each kind of mistake


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.yml")), ids=lambda path: path.stem)
def test_golden_findings(path: Path) -> None:
    text = path.read_bytes().decode()
    found = parse(Source(path.name, path, text))[1]
    expected = path.with_suffix(".txt").read_text(encoding="utf-8")
    assert full(Report.of(found)) + "\n" == expected


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=repr)
def test_what_a_comment_took_from_a_text_is_told_with_either_parser(line_end: str) -> None:
    text = (GOLDEN / "text-cut-by-comment.yml").read_text(encoding="utf-8")
    found = findings(text.replace("\n", line_end))
    assert {one.rule for one in found} == {"text-cut-by-comment"}
    assert [one.span.excerpt.split()[0] for one in found] == [f"#{n}" for n in range(1, 12)]


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize(
    "text",
    [
        "#a\na: b # c\n#d: e\n",
        "a: b ## c\n",
        "a: b #\n",
        "a: b #! c\n",
        "a: b#1\n",
        "a: 'b #1'\nc: \"d\n  #2\"\ne: >-\n  f #3\n  #4\ng: |\n  - #5\n",
        "- a: b\n  #c: d\n#- e: f\n",
        "a:\n  #- b\n  - c\n  #- d\n",
        "a:\n- b\n#- c\n",
        "a: [b,\n  #c,\n  d,\n  ]\n",
        "a:\n  b: c\n  #d: e\nf: g\n",
        "a: b # see: #1\n",
        "- a # x\n  # - #1\n- b\n",
    ],
)
def test_an_ordinary_comment_is_fine(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize("text", ["a: b: c\n", "a: [\n", "a: 1\n\tb: 2\n"])
def test_a_syntax_error_leaves_no_tree(text: str) -> None:
    assert parse(source_of(text))[0] is None


def test_there_are_golden_files() -> None:
    assert len(list(GOLDEN.glob("*.yml"))) > 30


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.yml")), ids=lambda path: path.stem)
def test_every_golden_mistake_has_a_hint_and_a_place_with_either_parser(path: Path) -> None:
    found = findings(path.read_bytes().decode())
    assert found
    assert all(one.hint and 0 <= one.span.start <= one.span.end for one in found)


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "~\n"])
def test_an_empty_file(text: str) -> None:
    node, found = parse(source_of(text))
    assert node is None
    assert [one.rule for one in found] == ["empty-file"]


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{a: " * 100_000, "- " * 100_000 + "x", "? " * 100_000],
    ids=["flow list", "flow mapping", "block list", "block key"],
)
def test_nesting_100000_deep_is_refused(text: str) -> None:
    node, found = parse(source_of(text))
    assert node is None
    assert "too-deep" in {one.rule for one in found}


def test_nesting_up_to_the_limit_is_read() -> None:
    node = read("[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH)
    for _ in range(MAX_DEPTH):
        assert isinstance(node, Sequence)
        node = node[0]
    assert node == "x"
    assert rules("[" * (MAX_DEPTH + 1) + "x" + "]" * (MAX_DEPTH + 1)) == ["too-deep"]


def test_a_file_beyond_the_size_limit_is_refused() -> None:
    assert rules("a: " + "x" * MAX_BYTES) == ["too-large"]


def test_a_file_with_too_many_values_is_refused() -> None:
    assert rules("- a\n" * (yaml_nodes.MAX_NODES + 1)) == ["too-large"]


def test_a_file_with_too_many_problems_is_not_read_to_its_end() -> None:
    found = rules("- !a x\n" * 5000)
    assert found.count("too-large") == 1
    assert found.count("yaml-tag") == yaml_nodes.MAX_FINDINGS + 1


def test_25_levels_of_merge_keys_do_not_grow() -> None:
    levels = "".join(f"a{n}: &a{n}\n  <<: [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 26))
    node, found = parse(source_of(f"a0: &a0 {{x: y}}\n{levels}"))
    assert isinstance(node, Mapping)
    assert node[Scalar("a25")] == {}
    assert {one.rule for one in found} == {"anchor-or-alias", "merge-key"}
    assert sum(one.rule == "merge-key" for one in found) == 25


@pytest.mark.usefixtures("_either_parser")
def test_reading_goes_on_after_what_can_be_skipped() -> None:
    text = "a: &x 1\na: *x\nb: !!str 2\n<<: {c: 3, c: 4}\n? [k]\n: {d: 5, d: 6}\ne: '\x07'\nf: 7\n"
    node, found = parse(source_of(text))
    assert [(one.rule, one.span.line) for one in found] == [
        ("anchor-or-alias", 1),
        ("duplicate-key", 2),
        ("anchor-or-alias", 2),
        ("yaml-tag", 3),
        ("merge-key", 4),
        ("duplicate-key", 4),
        ("yaml-syntax", 5),
        ("duplicate-key", 6),
        ("control-character", 7),
    ]
    assert node == {"a": "1", "b": "2", "e": "\ufffd", "f": "7"}


@pytest.mark.parametrize(
    "character",
    [
        *("\0", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\ufeff", "\ud800"),
        *("\xad", "\u061c", "\u180e", "\u200b", "\u200e", "\u200f", "\u2060", "\u2064"),
        *("\U000e0000", "\U000e007f"),
    ],
)
def test_a_character_that_cannot_be_seen_is_found_raw(character: str) -> None:
    (found,) = findings(f"ü: 1\na: text {character}text\n")
    assert found.rule == "control-character"
    assert (found.span.line, found.span.column) == (2, 9)
    assert found.span.excerpt == character


@pytest.mark.parametrize("escape", [r"\0", r"\e", r"\x07", r"\u202e", r"\N", r"\L"])
def test_a_character_that_cannot_be_seen_is_found_escaped(escape: str) -> None:
    (found,) = findings(f'a: "tab\\t no-break\\_ end\\n then {escape} text"\n')
    assert found.rule == "control-character"
    assert found.span.excerpt == escape


def test_a_flood_of_control_characters_is_counted() -> None:
    found = findings("a: '" + "\0" * 50 + "'\n")
    assert len(found) == 21
    assert "30 more" in found[-1].message


# Where the letters of a value stand


def test_at_points_into_escapes_and_folded_lines() -> None:
    scalar = value('a: "x\\x41y\\u263Az\n   \\"fold\n\n   end\\\n   joined"\n')
    assert scalar == 'xAy☺z "fold\nendjoined'
    assert scalar.at(1).excerpt == "\\x41"
    assert scalar.at(3).excerpt == "\\u263A"
    assert scalar.at(5).excerpt == "\n   "
    assert scalar.at(6).excerpt == '\\"'
    start = scalar.index("joined")
    assert scalar.at(start, start + 6).excerpt == "joined"
    assert scalar.at(start, start + 6).line == 5
    assert scalar.at(0, 5).excerpt == "x\\x41y\\u263Az"


def test_at_clamps_and_marks_the_end() -> None:
    text = "a: 'b c'\n"
    scalar = value(text)
    assert scalar.at(3).start == scalar.at(99).start == text.index("'\n")
    assert scalar.at(3).excerpt == ""
    assert scalar.at(-5).excerpt == "b"
    assert scalar.at(1, 1).excerpt == ""
    assert scalar.at(1, 1).start == 5


@pytest.mark.parametrize("written", ["''", '""', "|", ">-"])
def test_at_in_an_empty_value(written: str) -> None:
    scalar = value(f"a: {written}\n")
    span = scalar.span
    assert span.start < scalar.at(0).start <= span.end
    assert scalar.at(0).excerpt == ""


def test_at_in_equal_texts_at_different_places() -> None:
    node = read("- >\n  same [@x]\n- >\n  same [@x]\n")
    assert isinstance(node, Sequence)
    assert [item.at(5, 9).line for item in node if isinstance(item, Scalar)] == [2, 4]


def test_at_in_a_long_text_with_many_blanks_and_escapes() -> None:
    body = "word " + " " * 200_000 + "\\n" * 100_000
    scalar = value(f'a: "{body}end"\n')
    assert scalar.at(len(scalar) - 3, len(scalar)).excerpt == "end"


WORDS = ["a", "ü", "😀", "𝄞nit", "5 mg", "x:y", "#1", "-", "it", "[@k", "p. 3]", "É", "~", "100%"]


def generated(chance: random.Random, style: str, line_end: str) -> str:
    """Write a random value of a style as it stands after `k:` or `- `, indented by 4 or more."""
    indent = " " * chance.choice([4, 5, 7])
    if style in {"literal", "folded"}:
        return generated_block(chance, style, line_end, indent)
    pieces = [chance.choice(WORDS[:4])]
    for _ in range(chance.randint(0, 12)):
        blanks = chance.choice([" ", "  ", " \t "])
        breaks = (chance.choice(["", " "]) + line_end) * chance.choice([1, 1, 2, 3]) + indent
        pieces += [chance.choice([blanks, breaks]), chance.choice(WORDS[:6])]
        if style == "single":
            pieces.append(chance.choice(["", "''", "\"''''"]))
        if style == "double":
            escapes = [r"\n", r"\x41", r"\u263A", r"\U0001F600", r"\"", r"\\", r"\ ", r"\t", "'"]
            joined = "\\" + line_end * chance.choice([1, 1, 2]) + indent
            pieces.append(chance.choice([*escapes, joined, r"\ " + " " + line_end + indent, ""]))
    quote = {"plain": "", "single": "'", "double": '"'}[style]
    edge = "" if style == "plain" else chance.choice(["", " ", line_end + indent])
    return f" {quote}{edge}{''.join(pieces)}{edge}{quote}{line_end}"


def generated_block(chance: random.Random, style: str, line_end: str, indent: str) -> str:
    explicit = chance.random() < 0.3
    number = str(len(indent)) if explicit else ""
    marks = [number, chance.choice(["", "-", "+"])]
    chance.shuffle(marks)
    lines: list[str] = []
    deeper = [""]
    for _ in range(chance.randint(1 if explicit else 0, 9)):
        blank = chance.choice(["", " " * chance.randint(0, len(indent))])
        words = " ".join(chance.choices(WORDS, k=chance.randint(1, 4)))
        lines += chance.choice([[], [], [blank], [blank, blank]])
        lines.append(indent + chance.choice(deeper) + words)
        deeper = ["", "", "", "  ", "\t"]
    if explicit and lines and chance.random() < 0.5:
        lines.insert(0, f"{indent}  more indented")
    lines += [""] * chance.choice([0, 0, 1, 3])
    header = {"literal": "|", "folded": ">"}[style] + "".join(marks)
    return f" {header}{chance.choice(['', ' # note'])}{line_end}" + "".join(
        f"{line}{line_end}" for line in lines
    )


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_letter_of_random_scalars_is_found(style: str, line_end: str) -> None:
    chance = random.Random(f"{style} {line_end!r}")  # noqa: S311
    for _ in range(400):
        values = [generated(chance, style, line_end) for _ in range(3)]
        text = "".join(f"k{number}:{written}" for number, written in enumerate(values))
        node = read(text + "last: 1" + line_end)
        assert isinstance(node, Mapping)
        for key, written in zip(("k0", "k1", "k2"), values, strict=True):
            scalar = node[Scalar(key)]
            assert isinstance(scalar, Scalar)
            assert scalar.style == style
            assert_letters_stand_where_at_says(scalar, written)


def assert_letters_stand_where_at_says(scalar: Scalar, written: str) -> None:
    source = scalar.span.source
    before = scalar.span.start
    for offset, letter in enumerate(scalar):
        place = scalar.at(offset)
        assert place.start >= before, written
        before = place.end
        if place.excerpt.startswith("\\"):
            assert decoded(place.excerpt) == letter, written
        elif place.excerpt == "''":
            assert letter == "'", written
        elif re.search(r"[\r\n]", place.excerpt):
            assert letter in " \n", written
            assert not place.excerpt.strip(), written
        else:
            assert source.text[place.start : place.end] == letter, written


def decoded(escape: str) -> str:
    loaded = yaml.safe_load(f'"{escape}"')
    assert isinstance(loaded, str)
    return loaded
