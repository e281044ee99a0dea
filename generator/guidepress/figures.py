"""Figures in running text: shares, counts, p-values, ratios, and amounts with a unit."""

import re
from collections.abc import Iterator

_NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
_UNITS = (
    r"(?:mc|m|k|\u00b5|\u03bc)?g(?:/(?:kg|day|d|m2|dose|ml|mL|dl|dL|l|L))*|micrograms?|milligrams?|grams?"
    r"|[md]?l|lit(?:er|re)s?|units?|IU|mmol/l|mmol/L|mmHg|mm|cm|cm2|cm3|cc|c?Gy|ATA|MBq"
    r"|hours?|days?|weeks?|months?|years?"
)
# Three patterns, since one for all would try its words at every letter of every text.
_AMOUNT = re.compile(
    rf"(?<![\w.,-]){_NUMBER}(?:"
    rf"(?:\s?(?:-|\u2013|to|and|or)\s?{_NUMBER})?"
    rf"(?:\s?%|\spercent\b|\sper\scent\b|[\s-](?:{_UNITS})(?![\w/-]))"
    rf"|\s(?:out\sof|of|in)\s(?:the\s|every\s|each\s)?{_NUMBER}(?![\w-]))",
)
_P_VALUE = re.compile(r"(?<!\w)[pP]\s?[<>=\u2264\u2265]\s?0?\.[0-9]+")
_COMPARED = re.compile(r"[<>=\u2264\u2265]")
_RATIO = re.compile(rf"\bratio\s(?:of\s)?{_NUMBER}")


def figures(letters: str) -> Iterator[re.Match[str]]:
    """Yield each figure that needs a source: no bare number, year or number of a list is one."""
    yield from _AMOUNT.finditer(letters)
    if _COMPARED.search(letters):
        yield from _P_VALUE.finditer(letters)
    if "ratio " in letters:
        yield from _RATIO.finditer(letters)
