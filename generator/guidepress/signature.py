"""Detached signatures of reviews, made and checked by `ssh-keygen`, which we only call.

It is on every system with OpenSSH (8.2 or newer), the keys are those with which reviewers already
sign commits, and a list of who has which key is a text file of one line each (ALLOWED SIGNERS in
`man ssh-keygen`). What is signed is the whole record, hashes included, as one line of JSON.
"""

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from guidepress.fingerprint import SHORT, Said
from guidepress.frozen import dataclass
from guidepress.model.record import Review

if TYPE_CHECKING:
    import subprocess

TOOL = "ssh-keygen"
NAMESPACE = "guidepress-review"
ALLOWED = "allowed_signers"
"""The file in a guideline's folder that says whose keys count: a name or address, and the key."""
_SECONDS = 300
"""How long a reviewer may take to type the words that open their key."""


class SignatureError(Exception):
    """A signature cannot be made or checked; the message says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What can be said of a record's signature."""

    words: str
    """A sentence without its full stop."""
    right: bool | None = None
    """Whether it holds; None where there is none, and where that could not be found out."""
    signed: bool = True
    """Whether there is one."""
    owner: str = ""
    """Whose key it is, as `allowed_signers` says, where it is right."""


def statement(here: Said, record: Review) -> bytes:
    """Return what is signed: a record of a guideline, as JSON with sorted keys."""
    said = {
        "guideline": str(here.guideline.id),
        "date": record.date.isoformat(),
        "stage": record.stage.value,
        "name": str(record.name),
        "role": str(record.role),
        "note": str(record.note or ""),
        "scope": record.scope.value,
        "version": str(record.version or ""),
        "content": str(record.content or ""),
        "recommendations": {str(each.id): str(each.content) for each in record.recommendations},
    }
    return (json.dumps(said, sort_keys=True, ensure_ascii=True) + "\n").encode("ascii")


def signature_file(here: Said, record: Review) -> Path:
    """Return where the signature of a record lies: beside it, named after what is signed."""
    name = hashlib.sha256(statement(here, record)).hexdigest()[:SHORT]
    return here.guideline.span.source.path.parent / f"review-{name}.sig"


def sign(here: Said, record: Review, key: Path) -> Path:
    """Sign a record with a key and write the signature beside it; SignatureError if it fails."""
    tool = shutil.which(TOOL)
    if tool is None:
        message = f"'{TOOL}' is not on this machine: install OpenSSH, or sign without --key"
        raise SignatureError(message)
    with tempfile.TemporaryDirectory() as folder:
        signed = Path(folder) / "record"
        signed.write_bytes(statement(here, record))
        done = _run(tool, "sign", "-f", str(key), "-n", NAMESPACE, str(signed))
        if done.returncode:
            raise SignatureError(f"'{TOOL}' did not sign with {key}: {_last_line(done.stderr)}")
        signature = signed.with_suffix(".sig").read_bytes()
    path = signature_file(here, record)
    path.write_bytes(signature)
    return path


def checked(here: Said, record: Review) -> Checked:
    """Return what can be said of a record's signature on this machine."""
    path = signature_file(here, record)
    allowed = path.with_name(ALLOWED)
    if not path.is_file():
        return Checked("not signed with a key", signed=False)
    if not allowed.is_file():
        return Checked(f"signature not checked: there is no '{ALLOWED}' beside it")
    tool = shutil.which(TOOL)
    if tool is None:
        return Checked(f"signature not checked: '{TOOL}' is not on this machine")
    try:
        return _verified(tool, allowed, path, statement(here, record))
    except SignatureError as error:
        return Checked(f"signature not checked: {error}")


def required(here: Said) -> bool:
    """Whether a guideline says whose keys count: then no approval counts without one of them."""
    return (here.guideline.span.source.path.parent / ALLOWED).is_file()


def _verified(tool: str, allowed: Path, path: Path, said: bytes) -> Checked:
    # Named as seen from their folder: what the tool prints of them is published.
    folder = allowed.parent
    names = ("-f", allowed.name, "-s", path.name)
    found = _run(tool, "find-principals", *names, folder=folder)
    if found.returncode:
        return Checked(f"signature not checked: its key is not in '{ALLOWED}'")
    signer = found.stdout.decode("utf-8", "replace").splitlines()[0]
    done = _run(
        tool,
        "verify",
        *(*names, "-I", signer, "-n", NAMESPACE),
        said=said,
        folder=folder,
    )
    if done.returncode:
        words = f"signature WRONG: {_last_line(done.stdout + done.stderr)}"
        return Checked(words, right=False)
    owner = visible(signer)
    return Checked(f"signature right, by the key of {owner}", right=True, owner=owner)


def strays(here: Said) -> list[str]:
    """Return the names of signatures that no record of a guideline has: it said something else."""
    records = {signature_file(here, each).name for each in here.sections.reviews}
    folder = here.guideline.span.source.path.parent
    return sorted({path.name for path in folder.glob("review-*.sig")} - records)


def _run(
    tool: str, *arguments: str, said: bytes = b"", folder: Path | None = None
) -> "subprocess.CompletedProcess[bytes]":
    import subprocess  # noqa: PLC0415 - few guidelines have signatures

    try:
        return subprocess.run(  # noqa: S603 - no shell, and no argument is an author's word
            [str(Path(tool).absolute()), "-Y", *arguments],
            input=said,
            cwd=folder,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise SignatureError(f"'{TOOL}' gave no answer within {_SECONDS} seconds") from None


def _last_line(printed: bytes) -> str:
    lines = printed.decode("utf-8", "replace").strip().splitlines()
    return visible(lines[-1]) if lines else "it does not say why"


def visible(text: str) -> str:
    """Return a text with no letter in it that a terminal would not show."""
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
