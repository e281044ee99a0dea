"""The status of a guideline's review in words: who reviewed which content, what changed since."""

from collections.abc import Iterator

from guidepress.fingerprint import SHORT, content_hash
from guidepress.link import LinkedGuideline
from guidepress.model.recommendation import Recommendation
from guidepress.model.record import Review, Reviewed
from guidepress.signature import checked, strays, visible
from guidepress.standing import counted, doubt, read_hashes, recommendation_hash
from guidepress.vocabulary import Coverage, Stage


def status(here: LinkedGuideline) -> str:
    """Return what is on record for a guideline and each of its recommendations, as plain text."""
    guideline, standing = here.guideline, here.standing
    note = f"; {standing.note}" if standing.note else ""
    lines = [
        f"{here.id}, version {guideline.version}, content {content_hash(here)[:SHORT]}",
        f"Stage: {standing.stage.label}{note}",
        *_records(here),
    ]
    if here.sections.recommendations:
        lines += ["", "Recommendations:"]
    for each in here.sections.recommendations:
        lines += [f"  {each.id}: {each.title}", *_of_recommendation(here, each)]
    lines += [*_gone(here), *_elsewhere(here), *_strays(here)]
    return "\n".join(map(visible, lines))


def _records(here: LinkedGuideline) -> Iterator[str]:
    if here.sections.reviews:
        yield ""
        yield "Records:"
    present = content_hash(here)
    for record in here.sections.reviews:
        yield f"  {record.date}  {record.stage.label}, by {record.name}, {record.role}"
        if record.scope is Coverage.RECOMMENDATIONS:
            yield f"      of {', '.join(str(each.id) for each in record.recommendations)}"
        if record.content is None:
            yield "      of no content that is named"
        else:
            version = f"version {record.version}, " if record.version else ""
            since = "unchanged since" if record.content == present else "changed since"
            yield f"      of {version}content {record.content[:SHORT]}; {since}"
        if record.note:
            yield f"      {record.note}"
        yield f"      {checked(here, record).words}"
        if why := doubt(here, record):
            yield f"      the approval of {why}"


def _of_recommendation(here: LinkedGuideline, recommendation: Recommendation) -> Iterator[str]:
    signed = here.sign_offs(recommendation)
    for each in signed:
        record = each.record
        reviewed = next(one for one in record.recommendations if one.id == recommendation.id)
        word = _since(here, recommendation, reviewed) if each.changed else "unchanged since"
        yield f"      approved by {record.name}, {record.role}, on {record.date}; {word}"
    if signed:
        return
    seen = [
        (record, each)
        for record in here.sections.reviews
        for each in record.recommendations
        if each.id == recommendation.id
    ]
    if seen:
        record, last = seen[-1]
        same = last.content == recommendation_hash(here, recommendation)
        word = "unchanged since" if same else _since(here, recommendation, last)
        # An approval that does not count, or was taken back, stands among the records above.
        step = (
            "an approval does not hold"
            if record.stage is Stage.APPROVED
            else (f"{record.stage.label} on {record.date}")
        )
        yield f"      not approved; {step}; {word}"
    else:
        yield "      reviewed by nobody"


def _since(here: LinkedGuideline, recommendation: Recommendation, reviewed: Reviewed) -> str:
    """Say what changed of a recommendation and of what it is read with, as far as is on record."""
    before = dict(each.split("=") for each in (reviewed.read or "").split())
    now = read_hashes(here, recommendation)
    itself = f"recommendation:{recommendation.id}"
    changed = [
        "its own words" if key == itself else key.replace(":", " ")
        for key in now
        if key in before and before[key] != now[key]
    ]
    changed += [f"now with {key.replace(':', ' ')}" for key in now if before and key not in before]
    changed += [f"no more with {key.replace(':', ' ')}" for key in before if key not in now]
    return f"changed since: {', '.join(changed)}" if changed else "changed since"


def _gone(here: LinkedGuideline) -> Iterator[str]:
    """Tell of what was approved in the last round and is no longer there."""
    last = _last_approval(here)
    present = {str(each.id) for each in here.sections.recommendations}
    for each in last.recommendations if last else ():
        if each.id not in present:
            yield f"  {each.id}: approved, and no longer there"


def _elsewhere(here: LinkedGuideline) -> Iterator[str]:
    """Tell where a change must be that no recommendation shows."""
    last = _last_approval(here)
    if last is None or last.content is None or last.content == content_hash(here):
        return
    signed = {str(each.id): each.content for each in last.recommendations}
    present = {
        str(each.id): recommendation_hash(here, each) for each in here.sections.recommendations
    }
    if signed == present:
        yield ""
        yield "No recommendation changed since the approval; other parts of the guideline did."


def _strays(here: LinkedGuideline) -> Iterator[str]:
    for name in strays(here):
        yield ""
        yield f"{name} signs none of these records: one was changed or taken out since."


def _last_approval(here: LinkedGuideline) -> Review | None:
    whole = [each for each in counted(here) if each.scope is Coverage.GUIDELINE]
    return next((each for each in reversed(whole) if each.stage == "approved"), None)
