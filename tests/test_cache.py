"""A build that reads pages back from the cache gives the same bytes as one that does not."""

import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from guidepress.cache import NO_CACHE, Cache, key_of

LIBRARY = Path(__file__).parent / "library" / "content"


def test_a_kept_text_is_read_back(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    assert cache.read("k") is None
    cache.keep("k", "é\r\n\n")
    assert Cache(tmp_path / "cache").read("k") == "é\r\n\n"


def test_a_thing_is_made_once(tmp_path: Path) -> None:
    made = iter(["first", "second", "third"])
    cache = Cache(tmp_path)
    assert [cache.made("t", ["a"], lambda: next(made)) for _ in range(2)] == ["first", "first"]
    assert cache.made("t", ["b"], lambda: next(made)) == "second"
    assert NO_CACHE.made("t", ["a"], lambda: next(made)) == "third"


@pytest.mark.parametrize("damage", ["", "x", "\0", "0" * 64 + "\ntext"])
def test_a_damaged_text_is_made_anew(tmp_path: Path, damage: str) -> None:
    cache = Cache(tmp_path)
    cache.keep("k", "text")
    (tmp_path / "k").write_text(damage, encoding="utf-8")
    assert cache.read("k") is None


def test_a_cache_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    cache = Cache(tmp_path / "file")
    cache.keep("k", "text")
    cache.forget_others()
    assert cache.read("k") is None


def test_what_was_not_asked_for_is_forgotten(tmp_path: Path) -> None:
    Cache(tmp_path).keep("old", "text")
    cache = Cache(tmp_path)
    cache.made("t", ["new"], lambda: "text")
    cache.forget_others()
    assert [path.name for path in tmp_path.iterdir()] == [key_of("t", ["new"])]


def test_keys_tell_apart_where_parts_begin() -> None:
    assert key_of("t", ("ab", "c")) != key_of("t", ("a", "bc"))


def _build(folder: Path, site: str) -> Path:
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", site],
        cwd=folder,
        check=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1800000000"},
    )
    return folder / site


def _differences(one: Path, other: Path) -> list[str]:
    paths = {path.relative_to(root) for root in (one, other) for path in root.rglob("*")}
    files = sorted(str(path) for path in paths if not (one / path).is_dir())
    _, mismatch, errors = filecmp.cmpfiles(one, other, files, shallow=False)
    return mismatch + errors


def _site(folder: Path) -> Path:
    """Write a small site, and return the file of its guideline."""
    shutil.copytree(LIBRARY, folder / "content")
    (folder / "mkdocs.yml").write_text(
        "site_name: T\ndocs_dir: content\nplugins: [search, guidepress]\ntheme: {name: material}\n",
        encoding="utf-8",
    )
    return folder / "content" / "office-plants" / "guideline.yml"


def test_builds_with_and_without_the_cache_are_the_same(tmp_path: Path) -> None:
    guideline = _site(tmp_path)
    cold = _build(tmp_path, "cold")
    kept = list((tmp_path / ".cache" / "guidepress").glob("page-*"))
    made = [path for path in cold.rglob("*.html") if path.name != "404.html"]
    asks = [path for path in made if path.name == "ask.html"]
    assert len(kept) > len(made) + len(asks)  # those come in pieces
    warm = _build(tmp_path, "warm")
    assert _differences(cold, warm) == []

    text = guideline.read_text(encoding="utf-8")
    guideline.write_text(text.replace("Call the gardener", "Ring the gardener"), encoding="utf-8")
    changed = _build(tmp_path, "changed")
    shutil.rmtree(tmp_path / ".cache")
    fresh = _build(tmp_path, "fresh")
    assert _differences(changed, fresh) == []
    assert _differences(cold, fresh) != []

    shutil.rmtree(tmp_path / ".cache")
    (tmp_path / ".cache").write_text("in the way of every cache", encoding="utf-8")
    assert _differences(fresh, _build(tmp_path, "without")) == []


def test_a_changed_word_leaves_the_other_pages_in_the_cache(tmp_path: Path) -> None:
    guideline = _site(tmp_path)
    before = _build(tmp_path, "before")
    cache = tmp_path / ".cache" / "guidepress"
    kept = {path.name for path in (*cache.glob("page-*"), *cache.glob("entries-*"))}
    assert len(kept) > len(list(cache.glob("page-*"))) > 0, "what search found in them, too"
    text = guideline.read_text(encoding="utf-8")
    changed = text.replace("keywords: [plants]", "keywords: [plants, fern]", 1)
    assert changed != text
    guideline.write_text(changed, encoding="utf-8")
    after = _build(tmp_path, "after")
    now = {path.name for path in (*cache.glob("page-*"), *cache.glob("entries-*"))}
    assert now == kept, "the hash of the content, which every page shows, makes no page anew"
    page = "office-plants/glossary.html"
    assert (before / page).read_bytes() != (after / page).read_bytes()
    shutil.rmtree(tmp_path / ".cache")
    assert _differences(after, _build(tmp_path, "cold")) == []
