"""The one place that decides page paths and anchors."""

from functools import lru_cache
from posixpath import dirname, relpath

from guidepress.frozen import dataclass
from guidepress.model.entity import Entity
from guidepress.vocabulary import Word

_PAGES = {
    "case": "cases.md",
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

OF_THE_SITE = frozenset(
    {
        "404",
        "assets",
        "charts",
        "downloads",
        "javascripts",
        "licenses",
        "not-in-this-copy",
        "overrides",
        "robots",
        "search",
        "service-worker",
        "site",
        "sitemap",
        "stylesheets",
    }
)
"""Names at the site's root, without suffix, that are or may be files and folders of its own."""


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
