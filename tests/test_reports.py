"""Findings in the forms of code hosts and build servers, and the severities that a site chooses."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from guidepress.cli import main
from guidepress.rules import GUARDS, all_rules

GUIDELINE = """\
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
"""
WRONG = """\
recommendations:
  - id: loosen
    title: Loosen \U0001f331 it
    statement: \U0001f331 Loosen it [now](recommendation:loosn).
    origin: addde
references:
  - {id: levin2011, type: article-journal, title: Trial, evidence_type: randomized-trial,
     verification: {status: verified}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    demo = tmp_path / "content" / "de mo"
    demo.mkdir(parents=True)
    (demo / "guideline.yml").write_text(GUIDELINE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def wrong(folder: Path) -> Path:
    (folder / "content" / "de mo" / "wrong.yml").write_text(WRONG, encoding="utf-8")
    return folder


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments], env={"GITHUB_ACTIONS": ""})


def choose(folder: Path, text: str) -> None:
    (folder / "site_config").mkdir()
    (folder / "site_config" / "guidepress.yml").write_text(text, encoding="utf-8")


# By rule


@pytest.mark.usefixtures("wrong")
def test_the_full_form_ends_with_a_line_for_each_rule() -> None:
    result = check("--format", "full", "--profile", "release")
    assert result.stdout.splitlines()[-5:] == [
        "",
        "1 error[dangling-link]",
        "1 error[unknown-value]",
        "2 errors",
        "The rules judge a guideline once all of it can be read, and may find more then.",
    ]


def test_the_worst_and_most_frequent_rule_comes_first(folder: Path) -> None:
    reference = "evidence_type: cohort, verification: {status: verified}"
    records = [f"  - {{id: r{n}, type: book, title: T{n}, {reference}}}\n" for n in range(12)]
    text = "references:\n" + "".join(records)
    (folder / "content" / "de mo" / "references.yml").write_text(text, encoding="utf-8")
    lines = check("--profile", "release").stdout.rpartition("\n\n")[2].splitlines()
    assert lines[0] == "12 error[unused-reference]"
    assert " 1 error[unapproved-guideline]" in lines


# SARIF 2.1.0


def sarif(*arguments: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(check("--format", "sarif", *arguments).stdout)
    return document


@pytest.mark.usefixtures("wrong")
def test_a_sarif_log_has_what_the_standard_requires() -> None:
    log = sarif()
    assert log["version"] == "2.1.0"  # 3.13.2
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")  # 3.13.3
    (run,) = log["runs"]  # 3.13.4
    driver = run["tool"]["driver"]  # 3.14.6, 3.18.2
    assert driver["name"] == "guidepress"  # 3.19.8
    assert run["columnKind"] == "unicodeCodePoints"  # 3.14.17
    assert len(run["results"]) == 2  # 3.14.23: present, if empty, where results were looked for
    for result in run["results"]:
        rule = driver["rules"][result["ruleIndex"]]  # 3.27.6
        assert rule["id"] == result["ruleId"]  # 3.27.5
        assert result["level"] in {"error", "warning", "note"}  # 3.27.10
        assert result["message"]["text"]  # 3.27.11
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])


@pytest.mark.usefixtures("wrong")
def test_a_rule_of_a_sarif_log_carries_its_page() -> None:
    pages = {rule.name: rule for rule in all_rules()}
    for rule in sarif()["runs"][0]["tool"]["driver"]["rules"]:
        page = pages[rule["id"]]
        assert rule["shortDescription"]["text"] == page.summary
        assert rule["help"]["markdown"] == page.page
        assert "Why it matters" in rule["help"]["text"]
        assert not re.search(r"`|^#", rule["help"]["text"], flags=re.MULTILINE)


def test_a_place_of_a_sarif_log_is_where_the_fault_stands(wrong: Path) -> None:
    (result, _) = sarif()["runs"][0]["results"]
    (location,) = result["locations"]
    address = location["physicalLocation"]["artifactLocation"]["uri"]
    assert address == "content/de%20mo/wrong.yml"  # 3.4.3: a relative reference, escaped
    region = location["physicalLocation"]["region"]
    line = WRONG.splitlines()[region["startLine"] - 1]
    assert region["endLine"] == region["startLine"] == 4
    # 3.30.8: the end column is the one after the last character.
    there = line[region["startColumn"] - 1 : region["endColumn"] - 1]
    assert there == "[now](recommendation:loosn)"
    assert not Path(address).is_absolute()
    assert str(wrong) not in json.dumps(result)


def test_a_sarif_log_of_good_content_has_no_results_but_the_list(folder: Path) -> None:
    assert folder.is_dir()
    assert sarif()["runs"][0]["results"] == []


# JUnit XML


@pytest.mark.usefixtures("wrong")
def test_junit_has_a_case_for_each_rule() -> None:
    suites = ET.fromstring(check("--format", "junit").stdout.encode())  # noqa: S314 - our own
    (suite,) = suites
    cases = {case.get("name"): case for case in suite}
    assert set(cases) == {rule.name for rule in all_rules()}
    assert suite.get("tests") == str(len(cases))
    assert suite.get("failures") == "2"
    failure = cases["unknown-value"].find("failure")
    assert failure is not None
    assert failure.get("message") == "1 error"
    assert "wrong.yml:5:13: error[unknown-value]" in (failure.text or "")
    assert cases["partly-verified-reference"].find("skipped") is not None
    assert suite.get("skipped") == str(len(suite.findall("testcase/skipped")))


def test_a_warning_does_not_fail_a_junit_case(folder: Path) -> None:
    text = "references:" + WRONG.partition("references:")[2]
    (folder / "content" / "de mo" / "references.yml").write_text(text, encoding="utf-8")
    suite = ET.fromstring(check("--format", "junit").stdout.encode())[0]  # noqa: S314 - our own
    (case,) = [case for case in suite if case.get("name") == "unused-reference"]
    assert suite.get("failures") == "0"
    assert "warning[unused-reference]" in (case.findtext("system-out") or "")


def test_a_control_character_leaves_junit_well_formed(folder: Path) -> None:
    text = 'gaps: [{id: a, title: A, text: "a\\u0007b ]]> [c](gap:\\u0001)"}]\n'
    (folder / "content" / "de mo" / "gaps.yml").write_text(text, encoding="utf-8")
    result = check("--format", "junit")
    assert result.exit_code == 1
    ET.fromstring(result.stdout.encode())  # noqa: S314 - our own


# A site's severities


def test_a_site_says_how_much_a_rule_matters(wrong: Path) -> None:
    path = wrong / "content" / "de mo" / "wrong.yml"
    path.write_text("references:" + WRONG.partition("references:")[2], encoding="utf-8")
    choose(wrong, "severities: {draft: {unused-reference: error}, release: {no-such: off}}\n")
    assert "error[unused-reference]" in check().stdout
    choices = wrong / "site_config" / "guidepress.yml"
    choices.write_text("severities: {draft: {unused-reference: off}}\n", encoding="utf-8")
    assert check().stdout == "no problems found\n"
    assert "error[unused-reference]" in check("--profile", "release").stdout


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("draft: {vauge-word: off}", "1:22: error[unknown-value] no rule is called 'vauge-word'"),
        ("draft: {vague-word: never}", "1:34: error[unknown-value]"),
        ("drafts: {vague-word: off}", "1:14: error[unknown-key]"),
        ("release: {unapproved-guideline: off}", "1:46: error[guarded-severity]"),
        ("release: {unapproved-guideline: warning}", "1:46: error[guarded-severity]"),
        ("draft: {dangling-link: warning}", "1:37: error[guarded-severity]"),
    ],
)
def test_a_choice_that_cannot_be_is_named_at_its_place(
    choice: str, said: str, folder: Path
) -> None:
    choose(folder, f"severities: {{{choice}}}\n")
    result = check("--format", "concise")
    assert f"site_config/guidepress.yml:{said}" in result.stdout
    assert result.exit_code == 1


STYLE = "1:17: error[unreadable-file] "


@pytest.mark.parametrize(
    ("choices", "said", "hint"),
    [
        ("citation_style: nope.csl\n", f"{STYLE}cannot read the citation style", "without the key"),
        ("citation_style: wrong.csl\n", f"{STYLE}the citation style", "without the key"),
        ("citation_stlye: a.csl\n", "1:1: error[unknown-key]", "did you mean 'citation_style'?"),
        ("weights: {form: 1, to: 9, step: 1}\n", "1:11: error[unknown-key]", "'from'"),
        ("severities: {draft: off}\n", "1:21: error[wrong-type] expected a mapping", "key: value"),
        ("- report: none\n", "1:1: error[wrong-type]", "the keys here are citation_style"),
        ("report\n", "1:1: error[wrong-type]", "the keys here are citation_style"),
    ],
)
def test_choices_that_cannot_be_are_found_before_anything_is_built(
    choices: str, said: str, hint: str, folder: Path
) -> None:
    choose(folder, choices)
    (folder / "site_config" / "wrong.csl").write_text("<style", encoding="utf-8")
    result = check()
    assert result.exit_code == 1
    assert f"site_config/guidepress.yml:{said}" in result.stdout
    assert hint in result.stdout
    built = CliRunner().invoke(main, ["build"])
    assert built.exit_code == 1
    assert "Nothing was written." in built.stderr


def test_choices_that_are_not_utf_8_are_told_at_the_letter(folder: Path) -> None:
    choose(folder, "")
    (folder / "site_config" / "guidepress.yml").write_bytes(b"report: caf\xe9\n")
    result = check("--format", "concise")
    assert result.exit_code == 1
    assert "site_config/guidepress.yml:1:12: error[bad-encoding]" in result.stdout


def test_a_misspelled_rule_has_a_suggestion(folder: Path) -> None:
    choose(folder, "severities: {draft: {vauge-word: off}}\n")
    assert "did you mean 'vague-word'?" in check().stdout


def test_what_guards_readers_stays_an_error_when_a_site_turns_it_down(folder: Path) -> None:
    choose(folder, "severities: {release: {unapproved-guideline: off}}\n")
    assert "error[unapproved-guideline]" in check("--profile", "release").stdout


def test_a_rule_that_guards_readers_can_be_made_stricter(folder: Path) -> None:
    choose(folder, "severities: {draft: {unapproved-guideline: warning}}\n")
    assert "warning[unapproved-guideline]" in check().stdout


def test_each_rule_that_guards_readers_is_there() -> None:
    assert {rule.name for rule in all_rules()} >= GUARDS


# Watching

CHECK = "from guidepress.cli import main; main(['check', '--watch', '--format', 'concise'])"


def test_watching_checks_again_after_a_change_and_ends_with_0(folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", CHECK],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "GITHUB_ACTIONS": ""},
    )
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline() == "no problems found\n"
    assert "Ctrl-C" in process.stderr.readline()
    (folder / "content" / "de mo" / "wrong.yml").write_text(WRONG, encoding="utf-8")
    while "2 errors" not in (line := process.stdout.readline()):
        assert line
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    rest = process.communicate()
    assert process.returncode == 0
    assert "Traceback" not in "".join(rest)
