"""Repair of text: mojibake undone, invisible characters removed, Unicode normalised to NFC."""

from __future__ import annotations

import re
import unicodedata

from ftfy import fix_encoding
from ftfy.badness import is_bad

#: control characters other than line break and tab, direction marks and overrides, zero-width characters, soft hyphens,
#: noncharacters, and lone surrogates, which UTF-8 cannot encode; not the joiners that emoji and Indic scripts need
#: (U+200C, U+200D)
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
#: matches all mojibake of UTF-8 and little else: a fast test that saves most texts the slower one by ftfy
MOJIBAKE = re.compile(
    "[\u00c2-\u00f4\u0102-\u0159\u0410-\u045f\u251c\u0393][\u0080-\u00bf\u20ac\u0160-\u017e\u02c6\u02dc\u2013-\u203a\u2122\u0192]"
)
#: a character that may need repair: anything but ASCII, typographic punctuation, no-break space, € and £
UNUSUAL = re.compile("[^\n\t\x20-\x7e\u2013\u2014\u2018-\u201d\u2022\u2026\u20ac\u00a0\u00a3]")
BREAKS = re.compile("\r\n?|[\x85\u2028\u2029\x0b\x0c]")


def repaired(text: str) -> str:
    """The text in Unicode form NFC, with mojibake undone (ftfy) and invisible characters removed."""
    if UNUSUAL.search(text) is None:
        return text
    text = INVISIBLE.sub("", BREAKS.sub("\n", without_mojibake(text)))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def without_mojibake(text: str) -> str:
    """The text with lines repaired that were decoded with a wrong encoding: "â€œ" becomes an opening quotation mark.

    Lines are repaired one by one, so that one bad line does not affect the others.
    """
    if MOJIBAKE.search(text) is None:
        return text
    lines = text.split("\n")
    return "\n".join(fix_encoding(line) if MOJIBAKE.search(line) and is_bad(line) else line for line in lines)
