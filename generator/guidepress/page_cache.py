"""Built pages kept on disk by the hash of all that went into them, so that they are built once.

Turning Markdown into HTML is most of a build. After a change of one line nearly every page is as
it was: its HTML is read back, byte for byte the same. A cache that cannot be read or written is no
trouble; the page is built.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FORMAT = "1"
"""Changes with what is kept, so that what an older version kept is not read."""


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """What the engine gets from a page's Markdown, as plain values."""

    content: str
    toc: list[dict[str, Any]]
    title: str | None
    anchors: list[str]
    links: dict[str, dict[str, str]]
    """Path of another page to anchor to the link as written."""


class PageCache:
    """The kept pages of one site; `forget_others` drops those that this build did not ask for."""

    def __init__(self, folder: Path) -> None:
        """Keep pages in a folder, which is made when the first one is kept."""
        self._folder = folder
        self._asked: set[str] = set()

    def read(self, key: str) -> BuiltPage | None:
        """Return the page of a key, if it was kept."""
        self._asked.add(key)
        try:
            kept = json.loads((self._folder / f"{key}.json").read_text(encoding="utf-8"))
            return BuiltPage(**kept)
        except (OSError, ValueError, TypeError):
            return None

    def keep(self, key: str, page: BuiltPage) -> None:
        """Keep a page; a file is there whole or not at all."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".new")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(asdict(page), file, ensure_ascii=False)
            Path(name).replace(self._folder / f"{key}.json")

    def forget_others(self) -> None:
        """Delete what this build did not ask for, so that the cache does not grow for ever."""
        with suppress(OSError):
            for path in self._folder.iterdir():
                if path.stem not in self._asked:
                    path.unlink(missing_ok=True)


def key_of(parts: Iterable[str]) -> str:
    """Return the key of all that goes into a page."""
    digest = hashlib.sha256(FORMAT.encode())
    for part in parts:
        digest.update(b"\0")
        digest.update(part.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:40]
