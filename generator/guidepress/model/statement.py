"""What every statement of a guideline carries: origin, certainty with its reasons, evidence."""

from guidepress.model.entity import Part
from guidepress.model.values import Excerpt, Line, RichText, ShortHash, ToReference
from guidepress.vocabulary import Certainty, CertaintyDomain, Origin, Support


class CertaintyReason(Part):
    """One reason why the certainty is what it is."""

    domain: CertaintyDomain
    """The GRADE domain, or `no-comparison` where nothing was compared."""
    text: RichText
    """What was seen, in a sentence."""


class EvidenceItem(Part):
    """One reference and what it does for the statement it stands under."""

    reference: ToReference
    """The id of the reference."""
    locator: Line | None = None
    """Where in the work: a page, a table, 'abstract'."""
    supports: Support
    """Whether it bears the statement out."""
    finding: RichText | None = None
    """What it found or says that matters here, with its numbers and its population."""
    quote: Excerpt | None = None
    """Whole sentences of the work, letter for letter; they are looked for in its `excerpt`."""


class Statement(Part):
    """Something the guideline says: where it comes from and how sure one can be."""

    origin: Origin
    """Where the statement comes from."""
    certainty: Certainty = Certainty.NOT_ASSESSED
    """How certain the evidence is (GRADE)."""
    claims: tuple[Line, ...] = ()
    """Numbers of the claims in the editors' list of sources that this carries over."""


class Point(Statement):
    """A short statement inside an entity: a pitfall, a red flag, a thing to monitor."""

    text: RichText
    """The point, in a sentence or two, with its citations."""


class PlainLanguage(Part):
    """The same said to a patient or a carer."""

    title: Line
    """A heading that a patient would look for."""
    text: RichText
    """The text, in short sentences and everyday words."""
    restates: ShortHash | None = None
    """The hash of what it restates, as it was when both were last read side by side."""
