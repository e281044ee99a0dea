"""Keeps Python's cycle collector from looking, again and again, at a library that grows.

Nothing of a library can be collected before it is whole, and the looking is a tenth of the time.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Collect no cycles until the block ends, if they are collected at all."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


_IDLE = 2.0
"""Seconds after which somebody who saved a file has seen what came of it."""


def collect_when_idle() -> None:
    """Collect the cycles that a preview has left behind, while nobody waits for it."""
    timer = threading.Timer(_IDLE, gc.collect)
    timer.daemon = True
    timer.start()
