"""`guidepress check` as a shell sees it: exit codes, forms, help."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from guidepress.cli import main

CASES = Path(__file__).parent / "must_fail"
GUIDELINE = """\
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
"""
REFERENCE = """\
references:
  - {id: levin2011, type: article-journal, title: Trial, evidence_type: randomized-trial,
     verification: {status: verified}}
"""


def check(*arguments: str, **environment: str) -> Result:
    # Where the tests themselves run in GitHub's CI, they must not look as if.
    env = {"GITHUB_ACTIONS": "", **environment}
    return CliRunner().invoke(main, ["check", *arguments], env=env)


@pytest.fixture
def good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content" / "demo").mkdir(parents=True)
    (tmp_path / "content" / "demo" / "guideline.yml").write_text(GUIDELINE, encoding="utf-8")
    return tmp_path / "content"


@pytest.fixture
def bad(monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(CASES / "two-guidelines-one-id")
    return Path("content")


@pytest.mark.usefixtures("good")
def test_good_content_exits_0_and_says_so() -> None:
    result = check()
    assert (result.exit_code, result.stdout) == (0, "no problems found\n")


def test_the_rules_judge_what_can_be_read_beside_what_cannot(good: Path) -> None:
    (good / "demo" / "references.yml").write_text(REFERENCE, encoding="utf-8")
    (good / "other").mkdir()
    other = GUIDELINE.replace("id: demo", "id: other") + "  oops: 1\n" + REFERENCE
    (good / "other" / "guideline.yml").write_text(other, encoding="utf-8")
    found = check("--format", "json").stdout
    assert [each["rule"] for each in json.loads(found)["diagnostics"]] == [
        "unused-reference",
        "unknown-key",
    ]
    assert "may find more then" in check().stdout


def test_a_warning_is_shown_and_exits_0(good: Path) -> None:
    (good / "demo" / "references.yml").write_text(REFERENCE, encoding="utf-8")
    result = check("--format", "concise")
    assert result.exit_code == 0
    assert result.stdout == (
        "content/demo/references.yml:2:10: warning[unused-reference] nothing cites 'levin2011'\n"
        "1 warning\n"
    )


def test_the_release_profile_refuses_what_a_draft_may_lack(good: Path) -> None:
    (good / "demo" / "references.yml").write_text(REFERENCE, encoding="utf-8")
    result = check("--profile", "release", "--format", "concise")
    assert result.exit_code == 1
    assert "references.yml:2:10: error[unused-reference]" in result.stdout
    assert "error[unapproved-guideline]" in result.stdout


@pytest.mark.usefixtures("bad")
def test_errors_exit_1_whatever_their_number() -> None:
    assert check().exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [["--profile", "final"], ["--format", "xml"], ["--strict"], ["content"]],
    ids=" ".join,
)
@pytest.mark.usefixtures("good")
def test_a_wrong_call_exits_2(arguments: list[str]) -> None:
    result = check(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error:" in result.stderr


@pytest.mark.parametrize("command", ["check", "build", "render site --to out", "verify content"])
@pytest.mark.usefixtures("good")
def test_ctrl_c_is_no_error_of_the_content(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("guidepress.pipeline.load", interrupted)
    monkeypatch.setattr("guidepress.verify.verify", interrupted)
    result = CliRunner().invoke(main, command.split())
    assert result.exit_code == 130
    assert result.stderr == "guidepress: interrupted\n"


@pytest.mark.usefixtures("bad")
def test_the_concise_form_has_a_line_for_each_finding() -> None:
    assert check("--format", "concise").stdout.splitlines() == [
        (
            "content/second/guideline.yml:2:7: error[duplicate-id] "
            "the id 'demo' is taken by another guideline, at content/first/guideline.yml:2"
        ),
        "content/third/guideline.yml:9:55: error[dangling-link] no gap has the id 'best-order'",
        "2 errors",
    ]


@pytest.mark.usefixtures("bad")
def test_the_json_form_is_one_document() -> None:
    document = json.loads(check("--format", "json").stdout)
    assert (document["errors"], document["warnings"]) == (2, 0)
    assert document["diagnostics"][0] == {
        "rule": "duplicate-id",
        "severity": "error",
        "message": "the id 'demo' is taken by another guideline, at content/first/guideline.yml:2",
        "hint": "an id is a web address: each must be the only one of its kind",
        "file": "content/second/guideline.yml",
        "line": 2,
        "column": 7,
        "end_line": 2,
        "end_column": 11,
    }


@pytest.mark.usefixtures("bad")
def test_github_shows_findings_beside_the_lines_without_being_asked() -> None:
    asked = check("--format", "github").stdout
    assert asked.startswith(
        "::error file=content/second/guideline.yml,line=2,col=7,endColumn=11,title=duplicate-id::",
    )
    assert check(GITHUB_ACTIONS="true").stdout == asked
    assert check("--format", "full", GITHUB_ACTIONS="true").stdout != asked


@pytest.mark.usefixtures("bad")
def test_output_that_is_no_terminal_has_no_color() -> None:
    assert "\x1b" not in check().stdout


@pytest.mark.usefixtures("bad")
def test_two_runs_print_the_same() -> None:
    code = "from guidepress.cli import main; main(['check'])"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert "2 errors" in runs.pop()


def test_check_and_explain_explain_themselves() -> None:
    for command in ("check", "explain"):
        result = CliRunner().invoke(main, [command, "--help"])
        assert result.exit_code == 0
        assert "Usage:" in result.stdout
    assert "--profile" in CliRunner().invoke(main, ["check", "-h"]).stdout
