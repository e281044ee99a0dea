"""The one place that decides page paths and anchors."""

from dataclasses import dataclass
from functools import lru_cache
from posixpath import dirname, normpath, relpath

from guidepress.model.entity import Entity
from guidepress.vocabulary import Word

_PAGES = {
    "evidence": "evidence.md",
    "fact": "considerations.md",
    "gap": "open-questions.md",
    "line": "recommendations/index.md",
    "pathway": "pathway.md",
    "population": "about.md",
    "question": "questions.md",
    "reference": "references.md",
    "stage": "pathway.md",
    "step": "pathway.md",
    "term": "glossary.md",
    "variable": "pathway.md",
}
"""The page, within the guideline's folder, that is home to a kind of entity."""

HOW_TO_READ = "how-to-read.md"


@dataclass(frozen=True, slots=True)
class Address:
    """A page's path from the site's root, and an anchor in it (empty: the page itself)."""

    page: str
    anchor: str = ""

    def seen_from(self, page: str) -> str:
        """Return the link to this address as another page writes it, relative and to `.md`."""
        if page == self.page:
            return f"#{self.anchor}" if self.anchor else self.page.rpartition("/")[2]
        path = _relative(self.page, dirname(page))
        return f"{path}#{self.anchor}" if self.anchor else path


@lru_cache(maxsize=4096)
def _relative(page: str, folder: str) -> str:
    # A page has hundreds of links to few pages, and relpath asks the disk where it is each time.
    return relpath(page, folder or ".")


def home(entity: Entity, guideline: str) -> Address:
    """Return the one home of an entity of a guideline."""
    kind = entity.KIND
    if kind == "guideline":
        return Address(f"{guideline}/index.md")
    if kind in {"recommendation", "intervention"}:
        return Address(f"{guideline}/{kind}s/{entity.id}.md")
    anchor = "" if kind == "pathway" else f"{kind}-{entity.id}"
    return Address(f"{guideline}/{_PAGES[kind]}", anchor)


def of_word(word: Word) -> str:
    """Return the anchor of a word of a closed list, on the page that explains the words."""
    return f"{word_list(type(word))}-{word.value}"


def word_list(words: type[Word]) -> str:
    """Return the name of a closed list in anchors, such as `publication-status`."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in words.__name__).lstrip("-")


def site_href(href: str | None, page: str, *, directory_urls: bool) -> str | None:
    """Turn a link between `.md` pages into the link between the built pages.

    The engines do this for links in Markdown; the links of an SVG are ours to turn.
    """
    if href is None or href.startswith("#"):
        return href
    path, mark, anchor = href.partition("#")
    if not directory_urls:
        return path.removesuffix(".md") + ".html" + mark + anchor
    here = _directory(page)
    there = _directory(normpath(f"{dirname(page)}/{path}" if dirname(page) else path))
    return relpath(there or ".", here or ".") + "/" + mark + anchor


def _directory(page: str) -> str:
    """Return the folder in which a page's `index.html` stands."""
    stem = page.removesuffix(".md")
    return dirname(stem) if stem.rpartition("/")[2] == "index" else stem
