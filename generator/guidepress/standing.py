"""What the records of a guideline come to: its stage, who reviewed what, which days are borne out.

Nothing else sets a stage, a date of review or publication, or that something is active: pages,
banners, watermarks and `noindex` ask here. An approval holds for the content that was signed, and
for no other: a changed word takes it back. One that its reviewer cannot have made counts for
nothing, see `doubt`.
"""

import datetime as dt
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from guidepress.fingerprint import SHORT, Said, content_hash, entity_hash, hash_of
from guidepress.frozen import dataclass
from guidepress.model.entity import Entity
from guidepress.model.evidence import EvidenceStatement, Fact, Reference
from guidepress.model.guideline import Population
from guidepress.model.intervention import Intervention
from guidepress.model.recommendation import Question, Recommendation
from guidepress.model.record import Review
from guidepress.model.values import Day
from guidepress.signature import checked, required
from guidepress.today import today
from guidepress.vocabulary import Coverage, PublicationStatus, Stage

STEPS: dict[Stage, tuple[Stage, ...]] = {
    Stage.SUBMITTED: (Stage.SUBMITTED, Stage.UNDER_REVIEW),
    Stage.UNDER_REVIEW: (Stage.UNDER_REVIEW, Stage.APPROVED, Stage.SUBMITTED),
    Stage.APPROVED: (Stage.APPROVED, Stage.UNDER_REVIEW, Stage.SUBMITTED),
}
"""Which stage may follow which. Approved follows itself for one content only: another signs it."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """Somebody's approval of one recommendation, and whether it says something else by now."""

    record: Review
    changed: bool

    @property
    def words(self) -> str:
        """Who, when, and whether it still holds."""
        who = f"{self.record.name}, {self.record.role}, on {self.record.date}"
        return f"{who}; changed since" if self.changed else who


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a guideline stands today."""

    stage: Stage
    """How far the review of this content has come."""
    status: PublicationStatus
    """Its life; active only what is approved."""
    lapsed: Review | None
    """The last approval, where it is not one of this content."""
    reviewed: Day | None
    """The day of the last approval, of this content or of one that was released."""
    published: Day | None
    """The day of the first release."""
    note: str
    """What a reader must know beside the stage; empty if it says all."""

    label: str
    """The stage as statements name it."""

    @property
    def approved(self) -> bool:
        """Whether a named reviewer has approved the content as it is."""
        return self.stage is Stage.APPROVED


_doubted: WeakKeyDictionary[Said, dict[int, str]] = WeakKeyDictionary()
"""What was found out of the approvals of a guideline: each signature takes two calls of a tool."""


def doubt(here: Said, record: Review) -> str:
    """Return why an approval does not count, to follow 'the approval of'; empty where it does.

    A wrong signature, and a day that has not come anywhere on earth, make it one that its reviewer
    did not give. Where a guideline says whose keys count, a signature that is missing or could not
    be checked is none either: or else deleting it would be enough.
    """
    if record.stage is not Stage.APPROVED:
        return ""
    known = _doubted.setdefault(here, {})
    if id(record) not in known:
        known[id(record)] = _doubt(here, record)
    return known[id(record)]


def _doubt(here: Said, record: Review) -> str:
    if record.date > today() + dt.timedelta(days=1):
        return f"{record.date} does not count: that day has not come"
    found = checked(here, record)
    if found.right is False:
        return f"{record.date} does not count: its signature is wrong"
    if not found.right and required(here):
        return f"{record.date} does not count: no signature of an allowed key was found"
    return ""


def counted(here: Said) -> list[Review]:
    """Return the records of review without the approvals that do not count."""
    return [each for each in here.sections.reviews if not doubt(here, each)]


def present_round(here: Said) -> tuple[Review, ...]:
    """Return the records since the guideline last was at another stage than Approved."""
    reviews = here.sections.reviews
    begun = [
        number
        for number, each in enumerate(reviews)
        if each.scope is Coverage.GUIDELINE and each.stage is not Stage.APPROVED
    ]
    return tuple(reviews[begun[-1] :] if begun else reviews)


def standing(here: Said) -> Standing:
    """Return where a guideline stands, from its records and the hash of its content."""
    records = [each for each in counted(here) if each.scope is Coverage.GUIDELINE]
    last = records[-1] if records else None
    stage = last.stage if last else Stage.SUBMITTED
    lapsed = None
    if last and stage is Stage.APPROVED and last.content != content_hash(here):
        stage, lapsed = Stage.SUBMITTED, last
    status = here.guideline.status
    if status is PublicationStatus.ACTIVE and stage is not Stage.APPROVED:
        status = PublicationStatus.DRAFT
    return Standing(
        stage,
        status,
        lapsed,
        _reviewed(here, records),
        min((each.date for each in here.sections.releases), default=None),
        _note(here, lapsed),
        _label(here, stage, lapsed),
    )


def approvals(here: Said) -> tuple[Review, ...]:
    """Return the approvals of a guideline as it is; none where it is not approved."""
    if standing(here).stage is not Stage.APPROVED:
        return ()
    content = content_hash(here)
    return tuple(
        each
        for each in counted(here)
        if each.stage is Stage.APPROVED
        and each.scope is Coverage.GUIDELINE
        and each.content == content
    )


def _reviewed(here: Said, records: list[Review]) -> Day | None:
    """Return the day of the last approval of what readers have or had before them.

    That is the present content, or one that was released. Of any other nobody can tell what it was.
    """
    approvals = [each for each in records if each.stage is Stage.APPROVED]
    if not approvals:  # to work out the hash takes longer than all else here
        return None
    read = {content_hash(here), *(each.content for each in here.sections.releases)}
    return next((each.date for each in reversed(approvals) if each.content in read), None)


def _note(here: Said, lapsed: Review | None) -> str:
    # A record's name is free text: in this sentence it could say anything, on every page.
    if lapsed and lapsed.content:
        return f"what a reviewer approved on {lapsed.date} has changed since"
    if lapsed:
        return "an approval is on record that names no content"
    if not here.sections.reviews:
        return "no review is on record"
    doubts = [why for each in present_round(here) if (why := doubt(here, each))]
    return f"the approval of {doubts[-1]}" if doubts else ""


def _label(here: Said, stage: Stage, lapsed: Review | None) -> str:
    if lapsed and lapsed.content:
        return "Changed since approval"
    return stage.label if here.sections.reviews else "Not reviewed"


def sign_offs(here: Said, recommendation: Recommendation) -> tuple[SignOff, ...]:
    """Return who approves a recommendation: the last approval of each reviewer, oldest first.

    A reviewer who takes another step with it, and a guideline that goes back to Submitted, end it.
    """
    found: dict[str, SignOff] = {}
    for record in counted(here):
        if record.scope is Coverage.GUIDELINE and record.stage is Stage.SUBMITTED:
            found.clear()
        for each in record.recommendations:
            if each.id != recommendation.id:
                continue
            reviewer = " ".join(record.name.split()).casefold()
            if record.stage is Stage.APPROVED:
                changed = each.content != recommendation_hash(here, recommendation)
                found.pop(reviewer, None)
                found[reviewer] = SignOff(record, changed)
            elif record.scope is Coverage.RECOMMENDATIONS:
                found.pop(reviewer, None)
    return tuple(found.values())


def recommendation_hash(here: Said, recommendation: Recommendation) -> str:
    """Return the hash of what a reviewer of a recommendation signs.

    That is its own words, and what of this guideline they are read with: whom it is for, what it
    answers, interventions with their doses, evidence, figures, and the works behind all of these.
    """
    return hash_of(here, read_with(here, recommendation))


def read_with(here: Said, recommendation: Recommendation) -> list[Entity]:
    """Return a recommendation and what it is read with, itself first."""
    named = _pointed_at(here, recommendation, (*_BEARING, *_BEHIND))
    behind = [far for each in named for far in _pointed_at(here, each, _BEHIND)]
    read = {(each.KIND, str(each.id)): each for each in (*named, *behind)}
    return [recommendation, *(read[key] for key in sorted(read))]


def read_hashes(here: Said, recommendation: Recommendation) -> dict[str, str]:
    """Return the short hash of each that a recommendation is read with, by kind and id."""
    return {
        f"{each.KIND}:{each.id}": entity_hash(here, each)[:SHORT]
        for each in read_with(here, recommendation)
    }


_BEARING = (Question, Intervention, EvidenceStatement, Fact)
"""What a recommendation is read with."""
_BEHIND = (Population, Reference)
"""What a recommendation is read with, and also what stands behind that."""


def _pointed_at(here: Said, entity: Entity, kinds: tuple[type[Entity], ...]) -> list[Entity]:
    """Return what of this guideline an entity points to, of some kinds."""
    return [
        each
        for each in here.pointed_at.get((entity.KIND, entity.id), ())
        if isinstance(each, kinds) and here.entities.get((each.KIND, each.id)) is each
    ]


def wrong_steps(reviews: tuple[Review, ...]) -> Iterator[tuple[Review, str]]:
    """Yield each record that cannot follow those before it, with a sentence that says why."""
    stage, content = Stage.SUBMITTED, None
    for record in reviews:
        if record.scope is Coverage.RECOMMENDATIONS:
            if stage is Stage.SUBMITTED:
                yield record, "single recommendations are signed while the guideline is reviewed"
            continue
        if record.stage not in STEPS[stage]:
            yield record, f"{record.stage.label} cannot follow {stage.label}"
        elif record.stage is stage is Stage.APPROVED and record.content != content:
            yield record, "what changed since an approval is reviewed anew before it is approved"
        stage, content = record.stage, record.content


def precedence(version: str) -> tuple[object, ...]:
    """Return what orders versions: https://semver.org/#spec-item-11."""
    core, _, before = version.partition("-")
    numbers = tuple(int(number) for number in core.split("."))
    marks = tuple(
        (0, int(mark), "") if mark.isdigit() else (1, 0, mark) for mark in before.split(".")
    )
    return numbers, before == "", marks
