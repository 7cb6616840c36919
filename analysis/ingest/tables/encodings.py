"""Encodings of tables: UTF-8, UTF-16, and Windows-1252, also in single rows of a file that is otherwise UTF-8."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: bytes that are not UTF-8, as the error handler ``surrogateescape`` reads them
BAD_BYTES = re.compile("[\udc80-\udcff]+")
#: what English texts in Windows-1252 do not have: bytes without a meaning, capitals with accents inside words and after
#: punctuation, three letters with accents in a row
NOT_WINDOWS = re.compile(
    r"[\udc80-\udcff]|[a-z,.!?:][À-ÖØ-ÞŠŽŒŸ]|(?<![A-Z])[À-ÖØ-ÞŠŽŒŸ][A-Z][a-z]|[À-ÖØ-öø-ÿŠŽŒŸšžœ]{3,}"
)
#: the share of such places by which a line, and of such lines by which a file, is not Windows-1252
SHARE_WRONG = 0.2
UNKNOWN = "the table is neither UTF-8 nor Windows-1252; save it as UTF-8"


def encoding_of(start: bytes) -> str:
    """The encoding of a file by its first four bytes: UTF-16, or UTF-8 with or without a byte order mark."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if len(start) >= 4 and start[1] == start[3] == 0 and start[0] and start[2]:
        return "utf-16-le"
    if len(start) >= 4 and start[0] == start[2] == 0 and start[1] and start[3]:
        return "utf-16-be"
    return "utf-8-sig"


def error_handler(encoding: str) -> str:
    """What becomes of wrong bytes: lone surrogates, which ``repaired_bytes`` reads, or “�” in UTF-16."""
    return "surrogateescape" if encoding.startswith("utf-8") else "replace"


def is_unknown(lines: Sequence[str]) -> bool:
    """Whether lines show that a file is neither UTF-8 nor Windows-1252. Single lines with other bytes do not."""
    others = [line for line in lines if not line.isascii()]
    bad = [line for line in others if has_bad_bytes(line)]
    if 2 * len(bad) <= len(others):
        return False
    wrong = sum(_looks_wrong(line) for line in bad)
    return wrong > SHARE_WRONG * len(bad) and (wrong > 1 or len(lines) <= 2)


def _looks_wrong(line: str) -> bool:
    """Whether the bytes of a line that are not UTF-8 would be no English text in Windows-1252."""
    places = [_repaired(line[max(0, match.start() - 1) : match.end() + 2]) for match in BAD_BYTES.finditer(line)]
    return sum(NOT_WINDOWS.search(place) is not None for place in places) > SHARE_WRONG * len(places)


def repaired_bytes(text: str) -> str:
    """The text with bytes that are not UTF-8 read as Windows-1252, unless they look wrong in it."""
    return _repaired(text) if has_bad_bytes(text) and not _looks_wrong(text) else text


def _repaired(text: str) -> str:
    return BAD_BYTES.sub(_as_windows, text)


def has_bad_bytes(text: str) -> bool:
    """Whether a text has lone surrogates: encoding is much faster than a search for them."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return BAD_BYTES.search(text) is not None
    return False


def _as_windows(match: re.Match[str]) -> str:
    try:
        return match[0].encode("utf-8", "surrogateescape").decode("cp1252")
    except UnicodeDecodeError:
        return match[0]
