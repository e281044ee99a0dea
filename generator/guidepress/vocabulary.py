"""The closed word lists of a guideline, each word with its label, its symbol and what it means.

The words are the field's own where the field has them: GRADE for strength and certainty, FHIR for
publication status, CSL for reference types. A word's label and definition stand here once and
are printed everywhere a reader meets the word.
"""

from enum import StrEnum
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


class Word(StrEnum):
    """A word of a closed list: its value is what authors write, its label what readers see."""

    label: str
    meaning: str
    symbol: str

    def __new__(cls, value: str, label: str, meaning: str, symbol: str = "") -> Self:
        """Make a word from what authors write, what readers see, and what it means."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        word.meaning = meaning
        word.symbol = symbol
        return word

    @classmethod
    def read(cls, value: Any) -> Self:  # noqa: ANN401 - whatever an author wrote
        """Return the word that an author wrote, or say that it is none of this list."""
        try:
            return cls(value)  # type: ignore[call-arg]  # by value, as any Enum
        except ValueError:
            rule = "unknown-value" if isinstance(value, str) else "wrong-type"
            raise PydanticCustomError(
                rule,
                "{found} is not {noun}",
                {
                    "found": f"'{value}'" if isinstance(value, str) else "this",
                    "noun": NOUNS[cls],
                    "candidates": [str(word) for word in cls],
                },
            ) from None

    @classmethod
    def __get_pydantic_core_schema__(
        cls,
        _source: object,
        _handler: GetCoreSchemaHandler,
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(
        cls,
        _schema: CoreSchema,
        _handler: GetJsonSchemaHandler,
    ) -> JsonSchemaValue:
        return {
            "enum": [str(word) for word in cls],
            "markdownEnumDescriptions": [f"{word.label}: {word.meaning}" for word in cls],
        }


class PublicationStatus(Word):
    """Where the guideline stands in its life, after FHIR's PublicationStatus."""

    DRAFT = ("draft", "Draft", "Still being written; not for use in care.")
    ACTIVE = ("active", "Active", "Published and in force.")
    RETIRED = ("retired", "Retired", "No longer in force.")
    UNKNOWN = ("unknown", "Unknown", "The publisher does not know the status.")


class Stage(Word):
    """How far the review of the guideline has come."""

    SUBMITTED = ("submitted", "Submitted", "Handed in; nobody has begun to review it.")
    UNDER_REVIEW = ("under-review", "Under review", "A named reviewer has begun.")
    APPROVED = ("approved", "Approved", "A named reviewer has signed this content.")


class Coverage(Word):
    """What a record of the review is about."""

    GUIDELINE = ("guideline", "The whole guideline", "Everything that the guideline says.")
    RECOMMENDATIONS = (
        "recommendations",
        "Single recommendations",
        "The recommendations that the record lists. It approves no guideline.",
    )


class Origin(Word):
    """Where a statement comes from."""

    ARTICLE = (
        "article",
        "Source article",
        "The source article states this. It is restated here in other words.",
    )
    SOCIETY = ("society", "Society", "A medical society states this in a guideline.")
    IMPLIED = (
        "implied",
        "Implied",
        "No source states this; it is needed to join statements that sources make.",
    )
    ADDED = (
        "added",
        "Added",
        "The source article does not say this. It was added for safety or completeness.",
        "+",
    )


class Direction(Word):
    """Whether a recommendation is for or against doing something."""

    FOR = ("for", "For", "The statement is for doing it.", "↑")
    AGAINST = ("against", "Against", "The statement is against doing it.", "↓")


class Strength(Word):
    """How strongly a panel recommends, after GRADE."""

    STRONG = (
        "strong",
        "Strong",
        (
            "A panel is confident that the benefits outweigh the harms for nearly everybody, or "
            "the reverse. Most informed people would choose it."
        ),
        "●●",
    )
    CONDITIONAL = (
        "conditional",
        "Conditional",
        (
            "A panel believes that the benefits probably outweigh the harms, or the reverse. The "
            "right choice differs between people."
        ),
        "●○",
    )
    NOT_GRADED = (
        "not-graded",
        "Not graded",
        "No panel has graded the strength of this statement.",
        "○○",
    )


class StrongDespite(Word):
    """Why a panel recommends strongly on evidence of low certainty: GRADE's five situations."""

    LIFE_THREATENING = (
        "life-threatening",
        "A life is at stake",
        "Benefit is uncertain, life is in danger, and the harms are acceptable.",
    )
    CERTAIN_HARM = (
        "certain-harm",
        "Uncertain benefit, certain harm",
        "Benefit is uncertain; the harm, or a very high cost, is well established.",
    )
    LESS_HARM = (
        "less-harm",
        "Alike in benefit, one clearly less harmful",
        "Two options may be alike in benefit; one is surely less harmful or costly.",
    )
    POSSIBLE_HARM = (
        "possible-harm",
        "Alike in benefit, one perhaps more harmful",
        "Two options are surely alike in benefit; one may be more harmful or costly.",
    )
    POSSIBLE_CATASTROPHE = (
        "possible-catastrophe",
        "A catastrophe is possible",
        "The harm is uncertain, but would be catastrophic.",
    )


class Certainty(Word):
    """How sure one can be that an effect lies where the evidence puts it, after GRADE."""

    HIGH = (
        "high",
        "High",
        "We are very confident that the true effect lies close to the estimate.",
        "⊕⊕⊕⊕",
    )
    MODERATE = (
        "moderate",
        "Moderate",
        (
            "The true effect is likely to be close to the estimate, but may be substantially "
            "different."
        ),
        "⊕⊕⊕⊖",
    )
    LOW = ("low", "Low", "The true effect may be substantially different.", "⊕⊕⊖⊖")
    VERY_LOW = (
        "very-low",
        "Very low",
        "The true effect is likely to be substantially different.",
        "⊕⊖⊖⊖",
    )
    NOT_ASSESSED = (
        "not-assessed",
        "Not assessed",
        "Nobody has assessed how certain this is.",
        "-",
    )


class CertaintyBy(Word):
    """Who judged the certainty of the evidence."""

    EDITORS = (
        "editors",
        "derived by the editors",
        "The editors of this guideline derived it; no panel and no society gave it.",
    )
    PANEL = ("panel", "judged by the panel", "The guideline's panel judged it.")


class CertaintyDomain(Word):
    """Why certainty is lower or higher: the domains of GRADE."""

    RISK_OF_BIAS = ("risk-of-bias", "Risk of bias", "The studies' design or conduct may mislead.")
    INCONSISTENCY = ("inconsistency", "Inconsistency", "The studies disagree.")
    INDIRECTNESS = (
        "indirectness",
        "Indirectness",
        "The studies looked at other people, treatments, comparisons or outcomes.",
    )
    IMPRECISION = ("imprecision", "Imprecision", "Few people or events; a wide interval.")
    PUBLICATION_BIAS = (
        "publication-bias",
        "Publication bias",
        "Studies may be missing because of their results.",
    )
    LARGE_EFFECT = ("large-effect", "Large effect", "The effect is large; this raises certainty.")
    DOSE_RESPONSE = (
        "dose-response",
        "Dose-response",
        "The effect grows with the dose; this raises certainty.",
    )
    OPPOSING_CONFOUNDING = (
        "opposing-confounding",
        "Opposing confounding",
        "What may mislead would hide the effect; this raises certainty.",
    )
    NO_COMPARISON = (
        "no-comparison",
        "No comparative evidence",
        (
            "No study compares this with the alternative; the statement rests on consensus, series "
            "or practice."
        ),
    )


class Support(Word):
    """What a piece of evidence does for a statement."""

    SUPPORTS = ("supports", "Supports", "It bears the statement out.", "✓")
    PARTLY = (
        "partly",
        "Supports in part",
        "It bears out a part of the statement, or in other people or circumstances.",
        "◐",
    )
    REFUTES = ("refutes", "Speaks against", "It contradicts or weakens the statement.", "✗")
    INSUFFICIENT = (
        "insufficient",
        "Insufficient",
        "It looked at the matter and cannot settle it, or what it found was not seen.",
        "?",
    )


class Topic(Word):
    """What a fact or an evidence statement is about."""

    INCIDENCE = ("incidence", "How common it is", "How often the condition occurs.")
    RISK = ("risk", "Risk", "What makes the condition more or less likely.")
    DIAGNOSIS = ("diagnosis", "Diagnosis", "How the condition is recognized.")
    TREATMENT = ("treatment", "Treatment", "What treatments do.")
    SAFETY = ("safety", "Safety", "Harms, and how to keep clear of them.")
    CONTEXT = ("context", "Context", "Circumstances that change what to expect.")


class InterventionKind(Word):
    """What sort of thing an intervention is."""

    DRUG = ("drug", "Drug", "A medicine.")
    PROCEDURE = ("procedure", "Procedure", "An operation or another procedure.")
    SURVEILLANCE = ("surveillance", "Surveillance", "Planned watching.")
    DIAGNOSTIC = ("diagnostic", "Diagnostic", "A test or an image.")


class Route(Word):
    """How a treatment is given."""

    INTRAVENOUS = ("intravenous", "intravenous", "Into a vein.")
    ORAL = ("oral", "oral", "By mouth.")
    INHALED = ("inhaled", "inhaled", "Breathed in.")
    NOT_STATED = ("not-stated", "route not stated", "The source does not state the route.")


class Licensing(Word):
    """Whether the label covers this use."""

    LICENSED = ("licensed", "Licensed for this use", "The label seen lists this use.")
    OFF_LABEL = ("off-label", "Off-label", "The label seen does not list this use.")
    NOT_CHECKED = ("not-checked", "Not checked", "No label was checked for this use.")
    NOT_A_DRUG = ("not-a-drug", "Not a drug", "A label does not apply.")


class EvidenceType(Word):
    """What kind of work a reference is; the reference index is grouped by it, in this order."""

    GUIDELINE = ("guideline", "Guidelines and consensus", "What a society or an agency advises.")
    SYSTEMATIC_REVIEW = (
        "systematic-review",
        "Systematic reviews and meta-analyses",
        "All studies on a question, searched for and appraised.",
    )
    RANDOMIZED_TRIAL = (
        "randomized-trial",
        "Randomized trials",
        "Chance decided who received which treatment.",
    )
    PROSPECTIVE_STUDY = (
        "prospective-study",
        "Prospective studies without randomization",
        "Planned before the results were known.",
    )
    COHORT = (
        "cohort",
        "Retrospective cohorts and comparisons",
        "Looked back on what was recorded, in groups of people.",
    )
    CASE_SERIES = ("case-series", "Case series", "A run of cases, without comparison.")
    REGISTERED_TRIAL = (
        "registered-trial",
        "Trials in registries",
        "A registry's record: under way, stopped, or not yet published.",
    )
    NARRATIVE_REVIEW = ("narrative-review", "Narrative reviews", "A summary by choice of authors.")
    REGULATORY = ("regulatory", "Drug labels and reference texts", "Labels, monographs, textbooks.")
    ANIMAL = ("animal", "Animal studies", "Not in people.")
    OPINION = ("opinion", "Letters and editorials", "What single authors think.")


class ReferenceType(Word):
    """What a reference is, by its name in CSL."""

    ARTICLE_JOURNAL = ("article-journal", "Journal article", "An article in a journal.")
    BOOK = ("book", "Book", "A book.")
    CHAPTER = ("chapter", "Chapter", "A chapter of a book.")
    PAPER_CONFERENCE = ("paper-conference", "Conference paper", "A paper or abstract.")
    REPORT = ("report", "Report", "A report.")
    WEBPAGE = ("webpage", "Web page", "A page on the web.")


class VerificationStatus(Word):
    """How far a bibliographic record was checked against the work."""

    VERIFIED = ("verified", "Verified", "The record was seen on a record page.", "✓")
    PARTIAL = (
        "partial",
        "Partly verified",
        "The work was seen; the fields named here were not checked.",
        "◐",
    )
    SECONDHAND = (
        "secondhand",
        "Second-hand",
        "Seen only in another work's list of references.",
        "◔",
    )
    UNVERIFIED = ("unverified", "Not verified", "Nobody has seen the work.", "✗")


class NoticeKind(Word):
    """What became of a work after it was published."""

    RETRACTION = ("retraction", "Retracted", "The journal or the authors took the work back.", "✗")
    EXPRESSION_OF_CONCERN = (
        "expression-of-concern",
        "Expression of concern",
        "The journal warns that the work may not be reliable.",
        "?",
    )
    CORRECTION = ("correction", "Corrected", "A part of the work was put right.", "✎")
    REINSTATEMENT = ("reinstatement", "Reinstated", "An earlier retraction was taken back.", "✓")


class VariableKind(Word):
    """What values a variable of the pathway can take."""

    BOOLEAN = ("boolean", "yes or no", "True or false.")
    CHOICE = ("choice", "one of a list", "One of the values listed.")
    INTEGER = ("integer", "a whole number", "A whole number in a range.")
    NUMBER = ("number", "a number", "A number in a range, with decimals.")


NOUNS: dict[type[Word], str] = {
    PublicationStatus: "a publication status",
    Stage: "a review stage",
    Coverage: "a scope of a review",
    Origin: "an origin of a statement",
    Direction: "a direction of a recommendation",
    Strength: "a strength of recommendation",
    StrongDespite: "a situation for a strong recommendation on low certainty",
    Certainty: "a certainty of evidence",
    CertaintyBy: "a word for who judged the certainty",
    CertaintyDomain: "a reason for a certainty",
    Support: "a word for what evidence does for a statement",
    Topic: "a topic",
    InterventionKind: "a kind of intervention",
    Route: "a route of administration",
    Licensing: "a licensing status",
    EvidenceType: "a type of evidence",
    ReferenceType: "a CSL type of reference",
    VerificationStatus: "a verification status",
    NoticeKind: "a kind of notice",
    VariableKind: "a kind of variable",
}
