"""What is written replaces what stood there as a whole, or not at all."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
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


@pytest.fixture
def stepwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a system that cannot exchange two folders in one step."""
    monkeypatch.setattr("guidepress.write._exchanged", lambda *_: False)


@pytest.mark.usefixtures("stepwise")
def test_a_folder_is_replaced_in_two_steps_where_one_is_not_enough(tmp_path: Path) -> None:
    target = tmp_path / "out"
    write_folder(_one("good"), target)
    write_folder(_one("new"), target)
    assert _files(target)["a/b.md"] == b"new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.usefixtures("stepwise")
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


@pytest.mark.usefixtures("stepwise")
def test_where_nothing_can_be_moved_back_the_next_run_does_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    write_folder(_one("good"), target)
    good = _files(target)

    def refused(self: Path, to: Path) -> Path:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(self), None, str(to))

    with monkeypatch.context() as broken:
        broken.setattr(Path, "rename", refused)
        with pytest.raises(OSError, match=r"\.out-old-.*/out"):
            write_folder(_one("new"), target)
    with pytest.raises(OSError, match="No space left"):
        write_folder(_failing(), target)
    assert _files(target) == good
    assert list(tmp_path.iterdir()) == [target]


def _interrupted_after(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have Ctrl-C come right after the nth time that a folder is moved."""
    moves: list[Path] = []

    def moved(move: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
        def then_interrupted(self: Path, to: Path) -> Path:
            done = move(self, to)
            moves.append(done)
            if len(moves) == number:
                raise KeyboardInterrupt
            return done

        return then_interrupted

    monkeypatch.setattr(Path, "rename", moved(Path.rename))
    monkeypatch.setattr(Path, "replace", moved(Path.replace))


@pytest.mark.usefixtures("stepwise")
@pytest.mark.parametrize(("moves", "left"), [(1, b"good"), (2, b"new")])
def test_an_interruption_between_the_moves_leaves_a_whole_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int, left: bytes
) -> None:
    target = tmp_path / "out"
    write_folder(_one("good"), target)
    _interrupted_after(moves, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        write_folder(_one("new"), target)
    assert _files(target)["a/b.md"] == left
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such call")
def test_two_folders_are_exchanged_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    write_folder(_one("good"), target)

    def no_gap(self: Path, to: Path) -> Path:
        pytest.fail(f"{self} was moved to {to}: a run killed now leaves no {target}")

    monkeypatch.setattr(Path, "rename", no_gap)
    monkeypatch.setattr(Path, "replace", no_gap)
    write_folder(_one("new"), target)
    assert _files(target)["a/b.md"] == b"new"
    assert list(tmp_path.iterdir()) == [target]


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


@pytest.mark.parametrize("command", [["build"], ["render", "site"]])
def test_mistakes_in_the_content_leave_no_folder_where_a_killed_run_put_it(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content" / "demo").mkdir(parents=True)
    (tmp_path / "content" / "demo" / "g.yml").write_text("[", encoding="utf-8")
    target = tmp_path / "out"
    write_folder(_one("good"), target)
    good = _files(target)
    aside = tmp_path / ".out-old-x1"
    aside.mkdir()
    target.rename(aside / "out")
    assert CliRunner().invoke(main, [*command, "--to", "out"]).exit_code == 1
    assert _files(target) == good
    assert not aside.exists()


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
