"""The pages of the site: what there is, where, from which template and which line of YAML.

Navigation, "edit this page", the links between pages and both engines derive from this list.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from guidepress.addresses import HOW_TO_READ, home
from guidepress.frozen import dataclass
from guidepress.link import Evidenced, Library, LinkedGuideline, Prose
from guidepress.model.entity import Entity
from guidepress.model.intervention import Intervention
from guidepress.model.pathway import AnyStep, Pathway
from guidepress.model.recommendation import Recommendation
from guidepress.source import Span
from guidepress.text import Heading, Paragraph, plain, plain_text
from guidepress.yaml_nodes import Scalar

DESCRIPTION_LENGTH = 155
"""Characters of a description that search engines show."""

_LINK = re.compile(r'(?:(?<!\\)\]\(|^    click \w+ href ")([^)#\s"]+\.md)(?=[)#\s"])', re.MULTILINE)
"""A link from one page to another, in text or in a chart; an author's own brackets are escaped."""

_MOST_ARTICLES = 500


@dataclass(frozen=True)
class Page:
    """One page: its path from the site's root, its title, its template and what that prints."""

    path: str
    title: str
    description: str
    template: str
    span: Span | None
    """Where it was written; None for pages that only the program writes."""
    here: LinkedGuideline | None = None
    owner: Entity | None = None
    """The entity whose home this page is."""
    step: AnyStep | None = None
    """The step of the pathway that it shows alone; such a page is in no menu."""
    prose: Prose | None = None
    boost: float = 1
    """How much more than other pages a search hit on it counts."""
    menu: str = ""
    """The name in menus; the title where it is empty."""
    moved_to: str = ""
    """The path of the page that stands for this one since a rename; such a page is in no menu."""

    @property
    def in_menu(self) -> bool:
        """Whether menus have it."""
        return not self.moved_to and self.step is None

    @property
    def unsigned(self) -> bool:
        """Whether it shows prose of the site, which is part of no guideline: nobody can sign it."""
        return self.prose is not None and self.here is None


def pages(library: Library) -> Iterator[Page]:
    """Yield every page of the site in the order of the navigation."""
    prose = {page.name: page for page in library.prose}
    yield _front_page(library, prose.get("index"))
    for guideline in library.guidelines:
        yield from guideline_pages(guideline)
        yield from _moved_pages(guideline)
    yield Page(
        HOW_TO_READ,
        "How to read this",
        "What strength, certainty, origin, verification and review status mean on these pages.",
        "how-to-read",
        None,
    )
    for name, page in sorted(prose.items()):
        if name != "index":
            yield _prose_page(page, f"{name}.md", None)


def guideline_pages(here: LinkedGuideline) -> Iterator[Page]:
    """Yield the pages of one guideline."""
    guideline = here.guideline
    name = guideline.label
    yield Page(
        f"{here.id}/index.md",
        guideline.title,
        guideline.question,
        "overview",
        guideline.span,
        here,
        guideline,
        boost=2,
        menu="Overview",
    )
    yield from _ask_page(here)
    yield from _families(here)
    if here.sections.pathway:
        yield Page(
            f"{here.id}/pathway.md",
            f"Pathway: {name}",
            f"The decision pathway as charts and as a list: {name}.",
            "pathway",
            here.sections.pathway.span,
            here,
            here.sections.pathway,
            boost=2,
            menu="Pathway",
        )
        yield from _pathway_pages(here, here.sections.pathway)
    yield from _collections(here)
    yield Page(
        f"{here.id}/about.md",
        f"About: {name}",
        f"Scope, people, methods, interests, policy, disclaimer: {name}.",
        "about",
        guideline.span,
        here,
        menu="About this guideline",
    )
    for prose in here.prose:
        yield _prose_page(prose, f"{here.id}/{prose.name}.md", here)
    yield Page(
        f"{here.id}/quality.md",
        f"Quality report: {name}",
        f"What the checks find, how far references were verified, what is reported: {name}.",
        "quality",
        guideline.span,
        here,
        boost=0.1,
        menu="Quality report",
    )


def links_between(articles: Iterable[tuple[Page, str]]) -> dict[str, list[Page]]:
    """Return, for each page's path, the pages whose own Markdown links to it, steps last."""
    written = sorted(articles, key=lambda each: each[0].step is not None)
    found: dict[str, list[Page]] = {page.path: [] for page, _ in written}
    for page, article in written:
        for path in _linked_from(dirname(page.path), article) - {page.path}:
            if path in found:
                found[path].append(page)
    return found


@lru_cache(maxsize=_MOST_ARTICLES)
def _linked_from(folder: str, article: str) -> frozenset[str]:
    """Return the paths that an article links to; a preview asks for most of them again."""
    hrefs = set(_LINK.findall(article))
    return frozenset(normpath(join(folder, unquote(href))) for href in hrefs)


def speaks_plainly(here: LinkedGuideline) -> bool:
    """Whether a guideline says anything to patients."""
    guideline = here.guideline
    return bool(guideline.plain_summary or guideline.get_help_now or plain_pieces(here))


def plain_on(page: Page) -> list[Evidenced]:
    """Return what says to patients what a page says: of its own, or of what it is about."""
    here, owner = page.here, page.owner
    if here is None:
        return []
    if page.step is not None:
        applying = {str(target.id) for target in page.step.recommendations}
        return [each for each in plain_recommendations(here) if each.id in applying]
    if isinstance(owner, Recommendation):
        return [owner] if owner.plain else []
    if isinstance(owner, Intervention):
        about = [owner] if owner.plain else here.recommendations_about(owner)
        return [each for each in about if each.plain]
    of_page: Sequence[Evidenced] = ()
    if page.template == "recommendations":
        of_page = plain_recommendations(here)
    elif page.template == "considerations":
        of_page = here.sections.facts
    elif page.template == "evidence":
        of_page = here.sections.evidence
    return [each for each in of_page if each.plain]


def plain_recommendations(here: LinkedGuideline) -> list[Recommendation]:
    """Return what is recommended, as far as patients are told, in reading order."""
    return [each for each in here.sections.recommendations if each.plain and each.in_force]


def plain_pieces(here: LinkedGuideline) -> list[Evidenced]:
    """Return the entities that say something to patients, in reading order."""
    return [each for each in here.evidenced if each.plain]


def _ask_page(here: LinkedGuideline) -> Iterator[Page]:
    """Yield the page that answers questions, if anything can answer one."""
    sections = here.sections
    answering = (sections.recommendations, sections.interventions, sections.facts)
    if any((*answering, sections.evidence, sections.gaps, sections.glossary)):
        name = here.guideline.label
        yield Page(
            f"{here.id}/ask.md",
            f"Ask: {name}",
            f"A question in your own words, answered by the statements of the guideline: {name}.",
            "ask",
            here.guideline.span,
            here,
            menu="Ask",
        )


def _pathway_pages(here: LinkedGuideline, pathway: Pathway) -> Iterator[Page]:
    """Yield the other forms of the pathway: the walk, the table, the cases, each step alone."""
    name = here.guideline.label
    forms: list[tuple[Sequence[Entity], str, str, str]] = [
        (
            (pathway,),
            "walk",
            "Walk through the pathway",
            "One question at a time: what the pathway says.",
        ),
        (
            (pathway,),
            "decision-table",
            "Decision table",
            "Every decision of the pathway as a table.",
        ),
        (
            here.sections.cases,
            "cases",
            "Worked examples",
            "Invented patients, taken through the pathway.",
        ),
    ]
    for entities, template, title, said in forms:
        if not entities:
            continue
        yield Page(
            f"{here.id}/{template}.md",
            f"{title}: {name}",
            f"{said} {name}.",
            template,
            entities[0].span,
            here,
            menu=title,
        )
    # Of two steps with one id, which `check` refuses, one has the page.
    for step in {str(step.id): step for step in pathway.steps}.values():
        yield Page(
            step_page(here.id, step.id),
            step.title,
            _cut(f"A step of the pathway, by itself: {step.title}."),
            "step",
            step.span,
            here,
            step=step,
        )


def step_page(guideline: str, step: str) -> str:
    """Return the path of the page that shows a step alone."""
    return f"{guideline}/steps/{step}.md"


def _moved_pages(here: LinkedGuideline) -> Iterator[Page]:
    """Yield a page at every address that readers may have kept from before a rename."""
    present = list(guideline_pages(here))
    moved = [
        _moved(page, f"{dirname(page.path)}/{former}.md", former)
        for page in present
        if isinstance(page.owner, (Recommendation, Intervention))
        for former in page.owner.formerly
    ]
    yield from moved
    for former in here.guideline.formerly:
        for page in (*present, *moved):
            yield _moved(page, page.path.replace(here.id, former, 1), former)


def _moved(page: Page, path: str, former: Scalar) -> Page:
    return Page(
        path,
        page.title,
        _cut(f"This page has moved: {page.title}."),
        "moved",
        former.span,
        moved_to=page.moved_to or page.path,
    )


def _front_page(library: Library, prose: Prose | None) -> Page:
    titles = "; ".join(each.guideline.title for each in library.guidelines)
    return Page(
        "index.md",
        _prose_title(prose) if prose else "Guidelines",
        _cut(f"Clinical guidelines: {titles}."),
        "home",
        Span(prose.source, 0, 0) if prose else None,
        prose=prose,
        menu="Home",
    )


def _families(here: LinkedGuideline) -> Iterator[Page]:
    """Yield the recommendations and the interventions, each family with its index."""
    sections = here.sections
    name = here.guideline.label
    families: tuple[tuple[str, Sequence[Entity], str], ...] = (
        ("recommendation", sections.recommendations, "All recommendations by line of therapy"),
        ("intervention", sections.interventions, "All interventions with their names"),
    )
    for kind, entities, said in families:
        if not entities:
            continue
        title = f"{kind.capitalize()}s"
        yield Page(
            f"{here.id}/{kind}s/index.md",
            title,
            f"{said}: {name}.",
            f"{kind}s",
            entities[0].span,
            here,
        )
        for entity in entities:
            summary = getattr(entity, "statement", None) or getattr(entity, "summary")  # noqa: B009
            yield Page(
                home(entity, here.id).page,
                entity.label,
                _cut(plain_text(here.tree(summary))),
                kind,
                entity.span,
                here,
                entity,
                boost=3,
            )


def _collections(here: LinkedGuideline) -> Iterator[Page]:
    """Yield the pages that are home to many small entities."""
    sections = here.sections
    name = here.guideline.label
    guideline = sections.guideline
    collections: tuple[tuple[Sequence[Entity], str, str, str], ...] = (
        (
            (*sections.facts, *sections.evidence),
            "considerations",
            "Considerations",
            "How common it is, risk, diagnosis, pitfalls, contexts",
        ),
        (sections.evidence, "evidence", "Evidence", "What was found, for and against"),
        (
            [each for each in here.evidenced if each.evidence],
            "evidence-table",
            "Evidence table",
            "Every item of evidence, to sort and to filter",
        ),
        (sections.questions, "questions", "Questions", "The questions that are answered"),
        (sections.gaps, "open-questions", "Open questions", "What the sources leave open"),
        (sections.references, "references", "References", "The numbered references"),
        (sections.glossary, "glossary", "Glossary", "Terms and abbreviations"),
        (
            (guideline,) if speaks_plainly(here) else (),
            "plain-language",
            "For patients",
            "In plain language, for patients and carers",
        ),
    )
    for entities, template, title, said in collections:
        if entities:
            yield Page(
                f"{here.id}/{template}.md",
                f"{title}: {name}",
                f"{said}: {name}.",
                template,
                entities[0].span,
                here,
                menu=title,
            )


def _prose_page(prose: Prose, path: str, here: LinkedGuideline | None) -> Page:
    first = next((each for each in prose.tree.blocks if isinstance(each, Paragraph)), None)
    title = _prose_title(prose)
    description = _cut(plain(first.content)) if first else title
    span = Span(prose.source, 0, 0)
    return Page(path, title, description, "prose", span, here, prose=prose)


def _prose_title(prose: Prose) -> str:
    first = next((each for each in prose.tree.blocks if isinstance(each, Heading)), None)
    return plain(first.content) if first else prose.name.replace("-", " ").capitalize()


def _cut(text: str) -> str:
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    return text[: DESCRIPTION_LENGTH - 1].rsplit(" ", 1)[0] + "…"
