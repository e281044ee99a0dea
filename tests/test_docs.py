"""The documentation tells the truth: its examples run, and it names what there is and no more.

`REGENERATE=1 pytest tests/test_docs.py` writes docs/keys.md, the committed JSON Schema and the
findings that docs/authoring.md prints anew.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from guidepress.cli import FORMATS, main
from guidepress.mkdocs_plugin import PluginOptions
from guidepress.model.document import Document
from guidepress.model.entity import Part
from guidepress.outputs import all_outputs
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
MADE_BY_A_SITE = {"site_config/guidepress.yml", "site_config/templates/", "site_config/overrides/"}
IMAGINED = {"dose_without_unit.py", "dose-without-unit"}
"""The rule, and its file, by which CONTRIBUTING explains how rules are named."""
FENCED = re.compile(r"^```(?P<language>\w*).*?\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


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


def test_the_handbooks_site_builds_without_a_warning(tmp_path: Path) -> None:
    write(tmp_path, {each.path: each.text for each in examples(AUTHORING) if not each.printed})
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=tmp_path,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    moved = tmp_path / "site" / "house-plants" / "recommendations" / "weekly-water.html"
    assert "This page has moved." in read(moved)


def told(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a page with what `guidepress check` prints now of what it shows as wrong."""
    files: dict[str, str] = {}

    def retold(found: re.Match[str]) -> str:
        if not found["printed"]:
            files[found["path"]] = found["text"]
            return found[0]
        tried = folder / str(found.start())
        write(tried, {**files, found["path"]: found["text"]})
        printed = check(tried, monkeypatch)
        assert re.search(r"error\[[a-z-]+\]", printed), printed
        return found[0].replace(f"```text\n{found['printed']}", f"```text\n{printed}")

    return EXAMPLE.sub(retold, read(page))


def test_what_is_shown_as_wrong_is_found_as_printed(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert sum(each.printed is not None for each in examples(AUTHORING)) > 2
    page = told(AUTHORING, tmp_path, monkeypatch)
    if os.environ.get("REGENERATE"):
        AUTHORING.write_text(page, encoding="utf-8")
    assert read(AUTHORING) == page


def test_the_readme_shows_what_its_draft_comes_to(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = re.search(
        r"^```yaml\n(?P<text>.*?)^```\n\n[^\n]+\n\n```\n(?P<printed>.*?)^```$",
        read(ROOT / "README.md"),
        re.MULTILINE | re.DOTALL,
    )
    assert shown
    write(tmp_path, {shown["printed"].partition(":")[0]: shown["text"]})
    assert check(tmp_path, monkeypatch) == shown["printed"]


def test_the_handbook_names_every_kind_of_link() -> None:
    for kind in KINDS:
        assert f"`{kind}`" in section(AUTHORING, "Ids and links")


# What there is, and what the pages name


def section(page: Path, heading: str) -> str:
    """Return the text of one section of a page."""
    return re.split(rf"^## {re.escape(heading)}\n", read(page), flags=re.MULTILINE)[1].split(
        "\n## "
    )[0]


def rows(text: str) -> set[str]:
    """Return what stands first in the rows of tables, where that is code."""
    return set(re.findall(r"^\| \[?`([^`]+)`", text, flags=re.MULTILINE))


def test_every_command_has_its_section() -> None:
    headings = set(re.findall(r"^## guidepress (\S+)$", read(COMMANDS), flags=re.MULTILINE))
    assert headings == set(main.commands)
    assert rows(read(COMMANDS).split("\n## ")[0]) == {
        f"guidepress {name}" for name in main.commands
    }


def parameters(command: click.Command) -> list[click.Parameter]:
    """Return the arguments and options of a command, or of the commands of a group."""
    if isinstance(command, click.Group):
        return [each for inner in command.commands.values() for each in parameters(inner)]
    return command.params


@pytest.mark.parametrize("name", main.commands)
def test_a_command_is_described_with_its_arguments_and_options_and_no_other(name: str) -> None:
    there = {
        parameter.opts[0]
        if isinstance(parameter, click.Option)
        else parameter.make_metavar(click.Context(main))
        for parameter in parameters(main.commands[name])
    }
    described = rows(section(COMMANDS, f"guidepress {name}"))
    forms = set(FORMATS) if name == "check" else set()
    assert described - set(all_outputs()) == there | forms


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_calls_no_command_or_option_that_is_not_there(page: Path) -> None:
    inline = re.findall(r"`([^`\n]+)`", FENCED.sub("", read(page)))
    code = "\n".join((*inline, *(each["code"] for each in FENCED.finditer(read(page)))))
    for name, rest in re.findall(r"^guidepress ([a-z]+)\b(.*)", code, flags=re.MULTILINE):
        assert name in main.commands, f"guidepress {name}"
        options = parameters(main.commands[name])
        there = {option for each in options for option in each.opts} | {"--help"}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= there, rest
    makefile = read(ROOT / "Makefile")
    for target in re.findall(r"^make ([a-z]+)\b", code, flags=re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), f"make {target}"


def test_the_targets_of_make_are_described_and_no_other() -> None:
    there = re.findall(r"^\t@echo \"  make (\w+) {2,}", read(ROOT / "Makefile"), flags=re.MULTILINE)
    assert rows(section(COMMANDS, "make")) == {f"make {each}" for each in (*there, "help")}


def test_every_output_is_described_and_no_other() -> None:
    assert rows(section(COMMANDS, "guidepress outputs")) == set(all_outputs())


def test_every_choice_of_a_site_and_option_of_the_plugin_is_described() -> None:
    for key in Choices.model_fields:
        assert f"`{key}`" in section(COMMANDS, "The site's choices")
    options = {name for name, _ in PluginOptions._schema}  # noqa: SLF001 - MkDocs has no other name
    assert rows(section(COMMANDS, "mkdocs build, mkdocs serve")) == options


def test_every_rule_that_a_page_names_is_there() -> None:
    there = {rule.name for rule in all_rules()}
    for page in PAGES:
        printed = set(re.findall(r"(?:error|warning|note)\[([a-z-]+)\]", read(page)))
        explained = set(re.findall(r"guidepress explain ([a-z-]+)", read(page)))
        assert (printed | explained) - IMAGINED <= there, page.name


# The page of keys and the schema


def parts(part: type[Part] = Part) -> Iterator[type[Part]]:
    for each in part.__subclasses__():
        yield each
        yield from parts(each)


def test_the_page_of_keys_is_up_to_date() -> None:
    page = DOCS / "keys.md"
    if os.environ.get("REGENERATE"):
        page.write_text(keys_page(), encoding="utf-8")
    assert read(page) == keys_page()


def test_the_page_of_keys_has_every_section_key_and_word() -> None:
    page = keys_page()
    for name in Document.model_fields:
        assert f"\n## {name}\n" in page
    definitions = schema()["$defs"]
    keys = [key for each in definitions.values() for key in each.get("properties", {})]
    assert len(keys) > 100
    assert {f"`{key}`" for key in keys} <= set(re.findall(r"^\| (`[^`]+`) \|", page, re.MULTILINE))
    for words in NOUNS:
        for word in words:
            assert f"| `{word}` |" in page
            assert word.meaning in page


def test_every_key_is_explained() -> None:
    document = schema()
    for name, definition in {"a file": document, **document["$defs"]}.items():
        for key, value in definition.get("properties", {}).items():
            assert value.get("description"), f"{name}: '{key}' has no docstring in the model"


def test_the_committed_schema_is_up_to_date() -> None:
    committed = ROOT / "generator" / "guidepress" / SCHEMA_FILE
    if os.environ.get("REGENERATE"):
        committed.write_text(schema_text(), encoding="utf-8")
    assert read(committed) == schema_text()
    assert CliRunner().invoke(main, ["schema"]).stdout == schema_text()


# Links and files


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", read(page)), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", FENCED.sub("", read(page)))
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.name != "rules.md"],  # it speaks of files that are wrong
    ids=lambda page: page.name,
)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    made = {each.path for each in examples(page)} | MADE_BY_A_SITE
    for named in re.findall(r"`([\w./-]+)`", FENCED.sub("", read(page))):
        folder = named.partition("/")[0]
        if folder in {"content", "docs", "generator", "site_config", "tests"} and "/" in named:
            assert named in made or (ROOT / named).exists(), named
        elif named.endswith(".py") and named not in IMAGINED:
            assert list(ROOT.glob(f"generator/**/{named}")) or (ROOT / named).exists(), named
