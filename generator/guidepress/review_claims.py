"""What in the words of authors claims that a guideline was reviewed, and what denies it.

It is a list of the ways in which people say so; whether a record bears it out, `borne_out` says.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from guidepress.borne_out import DAY, WHO
from guidepress.frozen import dataclass
from guidepress.link import Written
from guidepress.model.evidence import Notice, Reference, Verification
from guidepress.model.guideline import Guideline, SourceArticle
from guidepress.model.statement import EvidenceItem
from guidepress.model.values import Text
from guidepress.source import Span
from guidepress.text import Joined


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of a review, and what stands before and after it in its sentence."""

    written: Written
    words: str
    before: str
    after: str
    start: int
    """Its offset among the letters that are seen, see `_seen`."""
    denied: bool
    """Whether the sentence denies it: "not yet reviewed by"."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        offsets = _offsets(self.written.spoken)
        return self.written.at(offsets[self.start], offsets[self.start + len(self.words) - 1] + 1)


# All that is looked for stands in lower case, and so do the letters in which it is.
_DASH = r"[\-\u2010-\u2015]"
_BETWEEN = r"[\s\-\u2010-\u2015]+"
_HOW = r"(?:[a-z]+ly\s+)?"
_REVIEWED = (
    r"(?:reviewed|approved|endorsed|vetted|validated|verified|ratified|certified|accredited)"
)
_KIND = r"(?:medical|clinical|expert|peer|external|independent|editorial)"
_DOCUMENT = (
    r"(?:guidelines?|pages?|articles?|(?:web)?sites?|content|texts?|recommendations?|documents?"
    r"|advice)"
)
_NAMED = (
    r"(?!\s*(?:(?:none|no|not|nobody|never|pending|unknown|still|sought|vacant|tb[ad])\b|n/a|await"
    r"|to\s+be\b))(?=\s*\w)"
)
"""What follows a label such as "Medical reviewer:" where it names somebody or a day."""
_REVIEW = r"(?:reviews?|approves?|endorses?|vets?|validates?|ratif(?:y|ies)|certif(?:y|ies))"
_WHEN = rf"(?:[a-z]+ly\s+|(?:on|in)\s+(?:{DAY}|\d{{4}})\s*,?\s+)?"
_TITLED = (
    r"(?:dr|prof|professor)\b\.?"
    r"(?:\s+(?!(?:not|never|nor|no|yet|has|have|had)\b)[\w.'\u2019-]+,?){1,5}?"
)
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
    rf"|{_REVIEWED}\s+{_WHEN}by\b"
    rf"|(?:checked|verified|audited|overseen|authori[sz]ed)\s+by\s+(?:[a-z]+\s+){{0,2}}{WHO}\b"
    r"|(?:approved|cleared)\s+for\s+(?:(?:clinical|medical|routine)\s+)?use\b(?!\s+in\b)"
    r"|signed\s+off\b(?:\s+(?:on|by)\b)?"
    r"|fact[\s-]+checked\s+by\b"
    rf"|(?:{WHO}|{_TITLED})(?:,?\s+(?:has|have))?\s+(?:(?:read|seen|[a-z]+ed)(?:,|\s+and)\s+){{0,2}}"
    rf"{_HOW}(?:{_REVIEW}|{_REVIEWED}|signed\s+off(?:\s+on)?)\b"
    rf"|{WHO}{_DASH}{_REVIEWED}\b"
    rf"|{WHO}\s+(?:(?:has|have)\s+)?(?:gave|gives?|given|granted)\s+(?:[a-z]+\s+){{0,2}}"
    r"(?:approval|endorsement)\b"
    r"|(?:under(?:went|gone|goes|go)|pass(?:ed|es))\s+(?:[a-z]+\s+){0,3}?"
    rf"(?:{_KIND}{_BETWEEN}review\b|review\s+by\b)"
    rf"|{_KIND}{_BETWEEN}review\s+(?:was\s+)?(?:provided|done|completed|conducted|carried\s+out)\b"
    r"(?:\s+by\b)?"
    r"|(?:has|have|had|carr(?:y|ies)|bears?)\s+the\s+(?:[a-z]+\s+)?(?:approval|endorsement|seal)"
    r"\s+(?:of|from|by)\b"
    rf"|(?P<label>(?:status|stage)\s*:\s*(?!not\b)(?:[a-z]+{_BETWEEN})?{_REVIEWED}\b"
    rf"|{_KIND}(?:ly)?{_BETWEEN}review(?:ers?|ed)?\s*:{_NAMED}"
    rf"|last\s+(?:[a-z]+\s+)?review(?:ed)?\s*:{_NAMED})"
    rf"|(?P<head>(?:reviewers?|reviewed\s+on|date\s+(?:reviewed|of\s+(?:last\s+)?review)|approval)"
    rf"\s*:{_NAMED})"
    # Words that claim something by what stands before or after them: see `_is_bare_claim`.
    rf"|(?P<bare>(?:(?:fda|ema|mhra){_BETWEEN})?{_REVIEWED})\b"
    r")",
)
_STEMS = (
    *("review", "approv", "endorse", "accuracy", "vetted", "signed", "validat", "verif", "ratif"),
    *("certif", "checked", "accredit", "seal", "cleared", "audited", "overseen", "authori"),
)
"""What every claim has in it: most texts have none of these, and this is found faster."""
_MAY_CLAIM = re.compile(
    r"review|approv|endorse|accuracy|vetted|signed|validat|verif|ratif|certif|accredit"
    r"|checked\s+by|\bseal\s|cleared|audited|overseen|authori[sz]ed",
)
_REGULATOR = re.compile(
    r"\s+(?:(?:the|an?|two|its|their|local)\s+){0,2}(?:fda|ema|mhra|food\b|european\s+medicines"
    r"|u\.?s\.?|health\s+canada|regulat|authorit|ethics|institutional|insur|blinded|masked"
    r"|tumou?r\s+board)",
)
"""Who approves drugs and trials, and looks at scans and cases."""
_OWN_BODY = re.compile(
    r"(?:\s+[a-z]+ly)?(?:\s+by)?\s+(?:our\b|the\s+(?:(?!ethics|review|tumou?r)[\w-]+\s+){0,2}"
    r"(?:advisory|editorial)\s+(?:board|panel|committee))",
)
"""Who, if it reviewed anything, is said to have reviewed what stands here."""
_OF_ITSELF = re.compile(
    r"\b(?:guidelines?|pages?|articles?|(?:web)?sites?|content|text|recommendations|advice|information"
    r"|(?:this|our|each|every)\s+(?:recommendation|statement|section|chapter|document|summary)"
    rf"|our\s+(?:[a-z]+\s+){{0,3}}{WHO})\b",
)
_OF_THIS_GUIDELINE = re.compile(r"\b(?:this|our)\s+(?:guideline|(?:web)?site)\b|\bthese\s+pages\b")
"""What a note on a work has to name before it speaks of more than the work."""
_A_DOCUMENT = re.compile(
    r"\b(?:guidelines?|pages?|articles?|(?:web)?sites?|content|recommendations?|texts?)\b",
)
"""What no regulator approves."""
_OTHERS = (
    r"(?:drugs?|medicines?|devices?|vaccines?|agents?|treatments?|therap(?:y|ies)|procedures?|doses?"
    r"|indications?|uses?|trials?|stud(?:y|ies)|protocols?|responses?|cases?|patients?|scans?|images?"
    r"|imaging|mris?|slides?|specimens?|biops(?:y|ies)|histology|charts|literature|evidence|data"
    r"|works|papers|publications|abstracts|coverage|requests?|models?|tools?|scores?|scales?|tests?"
    r"|questionnaires?|letters?|prescriptions?|infusions?|reports?)"
)
_DONE_TO_OTHERS = re.compile(
    rf"\b{_OTHERS}(?:\s+(?:of|in|for|from|with|on)(?:\s+[\w-]+){{1,4}}?)?"
    r"(?:\s+(?:that|which|is|are|was|were|has|have|had|been|being|also|then|first|[a-z]+ly)){0,4}"
    r"(?:\s+[a-z]+ed(?:,|\s+and))?\s+\Z",
)
_DOES_TO_OTHERS = re.compile(
    rf"(?:\s+(?!(?:{_DOCUMENT}|it|them|us|our|and|against|with|by|for|in|on|as|after|before)\b)"
    rf"[\w-]+){{0,4}}?\s+{_OTHERS}\b",
)
_AN_OTHER = re.compile(rf"{_BETWEEN}(?:[\w-]+\s+)?{_OTHERS}\b")
_OTHER_BOARD = re.compile(r"\b(?:tumou?r|ethics|institutional|review)\s+\Z")
_THIS_IS = re.compile(
    rf"\b(?:(?:this|these|our|each|every|all)(?:\s+[a-z]+){{0,2}}?\s+{_DOCUMENT}|this"
    r"|the\s+(?:guideline|(?:web)?site|content|texts?|pages?|recommendations?))"
    r"(?:\s+(?:here|below|above|on\s+(?:this|our)\s+[a-z]+))?"
    r"\s+(?:is|are|was|were|has\s+been|have\s+been)\s+(?:(?:now|also|all|[a-z]+ly)\s+){0,2}\Z",
)
_IT_IS = re.compile(r"\bit\s+(?:is|was|has\s+been)\s+(?:(?:now|also|[a-z]+ly)\s+){0,2}\Z")
_THIS_IS_A = re.compile(r"\b(?:this|it)\s+is\s+(?:now\s+)?(?:an?|the|our)\s+(?:[a-z]+ly\s+)?\Z")
_A_DOCUMENT_NEXT = re.compile(rf"\s+{_DOCUMENT}\b")
_AT_TIMES = re.compile(
    r"\s+(?:when|once|if|only|after|as\s+soon|every|each|again|annually|yearly|regularly)\b",
)
_THIS = re.compile(rf"\s+(?:this|our|these)(?:\s+[a-z]+){{0,2}}?\s+{_DOCUMENT}\b")
_ON_A_DAY = re.compile(rf"\s+(?:(?:on|in)\s+)?{DAY}\s*(?:,?\s*by\b|[.!?;)|]|\Z)")
_NOTHING_BEFORE = re.compile(r"[\W_]*\Z")
_NOTHING_AFTER = re.compile(r"\s*(?:[.,;:!?)|]|\Z|(?:by|on|in|for|and)\b)")
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
)
_BY_NO_SUCH = re.compile(
    rf"\b(?:{_NO}|neither|nor|not\s+(?:a|any|one)(?:\s+single)?)\s+"
    r"(?:(?:[a-z]+,\s+){0,3}[a-z]+\s+(?:(?:n?or|and)\s+)?)?\Z",
)
"""What denies that somebody reviewed, before "clinician has reviewed"."""
_SOMEBODY = re.compile(WHO)
_BY_NOBODY = re.compile(
    r"\s*:?\s+(?:no(?!\s+(?:fewer|less)\b)|(?:nobody|none)(?!\s+(?:other|but|less)\b)|neither)\b",
)
_NONE_WITHOUT = re.compile(
    rf"\b(?:{_NO}|none|nothing)\b[^,;:]*\b(?:that|which|without|unless|until)\b",
)
"""What turns a denial into a claim: "no page is published that has not been"."""
_SAID_ELSEWHERE = re.compile(
    r"\b(?:(?:source|original)\s+(?:page|article|site|text)s?\s+(?:says?|said|claims?|states?|writes?)"
    r"|(?:do|does|did)\s+not\s+(?:claim|say|state|mean|imply))\b",
)
"""What tells of somebody else's words, or of words that nobody says here."""
_ASKED = re.compile(r"\?(?!\W*yes\b)")
_YET_TO_COME = re.compile(
    r"(?:\b(?:must|should|shall|will|would|can|could|may|might"
    r"|(?:needs?|has|have|had|ought|is|are|due|meant)\s+to)"
    r"|\A\W*to)\s+(?:(?:not|first|also|only|then|always|[a-z]+ly)\s+){0,2}be\s+"
    r"(?:(?:first|also|then|[a-z]+ly)\s+){0,2}(?:[a-z]+ed(?:,|\s+(?:and|or))\s+){0,2}\Z"
    r"|(?:\A\W*|\b(?:please|to|must|should)\s+)(?:have|get)\s+(?:[a-z]+\s+){1,3}\Z"
    r"|\b(?:before|once)\s+(?:an?|the|any|some|our|your)\s+(?:[\w-]+\s+)?\Z",
)
"""What has to be done, or will be, before "reviewed by": that nobody has done it."""
_IN_CASE = re.compile(r"\b(?:until|unless|if|whether|how\s+far)(?:\s+[\w'\u2019-]+){0,8}\s+\Z")
_SENTENCE_END = re.compile(
    # The point of an initial, of a title and of a day ends no sentence.
    r"(?:(?<!\b[A-Z])(?<!\bDr)(?<!\bProf)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bSt)\.|[!?])(?=\s)"
    r"(?!\s+(?i:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\s+\d{4})"
    r"|\n\s*\n|\n(?=[ \t]*[-|#])"
)

_LONGEST = 500
"""Characters of a sentence that are looked at on each side of a claim."""
_DENIES_WITHIN = 120
"""Characters before a claim in which the words that deny it stand."""
_OF_WORKS = (Reference, SourceArticle, Verification, Notice)
_UNSEEN = re.compile(r"[*_\[\]\\]")


def claims(texts: Iterable[Written], heads: Collection[int] = ()) -> Iterator[Claim]:
    """Yield what claims, or denies, that the guideline it stands in was reviewed.

    `heads` has the identities of lines such as titles, which stand on every page: in these a single
    word is a claim. Left out is what has yet to be done, and what is said of others.
    """
    words = list(texts)
    seen = [_seen(written.spoken) for written in words]
    lowered = [_lower(letters) for letters in seen]
    for at in Joined(lowered).having(*_STEMS):
        if _MAY_CLAIM.search(lowered[at]):
            written = words[at]
            yield from _claims(written, seen[at], lowered[at], head=id(written.words) in heads)


def _claims(written: Written, letters: str, lowered: str, *, head: bool) -> Iterator[Claim]:
    for found in _CLAIM.finditer(lowered):
        first, last = _sentence(letters, found)
        before, after = lowered[first : found.start()], lowered[found.end() : last]
        sentence = lowered[first:last]
        if (
            (not found["bare"] or _is_bare_claim(written, found, before, after, head=head))
            and not _is_yet_to_come(before)
            and (head or not _is_somebody_elses(letters, found, before))
            and not _is_of_others(found, before, after, sentence)
            and _is_of_itself(written, found, before, after, head=head)
        ):
            yield Claim(
                written,
                letters[found.start() : found.end()],
                letters[first : found.start()],
                letters[found.end() : last],
                found.start(),
                _is_denied(lowered, found, before),
            )


def _seen(spoken: str) -> str:
    """Return the letters that readers see: without marks, and without what has no width."""
    if spoken.isascii() and not _UNSEEN.search(spoken):
        return spoken
    return spoken.translate(_folded)


def _lower(letters: str) -> str:
    """Return letters in lower case, each in its place."""
    lowered = letters.lower()
    if len(lowered) == len(letters):
        return lowered
    return "".join(each.lower() if len(each.lower()) == 1 else each for each in letters)


_ALIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u03bf\u03bd"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425"
    "\u0391\u0392\u0395\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7",
    "aeopcyxijsdovABEKMHOPCTXABEIKMNOPTX",
)
"""Letters of other scripts that look like Latin ones."""
_SMALL_CAPITAL = "LATIN LETTER SMALL CAPITAL "
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters, for Unicode, that look like a space."""


class _Folded(dict[int, str]):
    """By the number of each letter what is seen of it, in the form in which it is looked for."""

    def __missing__(self, number: int) -> str:
        letter = chr(number)
        name = unicodedata.name(letter, "")
        if _UNSEEN.match(letter) or unicodedata.category(letter) in {"Cf", "Mn"}:
            self[number] = ""
        elif letter in _BLANKS:
            self[number] = " "
        elif name.startswith(_SMALL_CAPITAL) and len(name) == len(_SMALL_CAPITAL) + 1:
            self[number] = name[-1].lower()
        else:
            self[number] = unicodedata.normalize("NFKC", letter).translate(_ALIKE)
        return self[number]


_folded = _Folded()


@lru_cache(maxsize=1)
def _offsets(spoken: str) -> list[int]:
    """Return where each letter that is seen stands among all; asked for each claim of a text."""
    return [at for at, letter in enumerate(spoken) for _ in _folded[ord(letter)]]


def _is_bare_claim(
    written: Written, found: re.Match[str], before: str, after: str, *, head: bool
) -> bool:
    """Whether "approved" alone says it of this guideline, or on which day it was."""
    if head:
        return not _AN_OTHER.match(after) and found[0] in _BARE
    if _THIS_IS.search(before) or (_is_of_the_whole(written) and _IT_IS.search(before)):
        return not _AT_TIMES.match(after)
    if _THIS.match(after) or (_THIS_IS_A.search(before) and _A_DOCUMENT_NEXT.match(after)):
        return True
    if not _NOTHING_BEFORE.match(before):
        return False
    if _is_of_the_whole(written) and _ENDS.match(after):
        return True
    return _ON_A_DAY.match(after) is not None and not any(
        _REGULATOR.match(after, by.end()) for by in re.finditer(r"\bby\b", after)
    )


_BARE = frozenset(
    {"reviewed", "approved", "endorsed", "vetted", "validated", "verified", "ratified"}
    | {"certified", "accredited"}
)
"""Words that say it without a regulator before them."""


def _is_of_the_whole(written: Written) -> bool:
    """Whether words stand in the guideline's own texts or on a page of prose."""
    return not written.within or isinstance(written.within[0], Guideline)


def _is_denied(letters: str, found: re.Match[str], before: str) -> bool:
    """Whether the sentence denies the very claim; a "no" or "once" elsewhere in it does not."""
    if found[0].endswith("by") and _BY_NOBODY.match(letters, found.end()):
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


def _is_somebody_elses(letters: str, found: re.Match[str], before: str) -> bool:
    """Whether it is asked, or told as the words of somebody else."""
    if _SAID_ELSEWHERE.search(before):
        return True
    end = _SENTENCE_END.search(letters, found.end(), found.end() + _LONGEST)
    return _ASKED.match(letters, end.start() if end else len(letters.rstrip()) - 1) is not None


def _is_of_others(found: re.Match[str], before: str, after: str, sentence: str) -> bool:
    """Whether it tells of what was done to drugs, trials, cases or works."""
    if _OWN_BODY.match(after):
        return False
    by = found[0].endswith("by")
    if by and _REGULATOR.match(after) and not _A_DOCUMENT.search(sentence):
        return True
    if _SOMEBODY.match(found[0]):
        return bool(_OTHER_BOARD.search(before) or _DOES_TO_OTHERS.match(after))
    done = _DONE_TO_OTHERS.search(before[-_DENIES_WITHIN:])
    return done is not None and not _A_DOCUMENT.search(before)


def _is_of_itself(
    written: Written, found: re.Match[str], before: str, after: str, *, head: bool
) -> bool:
    """Whether it is said of the guideline, and not of a work or of what is done to patients."""
    within = written.within
    sentence = f"{before}{found[0]}{after}"
    if any(isinstance(part, _OF_WORKS) for part in within):
        return _OF_THIS_GUIDELINE.search(sentence) is not None
    if head or _is_of_the_whole(written) or found["label"]:
        return True
    if not found["head"] and _OF_ITSELF.search(sentence):
        return True
    # "Reviewed by two readers." below a work is what the work did.
    if found["head"] or (isinstance(within[-1], EvidenceItem) and isinstance(written.words, Text)):
        return False
    if _NOTHING_BEFORE.match(before):
        by = found[0].endswith("by")
        return by or _NOTHING_AFTER.match(after) is not None
    return _APART.search(before) is not None and _ENDS.match(after) is not None


def _sentence(letters: str, found: re.Match[str]) -> tuple[int, int]:
    """Return where the sentence of a claim begins and ends."""
    first = max(found.start() - _LONGEST, 0)
    last = found.end() + _LONGEST
    start = max(
        (end.end() for end in _SENTENCE_END.finditer(letters, first, found.start())), default=first
    )
    after = _SENTENCE_END.search(letters, found.end(), last)
    return start, after.start() if after else last
