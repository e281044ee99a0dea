"""Finds and reads the author's files; owns Source and Span.

Every later value carries a Span, so that a mistake found at any stage is shown where it was
written. This module stands below `diagnostics`, so what goes wrong here is returned as plain
ReadProblem values and never raised.
"""

import re
import stat
from bisect import bisect_right
from dataclasses import field
from pathlib import Path
from typing import Final

from guidepress.frozen import dataclass

MAX_BYTES: Final = 5_000_000
"""The largest file that is read, in bytes: about fifty times the largest real one."""

YAML_SUFFIXES: Final = frozenset({".yml", ".yaml"})
PROSE_SUFFIXES: Final = frozenset({".md"})

LINE_END: Final = re.compile(r"\r\n|\r|\n")
_ACCESS: Final = "let the user who runs guidepress read it, or move it out of the content folder"
_SAVE_AS_UTF8: Final = "save the file as UTF-8 in the editor"
_BYTE_ORDER_MARK: Final = "\ufeff"


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One file as read: the name shown to people, the path on disk, the text without its BOM."""

    name: str
    path: Path
    text: str = field(repr=False)
    _line_starts: tuple[int, ...] = field(default=(), init=False, repr=False)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column, in characters, of an offset into the text."""
        starts = self._starts()
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return the text of a 1-based line without its line end; IndexError if there is none."""
        starts = self._starts()
        if not 1 <= number <= len(starts):
            message = f"{self.name} has {len(starts)} lines, not {number}"
            raise IndexError(message)
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def _starts(self) -> tuple[int, ...]:
        if not self._line_starts:
            starts = (0, *(match.end() for match in LINE_END.finditer(self.text)))
            object.__setattr__(self, "_line_starts", starts)
        return self._line_starts


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of character offsets, `start` to `end`, into a source's text."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        """The 1-based line of the first character."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """The 1-based column of the first character, in characters."""
        return self.source.position(self.start)[1]

    @property
    def end_position(self) -> tuple[int, int]:
        """The 1-based line and column just after the last character."""
        return self.source.position(self.end)

    @property
    def excerpt(self) -> str:
        """The text of the span as the author wrote it."""
        return self.source.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class ReadProblem:
    """Why a file or folder was not read, in the terms of a diagnostic; always an error."""

    rule: str
    message: str
    span: Span
    hint: str | None = None


@dataclass(frozen=True)
class GuidelineFolder:
    """The files of one guideline that could be read, each group sorted by name."""

    name: str
    path: Path
    yaml: tuple[Source, ...]
    prose: tuple[Source, ...]


@dataclass(frozen=True)
class Content:
    """All that was read: prose of the site at the top, then one folder for each guideline."""

    root: Path
    prose: tuple[Source, ...]
    folders: tuple[GuidelineFolder, ...]


def read_folder(root: Path) -> tuple[Content, list[ReadProblem]]:
    """Read a content folder: `*.md` at the top, `*.yml`, `*.yaml` and `*.md` one folder below.

    Names that begin with `.` or `_` are left out, as are files of other kinds and folders that
    hold none of these. A file that cannot be read is left out and has a problem, as has a YAML
    file at the top, and one of these further below.
    """
    reader = _Reader(root)
    prose: list[Source] = []
    folders: list[GuidelineFolder] = []
    for path in reader.entries(reader.root):
        suffix = path.suffix.lower()
        if suffix in PROSE_SUFFIXES or (suffix in YAML_SUFFIXES and path.is_dir()):
            prose += reader.read(path)
        elif path.is_dir():
            folders += _read_guideline(reader, path)
        elif suffix in YAML_SUFFIXES:
            reader.refuse_place(path, "move it into the folder of its guideline")
    return Content(reader.root, tuple(prose), tuple(folders)), reader.problems


def read_alone(name: str, path: Path) -> Source | ReadProblem:
    """Read a file that stands outside of the content folder; OSError where the machine refuses."""
    return _decode(name, path, path.read_bytes())


def _read_guideline(reader: "_Reader", folder: Path) -> list[GuidelineFolder]:
    yaml: list[Source] = []
    prose: list[Source] = []
    deeper: list[Path] = []
    problems_before = len(reader.problems)
    for path in reader.entries(folder):
        if path.suffix.lower() in YAML_SUFFIXES:
            yaml += reader.read(path)
        elif path.suffix.lower() in PROSE_SUFFIXES:
            prose += reader.read(path)
        elif path.is_dir() and not path.is_symlink():
            deeper.append(path)
    holds_nothing = not yaml and not prose and len(reader.problems) == problems_before
    for path in deeper:
        here = f"move it up into the folder '{folder.name}'"
        group = f"if '{path.name}' is a guideline, move it up into the content folder"
        reader.refuse_below(path, group if holds_nothing else here)
    if holds_nothing:
        return []
    return [GuidelineFolder(folder.name, folder, tuple(yaml), tuple(prose))]


def _file_kind(path: Path) -> str:
    return "a page" if path.suffix.lower() in PROSE_SUFFIXES else "YAML"


class _Reader:
    """Reads below one root and keeps what went wrong."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.problems: list[ReadProblem] = []
        here = Path.cwd()
        self._names_from = here if self.root.is_relative_to(here) else self.root.parent

    def entries(self, folder: Path) -> list[Path]:
        """Return what stands in a folder and may be read, sorted by name."""
        try:
            paths = sorted(folder.iterdir(), key=lambda path: path.name)
        except OSError as error:
            self._report(
                folder, "unreadable-file", f"cannot read this folder: {_reason(error)}", _ACCESS
            )
            return []
        return [path for path in paths if path.name[0] not in "._" and self._stays_inside(path)]

    def read(self, path: Path) -> list[Source]:
        """Return the file as a source, or nothing and keep the problem."""
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                kind = "a folder" if stat.S_ISDIR(status.st_mode) else "a device or a pipe"
                self._report(
                    path,
                    "unreadable-file",
                    f"this is {kind}, not a file",
                    f"rename it so that its name does not end in '{path.suffix}'",
                )
                return []
            data = b"" if status.st_size > MAX_BYTES else _read_start(path)
        except OSError as error:
            self._report(
                path, "unreadable-file", f"cannot read this file: {_reason(error)}", _ACCESS
            )
            return []
        size = max(status.st_size, len(data))
        if size > MAX_BYTES:
            self._report(
                path,
                "too-large",
                f"the file has {size / 1e6:.1f} MB; the limit is {MAX_BYTES / 1e6:.0f} MB",
                "split it: every YAML file in the guideline's folder is read",
            )
            return []
        source = _decode(self._name(path), path, data)
        if isinstance(source, ReadProblem):
            self.problems.append(source)
            return []
        return [source]

    def refuse_below(self, folder: Path, hint: str) -> None:
        """Keep a problem for each file in a folder where none is read, at any depth."""
        folders = [folder]
        for each in folders:  # grows by the folders that are found
            try:
                paths = sorted(each.iterdir(), key=lambda path: path.name)
            except OSError as error:
                self._report(
                    each, "unreadable-file", f"cannot read this folder: {_reason(error)}", _ACCESS
                )
                continue
            for path in paths:
                if path.name[0] in "._":
                    continue
                if path.is_dir():
                    # A link to a folder may lead back up; what stands there is told there.
                    folders += [] if path.is_symlink() else [path]
                elif path.suffix.lower() in {*YAML_SUFFIXES, *PROSE_SUFFIXES}:
                    self.refuse_place(path, hint)

    def refuse_place(self, path: Path, hint: str) -> None:
        """Keep the problem that a file stands where none of its kind is read."""
        self._report(
            path,
            "misplaced-file",
            f"{_file_kind(path)} is not read here: only directly in the folder of a guideline",
            f"{hint}; or begin its name with '_' if it is no part of a guideline",
        )

    def _stays_inside(self, path: Path) -> bool:
        if not path.is_symlink():
            return True
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
            self._report(
                path,
                "unreadable-file",
                "this symbolic link leads to nothing",
                "put the file itself here",
            )
            return False
        if target.is_relative_to(self.root):
            return True
        self._report(
            path,
            "outside-content",
            "this symbolic link leads out of the content folder and is not followed",
            "put a copy of the file here",
        )
        return False

    def _name(self, path: Path) -> str:
        shown = path.relative_to(self._names_from).as_posix()
        return shown.encode("utf-8", "surrogateescape").decode("utf-8", "replace")

    def _report(self, path: Path, rule: str, message: str, hint: str | None = None) -> None:
        span = Span(Source(self._name(path), path, ""), 0, 0)
        self.problems.append(ReadProblem(rule, message, span, hint))


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _read_start(path: Path) -> bytes:
    # A file may grow after its size was asked for, and some report no size at all.
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _decode(name: str, path: Path, data: bytes) -> Source | ReadProblem:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (len(data) > 1 and 0 in data[:2]):
        span = Span(Source(name, path, ""), 0, 0)
        return ReadProblem("bad-encoding", "the file is UTF-16 and not UTF-8", span, _SAVE_AS_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        offset = len(data[: error.start].decode("utf-8").removeprefix(_BYTE_ORDER_MARK))
        readable = data.decode("utf-8", "replace").removeprefix(_BYTE_ORDER_MARK)
        byte = data[error.start : error.start + 1]
        letter = byte.decode("cp1252", "ignore")
        meant = f"; it was perhaps meant as '{letter}' of Windows-1252" if letter else ""
        return ReadProblem(
            "bad-encoding",
            f"the byte 0x{byte.hex().upper()} is not valid UTF-8 here{meant}",
            Span(Source(name, path, readable), offset, offset + 1),
            _SAVE_AS_UTF8,
        )
    return Source(name, path, text.removeprefix(_BYTE_ORDER_MARK))
