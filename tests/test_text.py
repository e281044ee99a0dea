"""Author text becomes a small tree: what is markup, what stays letters, where each mark stood."""

import random
import re

import pytest

from guidepress import text
from guidepress.text import (
    Bullets,
    Citation,
    Cited,
    Emphasis,
    EntityLink,
    Heading,
    Paragraph,
    Table,
    WebLink,
    Words,
    parse_text,
    plain_text,
    walk,
)


def inlines(written: str) -> list[object]:
    tree = parse_text(written)
    assert tree.faults == ()
    return list(walk(tree.blocks))


def faults(written: str, *, prose: bool = False) -> list[tuple[str, str]]:
    tree = parse_text(written, prose=prose)
    return [(fault.rule, written[fault.start : fault.end]) for fault in tree.faults]


@pytest.mark.parametrize(
    "letters",
    [
        "platelets <100 and >20",
        "platelets <LLN and >ULN",
        "<script>alert(1)</script>",
        "<!-- and nothing after",
        "&lt; &amp; &#8805; AT&T",
        "`code` ~~struck~~ ==marked==",
        "https://example.org is no link by itself",
        "# no heading, | no | table |",
        "5 * 3 * 2 and a_b_c and 2*",
        "a 50% dose; 1) first 2) second",
        "{{ jinja }} {% raw %} ${x} $x^2$",
        "a\u00a0b \u2265 5 \u00b5g",
        "[LITT] (low)",
        "a ratio of 3 : 1",
    ],
)
def test_what_a_clinician_writes_arrives_letter_for_letter(letters: str) -> None:
    assert plain_text(parse_text(letters)) == letters
    assert all(isinstance(each, Words) for each in inlines(letters))


def test_the_marks_that_are_read() -> None:
    assert inlines("a *b* **c** [d](recommendation:x) [e](https://e.org) [@f, p. 3; @g]") == [
        Words("a "),
        Emphasis(strong=False, content=(Words("b"),)),
        Words("b"),
        Words(" "),
        Emphasis(strong=True, content=(Words("c"),)),
        Words("c"),
        Words(" "),
        EntityLink("recommendation", "x", (Words("d"),), 12, 33),
        Words("d"),
        Words(" "),
        WebLink("https://e.org", (Words("e"),)),
        Words("e"),
        Words(" "),
        Citation((Cited("f", "p. 3", 54, 56), Cited("g", "", 64, 66))),
    ]


def test_a_link_may_cross_to_another_guideline() -> None:
    (link, _) = inlines("[x](gap:other/best-order)")
    assert isinstance(link, EntityLink)
    assert (link.kind, link.id) == ("gap", "other/best-order")


def test_plain_text_leaves_citations_out_with_the_space_before_them() -> None:
    assert plain_text(parse_text("one [@a], *two [@b]*. Three [@c] four")) == "one, two. Three four"


def test_lists_are_blocks_and_headings_and_tables_are_prose() -> None:
    listed = "1. a\n2. b\n\n- c\n"
    assert parse_text(listed).blocks == (
        Bullets(((Paragraph((Words("a"),)),), (Paragraph((Words("b"),)),)), 1),
        Bullets(((Paragraph((Words("c"),)),),)),
    )
    page = "# a\n\n| b | c |\n|---|---|\n| d | e |\n"
    assert all(isinstance(block, Paragraph) for block in parse_text(page).blocks)
    assert parse_text(page, prose=True).blocks == (
        Heading(1, (Words("a"),)),
        Table(((Words("b"),), (Words("c"),)), (((Words("d"),), (Words("e"),)),)),
    )


def test_a_line_break_is_a_space_so_that_names_are_found_across_it() -> None:
    assert inlines("radiation  \n  necrosis") == [Words("radiation necrosis")]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert",
        "data:text/html,x",
        "vbscript:x",
        "//example.org",
        "file:///etc/passwd",
        "ftp://example.org",
        "notes.md",
        "#top",
        "drug:x",
        "recommendation:",
        "gap:a?b",
        "",
    ],
)
def test_other_links_are_refused_and_become_letters(url: str) -> None:
    written = f"see [words]({url})."
    assert faults(written) == [("refused-link", f"[words]({url})")]
    assert plain_text(parse_text(written)) == "see words."


@pytest.mark.parametrize(
    "broken",
    ["[a] (gap:x)", "[a](gap: x)", "[a](gap:x y)", "[a]( gap: x)", "[a](https://e.org/a b)"],
)
def test_a_link_with_a_space_in_it_is_not_shown_as_brackets(broken: str) -> None:
    assert [rule for rule, _ in faults(f"see {broken}.")] == ["malformed-link"]


@pytest.mark.parametrize("fine", ["[a](gap:x)", r"\[a\](gap:x)", "[GRADE] (evidence: low)", "[1]"])
def test_a_link_that_is_none_is_left_alone(fine: str) -> None:
    assert faults(f"see {fine}.") == []


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        ("a [@levin2011", ["[@"]),
        ("a [b [@levin2011]", []),
        ("a [@b [@levin2011]]", ["[@"]),
        ("a [@levin2011 p. 3]", ["@levin2011 p. 3"]),
        ("a [@levin2011, see]", []),
        ("a [@; @b]", ["@"]),
        ("a [@b;]", ["]"]),
        ("a [@]", ["@"]),
        (r"a \[@b]", []),
        ("a [@b](https://e.org)", ["[@"]),
    ],
)
def test_a_citation_that_cannot_be_read_is_found(written: str, marked: list[str]) -> None:
    assert faults(written) == [("malformed-citation", each) for each in marked]


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        ("Known [see @zz] and [-@zz].", ["@zz", "@zz"]),
        ("As @levin2011, p. 3, has it.", ["@levin2011"]),
        ("In [the trial of @xu2018](evidence:xu).", ["@xu2018"]),
        ("[@a; @b] and [@c, p. 3]", []),
        (r"Write to a.b@example.org, see https://example.org/@me, or \@me.", []),
        ("5 mg @ 50%, @50%", []),
    ],
)
def test_a_key_outside_of_a_citation_is_found(written: str, marked: list[str]) -> None:
    assert faults(written) == [("malformed-citation", each) for each in marked]


def test_the_readable_part_of_a_citation_is_kept() -> None:
    tree = parse_text("a [@levin2011; @; @xu2018]")
    (citation,) = (each for each in walk(tree.blocks) if isinstance(each, Citation))
    assert [item.key for item in citation.items] == ["levin2011", "xu2018"]
    assert len(tree.faults) == 1


@pytest.mark.parametrize("lines", ["\n", "\r\n", "\r"], ids=repr)
@pytest.mark.parametrize(
    "written",
    [
        "one\ntwo [x](y)",
        "- one\n- two\n\n  three\n  [x](y)",
        "1. one\n   - two\n     *three* [x](y)",
        "para\n\n  [x](y)  \nmore",
        "# head [x](y)",
        "| a | b |\n|---|---|\n| c | d [x](y) |",
        "  - one  \n    two [x](y)",
    ],
)
def test_a_fault_knows_its_place(written: str, lines: str) -> None:
    written = written.replace("\n", lines)
    assert faults(written, prose=True) == [("refused-link", "[x](y)")]


def test_equal_cells_of_a_table_have_places_of_their_own() -> None:
    page = "| a | b |\n|---|---|\n| [x](y) | [x](y) |\n"
    places = [fault.start for fault in parse_text(page, prose=True).faults]
    assert places == [found.start() for found in re.finditer(r"\[x", page)]


@pytest.mark.parametrize("prose", [False, True])
def test_no_text_makes_it_raise(*, prose: bool) -> None:
    pieces = [
        "[",
        "]",
        "(",
        ")",
        "[@",
        "@a",
        ";",
        "*",
        "**",
        "_",
        "\\",
        "\n",
        "\r",
        "\r\n",
        "- ",
        "1. ",
    ]
    pieces += [
        "|",
        "|-|",
        "# ",
        "gap:x",
        "https://e.org",
        "javascript:",
        "a",
        " ",
        "\t",
        "<b>",
        "&lt;",
    ]
    chance = random.Random(11)  # noqa: S311 - the same texts in every run
    for _ in range(2_000):
        written = "".join(chance.choices(pieces, k=chance.randrange(1, 30)))
        tree = parse_text(written, prose=prose)
        plain_text(tree)
        for fault in tree.faults:
            assert 0 <= fault.start <= fault.end <= len(written) + 1, repr(written)
            assert fault.hint


def test_nine_lists_in_one_another_are_read_and_ten_are_refused() -> None:
    assert plain_text(parse_text("- " * 9 + "deep")) == "deep"
    assert faults("- " * 10 + "deep")[0][0] == "too-deep"


@pytest.mark.parametrize(
    "written",
    [
        "[@a]",
        " one [@levin2011, p. 3; @xu_2018,Table 2;@c] [@d][@e] ",
        "- [@a]",
        "1. [@a]",
        "a [ @a] [@a ] [@a;  @b] [@a, *b*]",
        "[@a](b) [@a;] [@] [@a",
        "# [@a] <b> & `c` | d",
    ],
)
def test_a_line_reads_the_same_with_a_line_end(written: str) -> None:
    assert parse_text(written) == parse_text(f"{written}\n")


def test_works_with_a_comma_between_them_are_no_citation() -> None:
    (fault,) = parse_text("Seen twice [@birch2010, @pot2015].").faults
    assert fault.rule == "malformed-citation"
    assert fault.hint == "several works stand with ';' between them: [@levin2011; @xu2018]"
    assert not parse_text("Seen twice [@birch2010, p. 3; @pot2015].").faults


PIECES = r"""
word|two words|.|,|(|)|!|<b>|&amp;|7.5 mg/kg|*|**|_|\|[|]|](|- |1. |+| |  |
[@levin2011]|[@levin2011, p. 3; @xu2018]|[@a,b]|[@a ]|[@]|[@a](x)
[words](recommendation:steroids-first)|[a b ](term:x)|[ ](term:x)|[](term:x)|[a @b](gap:c)
[a](term:X)|[a](other:x)|[a](term:x )|[a](term:x y)|[a] (term:x)|[a](https://example.org)
"""
PIECES_OF_LINES = [
    "\n",
    "\t",
    *(piece for line in PIECES.splitlines() for piece in line.split("|")),
]


@pytest.mark.parametrize("seed", range(4))
def test_a_line_that_needs_no_parser_reads_as_the_parser_reads_it(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = random.Random(seed)  # noqa: S311 - the same lines in every run
    lines = ["".join(chosen.choices(PIECES_OF_LINES, k=chosen.randint(1, 6))) for _ in range(3000)]
    marked, simple_line = text._MARKED, text._SIMPLE  # noqa: SLF001
    simple = [line for line in lines if marked.search(line) and simple_line.match(line)]
    assert len(simple) > 200
    read = [parse_text(line) for line in simple]
    monkeypatch.setattr(text, "_SIMPLE", re.compile(r"(?!)"))
    for line, tree in zip(simple, read, strict=True):
        assert tree == parse_text(line), line
