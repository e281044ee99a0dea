"""Each guideline as PDF: the whole of it, and a sheet with its pathway for the wall."""

from collections.abc import Iterator

from guidepress.link import Library
from guidepress.outputs import Artifact, OutputError
from guidepress.settings import Settings
from guidepress.site import copy_name

NAME = "pdf"
SUMMARY = "each guideline as a PDF document, and its pathway as one for the wall"
REQUIRES = {"typst": "typst"}


def render(library: Library, settings: Settings) -> Iterator[Artifact]:
    """Yield two PDFs for each guideline; at the end, OutputError if some could not be made."""
    from guidepress.pdf import TypesettingError, wall_sheet, whole_document  # noqa: PLC0415 - slow

    refused = []
    for here in library.guidelines:
        name = copy_name(here)
        span = here.guideline.span
        try:
            yield Artifact(f"{name}.pdf", whole_document(library, here, settings), span)
            yield Artifact(f"{name}-wall.pdf", wall_sheet(library, here, settings), span)
        except TypesettingError as error:
            refused.append(f"no PDF of '{here.id}' was made: {error}")
    if refused:
        raise OutputError("; ".join(refused))
