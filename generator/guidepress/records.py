"""Appends records of reviews and releases to a guideline's files, each whole or not at all.

What stands in a file stays as it is, byte for byte. The new text is read back before it takes the
file's place: a record that would not say the same again is refused.
"""

import json
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from guidepress.collector import collector_paused
from guidepress.decode import decode
from guidepress.diagnostics import suggest
from guidepress.frozen import dataclass
from guidepress.link import LinkedGuideline
from guidepress.model.document import Document
from guidepress.model.entity import Part
from guidepress.pipeline import load
from guidepress.schema import SCHEMA_FILE
from guidepress.source import Source
from guidepress.yaml_nodes import parse

Section = Literal["reviews", "releases"]
Fields = dict[str, Any]
"""The keys of a record with their values: lines, or a list of mappings of lines."""


class RecordError(Exception):
    """A record cannot be made; the message says why, and what to do, in a sentence."""


@dataclass(frozen=True, slots=True)
class Appended:
    """A file with a record more, not yet written."""

    path: Path
    text: str
    record: Part

    def write(self) -> None:
        """Put the text in the file's place, as a whole. OSError if it cannot be."""
        target = self.path.resolve()
        handle, name = tempfile.mkstemp(prefix=f".{target.name}-new-", dir=target.parent)
        beside = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(self.text)
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                shutil.copymode(target, beside)
            else:
                beside.chmod(0o644)
            beside.replace(target)
        except BaseException:
            with suppress(FileNotFoundError):
                beside.unlink()
            raise


def guideline_of(content: Path, id_: str) -> LinkedGuideline:
    """Load a content folder and return one guideline of it; RecordError if it has errors."""
    if not content.is_dir():
        message = f"there is no folder '{content}'; name it with --content"
        raise RecordError(message)
    with collector_paused():
        loaded = load(content)
    if loaded.report.failed:
        message = (
            f"the content has errors ({loaded.report.summary}): 'guidepress check' tells them; "
            "nothing was recorded"
        )
        raise RecordError(message)
    known = loaded.library.by_id
    if id_ not in known:
        hint = suggest(id_, known) or f"there are {', '.join(known)}"
        message = f"no guideline has the id '{id_}'; {hint}"
        raise RecordError(message)
    return known[id_]


def said(value: str, what: str) -> str:
    """Return a line that somebody gave, without spaces around it; RecordError if it is no line."""
    line = value.strip()
    if not line:
        message = f"{what} is empty"
        raise RecordError(message)
    if not line.isprintable():
        message = f"{what} must be one line without invisible characters"
        raise RecordError(message)
    return line


def appended(here: LinkedGuideline, section: Section, fields: Fields) -> Appended:
    """Return the file of a section with a record more, read back and compared."""
    folder = here.guideline.span.source.path.parent
    path = folder / f"{section}.yml"
    _refuse_earlier(here, section, path)
    before = path.read_bytes().decode("utf-8") if path.exists() else _first_line(folder)
    old = _records(path, before, section) if path.exists() else ()
    text = _with_record(path, before, section, old, fields)
    new = _records(path, text, section)
    if [_plain(each) for each in new] != [*(_plain(each) for each in old), fields]:
        raise _unwritable(path)
    return Appended(path, text, new[-1])


def _refuse_earlier(here: LinkedGuideline, section: Section, path: Path) -> None:
    """Files are read by name: a record in a later file would stand behind the new one."""
    for record in getattr(here.sections, section):
        name = record.span.source.path.name
        if name > path.name:
            message = f"'{name}' has '{section}:' too, and is read after '{path.name}': move them"
            raise RecordError(message)


def _first_line(folder: Path) -> str:
    """Return the line that tells editors the schema, as another file of the folder has it."""
    for path in sorted(folder.glob("*.y*ml")):
        with suppress(OSError, UnicodeDecodeError), path.open(encoding="utf-8") as file:
            line = file.readline()
            if line.startswith("# yaml-language-server:"):
                return line.strip() + "\n"
    return f"# yaml-language-server: $schema=../../{SCHEMA_FILE}\n"


def _records(path: Path, text: str, section: Section) -> tuple[Part, ...]:
    node, faults = parse(Source(path.name, path, text.removeprefix("\ufeff")))
    if node is None or faults:
        raise _unwritable(path, faults[0].message if faults else "")
    decoded = decode(node)
    if not decoded.whole:
        raise _unwritable(path, decoded.diagnostics[0].message)
    assert isinstance(decoded.document, Document)  # noqa: S101 - whole
    records: tuple[Part, ...] = getattr(decoded.document, section)
    return records


def _with_record(
    path: Path, before: str, section: Section, old: tuple[Part, ...], fields: Fields
) -> str:
    line_end = "\r\n" if "\r\n" in before else "\n"
    text = before if before.endswith("\n") or not before else before + line_end
    indent = "  "
    if old:
        span = old[-1].span
        line = span.source.line(span.line)
        lead = line[: span.column - 1]
        if lead.strip() != "-":
            raise _unwritable(path)
        indent = lead[: lead.index("-")]
    else:
        text += f"{section}:{line_end}"
    lines = _lines(fields)
    item = [f"{indent}- {lines[0]}", *(f"{indent}  {line}" for line in lines[1:])]
    return text + line_end.join(item) + line_end


def _lines(fields: Fields) -> list[str]:
    lines = []
    for key, value in fields.items():
        if isinstance(value, list):
            lines.append(f"{key}:")
            lines += [
                "  - {" + ", ".join(f"{name}: {each[name]}" for name in each) + "}"
                for each in value
            ]
        else:
            bare = key not in {"name", "role", "note"}
            lines.append(f"{key}: {value if bare else json.dumps(value, ensure_ascii=False)}")
    return lines


def _plain(value: Any) -> Any:  # noqa: ANN401 - a record, or what stands in one
    """Return a record as the keys that were set, as `Fields` has them."""
    if isinstance(value, Part):
        return {name: _plain(getattr(value, name)) for name in value.model_fields_set}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return str(value)


def _unwritable(path: Path, why: str = "") -> RecordError:
    reason = f" ({why})" if why else ""
    return RecordError(
        f"no record can be appended to '{path.name}'{reason}: its records must stand at its end, "
        "one below the other, each behind a '-'",
    )
