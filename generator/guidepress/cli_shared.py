"""What all commands share: the folder of the content, and one sentence for a machine's troubles."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from guidepress.today import ClockError

P = ParamSpec("P")
INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells have it: 128 and the number of the signal."""

content_option = click.option(
    "--content",
    "content",
    type=click.Path(path_type=Path),
    default=Path("content"),
    show_default=True,
    help="Folder with one folder for each guideline.",
)


def machine_trouble(command: Callable[P, None]) -> Callable[P, None]:
    """Say in one sentence what the machine refuses: a full disk, a read-only folder.

    Ctrl-C is no fault of the content, as which exit code 1, that of click, would be understood.
    """

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except BrokenPipeError:
            # The reader of our output has gone, as `head` does: nothing is wrong.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except KeyboardInterrupt:
            click.echo("guidepress: interrupted", err=True)
            sys.exit(INTERRUPTED)
        except ClockError as error:
            click.echo(f"guidepress: {error}", err=True)
            sys.exit(2)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"guidepress: {where}{error.strerror or error}", err=True)
            sys.exit(2)

    return run
