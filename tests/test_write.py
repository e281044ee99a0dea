"""What is written replaces what stood there as a whole, or not at all."""

import errno
import os
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
