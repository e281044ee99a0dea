"""The lock file is complete, pinned and hashed, and names no registry."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


class Pin(NamedTuple):
    """One entry of the lock file: what to install and which files may be it."""

    requirement: Requirement
    hashes: list[str]


def _pins(text: str) -> list[Pin]:
    joined = re.sub(r"\\\n", " ", text)
    entries = [re.sub(r"(^|\s)#.*", "", line).strip() for line in joined.splitlines()]
    return [
        Pin(Requirement(entry.partition(" --hash=")[0]), re.findall(r" --hash=(\S+)", entry))
        for entry in entries
        if entry
    ]


def _asked_for() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    return [Requirement(line) for line in asked]


@pytest.mark.parametrize("forbidden", ["://", "--index", "--extra-index", "--find-links", "@", "/"])
def test_lock_names_no_place_to_download_from(forbidden: str) -> None:
    assert forbidden not in LOCK


def test_every_package_is_pinned_to_one_version_and_hashed() -> None:
    pins = _pins(LOCK)
    assert pins
    for requirement, hashes in pins:
        (specifier,) = requirement.specifier
        assert specifier.operator == "==", requirement
        assert "*" not in specifier.version, requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes), requirement


@pytest.mark.parametrize("asked", _asked_for(), ids=lambda asked: asked.name)
def test_lock_satisfies_pyproject(asked: Requirement) -> None:
    pins = [
        pin.requirement
        for pin in _pins(LOCK)
        if canonicalize_name(pin.requirement.name) == canonicalize_name(asked.name)
    ]
    assert pins, f"{asked.name} is not locked: run `make lock`"
    for pin in pins:
        (specifier,) = pin.specifier
        assert asked.specifier.contains(specifier.version), "run `make lock`"


def test_packages_are_told_apart_from_notes_and_hashes() -> None:
    digest = "0" * 64
    text = (
        "# made by\n"
        f'a==1.0 ; python_version < "3.12" \\\n    --hash=sha256:{digest} \\\n'
        f"    --hash=sha256:{digest}\n    # via b\nb>=2\n"
    )

    first, second = _pins(text)

    assert (first.requirement.name, len(first.hashes)) == ("a", 2)
    assert str(second.requirement.specifier) == ">=2"
    assert not second.hashes
