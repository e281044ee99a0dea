"""The day on which dates are judged.

It is the one place that asks the clock. `SOURCE_DATE_EPOCH` stands before the clock, so that a
check can be repeated as it was: https://reproducible-builds.org/specs/source-date-epoch/
"""

import datetime as dt
import os


class ClockError(ValueError):
    """`SOURCE_DATE_EPOCH` is no time; the message says so in a sentence."""


def today() -> dt.date:
    """Return the day, in UTC: of SOURCE_DATE_EPOCH (seconds since 1970) if set, or else today.

    Raises ClockError for an epoch that is no time.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.datetime.now(dt.UTC).date()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is '{epoch}'; it must be a number of seconds since 1970"
        raise ClockError(message) from None
