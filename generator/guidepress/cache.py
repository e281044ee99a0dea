"""What was made once, kept on disk by the hash of all that it was made from.

Turning Markdown into HTML, laying out charts and formatting references is most of a build. After a
change of one line nearly all of it is as it was: it is read back, byte for byte the same. A cache
that cannot be read or written is no trouble; the thing is made.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path


class Cache:
    """A folder of kept texts; `forget_others` drops those that were not asked for."""

    def __init__(self, folder: Path | None) -> None:
        """Keep texts in a folder, which is made when the first one is kept, or keep nothing."""
        self._folder = folder
        self._asked: set[str] = set()

    def made(self, kind: str, parts: Iterable[str], make: Callable[[], str]) -> str:
        """Return the text that was kept for these parts, or make it and keep it."""
        if self._folder is None:
            return make()
        key = key_of(kind, parts)
        kept = self.read(key)
        if kept is None:
            kept = make()
            self.keep(key, kept)
        return kept

    def read(self, key: str) -> str | None:
        """Return the text of a key, if it was kept."""
        if self._folder is None:
            return None
        self._asked.add(key)
        try:
            check, _, text = (self._folder / key).read_bytes().decode("utf-8").partition("\n")
        except (OSError, ValueError):
            return None
        return text if check == _check_of(text) else None

    def keep(self, key: str, text: str) -> None:
        """Keep a text; a file is there whole or not at all."""
        if self._folder is None:
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".new")
            with os.fdopen(handle, "wb") as file:
                file.write(f"{_check_of(text)}\n{text}".encode())
            Path(name).replace(self._folder / key)

    def forget_others(self) -> None:
        """Delete what this build did not ask for, so that the cache does not grow for ever."""
        if self._folder is None:
            return
        with suppress(OSError):
            for path in self._folder.iterdir():
                if path.name not in self._asked:
                    path.unlink(missing_ok=True)


NO_CACHE = Cache(None)
"""Keeps nothing."""


def key_of(kind: str, parts: Iterable[str]) -> str:
    """Return the key of a kind of thing and of all that goes into it, our own code included."""
    digest = hashlib.sha256(_state_of_our_code().encode())
    for part in parts:
        digest.update(b"\0")
        digest.update(part.encode("utf-8", "surrogatepass"))
    return f"{kind}-{digest.hexdigest()[:40]}"


def _check_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _state_of_our_code() -> str:
    package = Path(__file__).parent
    files = sorted(path for path in package.rglob("*") if path.suffix in {".py", ".csl"})
    stats = ((path.relative_to(package).as_posix(), path.stat()) for path in files)
    return repr([(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats])
