"""Reading the content folder: what is found, how it is named, and what is refused."""

import os
from pathlib import Path

import pytest

from guidepress import source
from guidepress.source import Content, ReadProblem, Source, Span, read_folder


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "content"
    write(folder / "index.md", "# Home")
    write(folder / "demo" / "guideline.yml", "title: Demo")
    return folder


def write(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def names(content: Content) -> list[str]:
    yaml = [one.name for folder in content.folders for one in (*folder.yaml, *folder.prose)]
    return [one.name for one in content.prose] + yaml


def only_problem(root: Path) -> ReadProblem:
    read, (problem,) = read_folder(root)
    assert names(read) == ["content/index.md", "content/demo/guideline.yml"]
    return problem


def yaml_text(root: Path) -> str:
    read, problems = read_folder(root)
    assert problems == []
    return read.folders[0].yaml[0].text


def test_files_are_found_sorted_and_named_from_the_working_folder(content: Path) -> None:
    for name in ["b/z.yaml", "b/a.YML", "b/text.md", "about.md", "a/guideline.yml"]:
        write(content / name, "x")
    for name in [".git/a.yml", "_drafts/a.yml", "b/.a.yml", "b/_a.yml", "_x.md", "b/logo.svg"]:
        write(content / name, "x")
    write(content / "images" / "chart.svg", "<svg/>")
    (content / "empty").mkdir()
    read, problems = read_folder(Path("content"))
    assert problems == []
    assert [folder.name for folder in read.folders] == ["a", "b", "demo"]
    assert names(read) == [
        "content/about.md",
        "content/index.md",
        "content/a/guideline.yml",
        "content/b/a.YML",
        "content/b/z.yaml",
        "content/b/text.md",
        "content/demo/guideline.yml",
    ]
    assert read.folders[1].yaml[0].path == content / "b" / "a.YML"


@pytest.mark.parametrize("here", ["elsewhere", "content/demo"])
def test_names_start_at_the_content_folder_when_called_from_elsewhere(
    content: Path, monkeypatch: pytest.MonkeyPatch, here: str
) -> None:
    folder = content.parent / here
    folder.mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    assert names(read_folder(content)[0]) == ["content/index.md", "content/demo/guideline.yml"]


def test_names_inside_the_content_folder(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(content)
    assert names(read_folder(Path())[0]) == ["index.md", "demo/guideline.yml"]


def test_a_name_that_is_not_utf8_can_be_printed(content: Path) -> None:
    path = os.fsencode(content / "demo") + b"/caf\xe9.yml"
    Path(os.fsdecode(path)).write_text("a: 1", encoding="utf-8")
    read, problems = read_folder(content)
    assert problems == []
    assert read.folders[0].yaml[0].name == "content/demo/caf\ufffd.yml"


def test_a_missing_content_folder_is_a_problem(tmp_path: Path) -> None:
    read, (problem,) = read_folder(tmp_path / "content")
    assert names(read) == []
    assert problem.rule == "unreadable-file"
    assert problem.message == "cannot read this folder: no such file or directory"


def test_a_byte_order_mark_is_removed(content: Path) -> None:
    write(content / "demo" / "guideline.yml", b"\xef\xbb\xbf\ntitle: x\n")
    assert yaml_text(content) == "\ntitle: x\n"


def test_line_ends_are_kept_and_counted(content: Path) -> None:
    write(content / "demo" / "guideline.yml", "a\r\nb\rc\n\nd")
    read, _ = read_folder(content)
    yaml = read.folders[0].yaml[0]
    assert yaml.text == "a\r\nb\rc\n\nd"
    assert [yaml.line(number) for number in range(1, 6)] == ["a", "b", "c", "", "d"]
    assert [yaml.position(yaml.text.index(letter)) for letter in "abcd"] == [
        (1, 1),
        (2, 1),
        (3, 1),
        (5, 1),
    ]


def test_invalid_utf8_is_shown_at_its_own_letter(content: Path) -> None:
    write(content / "demo" / "x.yml", b"\xef\xbb\xbf\xc3\xa4: 1\r\nb: \xf0\x9f\x98\x80 \xe4h")
    problem = only_problem(content)
    assert problem.rule == "bad-encoding"
    assert (problem.span.line, problem.span.column) == (2, 6)
    assert problem.span.source.line(2) == "b: 😀 \ufffdh"
    assert "0xE4" in problem.message
    assert "'ä' of Windows-1252" in problem.message
    assert problem.hint == "save the file as UTF-8 in the editor"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("x.yml", "move it into the folder of its guideline"),
        ("x.YAML", "move it into the folder of its guideline"),
        ("demo/parts/x.yml", "move it up into the folder 'demo'"),
        ("demo/a/b/c/x.yaml", "move it up into the folder 'demo'"),
        ("demo/a/page.md", "move it up into the folder 'demo'"),
        ("group/other/x.yml", "if 'other' is a guideline, move it up into the content folder"),
    ],
)
def test_a_file_where_none_is_read_is_misplaced(content: Path, name: str, hint: str) -> None:
    write(content / name, "a: 1")
    problem = only_problem(content)
    assert problem.rule == "misplaced-file"
    assert problem.span.source.name == f"content/{name}"
    assert problem.hint == f"{hint}; or begin its name with '_' if it is no part of a guideline"


def test_other_files_and_names_left_out_are_not_misplaced(content: Path) -> None:
    for name in ["LICENSE", "a.json", "demo/img/LICENSE", "demo/img/a.svg"]:
        write(content / name, "x")
    for name in [
        "_x.yml",
        ".x.yml",
        "demo/_a/x.yml",
        "demo/.a/x.yml",
        "demo/a/_x.yml",
        "demo/a/_a.md",
    ]:
        write(content / name, "x")
    (content / "demo" / "a" / "up").symlink_to(content / "demo")
    read, problems = read_folder(content)
    assert problems == []
    assert names(read) == ["content/index.md", "content/demo/guideline.yml"]


def test_a_folder_below_that_cannot_be_looked_into_is_unreadable(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = content / "demo" / "a"
    closed.mkdir()
    monkeypatch.setattr(Path, "iterdir", forbidden_for(closed, Path.iterdir))
    problem = only_problem(content)
    assert problem.rule == "unreadable-file"
    assert problem.message == "cannot read this folder: permission denied"
    assert problem.span.source.name == "content/demo/a"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_named(content: Path, encoding: str) -> None:
    write(content / "demo" / "x.yml", "title: x\n".encode(encoding))
    problem = only_problem(content)
    assert problem.rule == "bad-encoding"
    assert problem.message == "the file is UTF-16 and not UTF-8"


def test_a_file_of_50_mb_is_refused_unread(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = content / "demo" / "x.yml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "open", forbidden_for(path, Path.open))
    problem = only_problem(content)
    assert problem.rule == "too-large"
    assert problem.message == "the file has 50.0 MB; the limit is 5 MB"


def forbidden_for(path: Path, original: object) -> object:
    def opened(self: Path, *arguments: object) -> object:
        if self == path:
            raise PermissionError(13, "Permission denied", str(path))
        assert callable(original)
        return original(self, *arguments)

    return opened


def test_a_file_that_tells_a_smaller_size_than_it_has_is_refused(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = content / "demo" / "x.yml"
    write(path, "a" * 21)
    original = Path.stat

    def stat(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        status = original(self, follow_symlinks=follow_symlinks)
        told = 0 if self == path else status.st_size
        return os.stat_result((*status[:6], told, *status[7:10]))

    monkeypatch.setattr(Path, "stat", stat)
    monkeypatch.setattr(source, "MAX_BYTES", 21)
    assert read_folder(content)[1] == []
    monkeypatch.setattr(source, "MAX_BYTES", 20)
    assert only_problem(content).rule == "too-large"


def test_a_file_without_permission_is_unreadable(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = content / "demo" / "x.yml"
    write(path, "a: 1")
    monkeypatch.setattr(Path, "open", forbidden_for(path, Path.open))
    problem = only_problem(content)
    assert problem.rule == "unreadable-file"
    assert problem.message == "cannot read this file: permission denied"
    assert problem.span == Span(problem.span.source, 0, 0)
    assert problem.span.source.name == "content/demo/x.yml"
    assert problem.span.source.text == ""


@pytest.mark.parametrize("name", ["demo/x.yml", "demo/x.yaml", "demo/x.md", "x.md", "x.yml"])
def test_a_folder_with_the_name_of_a_file_is_unreadable(content: Path, name: str) -> None:
    (content / name).mkdir()
    problem = only_problem(content)
    assert problem.rule == "unreadable-file"
    assert problem.message == "this is a folder, not a file"


def test_a_pipe_does_not_block(content: Path) -> None:
    os.mkfifo(content / "demo" / "x.yml")
    assert only_problem(content).message == "this is a device or a pipe, not a file"


@pytest.mark.parametrize("target", ["missing.yml", "x.yml"])
def test_a_link_to_nothing_is_unreadable(content: Path, target: str) -> None:
    (content / "demo" / "x.yml").symlink_to(target)
    problem = only_problem(content)
    assert problem.rule == "unreadable-file"
    assert problem.message == "this symbolic link leads to nothing"


@pytest.mark.parametrize("name", ["x.md", "x", "demo/x.yml", "demo/x"])
def test_a_link_that_leaves_the_content_is_not_followed(content: Path, name: str) -> None:
    outside = content.parent / "content-secret"
    write(outside / "guideline.yml", "secret: 1")
    is_file = Path(name).suffix != ""
    (content / name).symlink_to(outside / "guideline.yml" if is_file else outside)
    problem = only_problem(content)
    assert problem.rule == "outside-content"
    assert problem.span.source.name == f"content/{name}"


def test_a_link_within_the_content_is_followed(content: Path) -> None:
    (content / "demo" / "x.yml").symlink_to("guideline.yml")
    (content / "again").symlink_to("demo")
    read, problems = read_folder(content)
    assert problems == []
    assert [len(folder.yaml) for folder in read.folders] == [2, 2]


def test_a_content_folder_that_is_itself_a_link_is_read(content: Path, tmp_path: Path) -> None:
    (tmp_path / "here").symlink_to(content)
    read, problems = read_folder(tmp_path / "here")
    assert problems == []
    assert len(read.folders) == 1


def test_positions_are_clamped_and_missing_lines_refused() -> None:
    text = Source("a.yml", Path("a.yml"), "ab\n")
    assert text.position(99) == (2, 1)
    assert text.position(-1) == (1, 1)
    assert text.line(2) == ""
    with pytest.raises(IndexError, match=r"a\.yml has 2 lines, not 3"):
        text.line(3)


def test_a_span_knows_its_text_and_both_ends() -> None:
    span = Span(Source("a.yml", Path("a.yml"), "ä😀\nxyz"), 1, 5)
    assert (span.line, span.column, span.end_position) == (1, 2, (2, 3))
    assert span.excerpt == "😀\nxy"
