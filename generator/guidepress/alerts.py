"""What a reader has to know of a statement before anything else, wherever it stands."""

from collections.abc import Iterator

from guidepress.link import Library, LinkedGuideline
from guidepress.model.entity import Entity
from guidepress.model.evidence import EvidenceStatement, Fact
from guidepress.model.recommendation import Recommendation
from guidepress.retractions import leaned_on


def alerts(library: Library, here: LinkedGuideline, statement: Entity) -> Iterator[str]:
    """Yield, as short sentences, that it is retired, contested, or leans on work in doubt."""
    if isinstance(statement, Recommendation) and not statement.in_force:
        yield "Retired."
    if isinstance(statement, (Recommendation, EvidenceStatement, Fact)) and statement.contested:
        yield "Contested: sources disagree."
    if leaned_on(library, here, statement):
        yield "Leans on work that is in doubt."
