"""What becomes of a content, on record: reviews, releases, accepted findings."""

from guidepress.model.entity import Part
from guidepress.model.values import Date, Hash, Id, Line, Place, ReadHashes, Version
from guidepress.vocabulary import Coverage, Stage


class Reviewed(Part):
    """A recommendation as somebody reviewed it."""

    id: Id
    """The id of the recommendation."""
    content: Hash
    """The hash of its words and of what it points to: people, doses, evidence, works."""
    read: ReadHashes | None = None
    """Each of these by itself, as `kind:id=` and a short hash: by it one can tell what changed."""


class Review(Part):
    """A named person's dated step in the review; `guidepress review sign` writes it."""

    date: Date
    """The day."""
    stage: Stage
    """The stage that begins with it."""
    name: Line
    """Who took the step."""
    role: Line
    """In what role."""
    note: Line | None = None
    """What was reviewed, or what was found."""
    scope: Coverage = Coverage.GUIDELINE
    """Whether it is about the whole guideline, or about the recommendations that it lists."""
    version: Version | None = None
    """The version that was reviewed."""
    content: Hash | None = None
    """The hash of the content that was reviewed. Without it nothing is approved."""
    recommendations: tuple[Reviewed, ...] = ()
    """Each recommendation that was reviewed, with the hash of what it said."""


class Release(Part):
    """A version that was given out; `guidepress release` writes it."""

    version: Version
    """The version."""
    date: Date
    """The day."""
    content: Hash
    """The hash of what the guideline said in it."""


class Acceptance(Part):
    """A finding of `guidepress check` that the editors have looked at and let stand."""

    rule: Line
    """The name of the rule, as it stands in brackets in the finding."""
    at: Place
    """What the finding is about: `kind:id`, or `page:name` for a page of prose."""
    reason: Line
    """Why it is let stand, in a sentence; readers see it on the site."""
