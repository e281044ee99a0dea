"""Asks every checker of every page, in both looks and on phone and desktop: `make audit`.

Beside ours stands a site that stock Material makes of the same text. What could not be asked is
said below the table with the reason; a finding in ours ends the run with exit code 1.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import click
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from accessibility import GUIDELINE, STATES, lost, stops, violations  # noqa: E402
from conftest import BROWSERS, Host, built, built_stock, served  # noqa: E402
from guidepress.signing import Signing, sign  # noqa: E402
from guidepress.vocabulary import Stage  # noqa: E402

TOOLS = ROOT / ".cache" / "audit"
SNIFFER, NU, LIGHTHOUSE = "HTML_CodeSniffer", "the Nu checker", "Lighthouse"
# Later packages of the Nu checker fetch its program from elsewhere when they are installed.
PACKAGES = ("html_codesniffer@2.5.1", "vnu-jar@24.10.17", "lighthouse@12.8.2")
SITES = ("ours", "stock")
LOOKS = (("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390))
LOOKS_AT_STOCK = (LOOKS[0], LOOKS[3])
"""Half of them, for what takes long or is there only to compare."""
READ = ("index", "recommendations/bevacizumab", "pathway")
LEAST = {
    ("phone", "performance"): 98,
    ("desktop", "performance"): 100,
    ("phone", "accessibility"): 100,
    ("desktop", "accessibility"): 100,
    ("phone", "best-practices"): 100,
    ("desktop", "best-practices"): 100,
}
_SNIFF = """() => new Promise((done) => HTMLCS.process("WCAG2AA", document, () =>
  done(HTMLCS.getMessages().filter(({ type }) => type === 1).map(({ code }) => code))))"""
_MOVED = """window.moved = 0;
new PerformanceObserver((list) => list.getEntries().forEach((each) => {
  window.moved += each.value;
})).observe({ type: "layout-shift", buffered: true });"""


class CompressingHost(Host):
    """Compresses what is text, as every host does."""

    def do_GET(self) -> None:  # noqa: N802 - the protocol of http.server
        path = Path(self.translate_path(self.path))
        if path.suffix not in {".html", ".css", ".js", ".json", ".svg"} or not path.is_file():
            super().do_GET()
            return
        content = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)) + "; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@dataclass
class Audit:
    """What was found, check by check: numbers for ours and for stock, and what ours must reach."""

    found: dict[str, dict[str, float]] = field(default_factory=dict)
    least: dict[str, float] = field(default_factory=dict)
    details: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)

    def count(self, check: str, site: str, findings: list[str]) -> None:
        """Add findings to a count that must stay zero."""
        numbers = self.found.setdefault(check, {})
        numbers[site] = numbers.get(site, 0) + len(findings)
        if site == "ours":
            self.details += [f"{check}: {each}" for each in findings]

    def score(self, check: str, site: str, score: float, least: float) -> None:
        """Keep the lowest score of a check."""
        numbers = self.found.setdefault(check, {})
        numbers[site] = min(score, numbers.get(site, score))
        self.least[check] = least

    def good(self, check: str) -> bool:
        """Whether ours is as it has to be: no finding, or a score that is no lower than stock's."""
        numbers = self.found[check]
        if check not in self.least:
            return numbers.get("ours", 0) == 0
        return numbers["ours"] >= max(self.least[check], numbers.get("stock", 0))


def main() -> None:
    """Run every check that can be run here, and print one table."""
    began = time.monotonic()
    audit = Audit()
    install(audit)
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as hosts:
        folders = prepared(Path(scratch))
        at = {
            name: hosts.enter_context(served(folder, CompressingHost))
            for name, folder in folders.items()
        }
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
            )
            for site in SITES:
                every_page(audit, browser, site, folders[site], at[site])
            every_stop(audit, browser, folders["ours"], at["ours"])
            every_state(audit, browser, at["ours"])
            browser.close()
        nu(audit, folders)
        lighthouse(audit, at)
        pages = len(paths(folders["ours"]))
    report(audit, pages)
    click.echo(f"{time.monotonic() - began:.0f} s")
    sys.exit(0 if all(map(audit.good, audit.found)) else 1)


# ---- set-up


def install(audit: Audit) -> None:
    """Fetch the checkers that npm has, and Java; say what is missing without them."""
    java = shutil.which("java") or (apt("default-jre-headless") and shutil.which("java"))
    if not java:
        audit.skipped[NU] = "there is no Java, and it could not be installed"
    if not shutil.which("npm"):
        for tool in (SNIFFER, NU, LIGHTHOUSE):
            audit.skipped[tool] = "there is no npm (Node.js 18 or newer)"
        return
    marker = TOOLS / ".packages"
    if marker.is_file() and marker.read_text() == " ".join(PACKAGES):
        return
    click.echo(f"Set-up: {', '.join(PACKAGES)}")
    TOOLS.mkdir(parents=True, exist_ok=True)
    options = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    command = ["npm", "install", "--prefix", str(TOOLS), *options, *PACKAGES]
    if subprocess.run(command, check=False).returncode == 0:
        marker.write_text(" ".join(PACKAGES))
        return
    for tool in (SNIFFER, NU, LIGHTHOUSE):
        audit.skipped[tool] = "npm could not install it; it says why above"


def apt(package: str) -> bool:
    """Install a package of Debian where that is allowed, and return whether it worked."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    click.echo(f"Set-up: Debian's {package}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-qq", "install", "--no-install-recommends", package]
    done = subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL)
    return done.returncode == 0


def chromium() -> str:
    """Return the path of the browser that `make audit` has seen to."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or sys.exit("There is no Chromium or Chrome: `make audit` installs one.")


def prepared(scratch: Path) -> dict[str, Path]:
    """Build ours, stock Material's, and one of a guideline that search engines may list."""
    click.echo("Building: ours, stock Material's, and one that is approved")
    approved = shutil.copytree(ROOT / "tests" / "library" / "content", scratch / "approved")
    for stage in (Stage.UNDER_REVIEW, Stage.APPROVED):
        sign(approved, Signing("office-plants", "A. B.", "Gardener", stage))
    (scratch / "stock").mkdir()
    return {
        "ours": built(ROOT / "content", scratch / "ours") / "site",
        "stock": built_stock(scratch / "stock"),
        "approved": built(approved, scratch / "dist") / "site",
    }


def paths(folder: Path) -> list[str]:
    """Return the paths of all pages of a site."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


# ---- in a browser


def every_page(audit: Audit, browser: Browser, site: str, folder: Path, at: str) -> None:
    """Open every page in every look and size, and ask axe, the console and the layout."""
    sniffer = TOOLS / "node_modules" / "html_codesniffer" / "build" / "HTMLCS.js"
    sniff = "" if SNIFFER in audit.skipped else sniffer.read_text(encoding="utf-8")
    for look, width in LOOKS if site == "ours" else LOOKS_AT_STOCK:
        page = opened(browser, look, width)
        said = heard(page)
        click.echo(f"Looking at all pages: {site}, {look}, {width} px")
        for path in paths(folder):
            page.goto(f"{at}/{path}")
            where = f"{path} ({look}, {width} px)"
            moved = page.evaluate("window.moved") > 0
            audit.count("layout shifts", site, [where] if moved else [])
            found = [f"{where}: {rule} {target}" for rule, target, _ in violations(page)]
            audit.count("axe: violations", site, found)
            if sniff and (look, width) in LOOKS_AT_STOCK:
                page.evaluate(sniff)
                codes = [f"{where}: {code}" for code in page.evaluate(_SNIFF)]
                audit.count(f"{SNIFFER}: errors, WCAG 2 AA", site, codes)
        audit.count("console: errors", site, said)
        page.context.close()


def every_stop(audit: Audit, browser: Browser, folder: Path, at: str) -> None:
    """Go through pages by the Tab key alone, and see what is left of them at 320 px."""
    for look, width in LOOKS_AT_STOCK:
        page = opened(browser, look, width)
        click.echo(f"Going through pages by keyboard: ours, {look}, {width} px")
        for path in [path for path in paths(folder) if path.count("/") < 2]:
            page.goto(f"{at}/{path}")
            found = [
                f"{path} ({look}, {width} px): {stop['name']}"
                for stop in stops(page, 4000)
                if not (stop["seen"] and stop["marked"])
            ]
            audit.count("keyboard: stops unseen or unmarked", "ours", found)
        page.context.close()
    page = opened(browser, "light", 320)
    for path in paths(folder):
        page.goto(f"{at}/{path}")
        found = [f"{path}: {each}" for each in lost(page)]
        audit.count("320 px: too wide or cut off", "ours", found)
    page.context.close()


def heard(page: Page) -> list[str]:
    """Return a list that errors in a page's console will be added to."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(message.text)

    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", hear)
    return said


def opened(browser: Browser, look: str, width: int) -> Page:
    """Open a page that counts what moves, for a reader who wants no motion."""
    context = browser.new_context(
        color_scheme="dark" if look == "dark" else "light",
        viewport={"width": width, "height": 850},
        reduced_motion="reduce",
        bypass_csp=True,
        service_workers="block",
    )
    context.add_init_script(_MOVED)
    return context.new_page()


def every_state(audit: Audit, browser: Browser, at: str) -> None:
    """Open everything that opens, in every look and size."""
    for look, width in LOOKS:
        for state in STATES:
            if not (state.phone if width < 600 else state.desktop):
                continue
            page = opened(browser, look, width)
            page.goto(f"{at}/{GUIDELINE}/{state.path}.html")
            state.reach(page)
            where = f"{state.name} ({look}, {width} px)"
            found = [f"{where}: {rule} {target}" for rule, target, _ in violations(page)]
            audit.count("axe: violations in what opens", "ours", found)
            page.context.close()


# ---- other programs


def nu(audit: Audit, folders: dict[str, Path]) -> None:
    """Ask the Nu checker, which knows what HTML is valid."""
    if NU in audit.skipped:
        return
    jar = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    for site in SITES:
        command = ["java", "-jar", str(jar), "--format", "json", "--skip-non-html"]
        done = subprocess.run(
            [*command, str(folders[site])], capture_output=True, text=True, check=False
        )
        messages = json.loads(done.stderr)["messages"]
        errors = [
            f"{Path(each['url']).name}: {each['message']}"
            for each in messages
            if each["type"] != "info"
        ]
        audit.count("Nu checker: errors", site, errors)


def lighthouse(audit: Audit, at: dict[str, str]) -> None:
    """Ask Lighthouse about the pages that are read most, and whether the approved are found."""
    if LIGHTHOUSE in audit.skipped:
        return
    for name in READ:
        for size in ("phone", "desktop"):
            for site in SITES:
                scores = measured(f"{at[site]}/{GUIDELINE}/{name}.html", size)
                for (of, category), least in LEAST.items():
                    if of == size:
                        check = f"Lighthouse, {size}: {category}, lowest of {len(READ)} pages"
                        audit.score(check, site, scores[category], least)
    scores = measured(f"{at['approved']}/office-plants/index.html", "phone")
    audit.score("Lighthouse: SEO of an approved guideline", "ours", scores["seo"], 100)


def measured(url: str, size: str) -> dict[str, float]:
    """Return what Lighthouse gives a page, from 0 to 100; of three runs the middle one."""
    command = [str(TOOLS / "node_modules" / ".bin" / "lighthouse"), url, "--quiet"]
    command += ["--output=json", "--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
    command += ["--preset=desktop"] if size == "desktop" else []
    environment = {**os.environ, "CHROME_PATH": chromium()}
    runs: list[dict[str, float]] = []
    # Now and then its browser does not start, or is gone before the end.
    for _ in range(6):
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
        if done.returncode:
            continue
        categories = json.loads(done.stdout)["categories"]
        runs.append({key: round(100 * (each["score"] or 0)) for key, each in categories.items()})
        if len(runs) == 3:
            break
    else:
        sys.exit(f"Lighthouse ended {6 - len(runs)} of 6 times for {url}: {done.stderr}")
    return {key: sorted(run[key] for run in runs)[1] for key in runs[0]}


def report(audit: Audit, pages: int) -> None:
    """Print what was found in ours, and the table."""
    for detail in audit.details[:200]:
        click.echo(detail)
    width = max(map(len, audit.found))
    click.echo(f"\n{pages} pages, light and dark, 1280 and 390 px; stock: two of these four")
    click.echo(f"      {'':{width}}  {'ours':>6}  {'stock Material':>14}")
    for check, numbers in audit.found.items():
        ours, stock = (f"{numbers[site]:g}" if site in numbers else "-" for site in SITES)
        mark = "ok" if audit.good(check) else "BAD"
        click.echo(f"{mark:4}  {check:{width}}  {ours:>6}  {stock:>14}")
    for tool, why in audit.skipped.items():
        click.echo(f"skipped: {tool}: {why}")


if __name__ == "__main__":
    main()
