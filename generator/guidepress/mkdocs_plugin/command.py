"""A site built by us and not by the command `mkdocs`: of a library that is loaded already."""

import logging
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig

from guidepress import engine
from guidepress.mkdocs_plugin import Given

log = logging.getLogger("mkdocs.plugins.guidepress")


class ConfigurationError(Exception):
    """What `mkdocs.yml` says cannot be."""


def build_site(given: Given, site: Path) -> None:
    """Build the site into a folder, with the choices of `mkdocs.yml` where there is one.

    ConfigurationError says what is wrong with that file.
    """
    configured = Path("mkdocs.yml")
    config = MkDocsConfig(str(configured.resolve()))
    if configured.is_file():
        with configured.open("rb") as file:
            config.load_file(file)
    else:
        config.load_dict(
            {
                "site_name": "Guidelines",
                "theme": engine.THEME,
                "plugins": ["search", "guidepress"],
                "validation": engine.VALIDATION,
            },
        )
    root = given.loaded.library.root
    config.load_dict({"docs_dir": str(root.absolute()), "site_dir": str(site)})
    failed, warned = config.validate()
    for name, message in warned:
        log.warning("mkdocs.yml: %s: %s", name, message)
    if failed:
        raise ConfigurationError("; ".join(f"{name}: {message}" for name, message in failed))
    plugin = config.plugins.get("guidepress")
    if plugin is None:
        raise ConfigurationError("plugins: 'guidepress' is not among them")
    plugin.take(given)
    build(config)
