"""What a recommendation is judged to be, in words: the same wherever it is printed or copied."""

from collections.abc import Callable

from guidepress.link import LinkedGuideline
from guidepress.model.recommendation import Recommendation
from guidepress.vocabulary import Certainty, Word

Show = Callable[[Word, str], str]
"""Writes a word of a closed list, under another label if one is given."""


def verdict(here: LinkedGuideline, each: Recommendation, show: Show) -> list[tuple[str, str]]:
    """Return direction, strength, certainty, origin and review, each with its name."""
    direction = show(each.direction, "") if each.direction else "Not stated"
    strength = show(each.strength, "")
    if each.strong_despite:
        strength += f", on low certainty: {show(each.strong_despite, '')}"
    certainty = show(each.certainty, "")
    if each.certainty is not Certainty.NOT_ASSESSED:  # what nobody assessed, nobody derived
        certainty += f", {show(here.guideline.certainty_by, '')}"
    return [
        ("Direction", direction),
        ("Strength", strength),
        ("Certainty", certainty),
        ("Origin", show(each.origin, "")),
        ("Review", show(here.stage, here.standing.label)),
        *(("Reviewed by", signed.words) for signed in here.sign_offs(each)),
    ]
