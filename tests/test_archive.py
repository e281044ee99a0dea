"""Zips of our own frame, read by Python's library, whose bytes are always the same."""

import datetime as dt
import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest

from guidepress import archive
from guidepress.archive import zipped

FILES = [("a/b.txt", b"b" * 5000), ("a/\u00e9\u4e2d.txt", "\u00e9".encode()), ("empty", b"")]
DAY = dt.date(2026, 11, 23)


def test_other_readers_find_every_file_as_it_was() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(FILES, DAY))) as opened:
        assert opened.testzip() is None
        assert [(each.filename, opened.read(each)) for each in opened.infolist()] == FILES
        (first, *_) = opened.infolist()
        assert first.date_time == (2026, 11, 23, 0, 0, 0)
        assert first.external_attr >> 16 == 0o100644
        assert first.compress_size < first.file_size


def test_an_incompressible_file_survives(tmp_path: Path) -> None:
    content = os.urandom(100_000)
    path = tmp_path / "z.zip"
    path.write_bytes(zipped([("r", content)], DAY))
    with zipfile.ZipFile(path) as opened:
        assert opened.read("r") == content


def test_the_bytes_are_those_of_every_machine() -> None:
    digest = hashlib.sha256(zipped(FILES, DAY)).hexdigest()
    assert digest == "b658c92db92edc3d64930780540427e053efc55308b2076683a229c2eb6c6c9e"


def test_a_day_before_the_first_of_the_format_is_the_first_year() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(FILES, dt.date(1970, 1, 1)))) as opened:
        assert opened.infolist()[0].date_time[:3] == (1980, 1, 1)


def test_what_the_plain_form_cannot_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_MOST_FILES", 3)
    with pytest.raises(ValueError, match="more files or bytes"):
        zipped(FILES, DAY)
