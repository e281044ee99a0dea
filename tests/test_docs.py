"""The documentation tells the truth: its examples run, and it names what there is and no more.

`REGENERATE=1 pytest tests/test_docs.py` writes docs/keys.md, the committed JSON Schema and the
findings that docs/authoring.md prints anew.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from guidepress.cli import main
from guidepress.model.document import Document
from guidepress.model.entity import Part
from guidepress.outputs import all_outputs
from guidepress.pipeline import load
from guidepress.rules import all_rules
from guidepress.schema import SCHEMA_FILE, keys_page, schema, schema_text
from guidepress.settings import Choices
from guidepress.text import KINDS
from guidepress.vocabulary import NOUNS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
AUTHORING = DOCS / "authoring.md"
COMMANDS = DOCS / "commands.md"

EXAMPLE = re.compile(
    r"^(?P<wrong>Wrong, in|In) `(?P<path>[^`\n]+)`:\n\n"
    r"```(?:yaml|markdown)\n(?P<text>.*?)^```\n"
    r"(?:\n`guidepress check` prints:\n\n```text\n(?P<printed>.*?)^```\n)?",
    re.MULTILINE | re.DOTALL,
)
FENCED = re.compile(r"^(```|~~~).*?^\1$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """A file that a page shows, with what `guidepress check` prints of it where it is wrong."""

    heading: str
    path: str
    text: str
    printed: str | None


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def examples(page: Path) -> list[Example]:
    found = []
    for section in re.split(r"^## ", read(page), flags=re.MULTILINE)[1:]:
        heading = section.partition("\n")[0]
        for each in EXAMPLE.finditer(section):
            assert (each["wrong"] == "Wrong, in") is bool(each["printed"]), each["path"]
            found.append(Example(heading, each["path"], each["text"], each["printed"]))
    return found


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def check(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(folder)
    environment = {"GITHUB_ACTIONS": ""}
    return CliRunner().invoke(main, ["check", "--format", "full"], env=environment).stdout


# The handbook's files


def test_every_example_of_the_handbook_is_a_file_that_is_built() -> None:
    shown = len(re.findall(r"^```(?:yaml|markdown)$", read(AUTHORING), flags=re.MULTILINE))
    assert len(examples(AUTHORING)) == shown


def test_the_first_draft_has_about_a_dozen_lines() -> None:
    assert len(examples(AUTHORING)[0].text.splitlines()) <= 12


@pytest.mark.parametrize(
    "heading",
    list(dict.fromkeys(each.heading for each in examples(AUTHORING))),
)
def test_the_files_are_right_at_the_end_of_each_section(
    heading: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right = [each for each in examples(AUTHORING) if not each.printed]
    last = max(at for at, each in enumerate(right) if each.heading == heading)
    write(tmp_path, {each.path: each.text for each in right[: last + 1]})
    assert check(tmp_path, monkeypatch) == "no problems found\n"


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if any(each.printed for each in examples(page))],
    ids=lambda page: page.name,
)
def test_what_is_shown_as_wrong_is_found_as_printed(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files: dict[str, str] = {}
    for number, each in enumerate(examples(page)):
        if not each.printed:
            files[each.path] = each.text
            continue
        folder = tmp_path / str(number)
        write(folder, {**files, each.path: each.text})
        printed = check(folder, monkeypatch)
        assert re.search(r"error\[[a-z-]+\]", printed)
        if os.environ.get("REGENERATE"):
            page.write_text(read(page).replace(each.text + "```\n\n`guidepress check` prints:\n\n```text\n" + each.printed, each.text + "```\n\n`guidepress check` prints:\n\n```text\n" + printed), encoding="utf-8")
        else:
            assert printed == each.printed
