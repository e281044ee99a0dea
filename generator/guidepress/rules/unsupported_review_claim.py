"""A sentence that claims a review of which there is no record.

## What it finds

"Peer reviewed", "medically reviewed", "reviewed for accuracy", "reviewed by", "approved by",
"signed off", "Status: Approved" and the like, where no record in `reviews` bears it out: in the
guideline's own texts, on its pages of prose, and in other texts where the sentence speaks of the
guideline, the page, the recommendation or its content, or of nothing ("Medically reviewed.").

A record bears out what it says itself. "Reviewed by our medical advisory board" needs an approval
of this content, or of this recommendation, in whose name or role the board stands; "reviewed by two
oncologists" needs two of oncologists, "peer reviewed" that of a peer reviewer, and "on 3 May 2026"
one of that day.

On pages of prose of the site they are always found: those are part of no guideline, and no record
covers them. What is beside the texts counts too: publisher, license, keywords, people, names and
synonyms, locators, and what records and acceptances say.

Marks and letters that nobody sees do not hide a claim. Left alone are what the sentence denies
itself ("not yet reviewed by", "no clinician has reviewed"); what has to be done or will be ("must
be reviewed by"); what was done to drugs, trials, cases, scans or the literature; and what is said
of the source article and of works, unless it is said of "this guideline".

## Why it matters

The state of the review derives from dated records of named people, and from nothing else. A
sentence can claim more than that on every page, for ever, and readers believe sentences.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  editorial_policy: All pages are reviewed for accuracy by our medical board.
```

## Write instead

What is true today. When a reviewer has signed, every page says so from the record.

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  editorial_policy: These pages have not been reviewed by a clinician.
```

## Source

AGREE II, item 13: https://doi.org/10.1503/cmaj.090449
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from guidepress.borne_out import borne_out
from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library, LinkedGuideline, Prose, Written, prose_words, reading_order
from guidepress.model.entity import Part
from guidepress.model.evidence import Notice, Reference, Verification
from guidepress.model.glossary import Term
from guidepress.model.guideline import Guideline
from guidepress.model.intervention import Bounds, Dose, Intervention
from guidepress.model.recommendation import Recommendation
from guidepress.model.record import Review
from guidepress.model.statement import EvidenceItem
from guidepress.review_claims import Claim, claims
from guidepress.source import Source, Span
from guidepress.text import parse_text
from guidepress.yaml_nodes import Scalar

Approvals = Callable[[Written], Sequence[Review]]
"""Returns the approvals that may bear out what a text claims."""

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR

_LINES: dict[type, tuple[str, ...]] = {
    Intervention: ("name", "synonyms", "brand_names", "searched_as"),
    Dose: ("agent", "unit", "count_of"),
    Bounds: ("agent", "unit"),
    Term: ("term", "abbreviation", "synonyms", "searched_as"),
    EvidenceItem: ("locator",),
    Reference: ("design", "size"),
    Verification: ("not_checked",),
    Notice: ("reason",),
}
"""Lines that are no phrases, by the part that holds them."""


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each claim of a review that no record bears out."""
    for here in library.guidelines:
        heads = {id(line) for line in _heads(here.guideline)}
        texts = chain(here.words, _beside_the_texts(here))
        yield from _found(claims(texts, heads), _approvals(here))
        # What a record says of itself, it cannot bear out.
        yield from _found(claims(_of_records(here)), _nobodys)
    # Prose of the site is part of no guideline: no record can ever bear its claims out.
    yield from _found(claims(map(prose_words, library.prose)), _nobodys)


def _heads(guideline: Guideline) -> Iterator[Scalar | None]:
    """Yield the lines that stand on every page, where a single word is a claim."""
    yield from (guideline.title, guideline.short_title, guideline.question, guideline.version)
    yield from (guideline.publisher, guideline.license.name if guideline.license else None)


def _approvals(here: LinkedGuideline) -> Approvals:
    """Return what finds the approvals that a text of a guideline may speak of."""

    def of(written: Written) -> Sequence[Review]:
        owner = written.within[0] if written.within else None
        if not isinstance(owner, Recommendation):
            return here.approvals
        signed = (each.record for each in here.sign_offs(owner) if not each.changed)
        return (*here.approvals, *signed)

    return of


def _beside_the_texts(here: LinkedGuideline) -> Iterator[Written]:
    """Yield the lines that are names or notes, and that readers see as well."""
    guideline, sections = here.guideline, here.sections
    lines: list[Scalar | None] = [
        guideline.version,
        guideline.publisher,
        guideline.license.name if guideline.license else None,
        *guideline.keywords,
    ]
    for person in guideline.people:
        lines += [person.name, person.role, person.affiliation]
    lines += [each.reason for each in sections.accept]
    yield from _written(guideline, lines)
    yield from _lines(here)


def _of_records(here: LinkedGuideline) -> Iterator[Written]:
    """Yield what the records of review say."""
    for record in here.sections.reviews:
        yield from _written(here.guideline, [record.name, record.role, record.note])


def _written(guideline: Guideline, lines: Iterable[Scalar | None]) -> Iterator[Written]:
    yield from (Written((guideline,), line, line) for line in lines if line)


def _lines(here: LinkedGuideline) -> Iterator[Written]:
    """Yield names, places in works and other lines that are no phrases."""
    for entity in reading_order(here.sections):
        for part in (entity, *here.values(entity)):
            if not isinstance(part, Part):
                continue
            for name in _LINES.get(type(part), ()):
                said = getattr(part, name)
                for each in said if isinstance(said, tuple) else (said,):
                    if each:
                        yield Written((part,), each, each)


def _nobodys(_: Written) -> Sequence[Review]:
    return ()


def _found(said: Iterable[Claim], approvals: Approvals) -> Iterator[Diagnostic]:
    for claim in said:
        if claim.denied:
            continue
        records = approvals(claim.written)
        if borne_out(claim.words, claim.before, claim.after, records):
            continue
        signed = "; ".join(f"{each.name}, {each.role}, on {each.date}" for each in records)
        hint = "take the claim out; 'reviews:' says it once a reviewer has signed"
        yield Diagnostic(
            "unsupported-review-claim",
            f"'{' '.join(claim.words.split())}' claims a review that no record bears out",
            claim.span,
            hint=f"say no more than the records do: {signed}" if signed else hint,
        )


def claims_of_the_site(words: str, span: Span, *, head: bool) -> Iterator[Diagnostic]:
    """Yield, as errors, the claims in what a site says of itself, which no record can bear out.

    `head`: it is a name, in which a single word is a claim.
    """
    alone = Source(span.source.name, span.source.path, words)
    said = prose_words(Prose(alone, "", parse_text(words, prose=True)))
    for each in _found(claims([said], {id(said.words)} if head else ()), _nobodys):
        hint = "take the claim out: it would stand on every page, whatever was reviewed"
        yield replace(each, span=span, severity=Severity.ERROR, hint=hint)
