"""A zip whose bytes depend on its content alone.

The zip of Python's library is compressed by whichever zlib a machine has, and these differ in what
they write. libdeflate comes with a locked version, and the frame around it is a few fields.
"""

import datetime as dt
import struct
from collections.abc import Iterable

import deflate

_LEVEL = 9
_UTF8_NAMES = 0x0800
_DEFLATED = 8
_NEEDED = 20
"""Version 2.0 of the format: deflated files in folders."""
_UNIX = 3 << 8
_READABLE = 0o100644 << 16
_FIRST_YEAR = 1980
_MOST_FILES = 0xFFFF
_MOST_BYTES = 0xFFFFFFFF


def zipped(files: Iterable[tuple[str, bytes]], day: dt.date) -> bytes:
    """Return a zip of files by their paths, all dated a day. ValueError if it grows too large."""
    date = max(day.year - _FIRST_YEAR, 0) << 9 | day.month << 5 | day.day
    body = bytearray()
    directory = bytearray()
    count = 0
    for path, content in files:
        name = path.encode()
        packed = deflate.deflate_compress(content, _LEVEL)
        fields = struct.pack(
            "<HHHHHIIIH",
            _NEEDED,
            _UTF8_NAMES,
            _DEFLATED,
            0,
            date,
            deflate.crc32(content),
            len(packed),
            len(content),
            len(name),
        )
        place = struct.pack("<HHHHII", 0, 0, 0, 0, _READABLE, len(body))
        made_by = struct.pack("<H", _UNIX | _NEEDED)
        directory += b"PK\x01\x02" + made_by + fields + place + name
        body += b"PK\x03\x04" + fields + b"\0\0" + name + packed
        count += 1
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    if count >= _MOST_FILES or len(body) + len(directory) >= _MOST_BYTES:
        message = "more files or bytes than a zip of the plain form can hold"
        raise ValueError(message)
    return bytes(body + directory + b"PK\x05\x06" + end)
