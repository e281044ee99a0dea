"""Every rule has a page whose examples are true, and docs/rules.md is up to date.

`REGENERATE=1 pytest tests/test_rules.py` writes docs/rules.md anew.
"""

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from guidepress.cli import main
from guidepress.diagnostics import Severity
from guidepress.pipeline import load
from guidepress.rules import Rule, all_rules, rules_page

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "rules.md"
HEADINGS = ("What it finds", "Why it matters", "Example", "Write instead", "Source")
GUIDELINE = """\
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  people: [{name: The panel member's name, role: Panel member, interests: None declared.}]
"""
"""What stands around an example that shows none; somebody graded what it shows as graded."""
NOT_IN_A_FILE = {
    "misplaced-file",
    "page-address-taken",
    "bad-encoding",
    "duplicate-section",
    "empty-library",
    "guarded-severity",
    "outside-content",
    "pathway-too-large",
    "too-large",
    "key-of-another",
    "unchecked-signature",
    "unreadable-file",
    "unsigned-approval",
    "wrong-signature",
}
"""Rules about files themselves, which no example in one file can show."""


def rule_ids() -> list[str]:
    return [rule.name for rule in all_rules()]


def sections(rule: Rule) -> dict[str, str]:
    _, *parts = re.split(r"^## (.+)\n", rule.page, flags=re.MULTILINE)
    return {heading: text.strip() for heading, text in zip(parts[::2], parts[1::2], strict=True)}


def blocks(rule: Rule, section: str) -> list[str]:
    # A tab cannot be seen on a page: where a page shows one, it shows an arrow.
    text = sections(rule)[section].replace("→", "\t")
    return re.findall(r"^```yaml\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def shown(section: str) -> list[object]:
    return [
        pytest.param(rule, block, id=f"{rule.name}-{number}")
        for rule in all_rules()
        for number, block in enumerate(blocks(rule, section))
    ]


def found(folder: Path, block: str, profile: str) -> list[tuple[str, Severity]]:
    demo = folder / "content" / "demo"
    demo.mkdir(parents=True)
    (demo / "example.yml").write_text(block, encoding="utf-8")
    if not re.search(r"^guideline:", block, flags=re.MULTILINE):
        (demo / "guideline.yml").write_text(GUIDELINE, encoding="utf-8")
    report = load(folder / "content", profile=profile).report
    return [(each.rule, each.severity) for each in report.diagnostics]


def emitted() -> set[str]:
    """Return the ids of rules that stand in the code of the stages, and not in the rules' own."""
    words = re.compile(
        r"(?:Diagnostic|ReadProblem|wrong|TextFault|_report)\(\s*(?:[\w.]+,\s*)?\"([a-z-]+)\"",
    )
    code = ROOT / "generator" / "guidepress"
    files = [*code.glob("*.py"), *(code / "model").glob("*.py"), code / "rules" / "__init__.py"]
    return {id_ for file in files for id_ in words.findall(file.read_text(encoding="utf-8"))}


def test_every_id_that_a_stage_emits_has_a_page_and_the_reverse() -> None:
    assert emitted() == {rule.name for rule in all_rules() if rule.check is None}


@pytest.mark.parametrize("rule", all_rules(), ids=rule_ids())
def test_a_page_has_a_summary_and_the_fixed_headings(rule: Rule) -> None:
    found_headings = list(sections(rule))
    assert found_headings == [heading for heading in HEADINGS if heading in found_headings]
    assert set(HEADINGS) - set(found_headings) <= {"Source"}
    assert rule.page.split("\n")[1] == "", "the summary is one line"
    assert re.fullmatch(r"(An? |Something |Lists ).{10,90}\.", rule.summary)
    assert all(sections(rule).values())


@pytest.mark.parametrize("rule", all_rules(), ids=rule_ids())
def test_a_page_shows_the_fault_and_the_cure_in_yaml(rule: Rule) -> None:
    expected = rule.name not in NOT_IN_A_FILE
    assert bool(blocks(rule, "Example")) is expected
    assert bool(blocks(rule, "Write instead")) is expected


@pytest.mark.parametrize(("rule", "block"), shown("Example"))
def test_the_example_of_a_rule_breaks_it(rule: Rule, block: str, tmp_path: Path) -> None:
    profile, severity = ("draft", rule.draft) if rule.draft else ("release", rule.release)
    assert (rule.name, severity) in found(tmp_path, block, profile)


@pytest.mark.parametrize(("rule", "block"), shown("Example"))
def test_an_example_breaks_no_other_rule_of_drafts(
    rule: Rule,
    block: str,
    tmp_path: Path,
) -> None:
    assert {name for name, _ in found(tmp_path, block, "draft")} <= {rule.name, "unused-reference"}


@pytest.mark.parametrize(("rule", "block"), shown("Write instead"))
def test_what_to_write_instead_is_right(rule: Rule, block: str, tmp_path: Path) -> None:
    assert {name for name, _ in found(tmp_path / "draft", block, "draft")} <= {"unused-reference"}
    assert rule.name not in {name for name, _ in found(tmp_path / "release", block, "release")}


@pytest.mark.parametrize("rule", all_rules(), ids=rule_ids())
def test_explain_prints_the_page(rule: Rule) -> None:
    result = CliRunner().invoke(main, ["explain", rule.name])
    assert result.exit_code == 0
    assert result.output == f"# {rule.name}\n\n{rule.page}\n"


def test_explain_proposes_the_right_name() -> None:
    result = CliRunner().invoke(main, ["explain", "unused-refrence"])
    assert result.exit_code == 2
    assert "did you mean 'unused-reference'?" in result.stderr


def test_the_page_of_all_rules_is_up_to_date() -> None:
    if os.environ.get("REGENERATE"):
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(rules_page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == rules_page()
    for rule in all_rules():
        assert f"[`{rule.name}`](#{rule.name})" in rules_page()
        assert f"\n## {rule.name}\n" in rules_page()
