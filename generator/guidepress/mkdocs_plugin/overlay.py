"""What stands over Material in a site: MkDocs' files and templates, changed as `material` says."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
)
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.theme import Theme

from guidepress import material


def let_extend(env: Environment) -> None:
    """Let our templates extend those of Material that they stand before."""
    below = PrefixLoader({"material": _Mended("material", "templates")})
    env.loader = ChoiceLoader([env.loader, below]) if env.loader else below


def list_no_hidden(theme: Theme) -> None:
    """Let MkDocs look for the theme's files without its hidden folders, of which it takes none.

    Material has over ten thousand icons in one, and to list them takes longer than all the rest.
    """
    environment = theme.get_env

    def get_env() -> Environment:
        env = environment()
        env.loader = _Visible(theme.dirs)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


class _Visible(FileSystemLoader):
    """Loads every template, and lists those that are in no hidden folder."""

    def list_templates(self) -> list[str]:
        """Return the names of the templates, in order."""
        found: set[str] = set()
        for top in self.searchpath:
            for folder, folders, files in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = Path(folder).relative_to(top).as_posix()
                found.update(name if below == "." else f"{below}/{name}" for name in files)
        return sorted(found)


class CompiledOnce(BytecodeCache):
    """Keeps in memory what templates were compiled to: each rebuild of a preview asks anew."""

    def __init__(self) -> None:
        """Begin with nothing compiled."""
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what its template was compiled to, if it was."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


class _Mended(PackageLoader):
    """Loads the templates of Material without what no browser and no checker expects in them."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool] | None]:
        """Return a template with what `material` mends in it."""
        source, path, current = super().get_source(environment, template)
        return material.mended(source), path, current


def _colors(config: MkDocsConfig) -> set[str]:
    """Return the names of all colors that the site's palettes choose."""
    found = config.theme.get("palette") or []
    palettes = found if isinstance(found, list) else [found]
    chosen = [each.get(kind) or "indigo" for each in palettes for kind in ("primary", "accent")]
    return {str(name).replace(" ", "-") for name in chosen}


def put_over(files: Files, config: MkDocsConfig) -> None:
    """Put our one style sheet and one script in the place of Material's several files."""
    readers = {file.src_uri: partial(getattr, file, "content_string") for file in files}
    left_out, added = material.overlay(readers, _colors(config))
    for file in list(files):
        if file.src_uri in left_out:
            files.remove(file)
    for path, content in added.items():
        files.append(File.generated(config, path, content=content))
