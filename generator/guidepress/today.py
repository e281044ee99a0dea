"""The day on which dates are judged.

It is the one place that asks the clock. `SOURCE_DATE_EPOCH` stands before the clock, so that a
check can be repeated as it was: https://reproducible-builds.org/specs/source-date-epoch/
"""

import datetime as dt
import os


def today() -> dt.date:
    """Return the day, in UTC: of SOURCE_DATE_EPOCH (seconds since 1970) if set, or else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = dt.datetime.now(dt.UTC) if not epoch else dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return now.date()
