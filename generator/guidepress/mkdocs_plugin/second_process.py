"""A second process that makes, and keeps in the cache, what MkDocs will come to ask for.

A first build is formatting references, drawing charts and turning Markdown into HTML, one thing
after the other. What this process has kept by the time it is asked for is read back; the first one
makes all else itself, and all of it if the other has not come so far, or has died.
"""

import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress


def begin(tasks: Iterable[Callable[[], object]]) -> int | None:
    """Start to do the tasks in their order; return the process, or None where none can be.

    A process is copied only while it has one thread: a lock of another would never be released.
    """
    if not hasattr(os, "fork") or (os.cpu_count() or 1) == 1 or threading.active_count() > 1:
        return None
    process = os.fork()
    if process:
        return process
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        # What is to be told of a task, the first process tells.
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        for task in tasks:
            task()
    finally:
        os._exit(0)


def end(process: int | None) -> None:
    """Wait until the second process has ended."""
    if process is not None:
        with suppress(ChildProcessError):
            os.waitpid(process, 0)
