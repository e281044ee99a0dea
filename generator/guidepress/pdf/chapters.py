"""The chapters of a guideline's PDF, in the order in which they are read."""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from guidepress.alerts import alerts
from guidepress.ask_data import answering
from guidepress.dose_table import weight_tables
from guidepress.dose_words import dose_in_words
from guidepress.fingerprint import SHORT
from guidepress.model.guideline import SourceArticle
from guidepress.model.intervention import Dose, Intervention
from guidepress.model.recommendation import Recommendation
from guidepress.pages import plain_pieces
from guidepress.pdf import statements as s
from guidepress.pdf.sink import (
    Inlines,
    Sink,
    Value,
    bullets,
    heading,
    label_of,
    paragraph,
    word,
)
from guidepress.retractions import notices
from guidepress.settings import Settings
from guidepress.text import Heading, plain
from guidepress.views import (
    Entry,
    by_line,
    dates,
    points_of,
    rationale,
    reference_groups,
    topics,
    word_lists,
)

_ARITHMETIC = (
    "This is arithmetic on the published dose, exact and not rounded. It is no prescription."
)


def summary(sink: Sink) -> Iterator[Value]:
    """Yield the question, the bottom line, the key recommendations, the warnings."""
    here = sink.here
    guideline = here.guideline
    yield heading(1, "Summary")
    yield paragraph(["b", ["The question. "]], str(guideline.question))
    if guideline.bottom_line:
        body = [{"k": "strong", "c": ["The bottom line"], "level": 2}]
        yield {"k": "callout", "kind": "key", "body": [*body, *sink.text(guideline.bottom_line)]}
    keyed = [(line, [each for each in found if each.key]) for line, found in by_line(here)]
    if any(found for _, found in keyed):
        yield heading(2, "Key recommendations")
    for line, found in keyed:
        if found:
            yield {"k": "strong", "c": [line.title if line else "Other"], "level": 3}
            yield bullets([[*key_recommendation(sink, each)] for each in found])
    for title, kind in (("Red flags", "red_flags"), ("Pitfalls", "pitfalls")):
        yield from s.points_of(sink, title, points_of(here, kind), kind.removesuffix("s"))


def key_recommendation(sink: Sink, each: Recommendation) -> Iterator[Value]:
    """Yield a recommendation in short: its title, statement and labels."""
    yield paragraph(["b", [sink.to(each)]], ". ", *sink.line(each.statement))
    said = f"Strength: {word(each.strength)} \u00b7 Certainty: {word(each.certainty)}"
    said += f" \u00b7 Origin: {word(each.origin)} \u00b7 Review: {s.review(sink)}"
    alerted = [["b", [f" \u00b7 {alert}"]] for alert in alerts(sink.library, sink.here, each)]
    yield {"k": "labels", "c": [said, *alerted]}


def recommendations(sink: Sink) -> Iterator[Value]:
    """Yield all recommendations under their lines of therapy."""
    if sink.here.sections.recommendations:
        yield heading(1, "Recommendations")
    for line, found in by_line(sink.here):
        if not found:
            continue
        yield heading(2, line.title if line else "Other", label_of(line) if line else "")
        if line and line.summary:
            yield from sink.text(line.summary)
        for each in found:
            yield from _recommendation(sink, each)


def _recommendation(sink: Sink, each: Recommendation) -> Iterator[Value]:
    yield {
        "k": "recommendation",
        "strength": each.strength.value,
        "head": heading(3, each.title, label_of(each)),
        "body": sink.text(each.statement),
        "verdict": s.verdict(sink, each),
    }
    if not each.in_force:
        said: Inlines = [["b", ["Retired. "]]]
        said += sink.line(each.retired) if each.retired else []
        if each.replaced_by:
            said += [" Replaced by ", sink.to(sink.target(each.replaced_by)), "."]
        yield {"k": "callout", "kind": "red_flag", "body": [paragraph(*said)]}
    yield from s.doubts(sink, each)
    if each.contested:
        said = [["b", ["Contested. "]], "Sources contradict one another on this; see the evidence."]
        yield {"k": "callout", "kind": "pitfall", "body": [paragraph(*said)]}
    yield s.facts(
        [
            (term, [sink.to(sink.target(target))] if target else "")
            for term, target in (
                ("Answers", each.question),
                ("For", each.population),
                ("Under", each.line),
            )
        ]
        + [
            ("Interventions", s.entities(sink, map(sink.target, each.interventions))),
            ("In the pathway", s.entities(sink, sink.mentioning(each, "step"))),
        ]
    )
    yield from s.titled(sink, "How this differs from its source", each.origin_note)
    yield from s.titled(sink, "What one must know", each.key_information)
    yield from s.points(sink, "Red flags", each.red_flags, "red_flag")
    yield from s.points(sink, "Safety net", each.safety_net, "pitfall")
    yield from s.points(sink, "Pitfalls", each.pitfalls, "pitfall")
    yield from s.points(sink, "Good practice", each.good_practice, "quiet")
    yield from s.points(sink, "Monitoring", each.monitoring, "quiet")
    yield {"k": "strong", "c": ["Evidence"], "level": 3}
    yield from s.evidence(sink, each.evidence)
    yield from s.unsupported(each.evidence)
    yield from s.reasons(sink, each, each.certainty_reasons)
    yield {"k": "strong", "c": ["Rationale"], "level": 3}
    yield s.facts(
        [
            (title, sink.line(text) if text else "nobody has assessed this.")  # type: ignore[arg-type]
            for title, text in rationale(each)
        ]
    )
    yield from s.subgroups(sink, each.subgroups)
    yield from s.gaps(sink, each.gaps)
    yield from s.plain(sink, each.plain)


def interventions(sink: Sink, settings: Settings) -> Iterator[Value]:
    """Yield the interventions with their doses and safety."""
    if sink.here.sections.interventions:
        yield heading(1, "Interventions")
    for each in sink.here.sections.interventions:
        yield heading(2, each.name, label_of(each))
        yield from sink.text(each.summary)
        yield s.facts(_about(sink, each))
        yield from _doses(sink, each, settings)
        for title, found, kind in (
            ("Who must not have it", each.contraindications, "red_flag"),
            ("Interactions", each.interactions, "pitfall"),
            ("Harms", each.harms, "quiet"),
            ("Monitoring", each.monitoring, "quiet"),
            ("What is known about its effect", each.statements, "quiet"),
        ):
            yield from s.points(sink, title, found, kind)
        if each.evidence:
            yield {"k": "strong", "c": ["Evidence"], "level": 3}
            yield from s.evidence(sink, each.evidence)
            yield from s.unsupported(each.evidence)
        yield from s.gaps(sink, each.gaps)
        yield from s.plain(sink, each.plain)


def _about(sink: Sink, each: Intervention) -> Iterator[tuple[str, Inlines | str]]:
    yield "Kind", word(each.kind)
    yield "Brand names", ", ".join(each.brand_names)
    yield "Also called", ", ".join(each.synonyms)
    if each.label_state:
        said: Inlines = [word(each.label_state.status)]
        said += [". ", *sink.line(each.label_state.text)] if each.label_state.text else []
        yield "Label", [*said, " (", *s.labels(sink, each.label_state)["c"], ")"]
    yield "Recommendations", s.entities(sink, sink.here.recommendations_about(each))


def _doses(sink: Sink, each: Intervention, settings: Settings) -> Iterator[Value]:
    if each.doses or each.dose_note:
        yield {"k": "strong", "c": ["Dose"], "level": 3}
    if each.doses:
        yield paragraph(
            "These are the amounts that sources report, each with the people they were given to. "
            "They are no prescription."
        )
        yield {
            "k": "table",
            "head": [["Regimen"], ["Dose"], ["In whom"], ["Source"]],
            "rows": [_dose(sink, dose) for dose in each.doses],
            "widths": [5, 6, 6, 8],
        }
    if each.dose_note:
        yield from sink.text(each.dose_note)
    for table in weight_tables(each.doses, settings.weights):
        yield {"k": "strong", "c": [f"By weight: {table.dose}"], "level": 4}
        yield paragraph("For: ", *_regimens(sink, table.regimens), ".")
        label = f" Label: {word(each.label_state.status)}." if each.label_state else ""
        yield paragraph(
            ["b", [_ARITHMETIC]],
            " It knows nothing of the person, and the limits in the sources and in the label "
            f"stand before it.{label}",
        )
        yield {
            "k": "table",
            "head": [["Weight"], ["Arithmetic"], ["Amount"]],
            "rows": [[[row.weight], [row.arithmetic], [row.amount]] for row in table.rows],
            "widths": [1, 2, 1],
        }


def _dose(sink: Sink, dose: Dose) -> list[Inlines]:
    agent = f"{dose.agent}: " if dose.agent else ""
    whom = sink.line(dose.population)
    whom += [" ", *sink.line(dose.note)] if dose.note else []
    source: Inlines = []
    for item in dose.evidence:
        source += [f"{word(item.supports)}: {sink.reference(item).label} "]
        source += [*s.source(sink, item), " "]
        source += [*sink.line(item.finding), " "] if item.finding else []
    source += s.labels(sink, dose)["c"]
    return [[f"{agent}{dose.label}"], [dose_in_words(dose)], whom, source]


def _regimens(sink: Sink, regimens: Iterable[Dose]) -> Inlines:
    said: Inlines = []
    for dose in regimens:
        agent = f"{dose.agent}: " if dose.agent else ""
        said += ["; "] if said else []
        said.append(f"{agent}{dose.label}")
        for item in dose.evidence:
            said += [" ", *s.source(sink, item)]
    return said


def considerations_and_evidence(sink: Sink) -> Iterator[Value]:
    """Yield figures and evidence statements by topic."""
    found = [row for row in topics(sink.here) if row[1] or row[2]]
    if found:
        yield heading(1, "Considerations and evidence")
    for topic, figures, statements in found:
        yield heading(2, topic.label)
        for fact in figures:
            yield s.statement_head(fact)
            yield {"k": "figure", "value": str(fact.value), "of": str(fact.denominator)}
            yield from sink.text(fact.statement)
            whom = sink.line(fact.population) if fact.population else ""
            yield s.facts([("Who and how", whom), ("Measure", str(fact.measure))])
            yield from s.alerts(sink, fact)
            yield s.labels(sink, fact)
            yield from s.evidence(sink, fact.evidence)
            yield from s.unsupported(fact.evidence)
            yield from s.reasons(sink, fact, fact.certainty_reasons)
            yield from s.used_in(sink, fact, "Used in")
        for each in statements:
            yield s.statement_head(each)
            yield from sink.text(each.statement)
            yield from s.alerts(sink, each)
            yield s.labels(sink, each)
            whom = [sink.to(sink.target(each.population))] if each.population else ""
            about = s.entities(sink, map(sink.target, each.interventions))
            yield s.facts([("In", whom), ("About", about)])
            if each.origin_note:
                yield from sink.text(each.origin_note)
            yield from s.evidence(sink, each.evidence)
            yield from s.unsupported(each.evidence)
            yield from s.reasons(sink, each, each.certainty_reasons)
            yield from s.used_in(sink, each, "Used in")


def questions(sink: Sink) -> Iterator[Value]:
    """Yield the questions with their PICO and what answers them."""
    if sink.here.sections.questions:
        yield heading(1, "Questions")
    for each in sink.here.sections.questions:
        yield heading(2, each.question, label_of(each))
        answers = answering(sink.here, each)
        nothing = "nothing in this guideline"
        yield paragraph(["b", ["Answered by: "]], *(s.entities(sink, answers) or [nothing]))
        pico: list[tuple[str, Inlines | str]] = [
            ("Population", [sink.to(sink.target(each.population))] if each.population else ""),
            ("Intervention", s.entities(sink, map(sink.target, each.interventions))),
            ("Comparator", "; ".join(each.comparators)),
            ("Outcomes", "; ".join(each.outcomes)),
        ]
        if any(value for _, value in pico):
            yield s.facts((term, value or "Not stated") for term, value in pico)
        else:
            yield paragraph("Its population, intervention, comparator and outcomes are not stated.")
        if each.phrasings:
            yield paragraph(["i", ["Asked in other words: "]], " / ".join(each.phrasings))


def open_questions(sink: Sink) -> Iterator[Value]:
    """Yield what the sources leave open."""
    if sink.here.sections.gaps:
        yield heading(1, "Open questions")
        yield paragraph(
            "What the source article and the works seen leave open. Nothing here has been filled "
            "in by guessing."
        )
    for gap in sink.here.sections.gaps:
        yield heading(2, gap.title, label_of(gap))
        yield from sink.text(gap.text)
        if gap.offered:
            yield paragraph(["i", ["What a source offers: "]], *sink.line(gap.offered))
        yield from s.used_in(sink, gap, "Met in")


def plain_language(sink: Sink) -> Iterator[Value]:
    """Yield what patients read, from their own page on."""
    guideline = sink.here.guideline
    first = [each for each in (guideline.get_help_now, guideline.plain_summary) if each]
    pieces = plain_pieces(sink.here)
    if first or pieces:
        yield heading(1, "For patients and carers")
    for each in first:
        urgent = each is guideline.get_help_now
        head = {"k": "strong", "c": [each.title], "level": 2}
        body = [head, *sink.text(each.text)]
        yield {"k": "callout", "kind": "red_flag" if urgent else "plain", "body": body}
    for piece in pieces:
        assert piece.plain is not None  # noqa: S101 - that is what these are
        yield heading(2, piece.plain.title)
        yield from sink.text(piece.plain.text)
        yield paragraph("What professionals read: ", sink.to(piece))


def glossary(sink: Sink) -> Iterator[Value]:
    """Yield terms and abbreviations."""
    terms = sorted(sink.here.sections.glossary, key=lambda term: term.term.casefold())
    if terms:
        yield heading(1, "Glossary")
    for term in terms:
        name = f"{term.term} ({term.abbreviation})" if term.abbreviation else str(term.term)
        also = [" Also: ", ", ".join(term.synonyms), "."] if term.synonyms else []
        plain = [" In plain language: ", *sink.line(term.plain)] if term.plain else []
        definition = sink.line(term.definition)
        yield {
            "k": "term",
            "label": label_of(term),
            "name": name,
            "c": [*definition, *also, *plain],
        }


def references(sink: Sink, settings: Settings) -> Iterator[Value]:
    """Yield the references, numbered as on the site."""
    groups = reference_groups(sink.here, settings)
    if groups:
        yield heading(1, "References")
        yield paragraph(
            "Numbered in the order of first citation, grouped by kind of work. Each entry says how "
            "far its record was checked, and where it is cited."
        )
    body: list[Value] = []
    for kind, entries in groups:
        body += [heading(2, kind.label), paragraph(kind.meaning)]
        body += [_entry(sink, entry) for entry in entries]
    yield {"k": "references", "body": body}


def _entry(sink: Sink, entry: Entry) -> Value:
    reference = entry.reference
    said: Inlines = [entry.text]
    for label, url in entry.links:
        identifier = _identifier(label, url)
        shown = identifier if identifier.startswith(label) else f"{label}\u00a0{identifier}"
        said += [" ", ["web", url, [shown]]]
    about: list[tuple[str, Inlines | str]] = [
        ("Design", str(reference.design or "")),
        ("Size", str(reference.size or "")),
        ("Findings", sink.line(reference.findings) if reference.findings else ""),
        ("Note", sink.line(reference.note) if reference.note else ""),
        ("After publication", s.notices_of(notices(sink.library, reference))),
    ]
    unchecked = "; ".join(reference.verification.not_checked)
    verified = word(reference.verification.status)
    about.append(
        ("Verification", f"{verified}{f'. Not checked: {unchecked}' if unchecked else ''}")
    )
    details: Inlines = []
    for term, value in about:
        if value:
            details += [["i", [f"{term}: "]], *([value] if isinstance(value, str) else value), " "]
    return {
        "k": "reference",
        "label": label_of(reference),
        "number": str(entry.number),
        "c": said,
        "about": details,
    }


def _identifier(label: str, url: str) -> str:
    """Return what a reader of paper types: the DOI or number, or the address itself."""
    known = {"DOI": "https://doi.org/", "PubMed": "https://pubmed.ncbi.nlm.nih.gov/"}
    known["PMC"] = "https://pmc.ncbi.nlm.nih.gov/articles/"
    return unquote(url.removeprefix(known[label]).removesuffix("/")) if label in known else url


def prose(sink: Sink) -> Iterator[Value]:
    """Yield the pages that were written by hand."""
    for page in sink.here.prose:
        blocks = page.tree.blocks
        first = blocks[0] if blocks else None
        titled = isinstance(first, Heading) and first.level == 1
        title = plain(first.content) if isinstance(first, Heading) and titled else page.name
        yield heading(1, title)
        yield from sink.blocks(blocks[1:] if titled else blocks)


def about(sink: Sink) -> Iterator[Value]:
    """Yield scope, people, methods, interests, policy, license."""
    here = sink.here
    g = here.guideline
    yield heading(1, "About this guideline")
    if g.scope:
        yield heading(2, "Scope")
        yield from sink.text(g.scope.covers)
        yield from s.titled(sink, "Left out", g.scope.leaves_out)
    rows: list[tuple[str, Inlines | str]] = [
        ("Publisher", str(g.publisher or "")),
        ("Settings", "; ".join(g.settings) or "Not stated"),
        ("Audience", "; ".join(g.audience) or "Not stated"),
        *((said, str(date or "Not stated")) for said, date in dates(here)),
    ]
    yield s.facts(rows)
    if here.sections.populations:
        yield heading(2, "Populations")
    for each in here.sections.populations:
        yield heading(3, each.title, label_of(each))
        if each.text:
            yield from sink.text(each.text)
    yield from _people(sink)
    if g.source_article:
        yield from _source_article(sink, g.source_article)
    yield heading(2, "Reviews")
    for record in here.sections.reviews:
        said = f"{record.date}: {record.stage.label}, by {record.name}, {record.role}"
        signed = f"; content {record.content[:SHORT]}" if record.content else ""
        why = here.doubt(record)
        doubted = f". The approval of {why}" if why else ""
        yield paragraph(said + signed + doubted + (f". {record.note}" if record.note else ""))
    if not here.sections.reviews:
        yield paragraph("No review is on record.")
    yield heading(2, "License")
    licensed = ["web", str(g.license.url), [str(g.license.name)]] if g.license else "Not stated."
    yield paragraph(licensed)


def _people(sink: Sink) -> Iterator[Value]:
    g = sink.here.guideline
    yield heading(2, "People and interests")
    for person in g.people:
        where = f", {person.affiliation}" if person.affiliation else ""
        said = f", {person.role}{where}. Interests: "
        yield paragraph(["b", [str(person.name)]], said, *sink.line(person.interests))
    if not g.people:
        yield paragraph("No person has put their name to this guideline.")
    for title, text in (
        ("Funding", g.funding),
        ("Methods", g.methods),
        ("Editorial policy", g.editorial_policy),
    ):
        yield heading(2, title)
        yield from sink.text(text) if text else [paragraph("Not stated.")]


def _source_article(sink: Sink, article: SourceArticle) -> Iterator[Value]:
    yield heading(2, "Source article")
    updated = f"Updated {article.updated}" if article.updated else ""
    told = [str(article.title), str(article.publisher or ""), updated]
    yield paragraph(". ".join(part for part in told if part) + ".")
    if article.note:
        yield from sink.text(article.note)


def words(sink: Sink) -> Iterator[Value]:
    """Yield what the words of the labels mean."""
    del sink
    yield heading(1, "What the words mean")
    for each in word_lists():
        yield heading(2, each.title)
        yield paragraph(each.about)
        rows = [(word(one), one.meaning) for one in each.words]
        yield s.facts(rows)
