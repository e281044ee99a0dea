"""Keeps Python's cycle collector from looking, again and again, at a library that grows.

Nothing of a library can be collected before it is whole, and the looking is a tenth of the time.
"""

import gc
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
