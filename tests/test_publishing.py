"""What `guidepress build` writes beside the pages, and what `guidepress verify` says of copies."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import ROOT
from guidepress.addresses import OF_THE_SITE
from guidepress.cli import main

LIBRARY = Path(__file__).parent / "library" / "content"
GUIDELINE = "radiation-necrosis"


def guidepress(*arguments: object, cwd: Path = ROOT, **environment: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def mine(dist: Path, tmp_path: Path) -> Path:
    """Return a build that a test may damage."""
    return Path(shutil.copytree(dist, tmp_path / "dist"))


# ---- what is written


def test_everything_is_built_at_once(dist: Path) -> None:
    assert sorted(path.name for path in dist.iterdir() if path.name != ".guidepress") == [
        "SHA256SUMS",
        "hosting",
        "manifest.json",
        "offline",
        "pdf",
        "site",
    ]
    assert [path.name for path in (dist / "offline").iterdir()] == [f"{GUIDELINE}-0.1.0.zip"]
    assert sorted(path.name for path in (dist / "pdf").iterdir()) == [
        f"{GUIDELINE}-0.1.0-wall.pdf",
        f"{GUIDELINE}-0.1.0.pdf",
    ]


def test_no_id_can_be_a_name_that_the_site_has_at_its_root(site: Path) -> None:
    pages = {"about", "how-to-read", "index"}
    names = {path.name.partition(".")[0] for path in site.iterdir() if path.name[0] not in "._"}
    assert names - pages - {GUIDELINE} <= OF_THE_SITE


def test_sums_are_those_that_other_tools_make(dist: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=dist,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    listed = {line.split("  ", 1)[1] for line in (dist / "SHA256SUMS").read_text().splitlines()}
    assert listed == set(files(dist)) - {"SHA256SUMS", ".guidepress"}


def test_the_manifest_names_the_content(dist: Path) -> None:
    manifest = json.loads((dist / "manifest.json").read_text(encoding="utf-8"))
    (guideline,) = manifest["guidelines"]
    assert (guideline["id"], guideline["version"]) == (GUIDELINE, "0.1.0")
    assert (guideline["status"], guideline["stage"]) == ("draft", "submitted")
    page = (dist / "site" / GUIDELINE / "glossary.html").read_text(encoding="utf-8")
    assert f"content {guideline['content_hash'][:12]}" in page


def test_every_page_has_version_hash_and_disclaimer(site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        text = re.sub(r"\s+", " ", path.read_text(encoding="utf-8"))
        if path.name == "404.html":
            continue
        if path in (site / "index.html", site / "about.html"):  # prose of the site
            assert "not part of a reviewed guideline" in text
            assert not re.search(r"content [0-9a-f]{12}", text), path
            assert '<meta name="guideline"' not in text, path
            continue
        assert re.search(r"version 0\.1\.0, content [0-9a-f]{12}, last changed", text), path
        patients = path.name == "plain-language.html"
        assert ("not for use in care" in text or "ask your care team" in text.lower()) or patients
    plain = (site / GUIDELINE / "plain-language.html").read_text(encoding="utf-8")
    other = (site / GUIDELINE / "evidence.html").read_text(encoding="utf-8")
    foot = re.compile(r'<div class="gp-foot"[^>]*>\s*<p>(.*?)</p>', re.DOTALL)
    assert foot.findall(plain) != foot.findall(other)


def test_what_nobody_approved_stays_out_of_search_engines(site: Path) -> None:
    assert f"Disallow: /{GUIDELINE}/\n" in (site / "robots.txt").read_text()
    assert f"/{GUIDELINE}/*\n  X-Robots-Tag: noindex\n" in (site / "_headers").read_text()
    pages = sorted(site.rglob("*.html"))
    assert [path for path in pages if 'content="noindex"' not in path.read_text("utf-8")] == []


def test_the_policy_allows_no_script_of_an_author(dist: Path) -> None:
    headers = (dist / "site" / "_headers").read_text()
    policy = next(line for line in headers.splitlines() if "Content-Security-Policy" in line)
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    for name in ("nginx.conf", "Caddyfile"):
        assert policy.strip().partition(": ")[2] in (dist / "hosting" / name).read_text()


def test_the_licenses_of_what_the_pages_carry_lie_beside_them(site: Path, dist: Path) -> None:
    text = (site / "licenses.txt").read_text(encoding="utf-8")
    assert "mkdocs-material" in text
    assert "iframe-worker" in text
    with zipfile.ZipFile(next((dist / "offline").iterdir())) as copy:
        assert f"{GUIDELINE}-0.1.0/licenses.txt" in copy.namelist()


def test_a_site_with_an_address_has_a_map_of_what_may_be_found(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: T\nsite_url: https://example.org/g/\nplugins: [search, guidepress]\n"
        "theme: {name: material}\n",
        encoding="utf-8",
    )
    shutil.copytree(LIBRARY, tmp_path / "content")
    for stage in ("under-review", "approved"):
        signed = ("--as", "A. B.", "--role", "Gardener", "--stage", stage)
        assert (
            guidepress("review", "sign", "--guideline", "office-plants", *signed, cwd=tmp_path)[0]
            == 0
        )
    code, said = guidepress("build", cwd=tmp_path)
    assert (code, "sitemap" in said) == (0, False)
    site = tmp_path / "dist" / "site"
    listed = set(re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text()))
    expected = {
        f"https://example.org/g/{path.relative_to(site).as_posix()}"
        for path in site.rglob("*.html")
        if 'content="noindex"' not in path.read_text("utf-8")
    }
    assert listed == expected
    assert any("office-plants" in url for url in listed)
    assert not (site / "sitemap.xml.gz").exists()


@pytest.mark.parametrize("key", ["site_name", "site_description", "copyright"])
def test_a_site_claims_no_review_in_what_stands_on_every_page(key: str, tmp_path: Path) -> None:
    said = {"site_name": "T", key: "Reviewed and approved by our Medical Advisory Board"}
    lines = "".join(f"{name}: {value}\n" for name, value in said.items())
    (tmp_path / "mkdocs.yml").write_text(
        f"docs_dir: content\nplugins: [guidepress]\ntheme: {{name: material}}\n{lines}", "utf-8"
    )
    shutil.copytree(LIBRARY, tmp_path / "content")
    code, printed = guidepress("build", cwd=tmp_path)
    assert code != 0
    line = 4 if key == "site_name" else 5
    assert "unsupported-review-claim" in printed
    assert f"mkdocs.yml:{line}:1" in printed
    assert not (tmp_path / "dist" / "site").exists()


HTML, MARKDOWN = "overrides/main.html", "site_config/templates/page.md.jinja"
BASE = '{% extends "base.html" %}'
PAGE = '{% extends "_base/page.md.jinja" %}'
DROPPED = {
    "a template of the theme drops all": (HTML, BASE + "{% block content %}Hello{% endblock %}"),
    "a template of the theme comments it out": (
        HTML,
        BASE + "{% block content %}<!-- {{ super() }} -->{% endblock %}",
    ),
    "a template of the theme lets robots in": (HTML, BASE + "{% block site_meta %}{% endblock %}"),
    "a page says nothing": (MARKDOWN, PAGE + "{% block banner %}{% endblock %}"),
    "a page says something else": (
        MARKDOWN,
        PAGE + '{% block banner %}<div class="gp-banner">Approved.</div>{% endblock %}',
    ),
}


def draft_site(folder: Path, theme: str, files: dict[str, str]) -> None:
    ours = {
        "content/tiny/guideline.yml": (
            "guideline: {id: tiny, title: Tiny, question: What helps?, version: 0.1.0}\n"
            "gaps: [{id: soil, title: Which soil?, text: No trial compared soils.}]\n"
        ),
        "mkdocs.yml": f"site_name: T\ndocs_dir: content\nplugins: [guidepress]\ntheme: {theme}\n",
        "overrides/x": "",
    }
    for name, content in (ours | files).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")


@pytest.mark.parametrize(("name", "template"), DROPPED.values(), ids=DROPPED)
def test_a_template_of_a_site_takes_the_status_off_no_page(
    name: str, template: str, tmp_path: Path
) -> None:
    draft_site(tmp_path, "{name: material, custom_dir: overrides}", {name: template})
    code, said = guidepress("build", cwd=tmp_path)
    assert code != 0
    what = "'noindex'" if "site_meta" in template else "the banner with its status"
    assert f"'tiny/index.md' is a page of 'tiny' (Draft, Submitted) and lacks {what}." in said
    path = Path(name)
    assert f"'{path.name}'" in said
    again = "super()" if name == HTML else "super() | md"
    assert f"{path.parent}': print the block of the original with {{{{ {again} }}}}." in said
    assert not (tmp_path / "dist" / "site").exists()


@pytest.mark.parametrize(
    ("theme", "files"),
    [
        ("{name: mkdocs}", {}),
        (
            "{name: material, custom_dir: overrides}",
            {
                HTML: BASE + "{% block content %}<p>Ours</p>{{ super() }}{% endblock %}",
                MARKDOWN: PAGE + "{% block banner %}Ours.\n\n{{ super() | md }}{% endblock %}",
            },
        ),
    ],
    ids=["another theme", "templates that add something"],
)
def test_pages_of_other_looks_show_the_status_too(
    theme: str, files: dict[str, str], tmp_path: Path
) -> None:
    draft_site(tmp_path, theme, files)
    code, said = guidepress("build", cwd=tmp_path)
    assert code in {0, 2}, said  # 2: some of what is beside the site could not be made
    pages = [path.read_text("utf-8") for path in (tmp_path / "dist/site/tiny").rglob("*.html")]
    assert len(pages) > 3
    for page in pages:
        assert "Draft. Submitted, not yet under review." in page
        assert page.count('<meta name="robots" content="noindex">') == 1


# ---- reproducible


def test_two_builds_in_other_folders_zones_and_locales_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worlds = {
        "one": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
        "a second/folder": {"TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"},
    }
    built = []
    monkeypatch.delenv("SOURCE_DATE_EPOCH")  # no clock is asked, not even a fixed one
    for name, world in worlds.items():
        folder = tmp_path / name
        folder.mkdir(parents=True)
        for part in ("content", "site_config", "mkdocs.yml"):
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copyfile
            copy(ROOT / part, folder / part)
        code, said = guidepress("build", cwd=folder, **world)
        assert code == 0, said
        built.append(files(folder / "dist"))
    assert set(built[0]) == set(built[1])
    assert [path for path in built[0] if built[0][path] != built[1][path]] == []


# ---- verify


def test_an_intact_copy_is_called_so_with_its_version(dist: Path) -> None:
    for copy in (dist, dist / "site", *(dist / "offline").iterdir(), *(dist / "pdf").iterdir()):
        code, said = guidepress("verify", copy)
        assert code == 0, said
        assert "version 0.1.0, content " in said
        assert "Intact" in said


def test_a_copy_that_was_unzipped_is_intact(dist: Path, tmp_path: Path) -> None:
    (archive,) = (dist / "offline").iterdir()
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path)
    assert guidepress("verify", tmp_path / archive.stem)[0] == 0
    assert guidepress("verify", tmp_path)[0] == 0
    (tmp_path / archive.stem / "new.html").write_text("x", encoding="utf-8")
    code, said = guidepress("verify", tmp_path)
    assert code == 1
    assert "new.html: is not part of it" in said
    shutil.copytree(tmp_path / archive.stem, tmp_path / "another")
    code, said = guidepress("verify", tmp_path)
    assert code == 2
    assert f"name one of another, {archive.stem}" in said


@pytest.mark.parametrize("name", ["new.html", "index.html", "another/manifest.json"])
def test_a_file_beside_the_copy_in_a_zip_is_found_out(mine: Path, name: str) -> None:
    (archive,) = (mine / "offline").iterdir()
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr(name, "x")
    code, said = guidepress("verify", archive)
    assert code == 1
    assert "NOT intact" in said


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda dist: (dist / "site/about.html").write_text("x"), "site/about.html: was changed"),
        (lambda dist: (dist / "site/about.html").unlink(), "site/about.html: is missing"),
        (lambda dist: (dist / "site/new.html").write_text("x"), "site/new.html: is not part of it"),
        (lambda dist: (dist / "SHA256SUMS").unlink(), "SHA256SUMS: is missing"),
        (
            lambda dist: (dist / "manifest.json").write_text(
                (dist / "manifest.json").read_text().replace('"draft"', '"active"')
            ),
            "manifest.json: is not the one that SHA256SUMS names",
        ),
        (lambda dist: (dist / "manifest.json").write_text("["), "manifest.json cannot be read"),
        (
            lambda dist: (dist / "manifest.json").write_text("[" * 200_000),
            "manifest.json cannot be read",
        ),
        (lambda dist: (dist / "manifest.json").write_text("{}"), "manifest.json cannot be read"),
        (lambda dist: _forged(dist, path=5), "manifest.json cannot be read"),
        (lambda dist: _forged(dist, sha256=[]), "manifest.json cannot be read"),
        (
            lambda dist: (dist / "SHA256SUMS").write_text(
                re.sub("^[0-9a-f]{4}", "0bad", (dist / "SHA256SUMS").read_text())
            ),
            "SHA256SUMS: says something else than manifest.json",
        ),
    ],
)
def test_a_damaged_copy_is_found_out(mine: Path, damage: object, said: str) -> None:
    assert callable(damage)
    damage(mine)
    code, told = guidepress("verify", mine)
    assert code == 1
    assert said in told
    assert "Traceback" not in told


def _forged(dist: Path, **said: object) -> None:
    """Have the manifest say something else of the first file."""
    manifest = json.loads((dist / "manifest.json").read_text())
    manifest["files"][0].update(said)
    (dist / "manifest.json").write_text(json.dumps(manifest))


def test_no_title_or_name_in_a_copy_rules_the_terminal(mine: Path) -> None:
    path = mine / "manifest.json"
    path.write_text(path.read_text().replace('"title": "', '"title": "\\u001b[8m\\ud800'))
    (mine / "site" / "\x1b[2K").write_text("x")
    code, said = guidepress("verify", mine)
    assert code == 1
    assert "\x1b" not in said
    assert "\N{REPLACEMENT CHARACTER}[8m" in said
    assert "site/\N{REPLACEMENT CHARACTER}[2K: is not part of it" in said


def test_a_pdf_with_a_zip_behind_it_is_looked_at_as_a_pdf(mine: Path) -> None:
    (archive,) = (mine / "offline").iterdir()
    for path in (mine / "pdf").iterdir():
        path.write_bytes(path.read_bytes() + archive.read_bytes())
        code, said = guidepress("verify", path)
        assert code == 1
        assert f"{path.name}: was changed" in said


@pytest.mark.parametrize(
    ("before", "after", "where"), [(b"<h1>x</h1>", b"", "before"), (b"", b"<h1>x</h1>", "after")]
)
def test_what_stands_around_a_zip_is_found_out(
    mine: Path, before: bytes, after: bytes, where: str
) -> None:
    (archive,) = (mine / "offline").iterdir()
    archive.write_bytes(before + archive.read_bytes() + after)
    code, said = guidepress("verify", archive)
    assert code == 1
    assert f"{archive.name}: something stands {where} the zip in it" in said


def test_a_damaged_zip_is_found_out(mine: Path) -> None:
    (archive,) = (mine / "offline").iterdir()
    content = bytearray(archive.read_bytes())
    content[len(content) // 3] ^= 0xFF
    archive.write_bytes(content)
    code, said = guidepress("verify", archive)
    assert code == 1, said
    assert "cannot be read" in said or "was changed" in said


def test_a_zip_with_a_damaged_directory_is_found_out(mine: Path) -> None:
    (archive,) = (mine / "offline").iterdir()
    content = archive.read_bytes()
    start = content.rindex(b"PK\1\2")
    archive.write_bytes(content[:start] + b"PK\1\3" + content[start + 4 :])
    code, said = guidepress("verify", archive)
    assert code == 1
    assert f"{archive.name}: cannot be read" in said


def test_a_damaged_pdf_is_found_out(mine: Path) -> None:
    for path in (mine / "pdf").iterdir():
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        code, said = guidepress("verify", path)
        assert code == 1, said
        assert f"{path.name}: was changed" in said


def test_what_came_with_nothing_is_not_called_intact(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("x", encoding="utf-8")
    assert guidepress("verify", tmp_path)[0] == 2
    assert guidepress("verify", tmp_path / "page.html")[0] == 2
    assert guidepress("verify", tmp_path / "nowhere")[0] == 2
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("page.html", "x")
    code, said = guidepress("verify", tmp_path / "other.zip")
    assert code == 2
    assert "manifest.json" in said


# ---- what one part lacks, the others do not


PLANTS = """\
guideline:
  id: plants
  title: Dry plants
  question: How is a dry plant saved?
  version: 1.0.0
  bottom_line: Water it \u0baa\u0bbe\u0bb2\u0bcd.
"""


def test_without_typst_all_else_is_built_and_one_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "content" / "plants").mkdir(parents=True)
    (tmp_path / "content" / "plants" / "guideline.yml").write_text(PLANTS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("guidepress.outputs.find_spec", lambda _: None)
    done = CliRunner().invoke(main, ["build"])
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-2:] == [
        (
            "guidepress: the site has no sitemap.xml: "
            "it needs the site's address, as 'site_url' in mkdocs.yml"
        ),
        "guidepress: no PDF was made: the output 'pdf' needs typst: pip install typst",
    ]
    assert guidepress("verify", tmp_path / "dist")[0] == 0
    assert (tmp_path / "dist" / "offline" / "plants-1.0.0.zip").is_file()
    assert not (tmp_path / "dist" / "pdf").exists()


def test_a_letter_that_no_font_has_costs_the_pdf_alone(tmp_path: Path) -> None:
    (tmp_path / "content" / "plants").mkdir(parents=True)
    (tmp_path / "content" / "plants" / "guideline.yml").write_text(PLANTS, encoding="utf-8")
    code, said = guidepress("build", cwd=tmp_path)
    assert code == 2
    assert "guidepress: no PDF of 'plants' was made:" in said
    page = (tmp_path / "dist" / "site" / "plants" / "index.html").read_text(encoding="utf-8")
    assert "\u0baa\u0bbe\u0bb2\u0bcd" in page
