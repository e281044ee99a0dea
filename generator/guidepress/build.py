"""Everything that `guidepress build` writes: site, PDFs, offline copies, headers, manifest.

All of it goes into one folder that takes the place of the last one when it is complete.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from guidepress import hosting, licenses
from guidepress.archive import zipped
from guidepress.frozen import dataclass
from guidepress.link import Library, LinkedGuideline
from guidepress.manifest import MANIFEST, SUMS, Described, manifest_and_sums
from guidepress.mkdocs_plugin import Given
from guidepress.mkdocs_plugin.command import build_site
from guidepress.offline import LICENSES, offline_copy
from guidepress.outputs import Artifact, OutputError, all_outputs, missing
from guidepress.pipeline import Loaded
from guidepress.settings import Download, Settings
from guidepress.site import copy_name
from guidepress.write import MARKER, put, replacing

SITE = "site"
OFFLINE = "offline"
PDF = "pdf"
HOSTING = "hosting"
_FIRST_DAY_OF_ZIP = dt.date(1980, 1, 1)

_NO_SITEMAP = (
    "the site has no sitemap.xml: it needs the site's address, as 'site_url' in mkdocs.yml"
)

Progress = Callable[[str, int, int], None]
"""Told what is being made, how many of it are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Built:
    """What was written: files and bytes by the folder or file at the top; what was not, and why."""

    parts: dict[str, tuple[int, int]]
    lacking: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    """What the site would have with another line in its settings."""


def build(
    loaded: Loaded,
    settings: Settings,
    target: Path,
    progress: Progress = lambda *_: None,
) -> Built:
    """Build a checked library into a folder. An OSError leaves the last build."""
    library = loaded.library
    with replacing(target) as folder:
        pdfs, lacking = _pdfs(library, settings, progress)
        put(folder / PDF, pdfs)
        of_hosts = _site(loaded, settings, pdfs, folder / SITE, progress)
        put(folder / HOSTING, of_hosts)
        for number, here in enumerate(library.guidelines):
            progress("offline copies", number, len(library.guidelines))
            name = f"{copy_name(here)}.zip"
            copy = _zip(folder / SITE, library, here)
            hosted = Artifact(f"{SITE}/{here.id}/downloads/{name}", copy)
            put(folder, [Artifact(f"{OFFLINE}/{name}", copy), hosted])
        progress("manifest", 0, 1)
        described = list(_described(folder))
        put(folder, _manifest(described, library.guidelines))
        parts = _parts(folder)
        mapped = (folder / SITE / "sitemap.xml").is_file()
    return Built(parts, lacking, () if mapped else (_NO_SITEMAP,))


def _pdfs(
    library: Library, settings: Settings, progress: Progress
) -> tuple[list[Artifact], tuple[str, ...]]:
    output = all_outputs()[PDF]
    lacking = missing(output)
    if lacking:
        return [], (f"no PDF was made: {lacking}",)
    made: list[Artifact] = []
    progress("PDFs", 0, len(library.guidelines))
    try:
        for artifact in output.render(library, settings):
            made.append(artifact)
            progress("PDFs", len(made) // 2, len(library.guidelines))
    except OutputError as error:
        return made, (str(error),)
    return made, ()


def _site(
    loaded: Loaded, settings: Settings, pdfs: list[Artifact], site: Path, progress: Progress
) -> list[Artifact]:
    """Build the site with its downloads; return the headers for servers that read no `_headers`."""
    library = loaded.library
    downloads = {here.id: tuple(_downloads(here, pdfs)) for here in library.guidelines}
    beside = tuple(
        Artifact(f"{here.id}/downloads/{pdf.path}", pdf.content)
        for here in library.guidelines
        for pdf in pdfs
        if pdf.path.startswith(copy_name(here))
    )
    beside = (*beside, Artifact(LICENSES, licenses.notices()))
    given = Given(loaded, replace(settings, downloads=downloads), beside, progress)
    build_site(given, site)
    return list(hosting.server_files(library, site))


def _downloads(here: LinkedGuideline, pdfs: list[Artifact]) -> Iterator[Download]:
    name = copy_name(here)
    said = {
        f"{name}.pdf": "The whole guideline as PDF",
        f"{name}-wall.pdf": "The pathway and key recommendations as PDF, for a wall",
    }
    for pdf in pdfs:
        if pdf.path in said:
            yield Download(f"downloads/{pdf.path}", said[pdf.path], len(pdf.data))
    yield Download(f"downloads/{name}.zip", "All pages as an offline copy (zip)", for_hosts=True)


def _zip(site: Path, library: Library, here: LinkedGuideline) -> bytes:
    """Return an offline copy, in a folder of its own, with its manifest."""
    copied = list(offline_copy(site, library, here))
    described = [Described.of(path, content) for path, content in copied]
    copied += [(artifact.path, artifact.data) for artifact in _manifest(described, (here,))]
    top = copy_name(here)
    day = here.guideline.dates.last_changed or _FIRST_DAY_OF_ZIP
    return zipped([(f"{top}/{path}", content) for path, content in copied], day)


def _manifest(
    described: list[Described], guidelines: tuple[LinkedGuideline, ...]
) -> tuple[Artifact, Artifact]:
    manifest, sums = manifest_and_sums(described, guidelines)
    return Artifact(MANIFEST, manifest), Artifact(SUMS, sums)


def _described(folder: Path) -> Iterator[Described]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != MARKER:
            yield Described.of(path.relative_to(folder).as_posix(), path.read_bytes())


def _parts(folder: Path) -> dict[str, tuple[int, int]]:
    parts: dict[str, tuple[int, int]] = {}
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        top = path.relative_to(folder).parts[0]
        files, size = parts.get(top, (0, 0))
        parts[top] = (files + 1, size + path.stat().st_size)
    return parts
