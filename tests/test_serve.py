"""`mkdocs serve`: a saved file is served anew, and a mistake is told while the server lives on."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

LIBRARY = Path(__file__).parent / "library" / "content"
PATIENCE = 60.0
"""Seconds after which a server that does not answer is taken for dead."""


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def _served(folder: Path, log: Path, *options: str) -> Iterator[str]:
    address = f"127.0.0.1:{_free_port()}"
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "mkdocs", "serve", *options, "--dev-addr", address],
            cwd=folder,
            stdout=file,
            stderr=subprocess.STDOUT,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )
        try:
            yield f"http://{address}"
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def _page(address: str, path: str = "/tiny/") -> str:
    try:
        with urllib.request.urlopen(f"{address}{path}", timeout=5) as answer:  # noqa: S310
            return str(answer.read().decode())
    except OSError:
        return ""


def _wait(met: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if met():
            return True
        time.sleep(0.1)
    return False


def _library(folder: Path) -> Path:
    """Write a site to serve; return the file of its smallest guideline."""
    shutil.copytree(LIBRARY, folder / "content")
    (folder / "mkdocs.yml").write_text(
        "site_name: T\ndocs_dir: content\nplugins: [search, guidepress]\ntheme: {name: material}\n",
        encoding="utf-8",
    )
    return folder / "content" / "tiny" / "guideline.yml"


@pytest.mark.parametrize("options", [(), ("--dirty",)])
def test_a_change_is_served_and_a_mistake_does_not_stop_the_server(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    guideline = _library(tmp_path)
    written = guideline.read_text(encoding="utf-8")
    log = tmp_path / "log.txt"
    with _served(tmp_path, log, *options) as address:
        assert _wait(lambda: "How little does a draft need?" in _page(address)), log.read_text()
        assert "Nothing is kept" in _page(address, "/service-worker.js")

        changed = written.replace("How little", "How very little")
        guideline.write_text(changed, encoding="utf-8")
        assert _wait(lambda: "How very little does" in _page(address)), log.read_text()

        guideline.write_text(changed.replace("  version:", "  vresion:"), encoding="utf-8")
        assert _wait(lambda: "did you mean 'version'?" in log.read_text())
        assert "guideline.yml:6:3: error[unknown-key]" in log.read_text()
        assert "How very little does" in _page(address)

        guideline.write_text(written.replace("How little", "How much"), encoding="utf-8")
        assert _wait(lambda: "How much does" in _page(address)), log.read_text()


PREVIEW = """
import sys
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config

site, guideline, *states = sys.argv[1:]
for state in states:
    Path(guideline).write_text(state, encoding="utf-8")
    config = load_config("mkdocs.yml", site_dir=site)
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1/")
"""


def _preview(folder: Path, site: Path, *states: str) -> dict[str, bytes]:
    """Return the files of a preview after its guideline was saved in each of these states."""
    guideline = folder / "content" / "tiny" / "guideline.yml"
    subprocess.run(
        [sys.executable, "-c", PREVIEW, str(site), str(guideline), *states],
        cwd=folder,
        check=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    files = (path for path in site.rglob("*") if path.is_file() and "sitemap" not in path.name)
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("How little", "How very little"),
        ("version: 0", "version: 1"),
        ("title: ", "title: Another "),
        ("question: ", "status: active\n  question: "),
        ("id: tiny", "id: tiny"),
    ],
)
def test_a_page_that_is_read_back_is_the_page_that_would_be_made(
    tmp_path: Path, old: str, new: str
) -> None:
    written = _library(tmp_path).read_text(encoding="utf-8")
    assert old in written
    now = written.replace(old, new, 1)
    after = _preview(tmp_path, tmp_path / "after", written, now, written, now)
    assert after == _preview(tmp_path, tmp_path / "fresh", now)


def test_a_preview_tells_once_that_a_template_took_the_status_off(tmp_path: Path) -> None:
    written = _library(tmp_path).read_text(encoding="utf-8")
    (tmp_path / "over").mkdir()
    (tmp_path / "over" / "main.html").write_text(
        '{% extends "base.html" %}{% block content %}Hello{% endblock %}', encoding="utf-8"
    )
    settings = tmp_path / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("material", "material, custom_dir: over"), encoding="utf-8")
    command = [sys.executable, "-c", PREVIEW, str(tmp_path / "site"), "content/tiny/guideline.yml"]
    done = subprocess.run(
        [*command, written, written.replace("How little", "How much")],
        cwd=tmp_path,
        check=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert done.stderr.count("and lacks the banner with its status") == 2  # once in each build
    assert (tmp_path / "site" / "tiny" / "index.html").is_file()


def test_a_mistake_at_the_start_is_a_page_until_it_is_mended(tmp_path: Path) -> None:
    guideline = _library(tmp_path)
    written = guideline.read_text(encoding="utf-8")
    wrong = written.replace("  version:", "  vresion: # <script>alert(1)</script>\n  version:")
    guideline.write_text(wrong, encoding="utf-8")
    log = tmp_path / "log.txt"
    with _served(tmp_path, log) as address:
        assert _wait(lambda: "did you mean 'version'?" in _page(address, "/")), log.read_text()
        page = _page(address, "/")
        assert "guideline.yml:6:3: error[unknown-key]" in page
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert(1)" not in page
        assert "livereload" in page
        assert "guideline.yml:6:3: error[unknown-key]" in log.read_text()

        guideline.write_text(written, encoding="utf-8")
        assert _wait(lambda: "How little does a draft need?" in _page(address)), log.read_text()
        assert "vresion" not in _page(address, "/")
