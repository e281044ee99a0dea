"""Measures time, memory and size on libraries of growing size: `make bench`.

The libraries are copies of the shipped guideline with ids of their own. Every figure is a run of
the command that a user would run, in a process of its own; short runs are repeated and the median
is printed. Nothing here is a test: no figure is a limit.
"""

import argparse
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import click
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[2]
GUIDELINE = ROOT / "content" / "radiation-necrosis"
BIN = Path(sys.executable).parent
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1800000000"}
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)  # users' Python keeps what it has compiled
REPEAT_BELOW = 10.0
"""Runs shorter than this many seconds are made three times."""


@dataclass(frozen=True)
class Measured:
    """The median of some runs of one command."""

    seconds: float
    megabytes: float
    runs: int


def multiplied(folder: Path, count: int) -> Path:
    """Write a content folder with the guideline `count` times, each with an id of its own."""
    content = folder / "content"
    for number in range(1, count + 1):
        name = f"radiation-necrosis-{number:04}"
        copy = content / name
        shutil.copytree(GUIDELINE, copy)
        for path in copy.glob("*.yml"):
            text = path.read_text(encoding="utf-8")
            text = re.sub(r"^  id: radiation-necrosis$", f"  id: {name}", text, flags=re.MULTILINE)
            title = f"\\g<0> ({number})"
            text = (
                re.sub(r"^  (?:short_)?title: .*$", title, text, count=2, flags=re.MULTILINE)
                if path.name == "guideline.yml"
                else text
            )
            path.write_text(text, encoding="utf-8")
    return content


def measured(command: list[str], folder: Path, prepare: Callable[[], None]) -> Measured:
    """Run a command in a fresh process, time it, and note its peak memory."""
    seconds: list[float] = []
    megabytes = 0.0
    while not seconds or (len(seconds) < 3 and seconds[0] < REPEAT_BELOW):
        prepare()
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds.append(time.perf_counter() - start)
        megabytes = max(megabytes, _megabytes(usage))
        errors = process.stderr.read().decode() if process.stderr else ""
        if status:
            sys.exit(f"{' '.join(command)} failed:\n{errors[-2000:]}")
        if process.stderr:
            process.stderr.close()
        process.returncode = 0
    return Measured(statistics.median(seconds), megabytes, len(seconds))


def _megabytes(usage: resource.struct_rusage) -> float:
    unit = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kilobytes elsewhere
    return usage.ru_maxrss / unit


def _size(folder: Path) -> tuple[int, float, float]:
    """Return how many pages a site has, their kilobytes, and the megabytes of all its files."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    sizes = [path.stat().st_size for path in files if path.suffix == ".html"]
    return len(sizes), sum(sizes) / 1e3, sum(path.stat().st_size for path in files) / 1e6


def generator(counts: list[int]) -> Iterator[list[str]]:
    """Measure `check` and `render site`."""
    yield ["guidelines", "check s", "each ms", "MB", "render site s", "each ms", "MB", "runs"]
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            multiplied(folder, count)
            check = measured([str(BIN / "guidepress"), "check"], folder, lambda: None)
            command = [str(BIN / "guidepress"), "render", "site", "--to", "out"]
            render = measured(command, folder, lambda: None)
        yield [
            str(count),
            f"{check.seconds:.2f}",
            f"{check.seconds / count * 1000:.0f}",
            f"{check.megabytes:.0f}",
            f"{render.seconds:.2f}",
            f"{render.seconds / count * 1000:.0f}",
            f"{render.megabytes:.0f}",
            f"{check.runs}, {render.runs}",
        ]


def engines(counts: list[int]) -> Iterator[list[str]]:
    """Measure the plugin, MkDocs on the same Markdown on disk, and Zensical on it.

    The plugin reads and checks the content, writes the Markdown, draws the charts and formats the
    references; on disk all that is done. Both have the same theme, the same extensions of Markdown
    and the search plugin. The first build of the plugin has an empty cache, `again` a full one.
    """
    yield [
        "guidelines",
        "plugin s",
        "again s",
        "Markdown s",
        "ratio",
        "again",
        "Zensical s",
        "pages",
        "site MB",
        "MB each",
        "kB a page",
        "runs",
    ]
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            multiplied(folder, count)
            shutil.copy(ROOT / "mkdocs.yml", folder)
            shutil.copytree(ROOT / "site_config", folder / "site_config")
            disk = folder / "disk"
            render = [str(BIN / "guidepress"), "render", "site", "--to", str(disk)]
            subprocess.run(render, cwd=folder, check=True, capture_output=True, env=ENVIRONMENT)

            def forget(folder: Path = folder) -> None:
                shutil.rmtree(folder / ".cache", ignore_errors=True)

            mkdocs = [str(BIN / "mkdocs"), "build", "-q"]
            plugin = measured(mkdocs, folder, forget)
            again = measured(mkdocs, folder, lambda: None)
            plain = measured(mkdocs, disk, lambda: None)
            pages, html, size = _size(folder / "site")
            shutil.rmtree(disk / "site")
            zensical = measured([str(BIN / "zensical"), "build", "--clean"], disk, lambda: None)
        yield [
            str(count),
            f"{plugin.seconds:.2f}",
            f"{again.seconds:.2f}",
            f"{plain.seconds:.2f}",
            f"{plugin.seconds / plain.seconds:.2f}",
            f"{again.seconds / plain.seconds:.2f}",
            f"{zensical.seconds:.2f}",
            str(pages),
            f"{size:.1f}",
            f"{size / count:.1f}",
            f"{html / pages:.1f}",
            f"{plugin.runs}, {again.runs}, {plain.runs}, {zensical.runs}",
        ]


def everything(counts: list[int]) -> Iterator[list[str]]:
    """Measure `build`, first, after a changed word, and its PDFs alone."""
    yield ["guidelines", "build s", "after a change s", "PDFs s", "pages", "ms a page", "zip MB"]
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            content = multiplied(folder, count)
            shutil.copy(ROOT / "mkdocs.yml", folder)
            shutil.copytree(ROOT / "site_config", folder / "site_config")
            changing = content / "radiation-necrosis-0001" / "guideline.yml"
            number = iter(range(1000))

            def forget(folder: Path = folder) -> None:
                shutil.rmtree(folder / ".cache", ignore_errors=True)

            def change(changing: Path = changing, number: Iterator[int] = number) -> None:
                text = changing.read_text(encoding="utf-8")
                changed = re.sub(r"conventional\w*", f"conventional{next(number)}", text, count=1)
                changing.write_text(changed, encoding="utf-8")

            build = [str(BIN / "guidepress"), "build"]
            first = measured(build, folder, forget)
            again = measured(build, folder, change)
            pdfs = [str(BIN / "guidepress"), "render", "pdf", "--to", "out"]
            typeset = measured(pdfs, folder, lambda: None)
            pages = sum(len(PdfReader(path).pages) for path in (folder / "out").glob("*.pdf"))
            zips = [path.stat().st_size for path in (folder / "dist" / "offline").glob("*.zip")]
        yield [
            str(count),
            f"{first.seconds:.2f}",
            f"{again.seconds:.2f}",
            f"{typeset.seconds:.2f}",
            str(pages),
            f"{typeset.seconds / pages * 1000:.0f}",
            f"{sum(zips) / len(zips) / 1e6:.2f}",
        ]


PAGES = ("index", "recommendations/bevacizumab", "pathway", "references")


def weights() -> Iterator[list[str]]:
    """Measure what a first visit to a page loads before search, beside a stock Material page."""
    yield ["page", "kB compressed", "files", "stock kB", "stock files"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = [str(BIN / "guidepress"), "build", "--to", str(folder / "dist")]
        subprocess.run(ours, cwd=ROOT, check=True, capture_output=True, env=ENVIRONMENT)
        theirs = [str(BIN / "guidepress"), "render", "site", "--to", str(folder / "stock")]
        subprocess.run(theirs, cwd=ROOT, check=True, capture_output=True, env=ENVIRONMENT)
        (folder / "stock" / "mkdocs.yml").write_text(
            "site_name: Stock\nuse_directory_urls: false\nplugins: [search]\n"
            "theme: {name: material, font: false}\n"
            "markdown_extensions: [attr_list, md_in_html, tables]\n",
            encoding="utf-8",
        )
        plain = [str(BIN / "mkdocs"), "build", "-q"]
        subprocess.run(
            plain, cwd=folder / "stock", check=True, capture_output=True, env=ENVIRONMENT
        )
        sites = (folder / "dist" / "site", folder / "stock" / "site")
        for page in PAGES:
            row = [page]
            for site in sites:
                files = loaded(site / "radiation-necrosis" / f"{page}.html")
                size = sum(len(zlib.compress(path.read_bytes(), 6)) for path in files)
                row += [f"{size / 1e3:.1f}", str(len(files))]
            yield row


def loaded(page: Path) -> list[Path]:
    """Return a page and the styles and scripts that it names."""
    text = page.read_text(encoding="utf-8")
    named = re.findall(r'<script[^>]* src="([^"]+)"|<link rel="stylesheet" href="([^"]+)"', text)
    return [page, *((page.parent / (script or style)).resolve() for script, style in named)]


def table(rows: Iterator[list[str]]) -> None:
    """Print rows as a Markdown table, each as soon as it is measured."""
    for number, row in enumerate(rows):
        click.echo("| " + " | ".join(row) + " |")
        if number == 0:
            click.echo("|" + " ---: |" * len(row))


def machine() -> str:
    """Describe the machine and the versions that the figures come from."""
    cores = os.cpu_count() or 0
    packages = ", ".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material"))
    return (
        f"{cores} cores, {platform.machine()}, {platform.system()}, "
        f"Python {platform.python_version()}, {packages}, zensical {version('zensical')}"
    )


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only the smaller libraries")
    parser.add_argument("--large", action="store_true", help="with 1,000 guidelines")
    arguments = parser.parse_args()
    click.echo(machine() + "\n")
    with tempfile.TemporaryDirectory() as name:
        start = measured([str(BIN / "guidepress"), "--help"], Path(name), lambda: None)
    click.echo(f"`guidepress --help`: {start.seconds:.2f} s, {start.megabytes:.0f} MB\n")
    large = [1000] if arguments.large else []
    table(generator([1, 10] if arguments.quick else [1, 10, 100, *large]))
    click.echo("")
    table(everything([1] if arguments.quick else [1, 3, 10]))
    click.echo("")
    table(weights())
    click.echo("")
    table(engines([1, 3] if arguments.quick else [1, 3, 10]))


if __name__ == "__main__":
    main()
