"""What can answer a question: the statements of a guideline, with the words they are found by.

Nothing here ranks or cuts words: `theme/retrieval.js` does, in the reader's browser and in
`make eval` alike. All the words are the authors', but for those that name the parts of a page.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from guidepress.addresses import Address, home
from guidepress.frozen import dataclass
from guidepress.link import LinkedGuideline
from guidepress.model.entity import Entity
from guidepress.model.evidence import EvidenceStatement, Fact
from guidepress.model.glossary import Term
from guidepress.model.guideline import Gap
from guidepress.model.intervention import Dose, Intervention
from guidepress.model.recommendation import Question, Recommendation
from guidepress.model.statement import PlainLanguage
from guidepress.model.values import Target, Text
from guidepress.names import names_of
from guidepress.text import EntityLink, plain_text, walk

Json = dict[str, Any]

Answering = Recommendation | EvidenceStatement | Fact | Gap
"""What may say which question it answers."""

KINDS: Final = {
    "recommendation": "Recommendation",
    "intervention": "Intervention",
    "evidence": "Evidence",
    "fact": "Figure",
    "gap": "Open question",
    "term": "Term",
}


@dataclass(frozen=True, slots=True)
class PagePart:
    """A part of an intervention's page that answers questions of its own."""

    field: str
    """The field of the intervention that holds it."""
    title: str
    anchor: str
    words: tuple[str, ...]
    """Other words for the same part."""


PARTS: Final = (
    PagePart(
        "doses",
        "Dose",
        "dose",
        ("dose", "dosage", "dosing", "schedule", "regimen", "how much", "how often", "how many"),
    ),
    PagePart(
        "contraindications",
        "Who must not have it",
        "who-must-not-have-it",
        ("contraindication", "contraindicated", "must not", "not safe"),
    ),
    PagePart("interactions", "Interactions", "interactions", ("interaction", "interact")),
    PagePart(
        "harms",
        "Harms",
        "harms",
        ("harm", "side effect", "adverse effect", "adverse event", "complication", "toxicity"),
    ),
    PagePart("monitoring", "Monitoring", "monitoring", ("monitor", "monitoring", "what to watch")),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A statement that Ask can show, or a part of an intervention's page with its statements."""

    entity: Entity
    title: str
    words: Json
    """What it is found by: field to text or texts."""
    address: Address
    part: PagePart | None = None

    @property
    def id(self) -> str:
        """Its name in the data of the page, such as `intervention:bevacizumab#dose`."""
        part = f"#{self.part.anchor}" if self.part else ""
        return f"{self.entity.KIND}:{self.entity.id}{part}"

    @property
    def kind(self) -> str:
        """The word for what it is, as readers see it."""
        return KINDS[self.entity.KIND]


def answers(here: LinkedGuideline) -> Iterator[Answer]:
    """Yield all that can answer a question, in reading order; what is retired cannot."""
    sections = here.sections
    for each in _in_force(here):
        yield _recommendation(here, each)
    for intervention in sections.interventions:
        yield from _intervention(here, intervention)
    found: tuple[Fact | EvidenceStatement, ...] = (*sections.facts, *sections.evidence)
    for statement in found:
        yield _statement(here, statement)
    for gap in sections.gaps:
        texts: Json = {"statement": _plain(here, gap.text), "more": _plain(here, gap.offered)}
        yield _answer(here, gap, gap.title, _asked(here, gap) | texts)
    for term in sections.glossary:
        texts = {
            "names": _names_of(term),
            "statement": _plain(here, term.definition),
            "plain": _plain(here, term.plain),
        }
        yield _answer(here, term, term.term, texts)


def answering(here: LinkedGuideline, question: Question) -> list[Answering]:
    """Return what says that it answers a question, in reading order; what is retired does not."""
    sections = here.sections
    candidates: tuple[Answering, ...] = (
        *_in_force(here),
        *sections.facts,
        *sections.evidence,
        *sections.gaps,
    )
    return [each for each in candidates if each.question and each.question.id == question.id]


def ask_data(here: LinkedGuideline) -> Json:
    """Return what Ask needs to know of one guideline, as JSON values."""
    urgent = _urgent(here)
    documents = []
    for each in answers(here):
        document = _document(each)
        if each.entity in urgent:
            document["urgent"] = True
        if isinstance(each.entity, Recommendation) and each.entity.red_flags:
            document["flags"] = _points(here, each.entity.red_flags)
        documents.append(document)
    return {"names": _names((here,)), "documents": documents}


def search_data(guidelines: Sequence[LinkedGuideline]) -> Json:
    """Return what the search box needs to know of all guidelines, as JSON values."""
    several = len(guidelines) > 1
    documents = []
    for here in guidelines:
        for each in answers(here):
            where = [str(here.guideline.label)] if several else []
            documents.append(
                _document(each)
                | {
                    "page": each.address.page,
                    "anchor": each.address.anchor,
                    "labels": [*_labels(each), *where],
                },
            )
    return {"names": _names(guidelines), "documents": documents}


def _urgent(here: LinkedGuideline) -> list[Entity]:
    """Return where red flags lead, by their links, and what else answers the same question."""
    flags = [flag for each in _in_force(here) for flag in each.red_flags]
    led_to = {
        (inline.kind, inline.id)
        for flag in flags
        for inline in walk(here.tree(flag.text).blocks)
        if isinstance(inline, EntityLink)
    }
    urgent = [each for each in _in_force(here) if (each.KIND, str(each.id)) in led_to]
    questions = [
        each
        for each in here.sections.questions
        if any(one.question and one.question.id == each.id for one in urgent)
    ]
    return [*urgent, *(found for each in questions for found in answering(here, each))]


def _in_force(here: LinkedGuideline) -> list[Recommendation]:
    return [each for each in here.sections.recommendations if each.in_force]


def _labels(answer: Answer) -> Iterator[str]:
    """Yield what a hit shows beside its title: what it is, and how strong and certain."""
    entity = answer.entity
    yield answer.kind
    if isinstance(entity, Recommendation):
        yield entity.direction.label if entity.direction else "Direction not stated"
        yield f"Strength: {entity.strength.label.lower()}"
    if isinstance(entity, (Recommendation, EvidenceStatement, Fact)):
        yield f"Certainty: {entity.certainty.label.lower()}"
        if entity.contested:
            yield "Contested"


def _document(answer: Answer) -> Json:
    words = {field: text for field, text in answer.words.items() if text}
    return {"id": answer.id, "kind": answer.entity.KIND, "title": answer.title, **words}


def _names(guidelines: Iterable[LinkedGuideline]) -> list[list[str]]:
    named: list[Intervention | Term] = []
    for here in guidelines:
        named += [*here.sections.interventions, *here.sections.glossary]
    return [*map(_names_of, named), *(list(part.words) for part in PARTS)]


def _names_of(entity: Intervention | Term) -> list[str]:
    return list(dict.fromkeys(map(str, (*names_of(entity), *entity.searched_as))))


def _answer(here: LinkedGuideline, entity: Entity, title: str, words: Json) -> Answer:
    return Answer(entity, str(title), words, home(entity, here.id))


def _recommendation(here: LinkedGuideline, each: Recommendation) -> Answer:
    points = (
        *each.red_flags,
        *each.safety_net,
        *each.pitfalls,
        *each.good_practice,
        *each.monitoring,
        *each.subgroups,
    )
    texts = {
        "names": _labels_of(here, each.interventions),
        "statement": _plain(here, each.statement),
        "plain": _plain_language(here, each.plain),
        "more": " ".join(
            [_plain(here, each.key_information), *_points(here, points), *_works(here, each)],
        ),
    }
    return _answer(here, each, each.title, _asked(here, each) | texts)


def _intervention(here: LinkedGuideline, each: Intervention) -> Iterator[Answer]:
    names = _names_of(each)
    texts = {
        "names": names,
        "statement": _plain(here, each.summary),
        "plain": _plain_language(here, each.plain),
        "more": " ".join(_points(here, each.statements)),
    }
    yield _answer(here, each, each.name, texts)
    page = home(each, here.id).page
    for part in PARTS:
        held = getattr(each, part.field)
        if not held and not (part.field == "doses" and each.dose_note):
            continue
        found = [
            " ".join(_dose_words(here, item)) if isinstance(item, Dose) else _plain(here, item.text)
            for item in held
        ]
        note = _plain(here, each.dose_note) if part.field == "doses" else ""
        words = {"names": [*names, *part.words], "statement": "\n".join([*found, note]).strip()}
        title = f"{each.name}: {part.title[0].lower()}{part.title[1:]}"
        yield Answer(each, title, words, Address(page, part.anchor), part)


def _statement(here: LinkedGuideline, each: Fact | EvidenceStatement) -> Answer:
    texts: Json = {
        "statement": _plain(here, each.statement),
        "plain": _plain_language(here, each.plain),
    }
    if isinstance(each, Fact):
        held = (each.measure, each.value, each.denominator, _plain(here, each.population))
        texts["more"] = " ".join(map(str, (*held, *_works(here, each))))
    else:
        texts["names"] = _labels_of(here, each.interventions)
        texts["more"] = " ".join(_works(here, each))
    return _answer(here, each, each.title, _asked(here, each) | texts)


def _asked(here: LinkedGuideline, each: Answering) -> Json:
    """Return the question that a statement answers, and its other phrasings, if there is one."""
    question = here.entities.get((Question.KIND, each.question.id)) if each.question else None
    if not isinstance(question, Question):  # none is named, or one of another guideline
        return {}
    return {"questions": [str(question.question), *map(str, question.phrasings)]}


def _labels_of(here: LinkedGuideline, targets: Iterable[Target]) -> list[str]:
    found = (here.entities.get((target.kind, target.id)) for target in targets)
    return [str(each.label) for each in found if each]


def _dose_words(here: LinkedGuideline, dose: Dose) -> Iterator[str]:
    yield from (str(each) for each in (dose.agent, dose.label, dose.course) if each)
    yield f"{dose.amount.written} {dose.unit}"
    yield _plain(here, dose.population)


def _works(here: LinkedGuideline, each: Recommendation | EvidenceStatement | Fact) -> list[str]:
    """Return author and year of the works behind a statement: some ask for a trial by them."""
    targets = [item.reference for item in each.evidence]
    return _labels_of(here, targets)


def _points(here: LinkedGuideline, points: Iterable[Any]) -> list[str]:
    return [_plain(here, each.text) for each in points]


def _plain_language(here: LinkedGuideline, said: PlainLanguage | None) -> str:
    return f"{said.title} {_plain(here, said.text)}" if said else ""


def _plain(here: LinkedGuideline, text: Text | None) -> str:
    return plain_text(here.tree(text)) if text else ""
