"""What the records of a guideline come to: its stage, who reviewed what, which days are borne out.

Nothing else sets a stage, a date of review or publication, or that something is active: pages,
banners, watermarks and `noindex` ask here. An approval holds for the content that was signed, and
for no other: a changed word takes it back.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from guidepress.fingerprint import Said, content_hash, hash_of
from guidepress.model.recommendation import Recommendation
from guidepress.model.record import Review
from guidepress.model.values import Day
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
    """The day of the last approval, of this content or an earlier one."""
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


def standing(here: Said) -> Standing:
    """Return where a guideline stands, from its records and the hash of its content."""
    records = [each for each in here.sections.reviews if each.scope is Coverage.GUIDELINE]
    last = records[-1] if records else None
    stage = last.stage if last else Stage.SUBMITTED
    lapsed = None
    if last and stage is Stage.APPROVED and last.content != content_hash(here):
        stage, lapsed = Stage.SUBMITTED, last
    status = here.guideline.status
    if status is PublicationStatus.ACTIVE and stage is not Stage.APPROVED:
        status = PublicationStatus.DRAFT
    approvals = [each.date for each in records if each.stage is Stage.APPROVED and each.content]
    return Standing(
        stage,
        status,
        lapsed,
        approvals[-1] if approvals else None,
        min((each.date for each in here.sections.releases), default=None),
        _note(here, lapsed),
        _label(here, stage, lapsed),
    )


def _note(here: Said, lapsed: Review | None) -> str:
    if lapsed and lapsed.content:
        return f"what {lapsed.name} approved on {lapsed.date} has changed since"
    if lapsed:
        return "an approval is on record that names no content"
    return "" if here.sections.reviews else "no review is on record"


def _label(here: Said, stage: Stage, lapsed: Review | None) -> str:
    if lapsed and lapsed.content:
        return "Changed since approval"
    return stage.label if here.sections.reviews else "Not reviewed"


def sign_offs(here: Said, recommendation: Recommendation) -> tuple[SignOff, ...]:
    """Return who approved a recommendation: the last approval of each reviewer, oldest first."""
    found: dict[str, SignOff] = {}
    for record in here.sections.reviews:
        if record.stage is not Stage.APPROVED:
            continue
        for each in record.recommendations:
            if each.id == recommendation.id:
                changed = each.content != recommendation_hash(here, recommendation)
                found.pop(record.name, None)
                found[record.name] = SignOff(record, changed)
    return tuple(found.values())


def recommendation_hash(here: Said, recommendation: Recommendation) -> str:
    """Return the hash of what a reviewer of a recommendation signs.

    That is its own words, and the interventions of this guideline that it names, as it is read
    with their doses.
    """
    named = [here.entities.get((each.kind, str(each.id))) for each in recommendation.interventions]
    return hash_of(here, [recommendation, *(each for each in named if each is not None)])


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
