"""The parts of the PDF that recommendations, interventions and other statements share."""

from collections.abc import Iterable, Sequence

from guidepress import verdict_words
from guidepress.alerts import alerts as alerts_of
from guidepress.model.entity import Entity
from guidepress.model.evidence import EvidenceStatement, Fact, Notice
from guidepress.model.intervention import Intervention
from guidepress.model.recommendation import Recommendation, Subgroup
from guidepress.model.statement import (
    CertaintyReason,
    EvidenceItem,
    PlainLanguage,
    Point,
    Statement,
)
from guidepress.model.values import Target, Text
from guidepress.pdf.sink import Blocks, Inlines, Sink, Value, bullets, heading, paragraph, word
from guidepress.retractions import leaned_on, notices
from guidepress.vocabulary import Support, VerificationStatus


def review(sink: Sink) -> str:
    """Return the review state in words."""
    here = sink.here
    return word(here.stage, here.standing.label)


def labels(sink: Sink, statement: Statement) -> Value:
    """Return the line of labels under a statement."""
    said = (
        f"Origin: {word(statement.origin)} \u00b7 Certainty: {word(statement.certainty)} "
        f"\u00b7 Review: {review(sink)}"
    )
    return {"k": "labels", "c": [said]}


def alerts(sink: Sink, statement: Entity) -> Blocks:
    """Return what has to be known of a statement before anything else, if there is such."""
    said = " ".join(alerts_of(sink.library, sink.here, statement))
    return [paragraph(["b", [said]])] if said else []


def entities(sink: Sink, found: Iterable[Entity]) -> Inlines:
    """Return links to entities with commas between them."""
    linked: Inlines = []
    for entity in found:
        linked += [", ", sink.to(entity)] if linked else [sink.to(entity)]
    return linked


def facts(rows: Iterable[tuple[str, Inlines | str]]) -> Value:
    """Return a list of terms, each with what is said of it."""
    items = [(term, [said] if isinstance(said, str) else said) for term, said in rows if said]
    return bullets([[paragraph(["b", [f"{term}: "]], *said)] for term, said in items])


def points(sink: Sink, title: str, found: Sequence[Point], kind: str) -> Blocks:
    """Return a call-out with points; nothing if there are none."""
    if not found:
        return []
    items = [[*sink.text(point.text), labels(sink, point)] for point in found]
    return [_callout(title, kind, items, 3)]


def points_of(
    sink: Sink, title: str, found: Sequence[tuple[Recommendation, Point]], kind: str
) -> Blocks:
    """Return a call-out with points away from their recommendation, which each of them names."""
    if not found:
        return []
    items = [
        [paragraph(["b", [sink.to(each)]], ":"), *sink.text(point.text), labels(sink, point)]
        for each, point in found
    ]
    return [_callout(title, kind, items, 2)]


def _callout(title: str, kind: str, items: list[Blocks], level: int) -> Value:
    head = {"k": "strong", "c": [title], "level": level}
    return {"k": "callout", "kind": kind, "body": [head, bullets(items)]}


def evidence(sink: Sink, items: Sequence[EvidenceItem]) -> Blocks:
    """Return the items of evidence, each with what it does for the statement."""
    if not items:
        return []
    return [bullets([[paragraph(*_item(sink, item))] for item in items])]


def _item(sink: Sink, item: EvidenceItem) -> Inlines:
    reference = sink.reference(item)
    said = [f"{word(item.supports)}: {reference.label} ", *source(sink, item)]
    return [*said, ". ", *sink.line(item.finding)] if item.finding else said


def source(sink: Sink, item: EvidenceItem) -> Inlines:
    """Return the mark of a work, how far it was checked, and what became of it."""
    reference = sink.reference(item)
    said: Inlines = [sink.cite(item.reference.id, item.locator or "")]
    if reference.verification.status is not VerificationStatus.VERIFIED:
        said.append(f" ({word(reference.verification.status)})")
    found = notices_of(notices(sink.library, reference))
    return [*said, " ", *found] if found else said


def notices_of(found: Iterable[Notice]) -> Inlines:
    """Return what became of a work after it was published."""
    said: Inlines = []
    for each in found:
        said += ["; "] if said else []
        day = f", {each.date}" if each.date else ""
        reason = f" ({each.reason})" if each.reason else ""
        said += [["b", [word(each.kind)]], f"{day}{reason}"]
    return said


def doubts(sink: Sink, entity: Entity) -> Blocks:
    """Return a call-out with the works in doubt that an entity leans on, if there are any."""
    found = leaned_on(sink.library, sink.here, entity)
    if not found:
        return []
    warning = ["b", ["Do not rely on this without looking."]]
    items = []
    for each in found:
        said = [sink.to(each.work), ": ", *notices_of(each.doubts)]
        if entity not in each.through:
            said += [". It stands behind: ", *entities(sink, each.through)]
        items.append([paragraph(*said)])
    body = [paragraph(warning, " It leans on work that is in doubt:"), bullets(items)]
    return [{"k": "callout", "kind": "red_flag", "body": body}]


def unsupported(items: Sequence[EvidenceItem]) -> Blocks:
    """Say so where nothing bears a statement out."""
    if any(item.supports in {Support.SUPPORTS, Support.PARTLY} for item in items):
        return []
    return [paragraph(["b", ["No support fit to cite was found for this statement."]])]


def reasons(sink: Sink, statement: Statement, found: Sequence[CertaintyReason]) -> Blocks:
    """Return why the certainty is what it is."""
    if not found:
        return []
    by = word(sink.here.guideline.certainty_by)
    said = f"Certainty of the evidence: {word(statement.certainty)}"
    return [
        paragraph(["b", [said]], f", {by}, because of:"),
        bullets([[paragraph(f"{word(each.domain)}: ", *sink.line(each.text))] for each in found]),
    ]


def gaps(sink: Sink, targets: Sequence[Target]) -> Blocks:
    """Return what the sources leave open."""
    if not targets:
        return []
    found = [sink.gap(target) for target in targets]
    items = [[paragraph(sink.to(gap), ": ", *sink.line(gap.text))] for gap in found]
    return [{"k": "strong", "c": ["What the sources leave open"], "level": 3}, bullets(items)]


def titled(sink: Sink, title: str, text: Text | None) -> Blocks:
    """Return a text under a title of its own; nothing if there is none."""
    if not text:
        return []
    return [{"k": "strong", "c": [title], "level": 3}, *sink.text(text)]


def plain(sink: Sink, said: PlainLanguage | None) -> Blocks:
    """Return what patients read."""
    if not said:
        return []
    head = {"k": "strong", "c": [f"In plain language: {said.title}"], "level": 3}
    return [{"k": "callout", "kind": "plain", "body": [head, *sink.text(said.text)]}]


def subgroups(sink: Sink, found: Sequence[Subgroup]) -> Blocks:
    """Return for whom it differs."""
    if not found:
        return []
    items = [
        [paragraph(["b", [f"{each.title}. "]], *sink.line(each.text)), labels(sink, each)]
        for each in found
    ]
    return [{"k": "strong", "c": ["For some people"], "level": 3}, bullets(items)]


def verdict(sink: Sink, each: Recommendation) -> Inlines:
    """Return direction, strength, certainty, origin and review of a recommendation."""
    said: Inlines = []
    for term, value in verdict_words.verdict(sink.here, each, word):
        said += ["   " if said else "", ["b", [f"{term}: "]], value]
    return [part for part in said if part]


def used_in(sink: Sink, entity: Entity, said: str) -> Blocks:
    """Return who mentions an entity."""
    found = sink.mentioning(entity)
    if not found:
        return []
    return [{"k": "labels", "c": [f"{said}: ", *entities(sink, found)]}]


def statement_head(each: EvidenceStatement | Fact | Recommendation | Intervention) -> Value:
    """Return the heading of an entity, which is its place in the document."""
    return heading(3, each.label, f"{each.KIND}-{each.id}")
