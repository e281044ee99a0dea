"""The choices of one site: `site_config/guidepress.yml`, templates and styles beside it."""

import re
from collections.abc import Mapping as Keyed
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from guidepress.cache import NO_CACHE, Cache
from guidepress.diagnostics import Diagnostic
from guidepress.model.entity import Part
from guidepress.model.values import Leaf, Line, wrong
from guidepress.source import Source, Span
from guidepress.yaml_nodes import Mapping, Scalar, parse

_REPORT = re.compile(r"(?:https://|mailto:)(?:[^\s<>\"{}]|\{(?:guideline|id|version)\})+")
MOST_WEIGHTS = 100
HEAVIEST = 1000


def _kilograms(value: object) -> int:
    if not isinstance(value, Scalar) or not re.fullmatch(r"[1-9][0-9]{0,3}", value):
        raise wrong("malformed-quantity", "a weight is a whole number of kilograms")
    if int(value) > HEAVIEST:
        raise wrong("malformed-quantity", f"a weight is at most {HEAVIEST} kg")
    return int(value)


Kilograms = Annotated[int, BeforeValidator(_kilograms)]

PROFILES = ("draft", "release")
LEVELS = ("error", "warning", "off")
"""How much a finding can matter, the most first."""
HIGHEST_GRADE = 20


def _level(value: Scalar) -> Scalar:
    if value not in LEVELS:
        raise wrong("unknown-value", f"'{value}' is none of {', '.join(LEVELS)}")
    return value


def _grade(value: Scalar) -> int:
    if not re.fullmatch(r"[1-9][0-9]?", value) or int(value) > HIGHEST_GRADE:
        raise wrong("malformed-quantity", f"a grade is a whole number from 1 to {HIGHEST_GRADE}")
    return int(value)


Level = Annotated[Scalar, Leaf(_level, {"enum": list(LEVELS)})]
Grade = Annotated[int, Leaf(_grade, {"type": "integer"})]

_RULES = {
    "extra_forbidden": "unknown-key",
    "missing": "missing-key",
    "model_type": "wrong-type",
    "dict_type": "wrong-type",
}
"""What pydantic calls the mistakes that are no value's own."""

FILE = "guidepress.yml"
CACHE = ".cache/guidepress"


class Weights(Part):
    """The weights of the tables of doses, in whole kilograms."""

    first: Kilograms = Field(alias="from")
    """The least weight."""
    last: Kilograms = Field(alias="to")
    """The greatest weight."""
    step: Kilograms
    """From one weight to the next."""

    @model_validator(mode="after")
    def _rise(self) -> Self:
        if self.first >= self.last:
            raise wrong("malformed-quantity", "'from' of the weights is not below 'to'")
        if (self.last - self.first) // self.step > MOST_WEIGHTS:
            raise wrong("too-large", f"there are more than {MOST_WEIGHTS} weights")
        return self


class Severities(Part):
    """How much the findings of rules matter here, where that is not as guidepress has it."""

    draft: dict[Line, Level] = Field(default_factory=dict)
    """Under the profile of drafts: the name of a rule, and `error`, `warning` or `off`."""
    release: dict[Line, Level] = Field(default_factory=dict)
    """The same under the profile of releases."""


def _address(value: object) -> str:
    if not isinstance(value, Scalar) or not _REPORT.fullmatch(value):
        raise wrong(
            "malformed-url",
            "it is a web or mail address, in which {guideline}, {id} and {version} may stand",
        )
    return str(value)


ReportAddress = Annotated[str, BeforeValidator(_address)]


class Choices(Part):
    """What `guidepress.yml` may say."""

    citation_style: Line | None = None
    """A bundled style by name, or a `.csl` file in the same folder."""
    report: ReportAddress | None = None
    """Where readers report a problem, with `{guideline}`, `{id}` and `{version}` filled in."""
    weights: Weights | None = None
    """The weights for which doses by weight are worked out."""
    severities: Severities | None = None
    """How much the findings of rules matter here."""
    plain_language_grade: Grade | None = None
    """The school grade that a text for patients may need at most."""
    retractions: Line | None = None
    """A file in the columns of the Retraction Watch data, as seen from this folder."""


@dataclass(frozen=True, slots=True)
class Standards:
    """What a site holds its guidelines to."""

    severities: Keyed[str, Keyed[Scalar, Scalar]] = field(default_factory=dict)
    """By profile, the rules whose findings matter more or less here, as written."""
    plain_language_grade: int = 9
    """The school grade that a text for patients may need at most."""
    retractions: Path | None = None
    """The file with the works that were retracted."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a guideline's overview offers."""

    path: str
    """Its path as seen from the overview."""
    title: str
    """What it is."""
    size: int = 0
    """In bytes; 0 where it is made after the pages."""
    for_hosts: bool = False
    """Whether an offline copy leaves it out."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices with their defaults filled in."""

    citation_style: str = "nlm-citation-sequence"
    templates: Path | None = None
    """A folder whose templates stand before those of the package."""
    weights: range = range(40, 151, 10)
    """In kilograms."""
    standards: Standards = Standards()
    """What the guidelines are held to."""
    report: str = ""
    """An address for reports of problems, with places for guideline, id and version."""
    cache: Cache = NO_CACHE
    """What was drawn and formatted by earlier builds."""
    sources: str = ""
    """The address below which readers find the content's files; empty where there is none."""
    downloads: dict[str, tuple[Download, ...]] = field(default_factory=dict)
    """What is offered with each guideline, by its id."""


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
        return settings, [
            Diagnostic(
                _RULES.get(each["type"], each["type"]),
                f"{'.'.join(str(step) for step in each['loc'])}: {each['msg']}",
                _place(node, each["loc"]),
            )
            for each in error.errors(include_url=False)
        ]
    if choices.weights:
        chosen = choices.weights
        weights = range(chosen.first, chosen.last + 1, chosen.step)
        settings = replace(settings, weights=weights)
    settings = replace(settings, standards=_standards(choices, folder))
    settings = replace(settings, report=choices.report or "")
    style = choices.citation_style
    if style is None:
        return settings, []
    beside = folder / style
    return replace(settings, citation_style=str(beside if beside.is_file() else style)), []


def _place(node: Mapping, path: tuple[int | str, ...]) -> Span:
    """Return where the last key of a path stands, as far as there are such keys."""
    place = Span(node.span.source, node.span.start, node.span.start)
    for step in path:
        key = next((key for key in node if key == step), None)
        if key is None:
            break
        place = key.span
        value = node[key]
        if not isinstance(value, Mapping):
            break
        node = value
    return place


def _standards(choices: Choices, folder: Path) -> Standards:
    severities = choices.severities or Severities()
    return Standards(
        {"draft": severities.draft, "release": severities.release},
        choices.plain_language_grade or Standards().plain_language_grade,
        folder / choices.retractions if choices.retractions else None,
    )
