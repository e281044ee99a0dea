"""Looks at files again and again, and says when one has changed.

It asks for the time and size of each file: for a few dozen files that is enough.
"""

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

PAUSE: Final = 0.4
"""Seconds between two looks."""

State = dict[Path, tuple[int, int]]


def watch(folders: Iterable[Path], changed: Callable[[], None], pause: float = PAUSE) -> None:
    """Call `changed` at once and after each change in the folders, until Ctrl-C."""
    watched = tuple(folders)
    with suppress(KeyboardInterrupt):
        while True:
            before = _state(watched)
            changed()
            while _state(watched) == before:
                time.sleep(pause)


def _state(folders: Iterable[Path]) -> State:
    state: State = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            with suppress(OSError):  # it may go while we look
                found = path.stat()
                state[path] = (found.st_mtime_ns, found.st_size)
    return state
