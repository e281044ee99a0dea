"""What AGREE II, RIGHT and RIGHT-Ad@pt ask a guideline to report, and where this one does.

It is coverage and never a score: whether what is reported is good is for people to judge, with the
instruments themselves. Topics stand here in our own words; numbers are those of the instruments.
"""

from collections.abc import Callable, Iterator
from typing import Final

from guidepress.addresses import Address
from guidepress.frozen import dataclass
from guidepress.link import LinkedGuideline
from guidepress.model.recommendation import Recommendation
from guidepress.vocabulary import Certainty, Strength


@dataclass(frozen=True, slots=True)
class Place:
    """Something to be reported, the page that shows it, and what tells that it is there."""

    name: str
    page: str
    there: Callable[[LinkedGuideline], object]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an instrument: its number, its topic, where it may be reported."""

    number: int
    topic: str
    places: tuple[Place, ...] = ()
    human: str = ""
    """What of it no program can tell."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument with its items, as far as they are held here."""

    name: str
    url: str
    items: tuple[Item, ...]
    note: str = ""
    applies: Callable[[LinkedGuideline], bool] = lambda _: True


@dataclass(frozen=True, slots=True)
class Row:
    """An item, where a guideline reports it, and what is missing."""

    item: Item
    where: tuple[tuple[str, Address], ...]
    missing: tuple[str, ...]


def tables(here: LinkedGuideline) -> Iterator[tuple[Instrument, list[Row]]]:
    """Yield each instrument that applies, with a row for each item."""
    for instrument in INSTRUMENTS:
        if instrument.applies(here):
            yield instrument, [_row(item, here) for item in instrument.items]


def _row(item: Item, here: LinkedGuideline) -> Row:
    there = [(place, bool(place.there(here))) for place in item.places]
    return Row(
        item,
        tuple(
            (place.name, Address(f"{here.id}/{place.page}", place.anchor))
            for place, found in there
            if found
        ),
        tuple(place.name for place, found in there if not found),
    )


def _about(name: str, key: str, anchor: str = "") -> Place:
    """Return the place of a key of the guideline itself, on the page about it."""
    return Place(name, "about.md", lambda here: getattr(here.guideline, key), anchor)


def _dated(name: str, key: str) -> Place:
    return Place(name, "about.md", lambda here: getattr(here.guideline.dates, key))


def _section(name: str, section: str, page: str) -> Place:
    return Place(name, page, lambda here: getattr(here.sections, section))


def _judged(name: str, *domains: str) -> Place:
    """Return the place of a judgment that every recommendation in force must show."""
    return _every(name, lambda each: all(getattr(each.rationale, domain) for domain in domains))


def _every(name: str, there: Callable[[Recommendation], object]) -> Place:
    def in_every(here: LinkedGuideline) -> bool:
        in_force = [each for each in here.sections.recommendations if each.in_force]
        return bool(in_force) and all(map(there, in_force))

    return Place(f"{name}, for every recommendation", "recommendations/index.md", in_every)


_SCOPE: Final = _about("scope", "scope", "scope")
_QUESTIONS: Final = _section("questions", "questions", "questions.md")
_POPULATIONS: Final = Place(
    "populations", "about.md", lambda here: here.sections.populations, "populations"
)
_PEOPLE: Final = _about("people with their roles", "people", "people")
_INTERESTS: Final = _about("people with their interests", "people", "people")
_AUDIENCE: Final = _about("audience", "audience")
_SETTINGS: Final = _about("settings", "settings")
_METHODS: Final = _about("methods", "methods", "methods")
_FUNDING: Final = _about("funding", "funding", "funding")
_SEARCHED: Final = _dated("day of the last search", "literature_searched_to")
_PUBLISHED: Final = _dated("day of publication", "published")
_REVIEWS: Final = Place(
    "records of review", "about.md", lambda here: here.sections.reviews, "reviews"
)
_SUMMARY: Final = Place("summary", "index.md", lambda here: here.guideline.bottom_line)
_GLOSSARY: Final = _section("glossary", "glossary", "glossary.md")
_FACTS: Final = _section("figures about the condition", "facts", "considerations.md")
_EVIDENCE: Final = _every("evidence", lambda each: each.evidence)
_CERTAINTY: Final = _every("certainty", lambda each: each.certainty is not Certainty.NOT_ASSESSED)
_STRENGTH: Final = _every("strength", lambda each: each.strength is not Strength.NOT_GRADED)
_DIRECTION: Final = _every("direction", lambda each: each.direction)
_ORIGIN: Final = _every("origin", lambda each: each.origin)
_SUBGROUPS: Final = Place(
    "subgroups",
    "considerations.md",
    lambda here: any(each.subgroups for each in here.sections.recommendations),
)
_OUTCOMES: Final = Place(
    "outcomes of every question",
    "questions.md",
    lambda here: here.sections.questions and all(each.outcomes for each in here.sections.questions),
)
_GAPS: Final = _section("open questions", "gaps", "open-questions.md")
_LEFT_OUT: Final = Place(
    "what the scope leaves out",
    "about.md",
    lambda here: here.guideline.scope and here.guideline.scope.leaves_out,
    "scope",
)
_NEXT_REVIEW: Final = _dated("day of the next review", "next_review_due")
_POLICY: Final = _about("editorial policy", "editorial_policy", "editorial-policy")
_APPROVAL: Final = Place("approval on record", "about.md", lambda here: here.approved, "reviews")
_NO_KEY: Final = "guidepress has no key for it; see the pages of prose, if there are any"

AGREE_II: Final = Instrument(
    "AGREE II",
    "https://doi.org/10.1503/cmaj.090449",
    (
        Item(1, "What the guideline is to achieve", (_SCOPE,)),
        Item(2, "Which questions it answers", (_QUESTIONS,)),
        Item(3, "Whom it is meant to help", (_POPULATIONS,)),
        Item(4, "Professions among its makers", (_PEOPLE,), "whether any was missing"),
        Item(
            5,
            "What patients and the public want",
            (_judged("values", "values"),),
            "how they were asked",
        ),
        Item(6, "Who is to use it", (_AUDIENCE,)),
        Item(7, "How evidence was searched for", (_METHODS, _SEARCHED), "whether systematically"),
        Item(8, "How evidence was chosen", (_METHODS,), "whether the methods say it"),
        Item(
            9,
            "Strengths and limits of the evidence",
            (_every("reasons for the certainty", lambda each: each.certainty_reasons),),
        ),
        Item(10, "How recommendations were arrived at", (_METHODS,), "whether the methods say it"),
        Item(11, "Benefits and harms", (_judged("benefits and harms", "benefits", "harms"),)),
        Item(12, "Evidence behind each recommendation", (_EVIDENCE,)),
        Item(13, "Review by outsiders", (_REVIEWS,), "whether the reviewers were outsiders"),
        Item(
            14,
            "How it is kept up to date",
            (_NEXT_REVIEW, _POLICY),
        ),
        Item(15, "Recommendations that leave no doubt", (), "all of it"),
        Item(
            16,
            "The options there are",
            (_section("interventions", "interventions", "interventions/index.md"),),
        ),
        Item(
            17,
            "Key recommendations at a glance",
            (
                Place(
                    "key recommendations",
                    "index.md",
                    lambda here: any(each.key for each in here.sections.recommendations),
                ),
            ),
        ),
        Item(
            18,
            "What helps and hinders its use",
            (_judged("acceptability and feasibility", "acceptability", "feasibility"),),
        ),
        Item(19, "Tools for its use", (_section("pathway", "pathway", "pathway.md"),)),
        Item(20, "What it takes in resources", (_judged("cost", "cost"),)),
        Item(21, "How its use can be measured", (), _NO_KEY),
        Item(22, "The funder's influence", (_FUNDING,), "whether there was any"),
        Item(23, "Competing interests", (_INTERESTS,), "how they were dealt with"),
    ),
)

RIGHT: Final = Instrument(
    "RIGHT",
    "https://doi.org/10.7326/M16-1565",
    (
        Item(
            1,
            "A title that says what it is; year; focus",
            (
                Place(
                    "the word guideline or recommendation in the title",
                    "index.md",
                    lambda here: any(
                        word in here.guideline.title.casefold()
                        for word in ("guideline", "recommendation")
                    ),
                ),
                _PUBLISHED,
                _SCOPE,
            ),
        ),
        Item(2, "Summary of the recommendations", (_SUMMARY,)),
        Item(3, "Terms and abbreviations", (_GLOSSARY,)),
        Item(4, "Somebody to write to", (), _NO_KEY),
        Item(5, "The health problem in figures", (_FACTS,)),
        Item(6, "Aims", (_SCOPE,)),
        Item(
            7,
            "Whom it is for, and subgroups",
            (
                _POPULATIONS,
                _SUBGROUPS,
            ),
        ),
        Item(8, "Users and settings", (_AUDIENCE, _SETTINGS)),
        Item(9, "Who made it, and in what role", (_PEOPLE,), "how they were chosen"),
        Item(
            10,
            "Questions and outcomes",
            (
                _QUESTIONS,
                _OUTCOMES,
            ),
            "how outcomes were chosen",
        ),
        Item(11, "Reviews of the evidence", (_METHODS, _SEARCHED), "whether done anew"),
        Item(12, "How certainty was judged", (_METHODS, _CERTAINTY)),
        Item(13, "Recommendations, strength, certainty", (_STRENGTH, _CERTAINTY)),
        Item(
            14,
            "Why: values, cost, equity, feasibility",
            (
                _judged("values", "values"),
                _judged("cost and equity", "cost", "equity"),
                _judged("acceptability and feasibility", "acceptability", "feasibility"),
            ),
        ),
        Item(15, "How evidence became decisions", (_METHODS,), "whether the methods say it"),
        Item(16, "Review by outsiders", (_REVIEWS,), "whether the reviewers were outsiders"),
        Item(17, "How quality was assured", (Place("this page", "quality.md", lambda _: True),)),
        Item(18, "Funding and the funder's role", (_FUNDING,), "the funder's role"),
        Item(19, "Interests and what was done about them", (_INTERESTS,), "what was done"),
        Item(20, "Where it can be had", (Place("overview", "index.md", lambda _: True),)),
        Item(
            21,
            "Open questions for research",
            (_GAPS,),
        ),
        Item(
            22,
            "Limits of the guideline",
            (_LEFT_OUT,),
            "limits of the methods",
        ),
    ),
)

RIGHT_ADAPT: Final = Instrument(
    "RIGHT-Ad@pt",
    "http://www.right-statement.org/extensions/13",
    (
        Item(
            1,
            "A title that says that it is adapted",
            (
                Place(
                    "the word adapted in the title",
                    "index.md",
                    lambda here: "adapt" in here.guideline.title.casefold(),
                ),
            ),
        ),
        Item(2, "Topic and scope", (_SCOPE,)),
        Item(3, "Days of publication and search", (_PUBLISHED, _SEARCHED)),
        Item(4, "Who brings it out, and where", (_about("publisher", "publisher"),), "the country"),
        Item(5, "Summary of the recommendations", (_SUMMARY,)),
        Item(6, "Terms and abbreviations", (_GLOSSARY,)),
        Item(7, "Somebody to write to", (), _NO_KEY),
        Item(
            8,
            "The source, its year and citation",
            (_about("source article", "source_article", "source-article"),),
            "whether its authors were asked",
        ),
        Item(9, "The health problem in figures", (_FACTS,), "how that differs from the source"),
        Item(10, "Aims", (_SCOPE,), "how they differ from the source"),
        Item(11, "Whom it is for", (_POPULATIONS,), "how that differs from the source"),
        Item(12, "Users", (_AUDIENCE,), "how they differ from the source"),
        Item(13, "Settings", (_SETTINGS,), "how they differ from the source"),
        Item(14, "Who adapted it, and in what role", (_PEOPLE,), "how they were chosen"),
        Item(15, "The framework of the adaptation", (_METHODS,), "whether the methods name one"),
        Item(16, "How the source was chosen", (_METHODS,), "whether the methods say it"),
        Item(17, "Questions, as PICO or alike", (_QUESTIONS, _OUTCOMES)),
        Item(18, "How questions were chosen or changed", (_METHODS,), "whether the methods say it"),
        Item(
            19,
            "How the source's recommendations were judged",
            (_METHODS,),
            "whether the methods say it of each criterion",
        ),
        Item(
            20,
            "Evidence of the source, or new evidence",
            (_ORIGIN, _EVIDENCE),
            "whether the source had the same evidence",
        ),
        Item(21, "How new evidence was found and judged", (_METHODS, _SEARCHED)),
        Item(
            22,
            "How certainty and strength were judged",
            (_METHODS, _CERTAINTY),
            "how that differs from the source",
        ),
        Item(23, "How decisions were made", (_METHODS,), "whether the methods say it"),
        Item(24, "Recommendations: adapted, adopted or new", (_ORIGIN,)),
        Item(
            25,
            "Direction, strength, certainty",
            (_DIRECTION, _STRENGTH, _CERTAINTY),
            "how they differ from the source",
        ),
        Item(26, "Recommendations for subgroups", (_SUBGROUPS,), "how they differ from the source"),
        Item(
            27,
            "Why: the criteria that were weighed",
            (
                _judged("benefits and harms", "benefits", "harms"),
                _judged("values", "values"),
                _judged("cost and equity", "cost", "equity"),
                _judged("acceptability and feasibility", "acceptability", "feasibility"),
            ),
            "how they differ from the source",
        ),
        Item(28, "Review by outsiders", (_REVIEWS,), "whether the reviewers were outsiders"),
        Item(29, "Approval by an organization", (_APPROVAL,), "whether an organization gave it"),
        Item(
            30,
            "Funding and the funder's role",
            (_FUNDING,),
            "the funder's role; the funding of the source",
        ),
        Item(
            31,
            "Interests and what was done about them",
            (_INTERESTS,),
            "what was done; the interests behind the source",
        ),
        Item(
            32,
            "What helps and hinders its use",
            (_judged("acceptability and feasibility", "acceptability", "feasibility"),),
            "plans for its use",
        ),
        Item(33, "How it is kept up to date", (_NEXT_REVIEW, _POLICY)),
        Item(
            34,
            "Limits, and open questions for research",
            (_GAPS, _LEFT_OUT),
            "what was hard about the adaptation",
        ),
    ),
    "For adapted guidelines; it stands here since this one names a work that it began from.",
    lambda here: here.guideline.source_article is not None,
)

INSTRUMENTS: Final = (AGREE_II, RIGHT, RIGHT_ADAPT)
