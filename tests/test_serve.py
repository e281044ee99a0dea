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

LIBRARY = Path(__file__).parent / "library" / "content"
PATIENCE = 60.0
"""Seconds after which a server that does not answer is taken for dead."""


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def _served(folder: Path, log: Path) -> Iterator[str]:
    address = f"127.0.0.1:{_free_port()}"
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "mkdocs", "serve", "--dev-addr", address],
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


def _page(address: str) -> str:
    try:
        with urllib.request.urlopen(f"{address}/tiny/", timeout=5) as answer:  # noqa: S310
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


def test_a_change_is_served_and_a_mistake_does_not_stop_the_server(tmp_path: Path) -> None:
    shutil.copytree(LIBRARY, tmp_path / "content")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: T\ndocs_dir: content\nplugins: [search, guidepress]\ntheme: {name: material}\n",
        encoding="utf-8",
    )
    guideline = tmp_path / "content" / "tiny" / "guideline.yml"
    written = guideline.read_text(encoding="utf-8")
    log = tmp_path / "log.txt"
    with _served(tmp_path, log) as address:
        assert _wait(lambda: "How little does a draft need?" in _page(address)), log.read_text()

        changed = written.replace("How little", "How very little")
        guideline.write_text(changed, encoding="utf-8")
        assert _wait(lambda: "How very little does" in _page(address)), log.read_text()

        guideline.write_text(changed.replace("  version:", "  vresion:"), encoding="utf-8")
        assert _wait(lambda: "did you mean 'version'?" in log.read_text())
        assert "guideline.yml:6:3: error[unknown-key]" in log.read_text()
        assert "How very little does" in _page(address)

        guideline.write_text(written.replace("How little", "How much"), encoding="utf-8")
        assert _wait(lambda: "How much does" in _page(address)), log.read_text()
