"""What is written replaces what stood there as a whole, or not at all."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from guidepress.cli import main
from guidepress.outputs import Artifact
from guidepress.write import ForeignFolderError, write_folder

LIBRARY = Path(__file__).parent / "library" / "content"


def _one(content: str = "x") -> list[Artifact]:
    return [Artifact("a/b.md", content), Artifact("c.bin", b"\0\1")]


def _failing() -> Iterator[Artifact]:
    yield Artifact("a/b.md", "new")
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "out"
    assert write_folder(_one(), target) == 2
    write_folder([Artifact("other.md", "y")], target)
    assert set(_files(target)) == {".guidepress", "other.md"}
    assert list(target.parent.iterdir()) == [target]


def test_a_failure_leaves_the_last_good_folder(tmp_path: Path) -> None:
    target = tmp_path / "out"
    write_folder(_one("good"), target)
    before = _files(target)
    with pytest.raises(OSError, match="No space left"):
        write_folder(_failing(), target)
    assert _files(target) == before
    assert list(tmp_path.iterdir()) == [target]


def test_an_interruption_leaves_the_last_good_folder(tmp_path: Path) -> None:
    def interrupted() -> Iterator[Artifact]:
        yield Artifact("a/b.md", "new")
        raise KeyboardInterrupt

    target = tmp_path / "out"
    write_folder(_one("good"), target)
    with pytest.raises(KeyboardInterrupt):
        write_folder(interrupted(), target)
    assert _files(target)["a/b.md"] == b"good"
    assert list(tmp_path.iterdir()) == [target]


def test_files_of_others_are_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(ForeignFolderError):
        write_folder(_one(), tmp_path)
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    with pytest.raises(ForeignFolderError):
        write_folder(_one(), link)
    with pytest.raises(ForeignFolderError):
        write_folder(_one(), tmp_path / "thesis.txt")
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "years of work"


def test_a_failed_move_puts_the_last_good_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    write_folder(_one("good"), target)
    rename = Path.rename

    def refused(self: Path, to: Path) -> Path:
        if self.name.startswith(".out-new-"):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(OSError, match="Read-only"):
        write_folder(_one("new"), target)
    assert _files(target)["a/b.md"] == b"good"


def test_the_command_says_in_a_sentence_what_the_machine_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("x", encoding="utf-8")
    arguments = ["render", "site", "--to", "out", "--content", str(LIBRARY)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "did not write" in result.stderr
    assert "Traceback" not in result.stderr


def test_mistakes_in_the_content_leave_the_last_good_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    content = tmp_path / "content" / "demo"
    content.mkdir(parents=True)
    draft = "guideline:\n  id: demo\n  title: D\n  question: Q?\n  version: 0.1.0\n"
    (content / "g.yml").write_text(draft, encoding="utf-8")
    assert CliRunner().invoke(main, ["render", "site", "--to", "out"]).exit_code == 0
    before = _files(tmp_path / "out")
    (content / "g.yml").write_text(draft + "  satus: draft\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["render", "site", "--to", "out"])
    assert result.exit_code == 1
    assert "did you mean 'status'?" in result.stderr
    assert _files(tmp_path / "out") == before


def test_what_a_killed_run_left_behind_is_put_right(tmp_path: Path) -> None:
    target = tmp_path / "out"
    write_folder(_one("good"), target)
    good = _files(target)
    aside = tmp_path / ".out-old-x1"
    aside.mkdir()
    target.rename(aside / "out")  # killed between the two moves
    begun = tmp_path / ".out-new-x2"
    begun.mkdir()
    (begun / "half").write_text("", encoding="utf-8")
    with pytest.raises(OSError, match="No space left"):
        write_folder(_failing(), target)
    assert _files(target) == good
    assert list(tmp_path.iterdir()) == [target]


_KILLED = """
import os, signal, sys
from pathlib import Path
from guidepress.outputs import Artifact
from guidepress.write import write_folder

def dying():
    yield Artifact("a/b.md", "new")
    os.kill(os.getpid(), signal.SIGKILL)

write_folder(dying(), Path(sys.argv[1]))
"""


def test_a_killed_run_leaves_the_last_good_folder(tmp_path: Path) -> None:
    target = tmp_path / "out"
    write_folder(_one("good"), target)
    before = _files(target)
    killed = subprocess.run([sys.executable, "-c", _KILLED, target], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert _files(target) == before
    write_folder(_one("next"), target)
    assert _files(target)["a/b.md"] == b"next"
    assert list(tmp_path.iterdir()) == [target]


_SLOW = """
import sys, time
from pathlib import Path
from guidepress.outputs import Artifact
from guidepress.write import write_folder

def slowly():
    for number in range(10):
        if number == 1:
            print("begun", flush=True)
        yield Artifact(f"{number}.md", "slow")
        time.sleep(0.05)

write_folder(slowly(), Path(sys.argv[1]))
"""


def test_two_runs_do_not_mix(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with subprocess.Popen(
        [sys.executable, "-c", _SLOW, target], stdout=subprocess.PIPE, text=True
    ) as slow:
        assert slow.stdout
        assert slow.stdout.readline() == "begun\n"
        write_folder([Artifact("quick.md", "quick")], target)
        assert slow.wait() == 0
    assert set(_files(target)) == {".guidepress", "quick.md"}, "the later run waited for the first"
    assert list(tmp_path.iterdir()) == [target]
