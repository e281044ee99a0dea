"""The offline copy of a guideline: the built site's own pages, made to work from a file system.

A browser that opens files lets no script read another file and starts no worker. So the search
index becomes a script, and a shim, which is part of the script of every page, runs the search's
worker in a frame.
"""

import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from posixpath import dirname, join, normpath, relpath

from guidepress.link import Library, LinkedGuideline
from guidepress.site import SEARCHED, identity, searched
from guidepress.text import plain_text

LICENSES = "licenses.txt"
ELSEWHERE = "not-in-this-copy.html"
"""The page to which links lead whose page belongs to another guideline."""

SEARCH_INDEX = "search/search_index.json"
SEARCH_SCRIPT = "search/search_index.js"

_FOR_HOSTS = {
    "404.html",
    "_headers",
    "robots.txt",
    "service-worker.js",
    "site.webmanifest",
    "sitemap.xml",
    SEARCH_SCRIPT,
}
_MANIFEST = re.compile(r'\s*<link rel="manifest"[^>]*>')
_FOR_HOSTS_ONLY = re.compile(r'\s*<li class="gp-for-hosts">.*?</li>')
_BODY = re.compile(r"<body[^>]*>")
_HREF = re.compile(r'(?<=\shref=")(?P<path>[^"#?:]+)(?P<rest>[#?][^"]*)?(?=")')

_ELSEWHERE_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Not in this copy</title>
<link rel="stylesheet" href="assets/guidepress/site.css">
</head>
<body dir="ltr" data-md-color-scheme="default">
<main class="md-main"><div class="md-main__inner md-grid">
<article class="md-content__inner md-typeset">
<h1>Not in this copy</h1>
<p>The page that this link leads to belongs to another guideline. This copy holds one guideline
only: {identity}.</p>
<p><a href="{home}">To the overview of this guideline</a></p>
<p>{disclaimer}</p>
</article></div></main>
</body>
</html>
"""


def offline_copy(
    site: Path, library: Library, here: LinkedGuideline
) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file of a guideline's offline copy, sorted by path."""
    others = {each.id for each in library.guidelines} - {here.id}
    disclaimer = here.guideline.disclaimer
    about = _ELSEWHERE_PAGE.format(
        identity=escape(identity(here)),
        home=f"{here.id}/index.html",
        disclaimer=escape(plain_text(here.tree(disclaimer))) if disclaimer else "",
    )
    made = {ELSEWHERE: about.encode()} if others else {}
    for path in sorted(each for each in site.rglob("*") if each.is_file()):
        inside = path.relative_to(site).as_posix()
        if _belongs(inside, others):
            content = path.read_bytes()
            if inside.endswith(".html"):
                content = _page(inside, content.decode("utf-8"), here, others).encode()
            elif inside == SEARCH_INDEX:
                inside, content = SEARCH_SCRIPT, search_script(content, others)
            elif inside == SEARCHED:
                content = searched((here,)).encode()
            made[inside] = content
    yield from sorted(made.items())


def _belongs(path: str, others: set[str]) -> bool:
    first = path.partition("/")[0]
    return first not in others and path not in _FOR_HOSTS and not path.endswith("/files.json")


def _page(path: str, html: str, here: LinkedGuideline, others: set[str]) -> str:
    notice = (
        f'<aside class="gp-copy"><strong>Offline copy.</strong> {escape(identity(here))}. '
        "A newer version may exist.</aside>"
    )
    html = _FOR_HOSTS_ONLY.sub("", _MANIFEST.sub("", html, count=1))
    html = _BODY.sub(lambda found: found[0] + notice, html, count=1)
    if not others:
        return html
    return _HREF.sub(lambda found: _href(path, found, others), html)


def _href(page: str, found: re.Match[str], others: set[str]) -> str:
    target = normpath(join(dirname(page), found["path"]))
    if target.partition("/")[0] in others:
        return relpath(ELSEWHERE, dirname(page) or ".")
    return found[0]


def search_script(content: bytes, others: set[str]) -> bytes:
    """Return a search index as a script, without the pages of other guidelines."""
    index = json.loads(content)
    index["docs"] = [
        each for each in index["docs"] if each["location"].partition("/")[0] not in others
    ]
    written = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    # Not in a page, but a script all the same: these two end a line in old ones.
    written = written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"var __index = {written}".encode()
