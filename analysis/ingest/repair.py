"""Text as its writer meant it: mojibake undone, what nobody sees removed, one Unicode form."""

from __future__ import annotations

import re
import unicodedata

from ftfy import fix_encoding
from ftfy.badness import is_bad

#: controls but line break and tab, direction marks and overrides, zero-width marks, soft hyphens, noncharacters,
#: halves of characters, which UTF-8 cannot hold; the joiners of emoji and of Indic scripts (U+200C, U+200D) stay
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
#: how all mojibake of UTF-8 looks, and little else; it spares a whole page the slower question of ftfy
SIGN = re.compile(
    "[\u00c2-\u00f4\u0102-\u0159\u0410-\u045f\u251c\u0393][\u0080-\u00bf\u20ac\u0160-\u017e\u02c6\u02dc\u2013-\u203a\u2122\u0192]"
)
#: a character that could need repair: all but ASCII, the marks of typesetting, and two signs of money
UNUSUAL = re.compile("[^\n\t\x20-\x7e\u2013\u2014\u2018-\u201d\u2022\u2026\u20ac\u00a0\u00a3]")
BREAKS = re.compile("\r\n?|[\x85\u2028\u2029\x0b\x0c]")


def repaired(text: str) -> str:
    """The text with mojibake undone (ftfy), unseen characters removed, and in Unicode form NFC.

    Text that needs none of this is returned as it is. Mojibake is undone by line, so that one bad line does not touch
    another.
    """
    if UNUSUAL.search(text) is None:
        return text
    text = UNSEEN.sub("", BREAKS.sub("\n", without_mojibake(text)))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def without_mojibake(text: str) -> str:
    """The text with the lines repaired that were read in a wrong encoding: "â€œ" becomes an opening mark again."""
    if SIGN.search(text) is None:
        return text
    return "\n".join(fix_encoding(line) if SIGN.search(line) and is_bad(line) else line for line in text.split("\n"))
