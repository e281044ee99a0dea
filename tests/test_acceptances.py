"""An accepted finding leaves the count and stays in the report; a stale acceptance is a finding."""

import json
from pathlib import Path

import pytest

from guidepress.diagnostics import Report, Severity, as_json
from guidepress.pipeline import load
from guidepress.rules import GUARDS, all_rules
from guidepress.sarif import as_sarif

PLANTS = """\
guideline:
  id: plants
  title: Dry plants
  question: How is a dry plant saved?
  version: 1.0.0
  editorial_policy: Reviewed by our gardeners.
references:
  - {id: daisy, title: On watering, type: book, evidence_type: opinion,
     verification: {status: verified}}
  - {id: moss, title: On moss, type: book, evidence_type: opinion,
     verification: {status: verified}}
"""
ACCEPT = "accept:\n  - {rule: %s, at: %s, reason: Kept for later.}\n"


def report(folder: Path, *parts: str, profile: str = "draft") -> Report:
    path = folder / "content" / "plants" / "guideline.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join((PLANTS, *parts)), encoding="utf-8")
    return load(folder / "content", profile=profile).report


def rules(found: Report) -> list[str]:
    return [each.rule for each in found.diagnostics]


def test_an_accepted_finding_counts_no_more_and_is_kept_with_its_reason(tmp_path: Path) -> None:
    before = report(tmp_path)
    after = report(tmp_path, ACCEPT % ("unused-reference", "reference:daisy"))
    assert (before.warnings, after.warnings) == (3, 2)
    (accepted,) = after.accepted
    assert (accepted.diagnostic.span.excerpt, accepted.reason) == ("daisy", "Kept for later.")
    assert accepted.span.excerpt.startswith("{rule: unused-reference")
    assert after.summary == "2 warnings, 1 accepted"


def test_programs_are_told_what_stands_and_why(tmp_path: Path) -> None:
    found = report(tmp_path, ACCEPT % ("unused-reference", "reference:daisy"))
    document = json.loads(as_json(found))
    (accepted,) = document["accepted"]
    assert (accepted["rule"], accepted["reason"]) == ("unused-reference", "Kept for later.")
    assert len(document["diagnostics"]) == document["warnings"] == 2
    results = json.loads(as_sarif(found, tmp_path))["runs"][0]["results"]
    (closed,) = [each for each in results if "suppressions" in each]
    assert closed["ruleId"] == "unused-reference"
    (suppression,) = closed["suppressions"]  # 3.35
    assert suppression["kind"] == "external"
    assert suppression["justification"] == "Kept for later."
    assert len(results) == 3


def test_an_acceptance_survives_edits_of_other_lines(tmp_path: Path) -> None:
    accepted = report(
        tmp_path,
        "  - {id: fern, title: On ferns, type: book, evidence_type: opinion,\n"
        "     verification: {status: verified}}\n",
        ACCEPT % ("unused-reference", "reference:moss"),
    ).accepted
    assert [each.diagnostic.span.excerpt for each in accepted] == ["moss"]


@pytest.mark.parametrize(
    ("rule", "at", "place", "words"),
    [
        ("unused-reference", "guideline:plants", "guideline:plants", "finds nothing in"),
        ("unused-reference", "reference:dasy", "reference:dasy", "there is no"),
        ("unused-refrence", "reference:daisy", "unused-refrence", "no rule is called"),
        ("dangling-link", "reference:daisy", "dangling-link", "cannot be accepted"),
        ("dead-end", "reference:daisy", "dead-end", "cannot be accepted"),
        (
            "unsupported-review-claim",
            "guideline:plants",
            "unsupported-review-claim",
            "cannot be accepted",
        ),
    ],
)
def test_an_acceptance_that_matches_nothing_is_found_at_its_place(
    rule: str, at: str, place: str, words: str, tmp_path: Path
) -> None:
    found = report(tmp_path, ACCEPT % (rule, at))
    (stale,) = [each for each in found.diagnostics if each.rule == "acceptance-without-finding"]
    assert stale.span.excerpt == place
    assert words in stale.message
    assert stale.severity is Severity.WARNING
    assert not found.accepted
    assert rules(found).count("unused-reference") == 2
    assert rules(found).count("unsupported-review-claim") == 1


def test_an_acceptance_of_what_only_a_release_asks_for_is_not_stale_in_a_draft(
    tmp_path: Path,
) -> None:
    accept = ACCEPT % ("unfinished-guideline", "guideline:plants")
    assert "acceptance-without-finding" not in rules(report(tmp_path, accept))
    assert "unfinished-guideline" not in rules(report(tmp_path, accept, profile="release"))


def test_a_page_of_prose_is_a_place(tmp_path: Path) -> None:
    report(tmp_path)
    page = tmp_path / "content" / "plants" / "soil.md"
    page.write_text("# Soil\n\nSee TBD and TBD.\n", encoding="utf-8")
    found = report(tmp_path, ACCEPT % ("undefined-abbreviation", "page:soil"))
    assert [each.diagnostic.span.source.path for each in found.accepted] == [page] * len(
        found.accepted
    )
    assert found.accepted


def test_what_can_never_be_accepted_are_rules() -> None:
    assert {rule.name for rule in all_rules()} >= GUARDS
