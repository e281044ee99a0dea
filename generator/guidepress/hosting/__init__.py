"""What a host needs beside the pages: headers, robots.txt, a web manifest, saved copies."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from guidepress.link import Library
from guidepress.outputs import Artifact

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
"""Scripts that run: blocks of data have a type."""
SERVICE_WORKER = "service-worker.js"
_LARGEST_SHELL = 8_000_000
"""Bytes of a search index that is still kept on every reader's device."""

_ICON = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" \
fill="#0b4f6c"/><path d="M32 12v12M32 24 18 38M32 24l14 14M18 38v14M46 38v14" fill="none" \
stroke="#fff" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/></svg>
"""
"""A pathway that forks."""


def before_the_pages(library: Library, name: str) -> Iterator[Artifact]:
    """Yield what depends on the content alone: robots.txt, the web manifest, the icon."""
    hidden = [f"Disallow: /{id_}/" for id_ in unapproved(library)] or ["Disallow:"]
    about = (
        "# Robots stay out of what nobody has approved; those that come find noindex in its pages."
    )
    yield Artifact("robots.txt", "\n".join([about, "User-agent: *", *hidden, ""]))
    manifest = {
        "name": name,
        "short_name": name,
        "start_url": "index.html",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#0b4f6c",
        "icons": [{"src": "assets/guidepress/icon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    yield Artifact("site.webmanifest", json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
    yield Artifact("assets/guidepress/icon.svg", _ICON)


def after_the_pages(library: Library, site: Path) -> Iterator[Artifact]:
    """Yield what depends on the built pages: the service worker with its lists, the headers."""
    paths = sorted(path for path in site.rglob("*") if path.is_file())
    inside = {path.relative_to(site).as_posix(): path for path in paths}
    ids = [guideline.id for guideline in library.guidelines]
    for id_ in ids:
        own = {path: _hash(file) for path, file in inside.items() if path.startswith(f"{id_}/")}
        yield Artifact(f"{id_}/files.json", json.dumps(own, indent=0) + "\n")
    shared = {path: file for path, file in inside.items() if path.partition("/")[0] not in ids}
    shell = {path: _hash(file) for path, file in shared.items() if _is_shell(path, file)}
    # The hash stands there so that a browser sees a new worker when a file of the shell changed.
    known = {"shell": list(shell), "guidelines": ids, "state": _state(shell)}
    worker = files("guidepress").joinpath("hosting/service_worker.js").read_text(encoding="utf-8")
    yield Artifact(SERVICE_WORKER, f"const SITE = {json.dumps(known)};\n\n{worker}")
    yield Artifact("_headers", _for_netlify(_headers(site), library))


def server_files(library: Library, site: Path) -> Iterator[Artifact]:
    """Yield the headers of a built site as snippets for nginx and Caddy."""
    headers = _headers(site)
    yield Artifact("nginx.conf", _for_nginx(headers, library))
    yield Artifact("Caddyfile", _for_caddy(headers, library))


def unapproved(library: Library) -> list[str]:
    """Return the ids of the guidelines that search engines must not list."""
    return [each.id for each in library.guidelines if not each.approved]


def _is_shell(path: str, file: Path) -> bool:
    if path.startswith("search/"):
        # The same as a script serves pages that were opened from a file.
        return path.endswith(".json") and file.stat().st_size <= _LARGEST_SHELL
    return not path.startswith("assets/javascripts/lunr/") and path != "sitemap.xml"


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


def _state(hashes: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(hashes).encode()).hexdigest()[:16]


def _policy(pages: Iterable[Path]) -> str:
    """Return a Content-Security-Policy under which the pages work, and nothing else does."""
    scripts = {script for page in pages for script in _INLINE.findall(page.read_text("utf-8"))}
    hashes = sorted(
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts
    )
    allowed = " ".join(["'self'", *(f"'sha256-{hash_}'" for hash_ in hashes)])
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'"
    )


def _headers(site: Path) -> dict[str, str]:
    return {
        "Content-Security-Policy": _policy(sorted(site.rglob("*.html"))),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        # A browser may keep a file and must ask whether it is still good: advice goes stale.
        "Cache-Control": "no-cache",
    }


def _for_netlify(headers: dict[str, str], library: Library) -> str:
    lines = ["/*", *(f"  {name}: {value}" for name, value in headers.items()), ""]
    for id_ in unapproved(library):
        lines += [f"/{id_}/*", "  X-Robots-Tag: noindex", ""]
    return "\n".join(lines)


def _for_nginx(headers: dict[str, str], library: Library) -> str:
    common = [f'add_header {name} "{value}" always;' for name, value in headers.items()]
    lines = [
        "# For nginx: include this file in the `server` block whose `root` is the folder `site`.",
        "error_page 404 /404.html;",
        *common,
    ]
    # A location that says anything of the kind inherits nothing, so all is said again.
    inside = [f"    {line}" for line in common]
    typed = ["    types { }", "    default_type application/manifest+json;"]
    lines += ["location = /site.webmanifest {", *typed, *inside, "}"]
    for id_ in unapproved(library):
        inside = [f"    {line}" for line in (*common, "add_header X-Robots-Tag noindex always;")]
        lines += [f"location /{id_}/ {{", *inside, "}"]
    return "\n".join([*lines, ""])


def _for_caddy(headers: dict[str, str], library: Library) -> str:
    lines = [
        "# For Caddy: import this file in the site block whose `root` is the folder `site`.",
        "header {",
        *(f'    {name} "{value}"' for name, value in headers.items()),
        "}",
        *(f"header /{id_}/* X-Robots-Tag noindex" for id_ in unapproved(library)),
        "handle_errors {",
        "    @missing expression {http.error.status_code} == 404",
        "    rewrite @missing /404.html",
        "    file_server",
        "}",
    ]
    return "\n".join([*lines, ""])
