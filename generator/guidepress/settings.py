"""The choices of one site: `site_config/guidepress.yml`, templates and styles beside it."""

import re
from collections.abc import Mapping as Keyed
from dataclasses import field, replace
from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from guidepress.cache import NO_CACHE, Cache
from guidepress.citation_style import StyleError, bundled_styles, check_style
from guidepress.decode import told
from guidepress.diagnostics import Diagnostic, suggest
from guidepress.frozen import dataclass
from guidepress.model.entity import Part
from guidepress.model.values import Leaf, Line, wrong
from guidepress.source import ReadProblem, Span, read_alone
from guidepress.yaml_nodes import Mapping, Node, Scalar, parse

_REPORT = re.compile(r"(?:https://|mailto:)(?:[^\s<>\"{}]|\{(?:guideline|id|version)\})+")
MOST_WEIGHTS = 100
HEAVIEST = 1000


def _kilograms(value: object) -> int:
    if not isinstance(value, Scalar) or not re.fullmatch(r"[1-9][0-9]{0,3}", value):
        message = "a weight is a whole number of kilograms"
        raise wrong("malformed-quantity", message, hint="write a number alone, such as 40")
    if int(value) > HEAVIEST:
        message = f"a weight is at most {HEAVIEST} kg"
        raise wrong("malformed-quantity", message, hint="write a smaller weight")
    return int(value)


Kilograms = Annotated[int, BeforeValidator(_kilograms)]

PROFILES = ("draft", "release")
LEVELS = ("error", "warning", "off")
"""How much a finding can matter, the most first."""
HIGHEST_GRADE = 20


def _level(value: Scalar) -> Scalar:
    if value not in LEVELS:
        message = f"'{value}' is none of {', '.join(LEVELS)}"
        raise wrong("unknown-value", message, candidates=LEVELS)
    return value


def _grade(value: Scalar) -> int:
    if not re.fullmatch(r"[1-9][0-9]?", value) or int(value) > HIGHEST_GRADE:
        message = f"a grade is a whole number from 1 to {HIGHEST_GRADE}"
        raise wrong("malformed-quantity", message, hint="write a number alone, such as 9")
    return int(value)


Level = Annotated[Scalar, Leaf(_level, {"enum": list(LEVELS)})]
Grade = Annotated[int, Leaf(_grade, {"type": "integer"})]

FILE = "guidepress.yml"
CACHE = ".cache/guidepress"


class Weights(Part):
    """The weights of the tables of doses, in whole kilograms."""

    model_config = ConfigDict(title="the weights")

    first: Kilograms = Field(alias="from")
    """The least weight."""
    last: Kilograms = Field(alias="to")
    """The greatest weight."""
    step: Kilograms
    """From one weight to the next."""

    @model_validator(mode="after")
    def _rise(self) -> Self:
        if self.first >= self.last:
            message = "'from' of the weights is not below 'to'"
            raise wrong("malformed-quantity", message, hint="write the smaller weight first")
        if (self.last - self.first) // self.step > MOST_WEIGHTS:
            message = f"there are more than {MOST_WEIGHTS} weights"
            raise wrong("too-large", message, hint="write a greater step")
        return self


def _address(value: object) -> str:
    if not isinstance(value, Scalar) or not _REPORT.fullmatch(value):
        raise wrong(
            "malformed-url",
            "it is a web or mail address, in which {guideline}, {id} and {version} may stand",
            hint="begin it with https:// or mailto:, and write it without blanks",
        )
    return str(value)


ReportAddress = Annotated[str, BeforeValidator(_address)]


class Severities(Part):
    """How much the findings of rules matter here, where that is not as guidepress has it."""

    model_config = ConfigDict(title="the severities")

    draft: dict[Line, Level] = Field(default_factory=dict)
    """Under the profile of drafts: the name of a rule, and `error`, `warning` or `off`."""
    release: dict[Line, Level] = Field(default_factory=dict)
    """The same under the profile of releases."""


class Choices(Part):
    """What `guidepress.yml` may say."""

    model_config = ConfigDict(title="the site's choices")

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
    report: str = ""
    """An address for reports of problems, with places for guideline, id and version."""
    standards: Standards = Standards()
    """What the guidelines are held to."""
    cache: Cache = NO_CACHE
    """What was drawn and formatted by earlier builds."""
    address: str = ""
    """The address of the site, with a slash at its end; empty where it is not known."""
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
    source = read_alone(path.as_posix(), path)
    if isinstance(source, ReadProblem):
        return settings, [Diagnostic.of(source)]
    node, diagnostics = parse(source)
    if diagnostics or node is None:
        return settings, diagnostics
    if not isinstance(node, Mapping):
        return settings, [_no_choices(node)]
    try:
        choices = Choices.model_validate(node)
    except ValidationError as error:
        return settings, list(told(node, error.errors(include_url=False), Choices))
    return _with_style(_chosen(choices, settings, folder), choices.citation_style, folder)


def _chosen(choices: Choices, settings: Settings, folder: Path) -> Settings:
    """Fill in what a site chose, but for its citation style."""
    if choices.weights:
        chosen = choices.weights
        weights = range(chosen.first, chosen.last + 1, chosen.step)
        settings = replace(settings, weights=weights)
    return replace(settings, report=choices.report or "", standards=_standards(choices, folder))


def _with_style(
    settings: Settings, style: Scalar | None, folder: Path
) -> tuple[Settings, list[Diagnostic]]:
    """Fill in the citation style; where it cannot be read it stays ours, and a finding says so."""
    if style is None:
        return settings, []
    beside = folder / style
    named = str(beside if beside.is_file() else style)
    try:
        check_style(named)
    except StyleError as error:
        return settings, [_no_style(style, error)]
    return replace(settings, citation_style=named), []


def _no_choices(node: Node) -> Diagnostic:
    keys = ", ".join(Choices.model_fields)
    return Diagnostic(
        "wrong-type",
        "expected the site's choices, such as 'report:', and found something else",
        Span(node.span.source, node.span.start, node.span.start + 1),
        hint=f"write 'key: value' lines; the keys here are {keys}",
    )


def _no_style(style: Scalar, error: StyleError) -> Diagnostic:
    known = f"put a .csl file of that name beside {FILE}; without the key the style is Vancouver"
    hint = suggest(style, bundled_styles()) or known
    return Diagnostic("unreadable-file", str(error), style.span, hint=hint)


def _standards(choices: Choices, folder: Path) -> Standards:
    severities = choices.severities or Severities()
    return Standards(
        {"draft": severities.draft, "release": severities.release},
        choices.plain_language_grade or Standards().plain_language_grade,
        folder / choices.retractions if choices.retractions else None,
    )
