"""Puts artifacts on disk: written beside their place, then moved into it as a whole.

An interrupted or failed run leaves what stood there before; what one left behind that was killed
is put right by the next. Two runs wait for one another. A folder that we did not write is never
replaced.
"""

import errno
import glob
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a command brings a folder back before it loads what reads the content
    from guidepress.outputs import Artifact

MARKER = ".guidepress"
"""The file by which a folder is known to be ours."""

_NO_LOCKS = {errno.ENOTSUP, errno.ENOSYS, errno.ENOLCK, errno.EINVAL}
"""What file systems say that know no locks."""
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""Numbers of Linux: as seen from the working folder; each takes the other's place."""

log = logging.getLogger(__name__)


class ForeignFolderError(OSError):
    """The folder holds files that we did not write."""


def write_folder(artifacts: "Iterable[Artifact]", target: Path) -> int:
    """Write artifacts as the new content of a folder; return how many. OSError if it cannot be."""
    with replacing(target) as folder:
        return put(folder, artifacts)


def put(folder: Path, artifacts: "Iterable[Artifact]") -> int:
    """Write artifacts into a folder beside what is there; return how many."""
    count = 0
    for count, artifact in enumerate(artifacts, start=1):  # noqa: B007 - the last is the count
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
    return count


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give an empty folder to fill; move it to the target's place when all went well."""
    target = target.absolute()
    if target.is_symlink() or target.exists():
        _refuse_foreign(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with alone(target.parent) as locked:
        if locked:
            _put_right(target)
        beside = Path(tempfile.mkdtemp(prefix=f".{target.name}-new-", dir=target.parent))
        try:
            beside.chmod(0o755)
            yield beside
            (beside / MARKER).write_text("Written by guidepress; replaced at each run.\n")
            _swap(beside, target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Wait until no other guidepress writes into a folder; tell whether that can be known here."""
    try:
        import fcntl  # noqa: PLC0415 - only where there is one
    except ImportError:
        yield False
        return
    # The folder itself is locked: no file is left behind, and a killed process locks nothing.
    handle = os.open(folder, os.O_RDONLY)
    try:
        locked = True
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            log.warning("Another guidepress is writing into %s; waiting for it.", folder)
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            locked = False
        yield locked
    finally:
        os.close(handle)


def bring_back(target: Path) -> None:
    """Bring back the last good folder where a killed run had moved it aside.

    Commands begin with it: what stops them before they write must leave that folder in its place.
    """
    target = target.absolute()
    if target.exists() or not target.parent.is_dir():
        return
    with alone(target.parent) as locked:
        if locked:
            _put_right(target)


def _put_right(target: Path) -> None:
    """Bring back what a killed run had moved aside, and clear away what it had begun."""
    for old in target.parent.glob(f".{glob.escape(target.name)}-old-*"):
        if not target.exists() and (old / target.name).is_dir():
            (old / target.name).rename(target)
        shutil.rmtree(old, ignore_errors=True)
    for new in target.parent.glob(f".{glob.escape(target.name)}-new-*"):
        shutil.rmtree(new, ignore_errors=True)


def _swap(new: Path, target: Path) -> None:
    """Move a folder into the target's place; what stood there is deleted once it has another."""
    if not target.exists():
        new.rename(target)
        return
    if _exchanged(new, target):
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    aside = old / target.name
    try:
        target.replace(aside)
        new.rename(target)
    except BaseException:  # Ctrl-C comes between the two moves as well
        if aside.exists() and not target.exists():
            aside.rename(target)
        raise
    finally:
        # Where it could not be moved back, it is the last good one: the next run tries again.
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; tell whether the system and the file system can."""
    if sys.platform != "linux":
        return False
    import ctypes  # noqa: PLC0415 - nothing else needs it

    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except AttributeError:  # an older C library
        return False
    paths = (os.fsencode(one), os.fsencode(other))
    return bool(renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0)


def _refuse_foreign(target: Path) -> None:
    if target.is_symlink() or not target.is_dir():
        message = "it is not a folder"
    elif (target / MARKER).is_file() or not any(target.iterdir()):
        return
    else:
        message = "it holds files that guidepress did not write; name an empty or a new folder"
    raise ForeignFolderError(0, message, str(target))
