"""What `guidepress check` says of pathways and cases that are at fault, place and example included.

Each folder in tests/pathways holds a content folder and what is printed for it, in
`expected.txt`. `REGENERATE=1 pytest tests/test_pathways.py` writes the expected files anew.
"""

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from guidepress.cli import main
from guidepress.pipeline import load
from guidepress.rules import all_rules

CASES = Path(__file__).parent / "pathways"
HANDBOOK = Path(__file__).parents[1] / "docs" / "pathway.md"
RULES = Path(__file__).parents[1] / "generator" / "guidepress" / "rules"


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_a_pathway_at_fault_is_told_so(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = case / "expected.txt"
    monkeypatch.chdir(case)
    result = CliRunner().invoke(main, ["check", "--format", "full"])
    if os.environ.get("REGENERATE"):
        expected.write_text(result.stdout, encoding="utf-8")
    assert result.stdout == expected.read_text(encoding="utf-8")
    assert result.stderr == ""
    report = load(Path("content")).report
    assert result.exit_code == int(report.failed)
    assert report.diagnostics
    assert all(found.hint for found in report.diagnostics)


def test_every_rule_about_pathways_has_such_a_folder() -> None:
    modules = {path.stem.replace("_", "-"): path for path in RULES.glob("*.py")}
    about = {
        rule.name
        for rule in all_rules()
        if rule.draft and "guidepress.proof" in modules[rule.name].read_text(encoding="utf-8")
    }
    told = "".join(path.read_text(encoding="utf-8") for path in CASES.glob("*/expected.txt"))
    assert {name for name in about | {"vague-word"} if f"[{name}]" not in told} == set()
    assert len(about) > 15


def test_the_example_of_the_handbook_is_right_and_prints_what_it_shows(tmp_path: Path) -> None:
    page = HANDBOOK.read_text(encoding="utf-8")
    (text,) = re.findall(r"^```yaml\n(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL)
    (call,) = re.findall(r"^guidepress (pathway .*)$", page, flags=re.MULTILINE)
    (shown,) = re.findall(r"^```text\n(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL)
    folder = tmp_path / "content" / "watering"
    folder.mkdir(parents=True)
    (folder / "watering.yml").write_text(text, encoding="utf-8")
    assert load(tmp_path / "content").report.diagnostics == ()
    content = ["--content", str(tmp_path / "content")]
    assert CliRunner().invoke(main, [*call.split(), *content]).output == shown
    release = load(tmp_path / "content", profile="release").report.diagnostics
    assert "branch-without-case" not in {found.rule for found in release}
