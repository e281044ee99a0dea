"""Today is the same day in all tests, also in the commands that they run."""

import os

os.environ["SOURCE_DATE_EPOCH"] = "1800000000"  # 15 January 2027
