"""The rules that authors' mistakes break: one file each, whose docstring is its published page.

A rule that looks at the linked library has `check(library) -> Iterator[Diagnostic]`, and `DRAFT`
and `RELEASE`: how much a finding matters under each profile, None where it is not looked for.
A rule that is found at an earlier stage (reading, parsing, decoding, linking) is its page only:
what cannot be read is an error under every profile.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache

from guidepress.diagnostics import Diagnostic, Severity, suggest
from guidepress.frozen import dataclass
from guidepress.link import Library
from guidepress.settings import LEVELS, Standards
from guidepress.yaml_nodes import Scalar


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


GUARDS = frozenset(
    {
        "acceptance-without-finding",
        "active-without-approval",
        "approval-without-matching-sign-off",
        "case-went-elsewhere",
        "date-without-record",
        "dates-out-of-order",
        "dose-out-of-bounds",
        "error-prone-notation",
        "future-date",
        "grading-without-panel",
        "illegal-stage-jump",
        "overlapping-branches",
        "retracted-reference",
        "review-overdue",
        "unapproved-guideline",
        "uncovered-state",
        "unpublished-status",
        "unseen-reference",
        "unsigned-approval",
        "unsupported-review-claim",
        "version-not-risen",
        "wrong-signature",
    },
)
"""Rules that guard readers, doses and trust: no site turns them down, and no editor lets their
findings stand. Nor those of the stages before the rules."""


def look(library: Library, profiles: Iterable[str]) -> list[Diagnostic]:
    """Run once every rule that a profile looks for; how much it matters, that says: `judged`."""
    levels = [severities(profile, library.standards) for profile in profiles]
    return [
        found
        for rule in all_rules()
        if rule.check and any(each[rule.name] for each in levels)
        for found in rule.check(library)
    ]


def judged(found: Iterable[Diagnostic], profile: str, standards: Standards) -> list[Diagnostic]:
    """Return the findings that a profile, `draft` or `release`, asks for, as it judges them."""
    levels = severities(profile, standards)
    return [replace(each, severity=severity) for each in found if (severity := levels[each.rule])]


def severities(profile: str, standards: Standards) -> dict[str, Severity | None]:
    """Return how much each rule's findings matter under a profile; None: it is not looked for."""
    levels = {rule.name: _ours(rule, profile) for rule in all_rules()}
    for rule, level in _chosen(profile, standards):
        if rule and not _is_guarded(rule, level, profile):
            levels[rule.name] = None if level == "off" else Severity(level)
    return levels


def refused(standards: Standards) -> Iterator[Diagnostic]:
    """Yield what is wrong with the severities that a site chose."""
    names = [rule.name for rule in all_rules()]
    for profile, chosen in standards.severities.items():
        for name, (rule, level) in zip(chosen, _chosen(profile, standards), strict=True):
            if rule is None:
                hint = suggest(name, names) or "docs/rules.md has the names of all rules"
                message = f"no rule is called '{name}'"
                yield Diagnostic("unknown-value", message, name.span, hint=hint)
            elif _is_guarded(rule, level, profile):
                yield Diagnostic(
                    "guarded-severity",
                    f"'{name}' guards readers: it is '{_ours(rule, profile)}' on every site",
                    level.span,
                    hint="take it out, and put right what the rule finds",
                )


def _ours(rule: Rule, profile: str) -> Severity | None:
    return rule.release if profile == "release" else rule.draft


def _chosen(profile: str, standards: Standards) -> Iterator[tuple[Rule | None, Scalar]]:
    rules = {rule.name: rule for rule in all_rules()}
    for name, level in standards.severities.get(profile, {}).items():
        yield rules.get(name), level


def _is_guarded(rule: Rule, level: str, profile: str) -> bool:
    """Whether a level is less than ours for a rule that nobody may turn down."""
    ours = str(_ours(rule, profile) or "off")
    turned_down = LEVELS.index(level) > LEVELS.index(ours)
    return turned_down and (rule.name in GUARDS or rule.check is None)


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
