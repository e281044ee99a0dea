"""What is published installs as one package that carries all it needs."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from guidepress import __version__

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "generator" / "guidepress"
GUIDELINE = """\
guideline:
  id: tiny
  title: Rest after a sprain
  question: How long should a sprained ankle rest?
  version: 0.1.0
"""


def _run(command: list[str | Path], cwd: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    result = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def _package_files() -> set[str]:
    files = (path for path in SOURCES.rglob("*") if path.is_file())
    return {
        f"guidepress/{path.relative_to(SOURCES).as_posix()}"
        for path in files
        if "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    _run([sys.executable, "-m", "hatchling", "build", "-d", folder], cwd=ROOT)
    return folder


@pytest.fixture(scope="module")
def wheel(published: Path) -> Path:
    (path,) = published.glob("*.whl")
    return path


def _environment(place: Path) -> Path:
    """Return the programs of a new environment with our dependencies, but not our tree.

    The environment of the tests lends the dependencies. Path files are not followed from there,
    so its editable guidepress stays out.
    """
    venv.create(place, with_pip=False, symlinks=os.name != "nt")
    (library,) = place.rglob("site-packages")
    lent = f"{sysconfig.get_path('purelib')}\n"
    (library / "dependencies.pth").write_text(lent, encoding="utf-8")
    return place / ("Scripts" if os.name == "nt" else "bin")


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("installed")
    programs = _environment(place)
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        place,
        "--disable-pip-version-check",
    ]
    _run([*pip, "install", "--quiet", "--no-index", "--no-deps", wheel], cwd=place)
    return programs


def test_wheel_has_one_top_level_name(wheel: Path) -> None:
    names = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert sorted(names) == ["guidepress", f"guidepress-{__version__}.dist-info"]


def test_wheel_carries_every_file_of_the_package(wheel: Path) -> None:
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("guidepress/")}

    assert packed == _package_files()
    assert "guidepress/py.typed" in packed
    assert any(name.startswith("guidepress/templates/") for name in packed)
    assert any(name.endswith(".csl") for name in packed)


def test_wheel_carries_the_license(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert any(name.endswith("/LICENSE") for name in names)
    assert any(name.endswith("/NOTICE") for name in names)


def test_source_archive_carries_what_make_test_needs(published: Path) -> None:
    (path,) = published.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    wanted = {"Makefile", "requirements.lock", "pyproject.toml", "tests/test_packaging.py"}
    assert wanted | {f"generator/{name}" for name in _package_files()} <= names


def test_installed_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    where = _run(
        [installed / "python", "-c", "import guidepress; print(guidepress.__file__)"], tmp_path
    )

    assert Path(where.strip()).is_relative_to(installed.parent)
    assert _run([installed / "guidepress", "--version"], tmp_path).strip().endswith(__version__)


def test_installed_wheel_builds_a_site_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "content" / "tiny").mkdir(parents=True)
    (tmp_path / "content" / "tiny" / "guideline.yml").write_text(GUIDELINE, encoding="utf-8")

    _run([installed / "guidepress", "build"], tmp_path)

    home = tmp_path / "dist" / "site" / "index.html"
    assert "Rest after a sprain" in home.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".cache", "content", "dist"]


def test_installed_wheel_is_a_plugin_of_mkdocs(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "content" / "tiny").mkdir(parents=True)
    (tmp_path / "content" / "tiny" / "guideline.yml").write_text(GUIDELINE, encoding="utf-8")
    settings = "site_name: A site\ndocs_dir: content\ntheme: material\nplugins: [guidepress]\n"
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")

    _run([installed / "python", "-m", "mkdocs", "build"], tmp_path)

    home = tmp_path / "site" / "index.html"
    assert "Rest after a sprain" in home.read_text(encoding="utf-8")


def test_fresh_clone_runs_without_installing(tmp_path: Path) -> None:
    programs = _environment(tmp_path / "environment")
    clone = tmp_path / "a clone"
    clone.mkdir()
    (clone / "generator").symlink_to(ROOT / "generator")

    shown = _run([programs / "python", "-m", "generator", "--help"], clone)

    assert "python -m generator" in shown
