"""What tests share: one day that is today in all of them, a built site, a host, a real browser."""

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

os.environ["SOURCE_DATE_EPOCH"] = "1800000000"  # 15 January 2027, also in commands that tests run

ROOT = Path(__file__).parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Host(http.server.SimpleHTTPRequestHandler):
    """Serves a folder with the headers that its file `_headers` asks for, as hosts do."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        del format, args

    def end_headers(self) -> None:
        asked = Path(self.directory, "_headers").read_text(encoding="utf-8").partition("\n\n")[0]
        for line in asked.splitlines()[1:]:
            name, _, value = line.strip().partition(": ")
            self.send_header(name, value)
        super().end_headers()


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the shipped guideline with the command that users run."""
    return built(ROOT / "content", tmp_path_factory.mktemp("shipped") / "dist")


@pytest.fixture(scope="session")
def site(dist: Path) -> Path:
    """Return the folder of the shipped guideline's site."""
    return dist / "site"


def built(content: Path, target: Path) -> Path:
    """Build all of a content folder into a folder, and return that."""
    subprocess.run(
        [sys.executable, "-m", "generator", "build", "--content", content, "--to", target],
        check=True,
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
    )
    return target


def built_stock(folder: Path) -> Path:
    """Build the same Markdown with Material as it comes, but for fonts, which another host has."""
    pages = str(folder / "pages")
    command = [sys.executable, "-m", "generator", "render", "site", "--to", pages]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    (folder / "mkdocs.yml").write_text(
        "site_name: Stock\ndocs_dir: pages/docs\nuse_directory_urls: false\n"
        "theme: {name: material, font: false}\nplugins: [search]\n"
        "markdown_extensions: [attr_list, md_in_html, tables]\n",
        encoding="utf-8",
    )
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q"],
        check=True,
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
    )
    (folder / "site" / "_headers").write_text("/*\n\n", encoding="utf-8")
    return folder / "site"


class Hosts(http.server.ThreadingHTTPServer):
    """Says nothing of browsers that hang up before they have all."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def served(site: Path, host: type[Host] = Host) -> Iterator[str]:
    """Serve a folder, and yield its address."""
    handler = functools.partial(host, directory=str(site))
    server = Hosts(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def pots(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site of a pathway in which earlier answers settle later decisions."""
    content = ROOT / "tests" / "walks" / "content"
    with served(built(content, tmp_path_factory.mktemp("pots")) / "site") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "no Chromium or Chrome: `make test` installs one, or set CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@contextmanager
def watched(browser: Browser, home: str) -> Iterator[Page]:
    """Open a page that fails the test on a request beyond its home, a lost file or an error."""
    page = browser.new_page()
    troubles: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((home, "data:", "blob:")):
            troubles.append(f"asked {request.url}")

    def failed(request: Request) -> None:
        # A page that is left asks for nothing any more: that is no failure.
        if request.failure != "net::ERR_ABORTED":
            troubles.append(f"failed {request.url}: {request.failure}")

    page.on("request", asked)
    page.on("requestfailed", failed)
    page.on("pageerror", lambda error: troubles.append(f"error {error}"))
    page.on(
        "console",
        lambda message: troubles.append(message.text) if message.type == "error" else None,
    )
    yield page
    page.close()
    assert troubles == []


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open a page of the hosted site that may ask for nothing else."""
    with watched(browser, address) as page:
        yield page
