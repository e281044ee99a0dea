"""Whether a copy is intact, and of which version: held against the manifest that it came with."""

import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from guidepress.frozen import dataclass
from guidepress.manifest import MANIFEST, SUMS, Described, sums
from guidepress.seal import is_intact, seal_of
from guidepress.signature import visible
from guidepress.write import MARKER

_MOST_SHOWN = 20
_TOLD = rb"version [0-9][0-9A-Za-z.-]*|content [0-9a-f]{64}"
"""What a PDF says among its keywords of the guideline that it holds."""
_END_OF_ZIP = 22
"""The bytes of the record that ends a zip without a comment."""


class UnverifiableError(Exception):
    """Nothing came with the copy that it could be held against."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a copy is, and what is wrong with it."""

    identity: tuple[str, ...]
    """A line for each guideline: its title, version, content hash and stage."""
    files: int
    """How many files were looked at."""
    faults: tuple[str, ...]
    """A sentence for each file that is changed, missing or foreign."""

    @property
    def text(self) -> str:
        """The verdict as people read it."""
        lines = list(self.identity)
        if not self.faults:
            said = "the file is" if self.files == 1 else f"all {self.files} files are"
            return _lines([*lines, f"Intact: {said} as built."])
        lines.append(f"NOT intact: {len(self.faults)} of {self.files} files.")
        lines += [f"  {fault}" for fault in self.faults[:_MOST_SHOWN]]
        if len(self.faults) > _MOST_SHOWN:
            lines.append(f"  and {len(self.faults) - _MOST_SHOWN} more")
        return _lines(lines)


@dataclass(frozen=True, slots=True)
class _Copy:
    """The files of a copy by path, and how one is read; ValueError if it cannot be."""

    paths: frozenset[str]
    read: Callable[[str], bytes]


def _lines(lines: Iterable[str]) -> str:
    """Join lines for a terminal, which must not obey what stands in a copy's titles and names."""
    return "\n".join(map(visible, lines))


def verify(path: Path) -> Verdict:
    """Look at a folder, a zip or a PDF. UnverifiableError if nothing came with it."""
    if path.is_dir():
        return _verdict(*_folder(path))
    content = path.read_bytes()
    # A PDF to which a zip was added is both; readers of PDFs show the first.
    if content.startswith(b"%PDF-"):
        return _pdf(content, path.name)
    if not zipfile.is_zipfile(path):
        raise UnverifiableError(f"{path} is no folder, no zip and no PDF")
    try:
        with zipfile.ZipFile(path) as archive:
            verdict = _verdict(_zip(archive), "")
            around = tuple(_around(archive, content, path.name))
            return replace(verdict, faults=(*around, *verdict.faults))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        return Verdict((), 1, (f"{path.name}: cannot be read ({error})",))


def _pdf(content: bytes, name: str) -> Verdict:
    if seal_of(content) is None:
        raise UnverifiableError(f"{name} carries no hash of itself: it was not made by guidepress")
    told = [found.decode() for found in re.findall(_TOLD, content.replace(b"\0", b""))]
    faults = () if is_intact(content) else (f"{name}: was changed",)
    return Verdict((", ".join(dict.fromkeys(told)),), 1, faults)


def _folder(path: Path) -> tuple[_Copy, str]:
    """Return a built folder, or the part of one that was named, with that part's name.

    A folder that a zip was unzipped into holds the copy as its only folder with a manifest.
    """
    root, part = path, ""
    if not (root / MANIFEST).is_file():
        root, part = path.resolve().parent, f"{path.resolve().name}/"
    if not (root / MANIFEST).is_file():
        inner = sorted(path.glob(f"*/{MANIFEST}"))
        if len(inner) > 1:
            copies = ", ".join(each.parent.name for each in inner)
            raise UnverifiableError(f"{path} holds several copies: name one of {copies}")
        if inner:
            return _folder(inner[0].parent)
    paths = (each for each in sorted(path.rglob("*")) if each.is_file() or each.is_symlink())
    names = frozenset(part + each.relative_to(path).as_posix() for each in paths)
    known = names | ({MANIFEST, SUMS} if part else set())
    return _Copy(known, lambda name: (root / name).read_bytes()), part


def _zip(archive: zipfile.ZipFile) -> _Copy:
    names = [each.filename for each in archive.infolist() if not each.is_dir()]
    top = _top(names)
    twice = len(set(names)) != len(names)
    if twice:
        raise UnverifiableError("the zip has two files of one name")

    def read(name: str) -> bytes:
        try:
            return archive.read(top + name)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise ValueError(str(error)) from error

    inside = (name.removeprefix(top) if name.startswith(top) else f"../{name}" for name in names)
    return _Copy(frozenset(inside), read)


def _around(archive: zipfile.ZipFile, content: bytes, name: str) -> Iterator[str]:
    """Yield a sentence for what stands before and after a zip, where other programs see it."""
    if min((each.header_offset for each in archive.infolist()), default=0) > 0:
        yield f"{name}: something stands before the zip in it"
    end = content[-_END_OF_ZIP:]
    if not (end.startswith(b"PK\x05\x06") and end.endswith(b"\0\0")):
        yield f"{name}: something stands after the zip in it"


def _top(names: list[str]) -> str:
    """Return the folder in a zip that the manifest stands in; what stands beside it is foreign."""
    tops = [
        name.removesuffix(MANIFEST)
        for name in names
        if name.rpartition("/")[2] == MANIFEST and name.count("/") <= 1
    ]
    return min(tops, key=len, default="")


def _verdict(copy: _Copy, part: str) -> Verdict:
    try:
        written = copy.read(MANIFEST)
    except (OSError, KeyError):
        message = f"there is no {MANIFEST} with it: it cannot be told what it should hold"
        raise UnverifiableError(message) from None
    except ValueError as error:
        return Verdict((), 1, (f"{MANIFEST} cannot be read: {error}",))
    try:
        listed, identity = _told(written)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        # It may have been forged: whatever stands in it, this is one answer.
        return Verdict((), 1, (f"{MANIFEST} cannot be read: it is not as guidepress writes it",))
    sums_faults = tuple(_sums_fault(copy, listed.values(), written))
    listed = {path: each for path, each in listed.items() if path.startswith(part)}
    if part and not listed:
        raise UnverifiableError(f"the {MANIFEST} above it says nothing of '{part}'")
    found = copy.paths - {MANIFEST, SUMS, MARKER, f"{part}{MARKER}"}
    faults = [
        *sums_faults,
        *(_fault(copy, each) for each in listed.values()),
        *(f"{path}: is not part of it" for path in sorted(found - set(listed))),
    ]
    return Verdict(identity, len(listed), tuple(fault for fault in faults if fault))


def _told(manifest: bytes) -> tuple[dict[str, Described], tuple[str, ...]]:
    """Return what a manifest says of files and guidelines; some exception if it is no manifest."""
    said = json.loads(manifest)
    files = [Described(**each) for each in said["files"]]
    if any(list(map(type, each)) != [str, int, str] for each in files):
        message = "a file is described by something else than path, size and hash"
        raise TypeError(message)
    return {each.path: each for each in files}, tuple(map(_identity, said["guidelines"]))


def _identity(guideline: dict[str, Any]) -> str:
    return (
        f"{guideline['title']}, version {guideline['version']}, content "
        f"{guideline['content_hash'][:12]} ({guideline['status']}; {guideline['stage']})"
    )


def _sums_fault(copy: _Copy, listed: Iterable[Described], manifest: bytes) -> Iterator[str]:
    try:
        said = copy.read(SUMS).decode("utf-8")
    except (OSError, KeyError):
        yield f"{SUMS}: is missing"
    except ValueError:
        yield f"{SUMS}: cannot be read"
    else:
        if sums((), manifest) not in said:
            yield f"{MANIFEST}: is not the one that {SUMS} names"
        elif said != sums(listed, manifest):
            yield f"{SUMS}: says something else than {MANIFEST}"


def _fault(copy: _Copy, listed: Described) -> str:
    if listed.path not in copy.paths:
        return f"{listed.path}: is missing"
    try:
        content = copy.read(listed.path)
    except (OSError, KeyError, ValueError) as error:
        return f"{listed.path}: cannot be read ({error})"
    return "" if Described.of(listed.path, content) == listed else f"{listed.path}: was changed"
