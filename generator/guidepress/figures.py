"""Figures in running text: shares, counts, p-values, ratios, and amounts with a unit."""

import re
from collections.abc import Iterator

_NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
_RANGE = rf"{_NUMBER}(?:\s?(?:-|\u2013|to|and|or)\s?{_NUMBER})?"
_UNITS = (
    r"(?:mc|m|k|\u00b5|\u03bc)?g(?:/(?:kg|day|d|m2|dose|ml|mL|dl|dL|l|L))*|micrograms?|milligrams?|grams?"
    r"|[md]?l|lit(?:er|re)s?|units?|IU|mmol/l|mmol/L|mmHg|mm|cm|cm2|cm3|cc|c?Gy|ATA|MBq"
    r"|hours?|days?|weeks?|months?|years?"
)
_FIGURE = re.compile(
    rf"(?<![\w.,-]){_RANGE}(?:\s?%|\spercent\b|\sper\scent\b|[\s-](?:{_UNITS})(?![\w/-]))"
    rf"|(?<![\w.,-]){_NUMBER}\s(?:out\sof|of|in)\s(?:the\s|every\s|each\s)?{_NUMBER}(?![\w-])"
    r"|(?<!\w)p\s?[<>=\u2264\u2265]\s?0?\.[0-9]+"
    rf"|(?<!\w)(?:hazard|odds|risk|rate)\sratio\s(?:of\s)?{_NUMBER}",
    re.IGNORECASE,
)


def figures(letters: str) -> Iterator[re.Match[str]]:
    """Yield each figure that needs a source: no bare number, year or number of a list is one."""
    return _FIGURE.finditer(letters)
