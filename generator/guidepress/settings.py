"""The choices of one site: `site_config/guidepress.yml`, templates and styles beside it."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from guidepress.diagnostics import Diagnostic
from guidepress.model.entity import Part
from guidepress.model.values import Line
from guidepress.source import Source, Span
from guidepress.yaml_nodes import Mapping, parse

FILE = "guidepress.yml"


class Choices(Part):
    """What `guidepress.yml` may say."""

    citation_style: Line | None = None
    """A bundled style by name, or a `.csl` file in the same folder."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices with their defaults filled in."""

    citation_style: str = "nlm-citation-sequence"
    templates: Path | None = None
    """A folder whose templates stand before those of the package."""


def read_settings(folder: Path) -> tuple[Settings, list[Diagnostic]]:
    """Read the choices of a site; a folder or file that is not there means the defaults."""
    templates = folder / "templates"
    found = templates if templates.is_dir() else None
    path = folder / FILE
    if not path.is_file():
        return Settings(templates=found), []
    source = Source(path.as_posix(), path, path.read_text(encoding="utf-8-sig"))
    node, diagnostics = parse(source)
    if diagnostics or not isinstance(node, Mapping):
        return Settings(templates=found), diagnostics
    try:
        choices = Choices.model_validate(node)
    except ValidationError as error:
        wrong = ", ".join(
            f"{'.'.join(str(step) for step in each['loc'])}: {each['msg']}"
            for each in error.errors(include_url=False)
        )
        return Settings(templates=found), [
            Diagnostic("unknown-key", wrong, Span(source, node.span.start, node.span.start)),
        ]
    style = choices.citation_style
    if style is None:
        return Settings(templates=found), []
    beside = folder / style
    return Settings(str(beside) if beside.is_file() else str(style), found), []
