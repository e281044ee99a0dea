"""A sentence that claims a review of which there is no record.

## What it finds

"Peer reviewed", "medically reviewed", "reviewed for accuracy", "reviewed by", "approved by",
"signed off" and the like, where no record in `reviews` approves the content: in the guideline's own
texts, on its pages of prose, and in other texts where the sentence speaks of the guideline, the
page, the article or its content. On pages of prose of the site they are always found: those are
part of no guideline, and no record covers them. What is beside the texts counts too: publisher,
license, keywords, people, and what records and acceptances say.

Marks and letters that nobody sees do not hide a claim. One that the sentence denies itself ("not
yet reviewed by", "no clinician has reviewed") is left alone, as is what is said of the source
article and of works, and what a regulator approved that is no guideline, page, article or content.

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

What is true today. When a reviewer has signed, the record says so on every page.

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
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library, LinkedGuideline, Written, prose_words
from guidepress.model.evidence import Reference
from guidepress.model.guideline import Guideline, SourceArticle
from guidepress.text import Joined

if TYPE_CHECKING:
    from guidepress.yaml_nodes import Scalar

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR

_BETWEEN = r"[\s\-\u2010-\u2015]+"
_HOW = r"(?:[a-z]+ly\s+)?"
_WHO = (
    r"(?:clinicians?|doctors?|physicians?|experts?|specialists?|professionals?|reviewers?|editors?"
    r"|(?:neuro-?|radiation\s+)?oncologists?|neurologists?|radiologists?|(?:neuro)?surgeons?"
    r"|pharmacists?|nurses|panel|board|committee|society)"
)
_REVIEWED = (
    r"(?:reviewed|approved|endorsed|vetted|validated|verified|ratified|certified|accredited)"
)
_REVIEW = r"(?:reviews?|approves?|endorses?|vets?|validates?|ratif(?:y|ies)|certif(?:y|ies))"
_CLAIM = re.compile(
    r"\b(?:"
    r"(?:peer|medically|clinically|professionally|independently|formally|officially|expert|doctor"
    rf"|physician){_BETWEEN}(?:reviewed|approved|endorsed|validated|certified)\b"
    rf"(?!{_BETWEEN}(?:articles?|journals?|stud|literature|publications?|papers?|trials?|works?"
    r"|sources?|evidence|research))"
    r"|(?:reviewed|checked|verified|vetted)\s+for\s+(?:medical\s+|clinical\s+)?accuracy"
    r"|reviewed\s*(?:,|&|\band)\s+(?:and\s+)?"
    rf"{_HOW}(?:approved|endorsed|validated|verified|certified)\b(?:\s+by\b)?"
    r"|(?:reviewed|approved|endorsed|vetted|validated|ratified|certified|accredited)\s+by\b"
    rf"|(?:checked|verified)\s+by\s+(?:[a-z]+\s+){{0,2}}{_WHO}\b"
    r"|approved\s+for\s+(?:clinical|medical|routine)\s+use"
    r"|signed\s+off\b(?:\s+(?:on|by)\b)?"
    rf"|{_WHO}\s+(?:(?:has|have)\s+)?{_HOW}(?:{_REVIEW}|{_REVIEWED}|signed\s+off(?:\s+on)?)\b"
    r")",
    re.IGNORECASE,
)
_CLAIMING = (
    *("review", "approve", "endorse", "accuracy", "vet", "signed", "valid", "verif", "ratif"),
    *("certif", "check", "accredit"),
)
"""What every claim has in it: most texts have none of these, and this is found faster."""
_REGULATOR = re.compile(
    r"\s+(?:the\s+)?(?:FDA|EMA|MHRA|Food\b|European\s+Medicines|U\.?S\.?|regulat|authorit|ethics"
    r"|institutional)",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(
    r"\b(?:guidelines?|pages?|articles?|(?:web)?sites?|content|text|recommendations|advice|information)\b",
    re.IGNORECASE,
)
_A_DOCUMENT = re.compile(
    r"\b(?:guidelines?|pages?|articles?|(?:web)?sites?|content)\b", re.IGNORECASE
)
"""What no regulator approves."""
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
_SOMEBODY = re.compile(_WHO, re.IGNORECASE)
_BY_NOBODY = re.compile(r"\s+(?:no|nobody|none|neither)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n\s*\n|\n(?=[ \t]*[-|#])")

_LONGEST = 500
"""Characters of a sentence that are looked at on each side of a claim."""
_DENIES_WITHIN = 120
"""Characters before a claim in which the words that deny it stand."""
_UNSEEN = re.compile(r"[*_\[\]\\]")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each claim of a review that no record bears out."""
    for here in library.guidelines:
        if not here.approved:
            yield from _claims(chain(here.words, _beside_the_texts(here)))
    # Prose of the site is part of no guideline: no record can ever bear its claims out.
    yield from _claims(map(prose_words, library.prose))


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
    for record in sections.reviews:
        lines += [record.name, record.role, record.note]
    lines += [each.reason for each in sections.accept]
    for line in lines:
        if line:
            yield Written((guideline,), line, line)


def _claims(texts: Iterable[Written]) -> Iterator[Diagnostic]:
    words = list(texts)
    seen = [_seen(written.spoken) for written in words]
    for at in Joined(letters.casefold() for letters in seen).having(*_CLAIMING):
        written, letters = words[at], seen[at]
        if any(isinstance(part, (Reference, SourceArticle)) for part in written.within):
            continue
        of_itself = not written.within or isinstance(written.within[0], Guideline)
        for found in _CLAIM.finditer(letters):
            before, sentence = _sentence(letters, found)
            if _is_denied(letters, found, before) or _is_of_others(letters, found, sentence):
                continue
            if of_itself or _OF_ITSELF.search(sentence):
                yield Diagnostic(
                    "unsupported-review-claim",
                    f"'{' '.join(found[0].split())}' claims a review that no record bears out",
                    written.at(*_place(written.spoken, found)),
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


def _place(spoken: str, found: re.Match[str]) -> tuple[int, int]:
    """Return where a claim among the letters that are seen stands among all."""
    offsets = [at for at, letter in enumerate(spoken) for _ in _folded[ord(letter)]]
    return offsets[found.start()], offsets[found.end() - 1] + 1


def _is_denied(letters: str, found: re.Match[str], before: str) -> bool:
    """Whether the sentence denies the very claim; a "no" or "once" elsewhere in it does not."""
    if found[0].casefold().endswith("by") and _BY_NOBODY.match(letters, found.end()):
        return True
    before = before[-_DENIES_WITHIN:]
    if _SOMEBODY.match(found[0]) and _BY_NO_SUCH.search(before):
        return True
    return _DENIED.search(before) is not None


def _is_of_others(letters: str, found: re.Match[str], sentence: str) -> bool:
    """Whether it tells of what a regulator approved, as drugs are."""
    by_regulator = found[0].casefold().endswith("by") and _REGULATOR.match(letters, found.end())
    return bool(by_regulator) and not _A_DOCUMENT.search(sentence)


def _sentence(letters: str, found: re.Match[str]) -> tuple[str, str]:
    """Return what stands before a claim in its sentence, and the whole sentence."""
    first = max(found.start() - _LONGEST, 0)
    last = found.end() + _LONGEST
    start = max(
        (end.end() for end in _SENTENCE_END.finditer(letters, first, found.start())), default=first
    )
    after = _SENTENCE_END.search(letters, found.end(), last)
    return letters[start : found.start()], letters[start : after.start() if after else last]
