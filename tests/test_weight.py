"""What a page costs a reader, against a stock Material page of the same text."""

import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response

from conftest import ROOT, served

PAGES = (
    "index",
    "recommendations/bevacizumab",
    "pathway",
    "interventions/bevacizumab",
    "references",
)
MOST_MORE = 20_000
"""Bytes, compressed, that a page of ours may cost more before search."""


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the same Markdown with Material as it comes, but for fonts, which another host has."""
    folder = tmp_path_factory.mktemp("stock")
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


def cost(browser: Browser, url: str) -> tuple[int, int]:
    """Return the requests of a first visit and their bytes, compressed as a host would."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - no builtin there
    page.goto(url, wait_until="networkidle")
    size = sum(len(zlib.compress(answer.body(), 6)) for answer in answers)
    context.close()
    return len(answers), size


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_little_more_than_a_stock_page(
    browser: Browser, site: Path, stock: Path, name: str
) -> None:
    with served(site) as ours, served(stock) as theirs:
        requests, size = cost(browser, f"{ours}/radiation-necrosis/{name}.html")
        stock_requests, stock_size = cost(browser, f"{theirs}/radiation-necrosis/{name}.html")
    assert requests <= stock_requests
    assert size <= stock_size + MOST_MORE
