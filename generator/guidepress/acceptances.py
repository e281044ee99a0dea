"""Findings that the editors let stand: each leaves the count and stays in the report.

An acceptance names an entity and not a line, so that it survives an edit of other lines. One that
matches nothing is a finding itself: what it excused is gone, or has moved.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from guidepress.diagnostics import Accepted, Diagnostic, Severity, suggest
from guidepress.frozen import dataclass
from guidepress.link import Library, LinkedGuideline
from guidepress.model.record import Acceptance
from guidepress.rules import GUARDS, Rule, all_rules
from guidepress.source import Span


@dataclass(slots=True)
class _Matched:
    acceptance: Acceptance
    places: tuple[Span, ...]
    """Where a finding stands that it lets stand."""
    fault: str = ""
    """Why it can match nothing."""
    hint: str | None = None
    findings: list[Diagnostic] = field(default_factory=list)

    def covers(self, found: Diagnostic) -> bool:
        """Tell whether a finding of its rule stands inside what it names."""
        return found.rule == self.acceptance.rule and any(
            place.source is found.span.source
            and place.start <= found.span.start
            and found.span.end <= place.end
            for place in self.places
        )


def accept(
    library: Library,
    diagnostics: Sequence[Diagnostic],
    levels: Mapping[str, Severity | None],
) -> tuple[list[Diagnostic], list[Accepted]]:
    """Part what the rules found into what counts and what is let stand.

    `levels` says how much each rule's findings matter. An acceptance of a rule that is not looked
    for is neither used nor unused.
    """
    rules = {rule.name: rule for rule in all_rules()}
    given = [
        _matched(here, each, rules)
        for here in library.guidelines
        for each in here.sections.accept
        if levels.get(each.rule, Severity.ERROR)
    ]
    counted, accepted = [], []
    for found in diagnostics:
        matching = [each for each in given if each.covers(found)]
        for each in matching:
            each.findings.append(found)
        if matching:
            first = matching[0].acceptance
            accepted.append(Accepted(found, str(first.reason), first.span))
        else:
            counted.append(found)
    return [*counted, *_unmatched(given, levels["acceptance-without-finding"])], accepted


def _matched(here: LinkedGuideline, acceptance: Acceptance, rules: dict[str, Rule]) -> _Matched:
    rule = rules.get(acceptance.rule)
    if rule is None:
        return _Matched(
            acceptance,
            (),
            f"no rule is called '{acceptance.rule}'",
            suggest(acceptance.rule, rules) or "copy the name from the brackets of the finding",
        )
    if rule.name in GUARDS or rule.check is None or rule.draft is Severity.ERROR:
        return _Matched(
            acceptance,
            (),
            f"a finding of '{rule.name}' cannot be accepted",
            "put the finding right, and take the acceptance out",
        )
    places = tuple(_places(here, acceptance.at))
    if not places:
        return _Matched(
            acceptance,
            (),
            f"there is no '{acceptance.at}' in this guideline",
            suggest(acceptance.at, [f"{kind}:{id_}" for kind, id_ in here.entities])
            or "write kind:id, such as 'recommendation:steroids-first'",
        )
    return _Matched(acceptance, places)


def _places(here: LinkedGuideline, at: str) -> Iterator[Span]:
    kind, _, id_ = at.partition(":")
    if (kind, id_) in here.entities:
        yield here.entities[kind, id_].span
    for page in here.prose:
        if kind == "page" and page.name == id_:
            yield Span(page.source, 0, len(page.source.text))


def _unmatched(given: list[_Matched], severity: Severity | None) -> Iterator[Diagnostic]:
    for each in given:
        if severity is None or each.findings:
            continue
        acceptance = each.acceptance
        written = acceptance.at if each.places or "there is no" in each.fault else acceptance.rule
        yield Diagnostic(
            "acceptance-without-finding",
            each.fault or f"'{acceptance.rule}' finds nothing in '{acceptance.at}'",
            written.at(0, len(written)),
            severity,
            each.hint or "take the acceptance out: what it let stand is gone",
        )
