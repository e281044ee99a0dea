"""Signs a review, and records a release: what may be recorded, and what the record says."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from guidepress.diagnostics import suggest
from guidepress.fingerprint import SHORT, content_hash
from guidepress.frozen import dataclass
from guidepress.link import LinkedGuideline
from guidepress.model.recommendation import Recommendation
from guidepress.model.record import Release, Review
from guidepress.records import Fields, RecordError, appended, guideline_of, said
from guidepress.signature import ALLOWED, SignatureError, checked, required
from guidepress.signature import sign as sign_detached
from guidepress.standing import precedence, read_hashes, recommendation_hash, wrong_steps
from guidepress.today import today
from guidepress.vocabulary import Coverage, Stage
from guidepress.write import alone


@dataclass(frozen=True, slots=True)
class Signing:
    """What a reviewer says when they sign."""

    guideline: str
    name: str
    role: str
    stage: Stage = Stage.APPROVED
    only: Sequence[str] = ()
    """Ids of recommendations; none: the whole guideline."""
    note: str = ""
    date: dt.date | None = None
    """The day; today if left out."""
    key: Path | None = None
    """The private key, or a public one whose private key an agent holds."""


def sign(content: Path, signing: Signing) -> str:
    """Append a review to the guideline's records; return a sentence of what was signed.

    Raises RecordError where it may not be, and OSError where it cannot.
    """
    with alone(content):
        here = guideline_of(content, signing.guideline)
        fields = _review(here, signing)
        file = appended(here, "reviews", fields)
        assert isinstance(file.record, Review)  # noqa: S101 - of this section
        for record, why in wrong_steps((*here.sections.reviews, file.record)):
            if record is file.record:
                message = f"{why}; the stage is {here.stage.label}. {_advice(here)}"
                raise RecordError(message)
        signature = _signed(here, file.record, signing.key) if signing.key else None
        file.write()
    what = ", ".join(signing.only) if signing.only else f"'{here.id}'"
    return (
        f"{signing.stage.label}: {what}, version {here.guideline.version}, content "
        f"{fields['content'][:SHORT]}, by {fields['name']} ({fields['role']}) on {fields['date']}. "
        f"Recorded in {file.path}" + (f", signed in {signature}." if signature else ".")
    ) + _unsigned(here, file.record, signature)


def _unsigned(here: LinkedGuideline, record: Review, signature: Path | None) -> str:
    """Return a sentence for the reviewer whose approval will not count."""
    if record.stage is not Stage.APPROVED or not required(here):
        return ""
    if not signature:
        return f" It does not count: '{ALLOWED}' says whose keys count, and it is signed with none."
    found = checked(here, record)
    return "" if found.right else f" It does not count: {found.words}."


def _signed(here: LinkedGuideline, record: Review, key: Path) -> Path:
    try:
        return sign_detached(here, record, key)
    except SignatureError as error:
        raise RecordError(str(error)) from error


def release(content: Path, id_: str, date: dt.date | None = None) -> str:
    """Append the present version to the guideline's releases; return a sentence of it.

    Raises RecordError where it may not be, and OSError where it cannot.
    """
    with alone(content):
        here = guideline_of(content, id_)
        version, hash_ = str(here.guideline.version), content_hash(here)
        releases = here.sections.releases
        for each in releases:
            if each.version == version and each.content == hash_:
                return f"Version {version} is on record since {each.date}; nothing was written."
            if precedence(version) <= precedence(each.version):
                changed = "says something else" if each.content != hash_ else "is on record"
                message = (
                    f"version {each.version} of {each.date} {changed}, and {version} does not rise "
                    "above it: raise 'version'"
                )
                raise RecordError(message)
        day = _day(here, date, releases, "release")
        fields = {"version": version, "date": day.isoformat(), "content": hash_}
        file = appended(here, "releases", fields)
        file.write()
    state = "" if here.approved else f" It is not approved: {here.stage.label}. Its pages say so."
    return f"Version {version}, content {hash_[:SHORT]}, on {day}. Recorded in {file.path}.{state}"


def _review(here: LinkedGuideline, signing: Signing) -> Fields:
    """Return the keys of the record: first who and when, then what."""
    chosen = _chosen(here, signing.only)
    day = _day(here, signing.date, here.sections.reviews, "record")
    fields: Fields = {
        "date": day.isoformat(),
        "stage": signing.stage.value,
        "name": said(signing.name, "the name"),
        "role": said(signing.role, "the role"),
    }
    if signing.note:
        fields["note"] = said(signing.note, "the note")
    if signing.only:
        fields["scope"] = Coverage.RECOMMENDATIONS.value
    fields["version"] = str(here.guideline.version)
    fields["content"] = content_hash(here)
    if chosen:
        approved = signing.stage is Stage.APPROVED
        fields["recommendations"] = [
            {"id": str(each.id), "content": recommendation_hash(here, each)}
            | ({"read": _read(here, each)} if approved else {})
            for each in chosen
        ]
    return fields


def _read(here: LinkedGuideline, recommendation: Recommendation) -> str:
    return " ".join(f"{key}={hash_}" for key, hash_ in read_hashes(here, recommendation).items())


def _chosen(here: LinkedGuideline, only: Sequence[str]) -> list[Recommendation]:
    known = {str(each.id): each for each in here.sections.recommendations}
    for id_ in only:
        if id_ not in known:
            hint = suggest(id_, known) or f"there are {', '.join(known) or 'none'}"
            message = f"no recommendation has the id '{id_}'; {hint}"
            raise RecordError(message)
    return [each for id_, each in known.items() if not only or id_ in only]


def _day(
    here: LinkedGuideline,
    asked: dt.date | None,
    records: Sequence[Review | Release],
    noun: str,
) -> dt.date:
    day = asked or today()
    last = records[-1].date if records else None
    changed = here.guideline.dates.last_changed
    if day > today():
        message = f"{day} has not come yet: today is {today()}"
        raise RecordError(message)
    if last and day < last:
        message = f"{day} is before the last {noun}, of {last}"
        raise RecordError(message)
    if changed and day < changed:
        message = (
            f"{day} is before the content was last changed, on {changed}: nobody had it before "
            "them then; give another day, or correct 'last_changed'"
        )
        raise RecordError(message)
    return day


def _advice(here: LinkedGuideline) -> str:
    if here.stage is Stage.SUBMITTED:
        return "Begin the review with --stage under-review."
    return "The steps are Submitted, Under review, Approved, one after the other."
