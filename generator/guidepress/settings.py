"""The choices of one site: `site_config/guidepress.yml`, templates and styles beside it."""

from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from guidepress.cache import NO_CACHE, Cache
from guidepress.diagnostics import Diagnostic
from guidepress.model.entity import Part
from guidepress.model.values import Line
from guidepress.source import Source, Span
from guidepress.yaml_nodes import Mapping, parse

FILE = "guidepress.yml"
CACHE = ".cache/guidepress"


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
    cache: Cache = NO_CACHE
    """What was drawn and formatted by earlier builds."""


def read_settings(folder: Path) -> tuple[Settings, list[Diagnostic]]:
    """Read the choices of a site; a folder or file that is not there means the defaults."""
    templates = folder / "templates"
    settings = Settings(
        templates=templates if templates.is_dir() else None,
        cache=Cache(folder.parent / CACHE),
    )
    path = folder / FILE
    if not path.is_file():
        return settings, []
    source = Source(path.as_posix(), path, path.read_text(encoding="utf-8-sig"))
    node, diagnostics = parse(source)
    if diagnostics or not isinstance(node, Mapping):
        return settings, diagnostics
    try:
        choices = Choices.model_validate(node)
    except ValidationError as error:
        wrong = ", ".join(
            f"{'.'.join(str(step) for step in each['loc'])}: {each['msg']}"
            for each in error.errors(include_url=False)
        )
        return settings, [
            Diagnostic("unknown-key", wrong, Span(source, node.span.start, node.span.start)),
        ]
    style = choices.citation_style
    if style is None:
        return settings, []
    beside = folder / style
    return replace(settings, citation_style=str(beside if beside.is_file() else style)), []
