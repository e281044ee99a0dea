"""One YAML file: any of the sections of a guideline. A folder's files are read as one."""

from guidepress.model.entity import Part
from guidepress.model.evidence import EvidenceStatement, Fact, Reference
from guidepress.model.glossary import Term
from guidepress.model.guideline import Gap, Guideline, Population, Review, TherapyLine
from guidepress.model.intervention import Intervention
from guidepress.model.pathway import Pathway
from guidepress.model.recommendation import Question, Recommendation


class Document(Part):
    """The sections that a file may hold, each in one or several files of the folder."""

    guideline: Guideline | None = None
    populations: tuple[Population, ...] = ()
    lines: tuple[TherapyLine, ...] = ()
    questions: tuple[Question, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    evidence: tuple[EvidenceStatement, ...] = ()
    facts: tuple[Fact, ...] = ()
    pathway: Pathway | None = None
    gaps: tuple[Gap, ...] = ()
    glossary: tuple[Term, ...] = ()
    references: tuple[Reference, ...] = ()
    reviews: tuple[Review, ...] = ()
