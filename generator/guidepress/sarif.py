"""Findings as SARIF 2.1.0, which code hosts show beside the lines that they are about.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
import re
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from guidepress import __version__
from guidepress.diagnostics import Accepted, Diagnostic, Report
from guidepress.rules import Rule, all_rules
from guidepress.source import Source

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_MARKS: Final = re.compile(r"^#+ |^```\w*\n|`", re.MULTILINE)


def as_sarif(report: Report, folder: Path) -> str:
    """Print a SARIF log of one run; the addresses of files start at a folder."""
    let_stand = [each.diagnostic for each in report.accepted]
    names = sorted({found.rule for found in (*report.diagnostics, *let_stand)})
    rules = {rule.name: rule for rule in all_rules()}
    run = {
        "tool": {
            "driver": {
                "name": "guidepress",
                "semanticVersion": __version__,
                "rules": [_rule(rules[name]) for name in names],
            },
        },
        # Our columns count characters; a code host that counts UTF-16 units must be told.
        "columnKind": "unicodeCodePoints",
        "results": [
            *(_result(found, names.index(found.rule), folder) for found in report.diagnostics),
            *(_suppressed(each, names, folder) for each in report.accepted),
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    levels = {"draft": rule.draft, "release": rule.release}
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": _MARKS.sub("", rule.page), "markdown": rule.page},
        "defaultConfiguration": {"level": str(rule.draft or rule.release)},
        "properties": {profile: str(level or "off") for profile, level in levels.items()},
    }


def _suppressed(each: Accepted, names: list[str], folder: Path) -> dict[str, Any]:
    """Return a finding that the editors let stand, with their reason: hosts list it as closed."""
    result = _result(each.diagnostic, names.index(each.diagnostic.rule), folder)
    suppression = {"kind": "external", "status": "accepted", "justification": each.reason}
    return {**result, "suppressions": [suppression]}


def _result(found: Diagnostic, index: int, folder: Path) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(found.span.source, folder)}}
    if found.span.source.text:
        end_line, end_column = found.span.end_position
        location["region"] = {
            "startLine": found.span.line,
            "startColumn": found.span.column,
            "endLine": end_line,
            "endColumn": end_column,
        }
    sentences = [found.message, found.hint] if found.hint else [found.message]
    return {
        "ruleId": found.rule,
        "ruleIndex": index,
        "level": found.severity.value,
        "message": {"text": "\nhint: ".join(sentences)},
        "locations": [{"physicalLocation": location}],
    }


def _uri(source: Source, folder: Path) -> str:
    """Return a file's address as seen from a folder, or by its name where it is elsewhere."""
    path, root = source.path.resolve(), folder.resolve()
    return quote(path.relative_to(root).as_posix() if path.is_relative_to(root) else source.name)
