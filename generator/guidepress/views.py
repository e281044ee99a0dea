"""What the templates of pages print beyond the page itself, gathered from the library."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from guidepress import bibliography
from guidepress.addresses import word_list
from guidepress.ask_data import answering, answers, ask_data
from guidepress.cite_this import cite_this
from guidepress.dose_table import weight_tables
from guidepress.frozen import dataclass
from guidepress.link import LinkedGuideline
from guidepress.model.evidence import EvidenceStatement, Fact, Reference
from guidepress.model.guideline import TherapyLine
from guidepress.model.intervention import Intervention
from guidepress.model.recommendation import Recommendation
from guidepress.model.statement import EvidenceItem, Point
from guidepress.pages import Page, guideline_pages, plain_pieces
from guidepress.pathway_views import PATHWAY_TEMPLATES, along, pathway_view
from guidepress.settings import Settings
from guidepress.vocabulary import (
    Certainty,
    CertaintyBy,
    CertaintyDomain,
    Direction,
    EvidenceType,
    InterventionKind,
    Licensing,
    NoticeKind,
    Origin,
    PublicationStatus,
    Stage,
    Strength,
    StrongDespite,
    Support,
    Topic,
    VerificationStatus,
    Word,
)
from guidepress.walk_data import in_script

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference as the index prints it."""

    number: int
    reference: Reference
    text: str
    links: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class WordList:
    """A closed list of words, as the page that explains them prints it."""

    title: str
    anchor: str
    about: str
    words: tuple[Word, ...]


def view(page: Page, settings: Settings) -> Context:
    """Return what the page's template prints."""
    if page.template == "how-to-read":
        return {"vocabularies": word_lists()}
    if page.here is None:
        return {}
    if isinstance(page.owner, (Recommendation, Intervention)):
        return _of_owner(page, page.here, page.owner, settings)
    if page.template in PATHWAY_TEMPLATES and page.here.graph:
        return pathway_view(page, page.here, page.here.graph)
    maker = _VIEWS.get(page.template)
    return maker(page.here, settings) if maker else {}


def _address(page: Page, settings: Settings) -> str:
    """Return the address of a page, or nothing where the site does not know its own."""
    return settings.address and f"{settings.address}{page.path.removesuffix('.md')}.html"


def _of_owner(
    page: Page, here: LinkedGuideline, owner: Recommendation | Intervention, settings: Settings
) -> Context:
    if isinstance(owner, Recommendation):
        report = settings.report.format(
            guideline=here.id, id=owner.id, version=here.guideline.version
        )
        judged = rationale(owner)
        return {
            "rationale": judged,
            "assessed": _assessed(judged),
            "supports": _supports(owner.evidence),
            "along": along(here, owner),
            "cite": cite_this(here, owner, _address(page, settings)),
            "report": report,
        }
    return {
        "weight_tables": list(weight_tables(owner.doses, settings.weights)),
        "supports": _supports(owner.evidence),
    }


def _overview(here: LinkedGuideline, settings: Settings) -> Context:
    return {
        "downloads": settings.downloads.get(here.id, ()),
        "stages": tuple(Stage),
        "dates": dates(here),
        "by_line": by_line(here),
        "red_flags": points_of(here, "red_flags"),
        "pitfalls": points_of(here, "pitfalls"),
        "contents": [
            page
            for page in guideline_pages(here)
            if page.in_menu and (page.owner is None or page.owner is here.sections.pathway)
        ],
    }


def dates(here: LinkedGuideline) -> list[tuple[str, object]]:
    """Return the days that tell how old a guideline is, stated or not."""
    stated = here.guideline.dates
    return [
        ("Published", here.standing.published),
        ("Last changed", stated.last_changed),
        ("Last reviewed", here.standing.reviewed),
        ("Next review due", stated.next_review_due),
        ("Literature searched to", stated.literature_searched_to),
    ]


def by_line(here: LinkedGuideline) -> list[tuple[TherapyLine | None, list[Recommendation]]]:
    """Return the lines of therapy, each with its recommendations; those without a line last."""
    recommendations = here.sections.recommendations
    lines: list[TherapyLine | None] = [*here.sections.lines, None]
    return [
        (
            line,
            [
                each
                for each in recommendations
                if (each.line.id if each.line else None) == (line.id if line else None)
            ],
        )
        for line in lines
    ]


def points_of(here: LinkedGuideline, name: str) -> list[tuple[Recommendation, Point]]:
    """Return the points of one kind of all recommendations, each with what it is a point of."""
    return [
        (each, point) for each in here.sections.recommendations for point in getattr(each, name)
    ]


def topics(
    here: LinkedGuideline,
) -> list[tuple[Topic, list[Fact], list[EvidenceStatement]]]:
    """Return the topics, each with its facts and its evidence statements."""
    return [
        (
            topic,
            [fact for fact in here.sections.facts if fact.topic is topic],
            [each for each in here.sections.evidence if each.topic is topic],
        )
        for topic in Topic
    ]


def _considerations(here: LinkedGuideline) -> Context:
    # The treatments and their harms have pages of their own; here stands what surrounds them.
    surrounding = [
        row
        for row in topics(here)
        if row[0] in {Topic.INCIDENCE, Topic.RISK, Topic.DIAGNOSIS, Topic.CONTEXT} or row[1]
    ]
    return {
        "topics": surrounding,
        "pitfalls": points_of(here, "pitfalls"),
        "red_flags": points_of(here, "red_flags"),
        "subgroups": [
            (recommendation, subgroup)
            for recommendation in here.sections.recommendations
            for subgroup in recommendation.subgroups
        ],
    }


def _ask(here: LinkedGuideline) -> Context:
    questions = [(each, answering(here, each)) for each in here.sections.questions]
    return {
        "answers": list(answers(here)),
        "questions": [(question, found) for question, found in questions if found],
        "supports": tuple(Support),
        "data": in_script(ask_data(here)),
    }


def reference_groups(
    here: LinkedGuideline,
    settings: Settings,
) -> list[tuple[EvidenceType, list[Entry]]]:
    """Return the references with their numbers, grouped by kind of work."""
    last = len(here.numbers)
    numbers = dict(here.numbers)
    for reference in here.sections.references:
        if reference.id not in numbers:
            last += 1
            numbers[reference.id] = last
    ordered = sorted(here.sections.references, key=lambda each: numbers[each.id])
    items = [csl_item(each) for each in ordered]
    texts = bibliography.format_references(items, settings.citation_style, settings.cache)
    entries = [
        Entry(numbers[reference.id], reference, text, bibliography.link_of(item))
        for reference, item, text in zip(ordered, items, texts, strict=True)
    ]
    groups = [
        (kind, [entry for entry in entries if entry.reference.evidence_type is kind])
        for kind in EvidenceType
    ]
    return [(kind, group) for kind, group in groups if group]


def csl_item(reference: Reference) -> dict[str, Any]:
    """Return a reference as a CSL-JSON item of plain values."""
    item: dict[str, Any] = {
        "id": str(reference.id),
        "type": str(reference.type.value),
        "title": str(reference.title),
        "author": [
            {key: str(value) for key, value in name if value is not None}
            for name in reference.author
        ],
        "author_list_incomplete": reference.author_list_incomplete,
    }
    if reference.issued:
        item["issued"] = {"date-parts": [[int(part) for part in reference.issued.split("-")]]}
    for name, info in type(reference).model_fields.items():
        key = info.alias or name
        value = getattr(reference, name)
        if key in _CSL_VARIABLES and value is not None:
            item[key] = str(value)
    return item


_CSL_VARIABLES = frozenset(
    {
        "container-title",
        "container-title-short",
        "publisher",
        "volume",
        "issue",
        "page",
        "DOI",
        "PMID",
        "PMCID",
        "ISBN",
        "URL",
    },
)


def rationale(recommendation: Recommendation) -> list[tuple[str, object]]:
    """Return the domains of the evidence-to-decision framework, judged or not."""
    judged = recommendation.rationale
    rows: list[tuple[str, object]] = [("Summary", judged.summary)] if judged.summary else []
    return [
        *rows,
        ("Benefits", judged.benefits),
        ("Harms", judged.harms),
        ("Values and preferences", judged.values),
        ("Cost and resources", judged.cost),
        ("Equity", judged.equity),
        ("Acceptability", judged.acceptability),
        ("Feasibility", judged.feasibility),
    ]


def _assessed(judged: list[tuple[str, object]]) -> str:
    domains = [text for title, text in judged if title != "Summary"]
    return f"{sum(text is not None for text in domains)} of {len(domains)} domains assessed"


def _supports(evidence: Iterable[EvidenceItem]) -> str:
    """Return how many items of a list of evidence do what, in words."""
    counts = Counter(item.supports for item in evidence)
    if not counts:
        return "None cited"
    each = [f"{support.label}: {counts[support]}" for support in Support if counts[support]]
    return f"{counts.total()} cited. {'. '.join(each)}"


def word_lists() -> list[WordList]:
    """Return the closed lists of words that readers meet, with what each list is about."""
    lists: Iterable[tuple[type[Word], str, str]] = (
        (
            Strength,
            "Strength of a recommendation",
            (
                "How strongly a panel recommends, after GRADE. Strength and certainty are two "
                "things: a first step is not a strong one for being first."
            ),
        ),
        (
            StrongDespite,
            "Strong on low certainty",
            "The situations in which GRADE accepts a strong recommendation on low certainty.",
        ),
        (Direction, "Direction", "Whether a recommendation is for or against doing something."),
        (
            Certainty,
            "Certainty of the evidence",
            "How sure one can be of an effect, after GRADE. Each guideline says who judged it.",
        ),
        (
            CertaintyDomain,
            "Reasons for a certainty",
            "The domains of GRADE, and the absence of any comparison.",
        ),
        (Origin, "Origin", "Where a statement comes from."),
        (Support, "What evidence does", "What a reference does for the statement it stands under."),
        (
            VerificationStatus,
            "Verification of a reference",
            "How far a bibliographic record was checked against the work.",
        ),
        (
            NoticeKind,
            "Notices about a work",
            "What became of a work after it was published.",
        ),
        (Stage, "Review stage", "How far the review of the guideline has come."),
        (PublicationStatus, "Publication status", "Where the guideline stands, after FHIR."),
        (CertaintyBy, "Who judged the certainty", "Whose judgment a level of certainty is."),
        (Licensing, "Licensing", "Whether a drug's label lists the use described here."),
        (InterventionKind, "Kinds of intervention", "What sort of thing an intervention is."),
    )
    return [WordList(title, word_list(words), about, tuple(words)) for words, title, about in lists]


_VIEWS: Mapping[str, Callable[[LinkedGuideline, Settings], Context]] = {
    "ask": lambda here, _: _ask(here),
    "overview": _overview,
    "questions": lambda here, _: {"answering": partial(answering, here)},
    "recommendations": lambda here, _: {"by_line": by_line(here)},
    "considerations": lambda here, _: _considerations(here),
    "evidence": lambda here, _: {"topics": topics(here)},
    "evidence-table": lambda here, _: {
        "rows": [(each, item) for each in here.evidenced for item in each.evidence],
    },
    "references": lambda here, settings: {"groups": reference_groups(here, settings)},
    "glossary": lambda here, _: {
        "terms": sorted(here.sections.glossary, key=lambda term: term.term.casefold()),
    },
    "plain-language": lambda here, _: {"pieces": plain_pieces(here)},
    "about": lambda here, _: {"dates": dates(here)},
}
