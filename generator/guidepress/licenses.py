"""The works of others that a built site carries, each with its license in full."""

from collections.abc import Iterator
from importlib.metadata import distribution
from importlib.resources import files

SITE_PARTS = ("mkdocs-material",)
"""Distributions whose scripts, styles and icons are part of every page."""


def notices() -> str:
    """Return the text that lies beside the pages."""
    return "\n\n".join(_parts()) + "\n"


def _parts() -> Iterator[str]:
    yield (
        "The program that built these pages is guidepress (Apache License 2.0). The text of each\n"
        "guideline is under the license that its page 'About this guideline' names.\n"
        "The pages carry the following works of others."
    )
    for name in SITE_PARTS:
        found = distribution(name)
        yield f"{name} {found.version}\n{'=' * 40}\n{_license_of(name)}"
    vendored = files("guidepress").joinpath("vendored")
    for folder in sorted(vendored.iterdir(), key=lambda each: each.name):
        text = folder.joinpath("LICENSE").read_text(encoding="utf-8").strip()
        yield f"{folder.name}\n{'=' * 40}\n{text}"


def _license_of(name: str) -> str:
    found = distribution(name)
    texts = [
        file.read_text(encoding="utf-8").strip()
        for file in found.files or ()
        if file.name.upper().startswith("LICENSE")
    ]
    if not texts:
        message = f"the package {name} carries no license text"
        raise FileNotFoundError(message)
    return "\n\n".join(texts)
