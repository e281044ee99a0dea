"""What a built folder or an offline copy holds, as a manifest and as sums."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from guidepress import __version__
from guidepress.fingerprint import content_hash
from guidepress.link import LinkedGuideline

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"


class Described(NamedTuple):
    """A file: its path from the folder that the manifest stands in, its size, its hash."""

    path: str
    size: int
    sha256: str

    @classmethod
    def of(cls, path: str, content: bytes) -> "Described":
        """Describe a file by its content."""
        return cls(path, len(content), hashlib.sha256(content).hexdigest())


def manifest_and_sums(
    described: Iterable[Described],
    guidelines: Iterable[LinkedGuideline],
) -> tuple[str, str]:
    """Return the texts of `manifest.json` and of `SHA256SUMS`, which has the manifest as well."""
    described = sorted(described)
    manifest = {
        "generator": {"name": "guidepress", "version": __version__},
        "guidelines": [_of_guideline(each) for each in guidelines],
        "files": [each._asdict() for each in described],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    return text, sums(described, text.encode())


def sums(described: Iterable[Described], manifest: bytes) -> str:
    """Return the text of `SHA256SUMS` for what a manifest describes, and for itself."""
    listed = sorted([*described, Described.of(MANIFEST, manifest)])
    return "".join(f"{each.sha256}  {each.path}\n" for each in listed)


def _of_guideline(here: LinkedGuideline) -> dict[str, Any]:
    guideline = here.guideline
    changed = guideline.dates.last_changed
    return {
        "id": guideline.id,
        "title": str(guideline.title),
        "version": str(guideline.version),
        "status": here.status.value,
        "stage": here.stage.value,
        "content_hash": content_hash(here),
        "last_changed": changed.isoformat() if changed else None,
    }
