"""A dose in words: what every rendering says of it, letter by letter the same."""

from guidepress.model.intervention import Dose
from guidepress.model.values import Interval, Quantity
from guidepress.vocabulary import Route


def dose_in_words(dose: Dose) -> str:
    """Return amount, unit, route, how often, how many and what follows; and what is not stated."""
    amount = dose.amount
    parts = [f"{_quantity(amount)}\u00a0{dose.unit}"]
    if amount.at_least:
        parts = [f"{amount.low}\u00a0{dose.unit} or more"]
    if dose.route is not Route.NOT_STATED:
        parts[0] += f" {dose.route.label}"
    if dose.interval:
        parts.append(_interval(dose.interval))
    if dose.count:
        parts.append(f"{_quantity(dose.count)}\u00a0{dose.count_of or 'doses'}")
    open_ = [
        word
        for word, stated in (
            ("route", dose.route is not Route.NOT_STATED),
            ("interval", dose.interval or dose.course),
            ("number", dose.count or dose.course),
        )
        if not stated
    ]
    not_stated = f" (not stated: {', '.join(open_)})" if open_ else ""
    course = f". {dose.course}" if dose.course else ""
    return ", ".join(parts) + course + not_stated


def _quantity(quantity: Quantity) -> str:
    if quantity.at_least:
        return f"{quantity.low} or more"
    return f"{quantity.low}-{quantity.high}" if quantity.high else quantity.low


def _interval(interval: Interval) -> str:
    if not interval.unit:
        return "once"
    if interval.times == 1 and interval.period > 1:
        return f"every {interval.period} {interval.unit}s"
    times = {1: "once", 2: "twice"}.get(interval.times, f"{interval.times} times")
    return f"{times} a {interval.unit}"
