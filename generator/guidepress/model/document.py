"""One YAML file: any of the sections of a guideline. A folder's files are read as one."""

from guidepress.model.case import Case
from guidepress.model.entity import Part
from guidepress.model.evidence import EvidenceStatement, Fact, Reference
from guidepress.model.glossary import Term
from guidepress.model.guideline import Gap, Guideline, Population, TherapyLine
from guidepress.model.intervention import Intervention
from guidepress.model.pathway import Pathway
from guidepress.model.recommendation import Question, Recommendation
from guidepress.model.record import Acceptance, Release, Review


class Document(Part):
    """The sections that a file may hold, each in one or several files of the folder."""

    guideline: Guideline | None = None
    """What the guideline is, for whom, by whom, and in what state. One in each folder."""
    populations: tuple[Population, ...] = ()
    """The people that questions, recommendations and figures are about."""
    lines: tuple[TherapyLine, ...] = ()
    """The lines of therapy, or other headings, in the order of treatment."""
    questions: tuple[Question, ...] = ()
    """The questions that are answered, each with its PICO."""
    recommendations: tuple[Recommendation, ...] = ()
    """What to do, for whom, how strongly."""
    interventions: tuple[Intervention, ...] = ()
    """Drugs, procedures, surveillance and tests, with doses as data."""
    evidence: tuple[EvidenceStatement, ...] = ()
    """What was found, for and against, with its numbers."""
    facts: tuple[Fact, ...] = ()
    """Figures about the condition, each with its denominator."""
    pathway: Pathway | None = None
    """The steps of treatment, from which the charts are drawn. One in each folder."""
    cases: tuple[Case, ...] = ()
    """Invented patients, each with the path that the pathway must take with them."""
    gaps: tuple[Gap, ...] = ()
    """What the sources leave open."""
    glossary: tuple[Term, ...] = ()
    """Terms and abbreviations; the site links and explains them wherever they are named."""
    references: tuple[Reference, ...] = ()
    """The works that are cited."""
    reviews: tuple[Review, ...] = ()
    """The steps of the review, oldest first. No record means: not yet under review."""
    releases: tuple[Release, ...] = ()
    """The versions that were given out, oldest first."""
    accept: tuple[Acceptance, ...] = ()
    """Findings that are let stand, each with its reason."""
