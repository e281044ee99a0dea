"""The command line: arguments, exit codes, colors.

Exit codes: 0 done, 1 the content has errors, 2 the call or the machine has.
"""

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from guidepress import __version__

if TYPE_CHECKING:
    from guidepress.pipeline import Loaded

FORMATS = ("full", "concise", "github", "json")
P = ParamSpec("P")

content_option = click.option(
    "--content",
    "content",
    type=click.Path(path_type=Path),
    default=Path("content"),
    show_default=True,
    help="Folder with one folder for each guideline.",
)
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


def _machine_trouble(command: Callable[P, None]) -> Callable[P, None]:
    """Say in one sentence what the machine refuses: a full disk, a read-only folder."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except BrokenPipeError:
            # The reader of our output has gone, as `head` does: nothing is wrong.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"guidepress: {where}{error.strerror or error}", err=True)
            sys.exit(2)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="guidepress")
def main() -> None:
    """Clinical guidelines as checked YAML, built into a searchable, cross-linked site.

    Start with 'guidepress check', then 'guidepress build'.
    """


@main.command()
@content_option
@profile_option
@format_option
@_machine_trouble
def check(content: Path, profile: str, form: str | None) -> None:
    """Find every mistake in the content, each with its place and a hint."""
    loaded = _load(content, profile)
    click.echo(_printed(loaded, form))
    sys.exit(1 if loaded.report.failed else 0)


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


def _load(content: Path, profile: str = "draft") -> "Loaded":
    from guidepress.pipeline import load  # noqa: PLC0415 - --help starts at once

    return load(content, profile=profile)


def _printed(loaded: "Loaded", form: str | None) -> str:
    from guidepress import diagnostics  # noqa: PLC0415

    chosen = form or ("github" if os.environ.get("GITHUB_ACTIONS") else "full")
    if chosen == "full":
        color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        return diagnostics.full(loaded.report, color=color)
    return diagnostics.FORMATS[chosen](loaded.report)
