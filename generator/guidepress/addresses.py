"""The one place that decides page paths and anchors."""

from dataclasses import dataclass
from posixpath import dirname, relpath

from guidepress.model.entity import Entity

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
        path = relpath(self.page, dirname(page) or ".")
        return f"{path}#{self.anchor}" if self.anchor else path


def home(entity: Entity, guideline: str) -> Address:
    """Return the one home of an entity of a guideline."""
    kind = entity.KIND
    if kind == "guideline":
        return Address(f"{guideline}/index.md")
    if kind in {"recommendation", "intervention"}:
        return Address(f"{guideline}/{kind}s/{entity.id}.md")
    anchor = "" if kind == "pathway" else f"{kind}-{entity.id}"
    return Address(f"{guideline}/{_PAGES[kind]}", anchor)
