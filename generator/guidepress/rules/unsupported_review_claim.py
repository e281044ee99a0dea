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

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from guidepress.borne_out import DAY, WHO, borne_out
from guidepress.diagnostics import Diagnostic, Severity
from guidepress.fingerprint import content_hash
from guidepress.link import Library, LinkedGuideline, Prose, Written, prose_words, reading_order
from guidepress.model.entity import Part
from guidepress.model.evidence import Notice, Reference, Verification
from guidepress.model.glossary import Term
from guidepress.model.guideline import Guideline, SourceArticle
from guidepress.model.intervention import Bounds, Dose, Intervention
from guidepress.model.recommendation import Recommendation
from guidepress.model.record import Review
from guidepress.model.statement import EvidenceItem
from guidepress.model.values import Text
from guidepress.source import Source, Span
from guidepress.text import Joined, parse_text
from guidepress.vocabulary import Coverage, Stage
from guidepress.yaml_nodes import Scalar

Approvals = Callable[[Written], Sequence[Review]]
"""Returns the approvals that may bear out what a text claims."""

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR

_BETWEEN = r"[\s\-\u2010-\u2015]+"
_HOW = r"(?:[a-z]+ly\s+)?"
_REVIEWED = (
    r"(?:reviewed|approved|endorsed|vetted|validated|verified|ratified|certified|accredited)"
)
_DOCUMENT = (
    r"(?:guidelines?|pages?|articles?|(?:web)?sites?|content|texts?|recommendations?|documents?"
    r"|advice)"
)
_NAMED = r"(?!\s*(?:none|no|not|nobody|never|n/a|pending|to\s+be)\b)(?=\s*\w)"
"""What follows a label such as "Medical reviewer:" where it names somebody or a day."""
_REVIEW = r"(?:reviews?|approves?|endorses?|vets?|validates?|ratif(?:y|ies)|certif(?:y|ies))"
_CLAIM = re.compile(
    r"\b(?:"
    r"(?:peer|medically|clinically|professionally|independently|formally|officially|expert|doctor"
    rf"|physician){_BETWEEN}(?:reviewed|approved|endorsed|validated|certified)\b"
    rf"(?!{_BETWEEN}(?:articles?|journals?|stud|literature|publications?|papers?|trials?|works?"
    r"|sources?|evidence|research|editions?|versions?|manuscripts?))"
    rf"|externally{_BETWEEN}(?:reviewed|approved|endorsed)\b"
    r"|(?:reviewed|checked|verified|vetted)\s+for\s+(?:medical\s+|clinical\s+)?accuracy"
    r"|reviewed\s*(?:,|&|\band)\s+(?:and\s+)?"
    rf"{_HOW}(?:approved|endorsed|validated|verified|certified)\b(?:\s+by\b)?"
    r"|(?:reviewed|approved|endorsed|vetted|validated|ratified|certified|accredited)\s+by\b"
    rf"|(?:checked|verified)\s+by\s+(?:[a-z]+\s+){{0,2}}{WHO}\b"
    r"|approved\s+for\s+(?:clinical|medical|routine)\s+use"
    r"|signed\s+off\b(?:\s+(?:on|by)\b)?"
    r"|fact[\s-]+checked\s+by\b"
    rf"|{WHO}\s+(?:(?:has|have)\s+)?(?:(?:read|seen|[a-z]+ed)(?:,|\s+and)\s+){{0,2}}"
    rf"{_HOW}(?:{_REVIEW}|{_REVIEWED}|signed\s+off(?:\s+on)?)\b"
    rf"|{WHO}\s+(?:(?:has|have)\s+)?(?:gave|gives?|given|granted)\s+(?:[a-z]+\s+){{0,2}}"
    r"(?:approval|endorsement)\b"
    r"|(?:underwent|undergone|passed)\s+(?:[a-z]+\s+){0,2}?(?:(?:peer|medical|clinical|expert"
    rf"|external|independent){_BETWEEN}review\b|review\s+by\b)"
    rf"|(?P<label>status\s*:\s*(?:[a-z]+{_BETWEEN})?{_REVIEWED}\b"
    rf"|(?:medical|clinical|expert|peer|external)(?:ly)?{_BETWEEN}reviewe(?:rs?|d)\s*:{_NAMED}"
    rf"|last\s+(?:[a-z]+\s+)?review(?:ed)?\s*:{_NAMED})"
    # Words that claim something by what stands before or after them: see `_is_bare_claim`.
    rf"|(?P<bare>(?:(?:FDA|EMA|MHRA){_BETWEEN})?{_REVIEWED})\b"
    r")",
    re.IGNORECASE,
)
_CLAIMING = (
    *("review", "approv", "endorse", "accuracy", "vet", "signed", "valid", "verif", "ratif"),
    *("certif", "check", "accredit"),
)
"""What every claim has in it: most texts have none of these, and this is found faster."""
_REGULATOR = re.compile(
    r"\s+(?:(?:the|an?|two|its|their|local)\s+){0,2}(?:FDA|EMA|MHRA|Food\b|European\s+Medicines"
    r"|U\.?S\.?|Health\s+Canada|regulat|authorit|ethics|institutional|insur|blinded|masked"
    r"|tumou?r\s+board)",
    re.IGNORECASE,
)
"""Who approves drugs and trials, and looks at scans and cases."""
_OF_ITSELF = re.compile(
    r"\b(?:guidelines?|pages?|articles?|(?:web)?sites?|content|text|recommendations|advice|information"
    r"|(?:this|our|each|every)\s+(?:recommendation|statement|section|chapter|document|summary)"
    rf"|our\s+(?:[a-z]+\s+){{0,3}}{WHO})\b",
    re.IGNORECASE,
)
_OF_THIS_GUIDELINE = re.compile(
    r"\b(?:this|our)\s+(?:guideline|(?:web)?site)\b|\bthese\s+pages\b", re.IGNORECASE
)
"""What a note on a work has to name before it speaks of more than the work."""
_A_DOCUMENT = re.compile(
    r"\b(?:guidelines?|pages?|articles?|(?:web)?sites?|content|recommendations?|texts?)\b",
    re.IGNORECASE,
)
"""What no regulator approves."""
_OTHERS = (
    r"(?:drugs?|medicines?|devices?|vaccines?|agents?|treatments?|therap(?:y|ies)|procedures?|doses?"
    r"|indications?|uses?|trials?|stud(?:y|ies)|protocols?|responses?|cases?|patients?|scans?|images?"
    r"|imaging|MRIs?|slides?|specimens?|biops(?:y|ies)|histology|charts|literature|evidence|data"
    r"|works|papers|publications|abstracts|coverage|requests?)"
)
_DONE_TO_OTHERS = re.compile(
    rf"\b{_OTHERS}(?:\s+(?:of|in|for|from|with|on)(?:\s+[\w-]+){{1,4}}?)?"
    r"(?:\s+(?:that|which|is|are|was|were|has|have|had|been|being|also|then|first|[a-z]+ly)){0,4}"
    r"(?:\s+[a-z]+ed(?:,|\s+and))?\s+\Z",
    re.IGNORECASE,
)
_DOES_TO_OTHERS = re.compile(
    rf"(?:\s+(?!(?:{_DOCUMENT}|it|them|us|our|and|against|with|by|for|in|on|as|after|before)\b)"
    rf"[\w-]+){{0,4}}?\s+{_OTHERS}\b",
    re.IGNORECASE,
)
_OTHER_BOARD = re.compile(r"\b(?:tumou?r|ethics|institutional|review)\s+\Z", re.IGNORECASE)
_THIS_IS = re.compile(
    rf"\b(?:(?:this|these|our|each|every|all)(?:\s+[a-z]+){{0,2}}?\s+{_DOCUMENT}"
    r"|the\s+(?:guideline|(?:web)?site|content))"
    r"\s+(?:is|are|was|were|has\s+been|have\s+been)\s+(?:(?:now|also|all|[a-z]+ly)\s+){0,2}\Z",
    re.IGNORECASE,
)
_AT_TIMES = re.compile(
    r"\s+(?:when|once|if|only|after|as\s+soon|every|each|again|annually|yearly|regularly)\b",
    re.IGNORECASE,
)
_THIS = re.compile(rf"\s+(?:this|our|these)(?:\s+[a-z]+){{0,2}}?\s+{_DOCUMENT}\b", re.IGNORECASE)
_ON_A_DAY = re.compile(rf"\s+(?:(?:on|in)\s+)?{DAY}\s*(?:,?\s*by\b|[.!?;)|]|\Z)", re.IGNORECASE)
_NOTHING_BEFORE = re.compile(r"[\W_]*\Z")
_NOTHING_AFTER = re.compile(r"\s*(?:[.,;:!?)|]|\Z|(?:by|on|in|for|and)\b)|(?<=by)", re.IGNORECASE)
_APART = re.compile(r"[,;:(\u2013\u2014|-]\s*\Z")
_ENDS = re.compile(r"\W*\Z")
_IS = r"(?:is|are|was|were|be|been|being|has|have|had|will|can|could|did|does|do)"
_NOT = r"(?:not|never|nor|without|yet\s+to|cannot|[a-z]+n['\u2019]t)"
_AND_SO = r"(?:be|been|being|yet|ever|so\s+far|(?!(?:on|mere|simp|sole|exclusive)ly\b)[a-z]+ly)"
_NO = r"no(?!\s+(?:doubt|question|wonder|exception|delay|less|fewer)\b)"
_DENIED = re.compile(
    r"\b(?:"
    # "not yet been formally", and "not checked, reviewed or" before "approved by"
    rf"{_NOT}\s+(?:{_AND_SO}\s+){{0,4}}"
    rf"(?:(?:[a-z]+ed,\s+){{0,3}}[a-z]+ed\s+n?or\s+(?:{_AND_SO}\s+)?)?"
    # "no part of this guideline has been" before "reviewed by"
    rf"|(?:none|nobody|nothing|{_NO})"
    r"(?:\s+(?!(?:that|it|which|who|they|we|each|every|all|and|but|to|than)\b)[a-z-]+){0,6}?"
    rf"\s+{_IS}\s+(?:{_AND_SO}\s+){{0,3}}"
    # "nor will it be" before "approved by"
    rf"|nor\s+{_IS}\s+(?:[a-z-]+\s+){{1,4}}"
    r")\Z",
    re.IGNORECASE,
)
_BY_NO_SUCH = re.compile(
    rf"\b(?:{_NO}|neither|nor|not\s+(?:a|any|one)(?:\s+single)?)\s+(?:[a-z]+\s+(?:n?or\s+)?)?\Z",
    re.IGNORECASE,
)
"""What denies that somebody reviewed, before "clinician has reviewed"."""
_SOMEBODY = re.compile(WHO, re.IGNORECASE)
_BY_NOBODY = re.compile(
    r"\s+(?:no(?!\s+(?:fewer|less)\b)|(?:nobody|none)(?!\s+(?:other|but|less)\b)|neither)\b",
    re.IGNORECASE,
)
_NONE_WITHOUT = re.compile(
    rf"\b(?:{_NO}|none|nothing)\b[^,;:]*\b(?:that|which|without|unless|until)\b",
    re.IGNORECASE,
)
"""What turns a denial into a claim: "no page is published that has not been"."""
_YET_TO_COME = re.compile(
    r"(?:\b(?:must|should|shall|will|would|can|could|may|might"
    r"|(?:needs?|has|have|had|ought|is|are|due|meant)\s+to)"
    r"|\A\W*to)\s+(?:(?:not|first|also|only|then|always|[a-z]+ly)\s+){0,2}be\s+"
    r"(?:(?:first|also|then|[a-z]+ly)\s+){0,2}(?:[a-z]+ed(?:,|\s+(?:and|or))\s+){0,2}\Z"
    r"|(?:\A\W*|\b(?:please|to|must|should)\s+)(?:have|get)\s+(?:[a-z]+\s+){1,3}\Z",
    re.IGNORECASE,
)
"""What has to be done, or will be, before "reviewed by": that nobody has done it."""
_IN_CASE = re.compile(r"\b(?:until|unless|if|whether)(?:\s+[\w'\u2019-]+){1,8}\s+\Z", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n\s*\n|\n(?=[ \t]*[-|#])")

_LONGEST = 500
"""Characters of a sentence that are looked at on each side of a claim."""
_DENIES_WITHIN = 120
"""Characters before a claim in which the words that deny it stand."""
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
_OF_WORKS = (Reference, SourceArticle, Verification, Notice)
_UNSEEN = re.compile(r"[*_\[\]\\]")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each claim of a review that no record bears out."""
    for here in library.guidelines:
        approvals = _approvals(here)
        yield from _claims(chain(here.words, _beside_the_texts(here)), approvals)
        # What a record says of itself, it cannot bear out.
        yield from _claims(_of_records(here), lambda _: ())
    # Prose of the site is part of no guideline: no record can ever bear its claims out.
    yield from _claims(map(prose_words, library.prose), lambda _: ())


def _approvals(here: LinkedGuideline) -> Approvals:
    """Return what finds the approvals that a text of a guideline may speak of."""
    content = here.standing.approved and content_hash(here)
    whole = tuple(
        each
        for each in here.sections.reviews
        if each.stage is Stage.APPROVED
        and each.scope is Coverage.GUIDELINE
        and each.content == content
        and not here.doubt(each)
    )

    def of(written: Written) -> Sequence[Review]:
        owner = written.within[0] if written.within else None
        if not isinstance(owner, Recommendation):
            return whole
        signed = (each.record for each in here.sign_offs(owner) if not each.changed)
        return (*whole, *signed)

    return of


def _beside_the_texts(here: LinkedGuideline) -> Iterator[Written]:
    """Yield the lines that are names or notes, and that readers see as well."""
    guideline, sections = here.guideline, here.sections
    lines: list[Scalar | None] = [
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


def _claims(texts: Iterable[Written], approvals: Approvals) -> Iterator[Diagnostic]:
    words = list(texts)
    seen = [_seen(written.spoken) for written in words]
    for at in Joined(letters.casefold() for letters in seen).having(*_CLAIMING):
        written, letters = words[at], seen[at]
        offsets: list[int] = []
        for found in _CLAIM.finditer(letters):
            before, after = _sentence(letters, found)
            sentence = f"{before}{found[0]}{after}"
            if (
                (not found["bare"] or _is_bare_claim(letters, found, before, sentence))
                and not _is_denied(letters, found, before)
                and not _is_yet_to_come(before)
                and not _is_of_others(letters, found, before, sentence)
                and _is_of_itself(written, letters, found, before, sentence)
                and not borne_out(found[0], after, approvals(written))
            ):
                offsets = offsets or _offsets(written.spoken)
                yield Diagnostic(
                    "unsupported-review-claim",
                    f"'{' '.join(found[0].split())}' claims a review that no record bears out",
                    written.at(offsets[found.start()], offsets[found.end() - 1] + 1),
                    hint="take the claim out; 'reviews:' says it once a reviewer has signed",
                )


def _seen(spoken: str) -> str:
    """Return the letters that readers see: without marks, and without what has no width."""
    if spoken.isascii() and not _UNSEEN.search(spoken):
        return spoken
    return spoken.translate(_folded)


class _Folded(dict[int, str]):
    """By the number of each letter what is seen of it, in the form in which it is looked for."""

    def __missing__(self, number: int) -> str:
        letter = chr(number)
        unseen = _UNSEEN.match(letter) or unicodedata.category(letter) in {"Cf", "Mn"}
        self[number] = "" if unseen else unicodedata.normalize("NFKC", letter)
        return self[number]


_folded = _Folded()


def _offsets(spoken: str) -> list[int]:
    """Return where each letter that is seen stands among all."""
    return [at for at, letter in enumerate(spoken) for _ in _folded[ord(letter)]]


def _is_bare_claim(letters: str, found: re.Match[str], before: str, sentence: str) -> bool:
    """Whether "approved" alone says it of this guideline, or on which day it was."""
    end = found.end()
    if _THIS_IS.search(before):
        return not _AT_TIMES.match(letters, end)
    if _THIS.match(letters, end):
        return True
    of_a_day = _NOTHING_BEFORE.match(before) and _ON_A_DAY.match(letters, end)
    return bool(of_a_day) and not any(
        _REGULATOR.match(sentence, by.end()) for by in re.finditer(r"\bby\b", sentence)
    )


def _is_denied(letters: str, found: re.Match[str], before: str) -> bool:
    """Whether the sentence denies the very claim; a "no" or "once" elsewhere in it does not."""
    if found[0].casefold().endswith("by") and _BY_NOBODY.match(letters, found.end()):
        return True
    near = before[-_DENIES_WITHIN:]
    if _SOMEBODY.match(found[0]) and _BY_NO_SUCH.search(near):
        return True
    return _DENIED.search(near) is not None and not _NONE_WITHOUT.search(before)


def _is_yet_to_come(before: str) -> bool:
    """Whether it is said of what has to be done or may be so: "until it is approved by"."""
    near = before[-_DENIES_WITHIN:]
    if _YET_TO_COME.search(near):
        return True
    in_case = _IN_CASE.search(near)
    # "No page is shown until it is approved by" claims it of every page that is shown.
    return in_case is not None and not _NONE_WITHOUT.search(before)


def _is_of_others(letters: str, found: re.Match[str], before: str, sentence: str) -> bool:
    """Whether it tells of what was done to drugs, trials, cases or works."""
    by = found[0].casefold().endswith("by")
    if by and _REGULATOR.match(letters, found.end()) and not _A_DOCUMENT.search(sentence):
        return True
    if _SOMEBODY.match(found[0]):
        return bool(_OTHER_BOARD.search(before) or _DOES_TO_OTHERS.match(letters, found.end()))
    done = _DONE_TO_OTHERS.search(before[-_DENIES_WITHIN:])
    return done is not None and not _A_DOCUMENT.search(before)


def _is_of_itself(
    written: Written, letters: str, found: re.Match[str], before: str, sentence: str
) -> bool:
    """Whether it is said of the guideline, and not of a work or of what is done to patients."""
    within = written.within
    if any(isinstance(part, _OF_WORKS) for part in within):
        return _OF_THIS_GUIDELINE.search(sentence) is not None
    if not within or isinstance(within[0], Guideline) or found["label"]:
        return True
    if _OF_ITSELF.search(sentence):
        return True
    # "Reviewed by two readers." below a work is what the work did.
    if isinstance(within[-1], EvidenceItem) and isinstance(written.words, Text):
        return False
    after = found.end()
    if _NOTHING_BEFORE.match(before):
        return _NOTHING_AFTER.match(letters, after) is not None
    return _APART.search(before) is not None and _ENDS.match(letters, after) is not None


def _sentence(letters: str, found: re.Match[str]) -> tuple[str, str]:
    """Return what stands before a claim in its sentence, and what after it."""
    first = max(found.start() - _LONGEST, 0)
    last = found.end() + _LONGEST
    start = max(
        (end.end() for end in _SENTENCE_END.finditer(letters, first, found.start())), default=first
    )
    after = _SENTENCE_END.search(letters, found.end(), last)
    end = after.start() if after else last
    return letters[start : found.start()], letters[found.end() : end]


def claims_of_the_site(words: str, span: Span) -> Iterator[Diagnostic]:
    """Yield, as errors, the claims in what a site says of itself, which no record can bear out."""
    alone = Source(span.source.name, span.source.path, words)
    said = prose_words(Prose(alone, "", parse_text(words, prose=True)))
    for each in _claims([said], lambda _: ()):
        hint = "take the claim out: it would stand on every page, whatever was reviewed"
        yield replace(each, span=span, severity=Severity.ERROR, hint=hint)
