"""A second process that makes pages from the last one on, while MkDocs makes the first ones.

Markdown takes most of a first build. MkDocs takes one page after the other; where it comes to one
that the other process has made already, it finds it among the kept pages. It does all else itself,
and the page too if the other process has not come so far, or has died.
"""

import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from mkdocs.structure.pages import Page


def begin(pages: Sequence[Page], make: Callable[[Page], None]) -> int | None:
    """Start to make the pages, the last one first; return the process, or None where none can be.

    A process is copied only while it has one thread: a lock of another would never be released.
    """
    if not hasattr(os, "fork") or (os.cpu_count() or 1) == 1 or threading.active_count() > 1:
        return None
    process = os.fork()
    if process:
        return process
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        # What is to be told of a page, MkDocs tells.
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        for page in reversed(pages):
            make(page)
    finally:
        os._exit(0)


def end(process: int | None) -> None:
    """Wait until the second process has ended."""
    if process is not None:
        with suppress(ChildProcessError):
            os.waitpid(process, 0)
