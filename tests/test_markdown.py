"""What an author writes arrives letter for letter, whatever extensions a site has switched on."""

import random
import re
from html.parser import HTMLParser

import markdown
import pytest

from guidepress.markdown import attribute, escape, link
from guidepress.text import parse_text, plain_text

EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
]

WRITTEN = [
    "platelets <100 and >20",
    "<script>alert(1)</script>",
    "<!-- an open comment",
    "a & b &lt; c &amp; d &#60;",
    "5 * 3 * 2 _x_ **y** `z`",
    "[text](javascript:alert(1)) ![x](y) [ref]: z",
    "{: .x onclick=alert(1) } { #id }",
    "a | b | c",
    "~~gone~~ ~sub~ ^sup^ ^^ins^^ ==mark== ++ctrl++ {++add++} {--del--}",
    "(c) (tm) +/- --> <-- =/= 1/2 1st",
    "1. not a list",
    "1) not a list",
    "- not a list",
    "+ not a list",
    "* not a list",
    "# not a heading",
    "> not a quote",
    ": not a definition",
    "!!! note",
    "??? note",
    '=== "tab"',
    "--8<-- 'file'",
    "``` python",
    "[^1] [x] :smile: $x$ \\( \\) \\",
    "100 %, 7.5 mg/kg, p<.001, -63% vs +17%, 0.584-4.614",
    "Ångström naïve 中文 😀 µg",
    "trailing backslash \\",
    "back\\slash \\* \\_ \\[",
    "http://example.org/a_b_c www.example.org",
    "term\n: definition\n\n    code",
]


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.tags: set[str] = set()
        self.titles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.titles += [value or "" for name, value in attrs if name == "title"]

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def _shown(source: str) -> _Text:
    reader = _Text()
    reader.feed(markdown.markdown(source, extensions=EXTENSIONS))
    reader.close()
    return reader


def _letters(text: str) -> str:
    return re.sub(r"[ \t\r\n\f\v\u00a0]+", " ", text).strip()


def _random_texts() -> list[str]:
    chance = random.Random(20261123)  # noqa: S311 - not for secrets
    alphabet = "ab 1.5<>&\"'*_`~^=+-#|\\[](){}!?:;/$%@,\u2013µ\n"
    return ["".join(chance.choices(alphabet, k=chance.randint(1, 24))) for _ in range(1500)]


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("place", ["{}", "-   {}", "word {} word", "| a |\n| --- |\n| {} |"])
def test_written_text_arrives_letter_for_letter(written: str, place: str) -> None:
    shown = _shown(place.format(escape(written)))
    expected = _letters(written if place[0] in "-|" else place.format(written))
    assert _letters("".join(shown.parts)).endswith(expected)
    # An ordinal may be set as 1<sup>st</sup>: the letters are the same.
    assert (
        not shown.tags
        - {"p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}
        - {
            "span",
            "sup",
        }
    )


def test_random_text_arrives_letter_for_letter() -> None:
    texts = [text for text in _random_texts() if text.strip()]
    assert len(texts) > 1000
    for written in texts:
        shown = _shown(f"x {escape(written)} x")
        assert _letters("".join(shown.parts)) == _letters(f"x {written} x"), written
        assert shown.tags <= {"p", "span", "sup"}, written


def test_titles_of_links_arrive_letter_for_letter() -> None:
    for written in [*WRITTEN, *_random_texts()[:400]]:
        if not written.strip():
            continue
        shown = _shown(link(escape("label"), "page.md#x", written))
        assert [_letters(title) for title in shown.titles] == [_letters(written)], written


def test_a_long_title_is_cut_at_a_word() -> None:
    title = attribute("word " * 100)
    assert len(title) <= 300
    assert title.endswith("word…")


def test_author_text_without_marks_is_shown_as_written() -> None:
    for written in WRITTEN[:4]:
        assert plain_text(parse_text(written)) == _letters(written)


@pytest.mark.parametrize("number", ["7.5 mg/kg", "3 weeks", "20 mg", "2.0-2.4 ATA"])
def test_a_number_stays_with_its_unit(number: str) -> None:
    shown = "".join(_shown(escape(f"give {number} now")).parts)
    assert f"give {number.replace(' ', chr(0xA0))} now" in shown


@pytest.mark.parametrize("text", ["5-25%", "2.0-2.4", "0-30"])
def test_a_range_is_kept_in_one_piece(text: str) -> None:
    assert f'<span class="gp-range">{text}</span>' in escape(f"about {text} of them")


@pytest.mark.parametrize(
    ("href", "written"),
    [
        ("javascript:alert(1).md", "javascript%3Aalert%281%29.md"),
        ("https:evil.example.md#a", "https%3Aevil.example.md#a"),
        ("//evil.example/a.md", "%2F%2Fevil.example/a.md"),
        ("a?b.md", "a%3Fb.md"),
        ("a%2Fb.md#x", "a%252Fb.md#x"),
        ("../plants/water.md#step-a", "../plants/water.md#step-a"),
        ("https://example.org/a?b=c:d%20", "https://example.org/a?b=c:d%20"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_an_address_of_our_own_is_never_a_scheme_or_another_host(href: str, written: str) -> None:
    assert link(escape("x"), href) == f"[x]({written})"
