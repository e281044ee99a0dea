"""Imports in guidepress point one way, from the command line down to the source text."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "generator" / "guidepress"

# From the top down. A module imports from layers below its own, and from its own folder.
# Two that share a layer do not know each other.
LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"cli"}),
    frozenset({"cli_records"}),
    frozenset({"cli_shared"}),
    frozenset({"review_status", "signing"}),
    frozenset({"records"}),
    frozenset({"junit", "sarif"}),
    frozenset({"build"}),
    frozenset({"mkdocs_plugin", "verify"}),
    frozenset({"write"}),
    frozenset({"hosting", "licenses", "manifest", "material", "offline"}),
    frozenset({"pipeline"}),
    frozenset({"acceptances"}),
    frozenset({"outputs", "rules"}),
    frozenset({"pathway_answer", "proof"}),
    frozenset({"engine", "pdf"}),
    frozenset({"site"}),
    frozenset({"views"}),
    frozenset({"quality"}),
    frozenset({"pathway_views", "readability", "reporting"}),
    frozenset(
        {
            "ask_data",
            "bibliography",
            "charts_extension",
            "cite_this",
            "dose_table",
            "flowchart",
            "markdown",
            "pages",
            "walk_data",
        }
    ),
    frozenset({"dose_words", "drawing", "mermaid", "verdict_words"}),
    frozenset({"alerts", "chart"}),
    frozenset({"retractions", "review_claims", "units"}),
    frozenset({"link"}),
    frozenset({"standing"}),
    frozenset({"signature"}),
    frozenset({"fingerprint"}),
    frozenset({"walk"}),
    frozenset({"pathway_graph"}),
    frozenset({"condition_words", "conditions"}),
    frozenset({"condition_syntax", "domains"}),
    frozenset({"addresses", "borne_out", "figures", "names", "text"}),
    frozenset({"settings"}),
    frozenset({"decode", "schema"}),
    frozenset({"model"}),
    frozenset({"yaml_nodes"}),
    frozenset({"yaml_advice"}),
    frozenset({"yaml_positions", "yaml_refused"}),
    frozenset({"diagnostics", "vocabulary"}),
    frozenset({"source"}),
    frozenset({"archive", "cache", "citation_style", "collector", "seal", "today", "watch"}),
    frozenset({"frozen"}),
    frozenset({"__init__"}),
)
DEPTH = {name: depth for depth, layer in enumerate(LAYERS) for name in layer}
MAY_IMPORT_MKDOCS = "mkdocs_plugin"


def _imported(node: ast.AST, package: str) -> Iterator[str]:
    """Yield the dotted names that an import statement may stand for."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        parent = package.rsplit(".", node.level - 1)[0] if node.level else ""
        origin = ".".join(filter(None, (parent, node.module)))
        yield from (f"{origin}.{alias.name}" for alias in node.names)


def _part(dotted: str) -> str:
    """Return the top-level module of guidepress that a dotted name lies in."""
    name = (*dotted.split("."), "")[1]
    return name if name in DEPTH else "__init__"


def faults(package: Path) -> list[str]:
    """Return a sentence for every module and import in `package` that breaks the order."""
    found = []
    for path in sorted(package.rglob("*.py")):
        inside = path.relative_to(package)
        part = inside.parts[0].removesuffix(".py")
        if part not in DEPTH:
            found.append(f"{inside} is in no layer: give '{part}' its place in LAYERS, {__file__}")
            continue
        dotted_package = ".".join(("guidepress", *inside.parts[:-1]))
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            for dotted in _imported(node, dotted_package):
                where = f"{inside}:{getattr(node, 'lineno', 0)}"
                root = dotted.partition(".")[0]
                if root == "mkdocs" and part != MAY_IMPORT_MKDOCS:
                    found.append(f"{where} imports mkdocs; only {MAY_IMPORT_MKDOCS}.py may")
                if root != "guidepress" or _part(dotted) == part:
                    continue
                if DEPTH[_part(dotted)] <= DEPTH[part]:
                    found.append(f"{where} imports {_part(dotted)}, which is not below {part}")
    return found


def test_imports_point_one_way() -> None:
    assert not faults(PACKAGE)


@pytest.mark.parametrize(
    ("module", "line", "sentence"),
    [
        ("source.py", "from guidepress import pipeline", "imports pipeline, which is not below"),
        ("link.py", "from .pages import Page", "imports pages, which is not below link"),
        ("rules/a.py", "import guidepress.outputs.site", "imports outputs, which is not below"),
        ("model/a.py", "from ..link import Library", "imports link, which is not below model"),
        ("link.py", "def f():\n    from guidepress.cli import main", "link.py:2 imports cli"),
        ("pipeline.py", "from mkdocs.config import load", "imports mkdocs; only mkdocs_plugin.py"),
        ("helpers.py", "", "give 'helpers' its place in LAYERS"),
    ],
)
def test_wrong_import_is_named(tmp_path: Path, module: str, line: str, sentence: str) -> None:
    path = tmp_path / module
    path.parent.mkdir(exist_ok=True)
    path.write_text(line, encoding="utf-8")

    (fault,) = faults(tmp_path)

    assert sentence in fault


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("cli.py", "from guidepress import __version__, pipeline"),
        ("rules/__init__.py", "from guidepress.rules import unused_reference"),
        ("outputs/site.py", "from . import theme\nfrom ..pages import Page"),
        ("mkdocs_plugin.py", "from mkdocs.plugins import BasePlugin"),
        ("source.py", "import mkdocstrings"),
    ],
)
def test_right_import_passes(tmp_path: Path, module: str, line: str) -> None:
    path = tmp_path / module
    path.parent.mkdir(exist_ok=True)
    path.write_text(line, encoding="utf-8")

    assert not faults(tmp_path)
