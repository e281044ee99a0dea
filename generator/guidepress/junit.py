"""Findings as JUnit XML, which build servers list as tests: one test case for each rule.

The format has no warnings. A rule whose findings are errors has failed; one with warnings only has
passed, and its output tells them; one that the profile does not look for was skipped.
"""

from collections import defaultdict
from xml.etree import ElementTree as ET

from guidepress.diagnostics import Diagnostic, Report, Severity, concise_one
from guidepress.rules import all_rules


def as_junit(report: Report, looked_for: frozenset[str]) -> str:
    """Print one suite of tests; `looked_for` names the rules that the profile asks for."""
    found: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for each in report.diagnostics:
        found[each.rule].append(each)
    suite = ET.Element("testsuite", name="guidepress check")
    for rule in all_rules():
        case = ET.SubElement(suite, "testcase", classname="guidepress.rules", name=rule.name)
        if rule.name not in looked_for and not found[rule.name]:
            ET.SubElement(case, "skipped", message="the profile does not look for it")
        else:
            _tell(case, found[rule.name])
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", "0")
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    suites = ET.Element("testsuites")
    suites.append(suite)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode")


def _tell(case: ET.Element, found: list[Diagnostic]) -> None:
    errors = [each for each in found if each.severity is Severity.ERROR]
    others = [each for each in found if each.severity is not Severity.ERROR]
    if errors:
        message = Report(tuple(errors)).summary
        failure = ET.SubElement(case, "failure", type="error", message=message)
        failure.text = "\n".join(map(concise_one, errors))
    if others:
        ET.SubElement(case, "system-out").text = "\n".join(map(concise_one, others))
