"""The rules that authors' mistakes break: one file each, whose docstring is its published page.

A rule that looks at the linked library has `check(library) -> Iterator[Diagnostic]`. One without
is found at an earlier stage (reading, parsing, decoding, linking), where nothing can be linked yet.
`DRAFT` and `RELEASE` say how much a finding matters under each profile; None means that it is
not looked for.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, its page, how much it matters, and its check if it looks at a library."""

    name: str
    page: str
    draft: Severity | None
    release: Severity | None
    check: Callable[[Library], Iterable[Diagnostic]] | None

    @property
    def summary(self) -> str:
        """The first sentence of its page."""
        return self.page.split("\n", 1)[0]


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule, sorted by name."""
    rules = []
    for found in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{found.name}")
        rules.append(
            Rule(
                found.name.replace("_", "-"),
                (module.__doc__ or "").strip(),
                module.DRAFT,
                module.RELEASE,
                getattr(module, "check", None),
            ),
        )
    return tuple(sorted(rules, key=lambda rule: rule.name))


def check(library: Library, profile: str) -> Iterator[Diagnostic]:
    """Run every rule over a library with the severities of a profile, `draft` or `release`."""
    for rule in all_rules():
        severity = rule.release if profile == "release" else rule.draft
        if rule.check is None or severity is None:
            continue
        for found in rule.check(library):
            yield replace(found, severity=severity)
