"""The rules that authors' mistakes break: one file each, whose docstring is its published page.

A rule that looks at the linked library has `check(library) -> Iterator[Diagnostic]`, and `DRAFT`
and `RELEASE`: how much a finding matters under each profile, None where it is not looked for.
A rule that is found at an earlier stage (reading, parsing, decoding, linking) is its page only:
what cannot be read is an error under every profile.
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
                getattr(module, "DRAFT", Severity.ERROR),
                getattr(module, "RELEASE", Severity.ERROR),
                getattr(module, "check", None),
            ),
        )
    return tuple(sorted(rules, key=lambda rule: rule.name))


def check(library: Library, profile: str) -> Iterator[Diagnostic]:
    """Run every rule over a library with the severities of a profile, `draft` or `release`."""
    levels = severities(profile)
    for rule in all_rules():
        severity = levels[rule.name]
        if rule.check is None or severity is None:
            continue
        for found in rule.check(library):
            yield replace(found, severity=severity)


def severities(profile: str) -> dict[str, Severity | None]:
    """Return how much each rule's findings matter under a profile; None: it is not looked for."""
    return {rule.name: rule.release if profile == "release" else rule.draft for rule in all_rules()}


def rules_page() -> str:
    """Return the page of all rules in Markdown: an index, then the page of each rule."""
    index = "\n".join(
        f"| [`{rule.name}`](#{rule.name}) | {rule.summary.rstrip('.')} "
        f"| {rule.draft or '-'} | {rule.release or '-'} |"
        for rule in all_rules()
    )
    pages = "\n\n".join(
        f"## {rule.name}\n\n{rule.page.replace(_HEADING, '#' + _HEADING)}" for rule in all_rules()
    )
    return f"{_INTRODUCTION}\n{index}\n\n{pages}\n"


_HEADING = "## "
_INTRODUCTION = """\
# Rules

What `guidepress check` finds, by the name that stands in brackets in each finding.
`guidepress explain RULE` prints one of these pages. An error stops the build; a `-` means that the
profile does not look for it.

| rule | what it is | draft | release |
|---|---|---|---|"""
