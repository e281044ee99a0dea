"""The outputs: one module each with `NAME`, `SUMMARY`, `REQUIRES` and `render`.

Those of other packages come through the entry-point group `guidepress.outputs`, under the same
contract. `REQUIRES` names the modules that must be importable and the packages that bring them.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import entry_points
from importlib.util import find_spec
from types import ModuleType

from guidepress.frozen import dataclass
from guidepress.link import Library
from guidepress.settings import Settings
from guidepress.source import Span


class OutputError(Exception):
    """A form that this content cannot be rendered in; the message says why."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file to be written: its path (posix, relative), its content, where it came from."""

    path: str
    content: str | bytes
    span: Span | None = None

    @property
    def data(self) -> bytes:
        """The content as bytes."""
        return self.content.encode() if isinstance(self.content, str) else self.content


@dataclass(frozen=True, slots=True)
class Output:
    """A form into which a library can be rendered."""

    name: str
    summary: str
    requires: Mapping[str, str]
    """Module name to the package that pip installs for it."""
    render: Callable[[Library, Settings], Iterator[Artifact]]


def all_outputs() -> dict[str, Output]:
    """Return every output by name: ours, then those of other packages."""
    modules = [
        importlib.import_module(f"{__name__}.{found.name}")
        for found in pkgutil.iter_modules(__path__)
    ]
    modules += [point.load() for point in entry_points(group="guidepress.outputs")]
    outputs = [_output(module) for module in modules]
    return {output.name: output for output in sorted(outputs, key=lambda output: output.name)}


def missing(output: Output) -> str | None:
    """Return the sentence that says what to install for an output, if anything is lacking."""
    for module, package in output.requires.items():
        if find_spec(module) is None:
            return f"the output '{output.name}' needs {module}: pip install {package}"
    return None


def _output(module: ModuleType) -> Output:
    return Output(module.NAME, module.SUMMARY, module.REQUIRES, module.render)
