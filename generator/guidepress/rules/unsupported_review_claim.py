"""A sentence that claims a review of which there is no record.

## What it finds

"Peer reviewed", "medically reviewed", "reviewed for accuracy", "reviewed by", "approved by" and
the like, where no record in `reviews` approves the content: in the guideline's own texts, on its
pages of prose, and in other texts where the sentence speaks of the guideline, the page, the article
or its content. On pages of prose of the site they are always found: those are part of no guideline,
and no record covers them. A sentence that denies it ("not yet reviewed by")
is left alone, as is what is said of the source article and of works.

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
from collections.abc import Iterable, Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library, Written, prose_words
from guidepress.model.evidence import Reference
from guidepress.model.guideline import Guideline, SourceArticle
from guidepress.text import Joined

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR

_CLAIM = re.compile(
    r"\b(?:"
    r"(?:peer|medically|clinically|professionally|independently|expert|doctor|physician)[\s-]+"
    r"(?:reviewed|approved)"
    r"(?!\s+(?:articles?|journals?|stud|literature|publications?|papers?|trials?|works?|sources?"
    r"|evidence|research))"
    r"|(?:reviewed|checked|verified|vetted)\s+for\s+(?:medical\s+|clinical\s+)?accuracy"
    r"|(?:reviewed|approved|endorsed|vetted|signed\s+off)\s+by"
    r"(?!\s+(?:the\s+)?(?:FDA|EMA|MHRA|Food\b|European\s+Medicines|U\.?S\.?|regulat|authorit|ethics"
    r"|institutional))"
    r"|(?:clinicians?|doctors?|physicians?|experts?|specialists?|panel|board|committee)\s+"
    r"(?:(?:has|have)\s+)?(?:reviews?|reviewed|approves?|approved|endorses?|endorsed)\b"
    r")",
    re.IGNORECASE,
)
_CLAIMING = ("review", "approve", "endorse", "accuracy", "vetted", "signed")
"""What every claim has in it: most texts have none of these, and this is found faster."""
_DENIED = re.compile(
    r"\b(?:not|no|none|never|nobody|neither|nor|without|until|unless|once|before|if|yet\s+to)\b|n't\b",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(
    r"\b(?:guidelines?|pages?|articles?|(?:web)?sites?|content|text|recommendations|advice|information)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n\s*\n|\n(?=[ \t]*[-|#])")

_LONGEST = 500
"""Characters of a sentence that are looked at on each side of a claim."""


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each claim of a review that no record bears out."""
    for here in library.guidelines:
        if not here.approved:
            yield from _claims(here.words)
    # Prose of the site is part of no guideline: no record can ever bear its claims out.
    yield from _claims(map(prose_words, library.prose))


def _claims(texts: Iterable[Written]) -> Iterator[Diagnostic]:
    words = list(texts)
    for at in Joined(written.spoken.casefold() for written in words).having(*_CLAIMING):
        written = words[at]
        if any(isinstance(part, (Reference, SourceArticle)) for part in written.within):
            continue
        of_itself = not written.within or isinstance(written.within[0], Guideline)
        for found in _CLAIM.finditer(written.spoken):
            before, sentence = _sentence(written.spoken, found)
            if _DENIED.search(before) or not (of_itself or _OF_ITSELF.search(sentence)):
                continue
            yield Diagnostic(
                "unsupported-review-claim",
                f"'{' '.join(found[0].split())}' claims a review that no record bears out",
                written.at(*found.span()),
                hint="take the claim out; 'reviews:' says it once a reviewer has signed",
            )


def _sentence(letters: str, found: re.Match[str]) -> tuple[str, str]:
    """Return what stands before a claim in its sentence, and the whole sentence."""
    first = max(found.start() - _LONGEST, 0)
    last = found.end() + _LONGEST
    start = max(
        (end.end() for end in _SENTENCE_END.finditer(letters, first, found.start())), default=first
    )
    after = _SENTENCE_END.search(letters, found.end(), last)
    return letters[start : found.start()], letters[start : after.start() if after else last]
