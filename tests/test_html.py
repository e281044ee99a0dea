"""The HTML of every page: valid, in order, with words beside all that has none, no link broken."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import html5lib  # type: ignore[import-untyped]
import pytest

HOST = "https://site.invalid/"
Element = Any
"""Of lxml; its stubs know of no expression what it finds."""
Pages = dict[str, Element]


@pytest.fixture(scope="module")
def pages(site: Path) -> Pages:
    """Return all pages as trees; a page that a browser would have to mend ends the test."""
    parser = html5lib.HTMLParser(
        strict=True, tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=False
    )
    found = {}
    for path in sorted(site.rglob("*.html")):
        found[path.relative_to(site).as_posix()] = parser.parse(path.read_bytes()).getroot()
    return found


def each(pages: Pages, expression: str) -> Iterator[tuple[str, Element]]:
    for path, root in pages.items():
        for element in root.xpath(expression):
            yield path, element


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_every_page_says_its_language_title_and_what_it_is_about(pages: Pages) -> None:
    assert len(pages) > 40
    titles: Counter[str] = Counter()
    for path, root in pages.items():
        assert root.get("lang") == "en", path
        titles[words(root.find("head/title"))] += 1
        (about,) = root.xpath("head/meta[@name='description']/@content")
        assert len(about) > 20, path
    assert [title for title, count in titles.items() if count > 1] == []


def test_no_id_is_given_twice(pages: Pages) -> None:
    for path, root in pages.items():
        ids = Counter(root.xpath("//@id"))
        assert [id_ for id_, count in ids.items() if count > 1] == [], path


def test_what_refers_to_an_element_finds_it(pages: Pages) -> None:
    for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
        for path, element in each(pages, f"//*[@{name}]"):
            for id_ in element.get(name).split():
                assert element.getroottree().xpath("//*[@id=$id]", id=id_), (path, name, id_)


def test_headings_leave_out_no_level(pages: Pages) -> None:
    for path, root in pages.items():
        levels = [int(heading.tag[1]) for heading in root.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        steps = [after - before for before, after in pairwise(levels)]
        assert max(steps, default=0) <= 1, path


def test_every_page_of_a_guideline_says_what_stands_above_it(pages: Pages) -> None:
    for path, root in pages.items():
        if "/" not in path:
            continue
        above = [words(link) for link in root.xpath("//nav[@class='md-path']//a")]
        assert above[:1] == ["Home"], path
        if "/steps/" in path:
            assert above[-1] == "Pathway", path


def test_tables_have_a_caption_and_headers_say_of_what(pages: Pages) -> None:
    tables = list(each(pages, "//table"))
    assert len(tables) > 20
    for path, table in tables:
        assert table.find("caption") is not None, path
        assert words(table.find("caption")), path
        assert "{" not in words(table.find("caption")), path
        headers = table.xpath(".//th")
        assert headers, path
        for header in headers:
            assert header.get("scope") in {"row", "col"}, path
            assert words(header), path


def test_parts_of_one_kind_have_names_of_their_own(pages: Pages) -> None:
    for path, root in pages.items():
        names = [nav.get("aria-label") for nav in root.xpath("//nav")]
        assert all(names), path
        assert len(names) == len(set(names)), path
        assert len(root.xpath("//main")) == 1, path
        assert "Menu" in names, path


def test_links_and_buttons_have_words(pages: Pages) -> None:
    for path, element in each(pages, "//a|//button|//summary"):
        assert words(element) or element.get("aria-label"), (path, element.attrib)


def test_pictures_have_words_beside_them(pages: Pages) -> None:
    charts = list(
        each(pages, "//article//*[contains(@class, 'gp-figure-chart')]/*[local-name()='svg']")
    )
    assert len(charts) > 3
    for path, chart in charts:
        title, about = (
            chart.getroottree().xpath("//*[@id=$id]", id=chart.get(name))[0]
            for name in ("aria-labelledby", "aria-describedby")
        )
        assert len(words(title)) > 5, path
        assert len(words(about)) > 20, path
    assert [path for path, image in each(pages, "//img[not(@alt)]")] == []


def test_no_link_of_the_site_is_broken(pages: Pages, site: Path) -> None:
    anchors = {path: set(root.xpath("//@id")) for path, root in pages.items()}
    checked = 0
    for path, link in each(pages, "//a[@href]|//link[@href]|//script[@src]"):
        target = urlsplit(urljoin(HOST + path, link.get("href") or link.get("src")))
        if target.netloc != "site.invalid":
            continue
        checked += 1
        to = unquote(target.path).lstrip("/")
        assert (site / to).is_file(), (path, to)
        anchor = unquote(target.fragment)
        if anchor and to in anchors and not re.match("walk(/|$)", anchor):
            assert anchor in anchors[to], (path, to, anchor)
    assert checked > 3000
