"""The commands that record reviews and releases: `guidepress review`, `guidepress release`."""

import datetime as dt
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from guidepress.cli_shared import content_option, machine_trouble

P = ParamSpec("P")
STAGES = ("submitted", "under-review", "approved")

guideline_option = click.option("--guideline", required=True, help="Id of the guideline.")
date_option = click.option(
    "--date",
    "moment",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="The day on which it happened, if not today: 2026-11-23.",
)


def _said(command: Callable[P, str]) -> Callable[P, None]:
    """Print what a command says; or in one sentence why it did not, with exit code 2."""

    @machine_trouble
    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        from guidepress.records import RecordError  # noqa: PLC0415 - --help starts at once

        try:
            click.echo(command(*args, **kwargs))
        except RecordError as error:
            click.echo(f"guidepress: {error}", err=True)
            sys.exit(2)

    return run


@click.group()
def review() -> None:
    """Sign a review, or see who reviewed what and what changed since."""


@review.command()
@guideline_option
@click.option("--as", "name", required=True, help="Your name, as readers shall see it.")
@click.option("--role", required=True, help="In what role you review: panel member, editor.")
@click.option(
    "--stage",
    type=click.Choice(STAGES),
    default="approved",
    show_default=True,
    help="under-review begins a review, approved signs, submitted sends back.",
)
@click.option(
    "--only",
    metavar="RECOMMENDATION",
    multiple=True,
    help="Sign single recommendations only, by id; it approves no guideline.",
)
@click.option("--note", default="", help="What you reviewed or found, in a line.")
@date_option
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    default=None,
    help="Sign the record with your SSH key as well (ssh-keygen).",
)
@content_option
@_said
def sign(  # noqa: PLR0913, PLR0917 - what a record says
    guideline: str,
    name: str,
    role: str,
    stage: str,
    only: tuple[str, ...],
    note: str,
    moment: dt.datetime | None,
    key: Path | None,
    content: Path,
) -> str:
    """Record that you reviewed a guideline, bound to the content as it is now."""
    from guidepress import signing  # noqa: PLC0415 - --help starts at once
    from guidepress.vocabulary import Stage  # noqa: PLC0415

    day = moment.date() if moment else None
    asked = signing.Signing(guideline, name, role, Stage.read(stage), only, note, day, key)
    return signing.sign(content, asked)


@review.command()
@guideline_option
@content_option
@_said
def status(guideline: str, content: Path) -> str:
    """Say for each recommendation who reviewed which content, and what changed since."""
    from guidepress.records import guideline_of  # noqa: PLC0415 - --help starts at once
    from guidepress.review_status import status as status_of  # noqa: PLC0415

    return status_of(guideline_of(content, guideline))


@click.command()
@guideline_option
@date_option
@content_option
@_said
def release(guideline: str, moment: dt.datetime | None, content: Path) -> str:
    """Record the present version of a guideline as released, with its content."""
    from guidepress.signing import release as record_release  # noqa: PLC0415

    return record_release(content, guideline, moment.date() if moment else None)
