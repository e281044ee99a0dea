"""A hash that a PDF carries of itself: it can tell whether it is as it was made, on its own.

The hash is that of the file with zeros in its place. It stands among the keywords, wherever a PDF
writes those, and in each of the encodings in which it may.
"""

import hashlib
import re

_NAME = "sha256-of-this-file "
_ZEROS = "0" * 64
_ENCODINGS = ("ascii", "utf-16-be")

KEYWORD = _NAME + _ZEROS
"""The keyword with which a PDF is made that is to be sealed."""


def sealed(made: bytes) -> bytes:
    """Return a PDF with its own hash in the place of the zeros. ValueError if there are none."""
    if not _all_places(made, _ZEROS):
        message = f"the PDF does not have the keyword '{_NAME}'"
        raise ValueError(message)
    return _with(made, _ZEROS, hashlib.sha256(made).hexdigest())


def seal_of(pdf: bytes) -> str | None:
    """Return the hash that a PDF carries of itself, if it does."""
    for encoding in _ENCODINGS:
        start = pdf.find(_NAME.encode(encoding))
        if start >= 0:
            start += len(_NAME.encode(encoding))
            written = pdf[start : start + len(_ZEROS.encode(encoding))]
            try:
                found = written.decode(encoding)
            except UnicodeDecodeError:
                return None
            return found if re.fullmatch("[0-9a-f]{64}", found) else None
    return None


def is_intact(pdf: bytes) -> bool:
    """Tell whether a PDF is as it was sealed."""
    seal = seal_of(pdf)
    return bool(seal) and hashlib.sha256(_with(pdf, str(seal), _ZEROS)).hexdigest() == seal


def _all_places(pdf: bytes, digits: str) -> int:
    return sum(pdf.count((_NAME + digits).encode(encoding)) for encoding in _ENCODINGS)


def _with(pdf: bytes, old: str, new: str) -> bytes:
    for encoding in _ENCODINGS:
        pdf = pdf.replace((_NAME + old).encode(encoding), (_NAME + new).encode(encoding))
    return pdf
