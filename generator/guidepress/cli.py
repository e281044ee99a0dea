"""The command line: arguments, exit codes, colors.

Exit codes: 0 done, 1 the content has errors, 2 the call or the machine has, 130 Ctrl-C.
"""

import gc
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from guidepress import __version__
from guidepress.cli_records import release, review
from guidepress.cli_shared import content_option, machine_trouble
from guidepress.collector import collector_paused

if TYPE_CHECKING:
    from guidepress.pipeline import Loaded

SITE_CONFIG = Path("site_config")
FORMATS = ("full", "concise", "github", "json", "sarif", "junit")
_NOT_JUDGED = "The rules judge a guideline once all of it can be read, and may find more then."
profile_option = click.option(
    "--profile",
    type=click.Choice(["draft", "release"]),
    default="draft",
    show_default=True,
    help="How strict: 'release' asks for all that a published guideline must have.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=None,
    help="How findings are printed [default: full; github where GITHUB_ACTIONS is set].",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="guidepress")
def main() -> None:
    """Clinical guidelines as checked YAML, built into a searchable, cross-linked site.

    Start with 'guidepress check', then 'guidepress build'.
    """


main.add_command(review)
main.add_command(release)


def run(name: str | None = None) -> None:
    """Run the program and end at once: to take a library apart first would only take time."""
    try:
        main(prog_name=name)
    except SystemExit as end:
        if not isinstance(end.code, int):
            raise
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code)


@main.command()
@content_option
@profile_option
@format_option
@click.option("--watch", is_flag=True, help="Check again after each change, until Ctrl-C.")
@machine_trouble
def check(content: Path, profile: str, form: str | None, *, watch: bool) -> None:
    """Find every mistake in the content, each with its place and a hint."""
    if watch:
        from guidepress.watch import watch as watch_folders  # noqa: PLC0415

        def again() -> None:
            click.echo(_printed(_load(content, profile, alone=True), form, profile))
            click.echo("Watching; Ctrl-C ends it.\n", err=True)

        watch_folders((content, SITE_CONFIG), again)
        return
    loaded = _load_once(content, profile, alone=True)
    click.echo(_printed(loaded, form, profile))
    sys.exit(1 if loaded.report.failed else 0)


@main.command()
@content_option
@profile_option
@format_option
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    default=Path("dist"),
    show_default=True,
    help="Folder for what is built; the site is its folder 'site'.",
)
@machine_trouble
def build(content: Path, profile: str, form: str | None, target: Path) -> None:
    """Check the content and build the site, ready to be opened and hosted."""
    from guidepress.write import bring_back  # noqa: PLC0415 - --help starts at once

    bring_back(target)
    loaded = _checked(content, profile, form)
    from guidepress.build import build as build_all  # noqa: PLC0415 - slow, and not always needed
    from guidepress.citation_style import StyleError  # noqa: PLC0415
    from guidepress.mkdocs_plugin.command import ConfigurationError  # noqa: PLC0415
    from guidepress.settings import read_settings  # noqa: PLC0415

    settings, _ = read_settings(SITE_CONFIG)  # what is wrong with them is among the findings
    click.echo(f"Building {_count(loaded)} ...", err=True)
    try:
        built = build_all(loaded, settings, target, _progress(target))
    except ConfigurationError as error:
        click.echo(f"guidepress: mkdocs.yml: {error}", err=True)
        sys.exit(2)
    except StyleError as error:  # it can be read, and does not suit one of the references
        click.echo(f"guidepress: {error}", err=True)
        sys.exit(2)
    for name, (files, size) in built.parts.items():
        counted = "1 file" if files == 1 else f"{files} files"
        click.echo(f"  {target / name!s:<28} {counted:>10}  {size / 1e6:6.2f} MB")
    click.echo(f"Open {target / 'site' / 'index.html'}")
    for sentence in (*built.advice, *built.lacking):
        click.echo(f"guidepress: {sentence}", err=True)
    sys.exit(2 if built.lacking else 0)


@main.command()
@click.argument("copy", type=click.Path(path_type=Path))
@machine_trouble
def verify(copy: Path) -> None:
    """Tell whether a COPY (a built folder, its site, a zip, a PDF) is intact, and its version.

    Exit code 1: it is not as it was built. 2: nothing came with it that it could be held against.
    """
    from guidepress.verify import UnverifiableError, verify  # noqa: PLC0415 - --help starts at once

    try:
        verdict = verify(copy)
    except UnverifiableError as error:
        click.echo(f"guidepress: {error}", err=True)
        sys.exit(2)
    click.echo(verdict.text)
    sys.exit(1 if verdict.faults else 0)


@main.command()
@click.argument("output")
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder to write to; it is replaced as a whole.",
)
@content_option
@profile_option
@format_option
@machine_trouble
def render(output: str, target: Path, content: Path, profile: str, form: str | None) -> None:
    """Render the content as one OUTPUT (see 'guidepress outputs') into a folder."""
    from guidepress.citation_style import StyleError  # noqa: PLC0415
    from guidepress.outputs import OutputError, all_outputs, missing  # noqa: PLC0415
    from guidepress.settings import read_settings  # noqa: PLC0415
    from guidepress.write import bring_back, write_folder  # noqa: PLC0415

    bring_back(target)
    outputs = all_outputs()
    if output not in outputs:
        names = ", ".join(outputs)
        click.echo(f"guidepress: no output is called '{output}'; there are {names}", err=True)
        sys.exit(2)
    lacking = missing(outputs[output])
    if lacking:
        click.echo(f"guidepress: {lacking}", err=True)
        sys.exit(2)
    loaded = _checked(content, profile, form)
    settings, _ = read_settings(SITE_CONFIG)
    try:
        count = write_folder(outputs[output].render(loaded.library, settings), target)
    except (OutputError, StyleError) as error:
        click.echo(f"guidepress: {error}", err=True)
        sys.exit(2)
    click.echo(f"{count} files in {target}")


@main.command()
def outputs() -> None:
    """List the outputs that 'guidepress render' knows."""
    from guidepress.outputs import all_outputs  # noqa: PLC0415

    for output in all_outputs().values():
        click.echo(f"{output.name}  {output.summary}")


@main.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Print the page of a RULE: what it finds, why it matters, what to write instead."""
    from guidepress.diagnostics import suggest  # noqa: PLC0415 - --help starts at once
    from guidepress.rules import all_rules  # noqa: PLC0415

    rules = {each.name: each for each in all_rules()}
    if rule not in rules:
        hint = suggest(rule, rules) or f"the rules are {', '.join(rules)}"
        click.echo(f"guidepress: no rule is called '{rule}'; {hint}", err=True)
        sys.exit(2)
    click.echo(f"# {rule}\n\n{rules[rule].page}")


@main.command()
@click.argument("guideline")
@click.option(
    "--set",
    "settings",
    metavar="VARIABLE=VALUE[,VALUE...]",
    multiple=True,
    help="An answer; several values, visit by visit, for what the pathway reassesses.",
)
@click.option("--table", is_flag=True, help="Print the decision table instead.")
@click.option("--json", "for_programs", is_flag=True, help="Print JSON, for programs.")
@content_option
@machine_trouble
def pathway(
    guideline: str,
    settings: tuple[str, ...],
    content: Path,
    *,
    table: bool,
    for_programs: bool,
) -> None:
    """Take answers through the pathway of a GUIDELINE: the path, the reasons, what applies."""
    from guidepress.pathway_answer import UnanswerableError, answer  # noqa: PLC0415 - --help starts at once

    library = _checked(content, "draft", None).library
    try:
        click.echo(answer(library, guideline, settings, table=table, for_programs=for_programs))
    except UnanswerableError as error:
        click.echo(f"guidepress: {error}", err=True)
        sys.exit(2)


def _load(content: Path, profile: str = "draft", *, alone: bool = False) -> "Loaded":
    """Read and check the content, for one profile alone or for the reports of all."""
    # Looking for plugins of pydantic, of which we use none, costs every start some 20 ms.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if not content.is_dir():
        click.echo(f"guidepress: there is no folder '{content}'; name it with --content", err=True)
        sys.exit(2)
    with collector_paused():
        from guidepress.pipeline import load  # noqa: PLC0415 - --help starts at once
        from guidepress.settings import PROFILES, read_settings  # noqa: PLC0415

        settings, wrong = read_settings(SITE_CONFIG)
        profiles = (profile,) if alone else PROFILES
        loaded = load(content, profile, profiles, standards=settings.standards)
        report = type(loaded.report).of(
            (*wrong, *loaded.report.diagnostics), loaded.report.accepted
        )
        return replace(loaded, report=report)


def _load_once(content: Path, profile: str, *, alone: bool = False) -> "Loaded":
    """Load what is there until the process ends; the collector need not look at it even then."""
    loaded = _load(content, profile, alone=alone)
    gc.freeze()
    return loaded


def _checked(content: Path, profile: str, form: str | None) -> "Loaded":
    """Load the content; on any error print all findings and stop with exit code 1."""
    loaded = _load_once(content, profile)
    if loaded.report.failed:
        click.echo(_printed(loaded, form, profile), err=True)
        click.echo("Nothing was written.", err=True)
        sys.exit(1)
    return loaded


def _progress(target: Path) -> Callable[[str, int, int], None]:
    """Return what shows on a terminal how far a build has come; nothing in a log file."""
    if not sys.stderr.isatty():
        return lambda *_: None

    def show(what: str, done: int, total: int) -> None:
        filled = 24 * done // max(total, 1)
        bar = "#" * filled + "." * (24 - filled)
        click.echo(f"\r  [{bar}] {what:<16} {done}/{total} ", err=True, nl=False)
        if what == "manifest":
            click.echo(f"\r{' ' * 60}\r{target}:", err=True)

    return show


def _count(loaded: "Loaded") -> str:
    number = len(loaded.library.guidelines)
    return "1 guideline" if number == 1 else f"{number} guidelines"


def _printed(loaded: "Loaded", form: str | None, profile: str) -> str:
    from guidepress import diagnostics  # noqa: PLC0415 - --help starts at once

    chosen = form or ("github" if os.environ.get("GITHUB_ACTIONS") else "full")
    if chosen == "full":
        color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        printed = diagnostics.full(loaded.report, color=color)
        return printed if loaded.judged else f"{printed}\n{_NOT_JUDGED}"
    if chosen == "sarif":
        from guidepress import sarif  # noqa: PLC0415 - --help starts at once

        return sarif.as_sarif(loaded.report, Path.cwd())
    if chosen == "junit":
        from guidepress import junit, rules  # noqa: PLC0415 - --help starts at once

        levels = rules.severities(profile, loaded.library.standards)
        return junit.as_junit(loaded.report, frozenset(name for name in levels if levels[name]))
    return diagnostics.FORMATS[chosen](loaded.report)


@main.command()
def schema() -> None:
    """Print the JSON Schema of content files, for editors that complete and explain keys."""
    from guidepress.schema import schema_text  # noqa: PLC0415

    click.echo(schema_text(), nl=False)
