"""Starts guidepress from a fresh clone: `python -m generator build`.

`generator/` is a source root, not a package: it is not in the wheel, and guidepress is
found beside this file when no installed one is.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

if find_spec("guidepress") is None:
    sys.path.insert(0, str(Path(__file__).parent))

from guidepress.cli import run

if __name__ == "__main__":
    run("python -m generator")
