"""Repair of text: mojibake undone, invisible characters removed, Unicode in form NFC, wrapped lines joined."""

from __future__ import annotations

import re
import unicodedata
from textwrap import dedent

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
#: the bytes of characters that no text needs to be repaired for
USUAL = bytes((0x09, 0x0A, *range(0x20, 0x7F)))
BREAKS = re.compile("\r\n?|[\x85\u2028\u2029\x0b\x0c]")
#: characters; a paragraph's lines are shorter in a text that was wrapped to a width
WIDEST_WRAPPED, NARROWEST_WRAPPED = 120, 30
#: the share of lines that must end where the next word would not have fitted, and of those that end inside a sentence
SHARE_FULL, SHARE_INSIDE = 0.8, 0.5
#: the end of a sentence, also before quotation marks and brackets
SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*$")


def repaired(text: str) -> str:
    """The text in Unicode form NFC, with mojibake undone (ftfy) and invisible characters removed."""
    if text.isascii() and text.isprintable():
        return text
    rare = _without_usual(text)
    if UNUSUAL.search(rare) is None:
        return text
    if MOJIBAKE.search(rare):
        text = without_mojibake(text)
        rare = _without_usual(text)
    if BREAKS.search(rare):
        text = BREAKS.sub("\n", text)
    if INVISIBLE.search(rare):
        text = INVISIBLE.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _without_usual(text: str) -> str:
    """The characters of a text that are not plain ASCII, in order: few, so that searching them takes little time."""
    return text.encode("utf-8", "surrogatepass").translate(None, USUAL).decode("utf-8", "surrogatepass")


def without_mojibake(text: str) -> str:
    """The text with lines repaired that were decoded with a wrong encoding: "â€œ" becomes an opening quotation mark.

    Lines are repaired one by one, so that one bad line does not affect the others.
    """
    if MOJIBAKE.search(text) is None:
        return text
    lines = text.split("\n")
    return "\n".join(fix_encoding(line) if MOJIBAKE.search(line) and is_bad(line) else line for line in lines)


def unwrapped(text: str) -> str:
    """The text with the lines of each paragraph joined, if it was wrapped to a width; else the text unchanged.

    In a wrapped text, lines end where the next word would have made them longer than the longest line. Paragraphs end
    at blank lines, before indented lines, and after a sentence whose line had room for the next word.
    """
    breaks = text.count("\n")
    if breaks < 2 or len(text) > 2 * WIDEST_WRAPPED * (breaks + 1):
        return text
    lines = text.split("\n")
    if sum(len(line) > WIDEST_WRAPPED for line in lines) > len(lines) / 20:
        return text
    lines = dedent(text.expandtabs(4)).split("\n")
    lines = [line.rstrip() for line in lines]
    width = max((len(line) for line in lines if " " in line.strip() and len(line) <= WIDEST_WRAPPED), default=0)
    if width < NARROWEST_WRAPPED:
        return text
    indented = [line[:1] == " " for line in lines]
    pairs = [k for k in range(len(lines) - 1) if lines[k] and lines[k + 1] and indented[k] >= indented[k + 1]]
    full = {k for k in pairs if width < len(lines[k]) + 1 + len(lines[k + 1].split(None, 1)[0]) <= 2 * width}
    inside = [k for k in pairs if SENTENCE_END.search(lines[k]) is None]
    if len(full) < 2 or len(full.intersection(inside)) < max(SHARE_INSIDE * len(full), SHARE_FULL * len(inside)):
        return text
    ends_by_blank_lines = "" in lines[1:-1]
    joined: list[str] = []
    for k, line in enumerate(lines):
        before = k - 1
        if before in full or (ends_by_blank_lines and before - 1 in full and before in inside):
            split_word = lines[before].endswith("-") and lines[before][-2:-1].isalpha() and line[:1].islower()
            joined[-1] += line if split_word else f" {line.strip()}"
        else:
            joined.append(line.strip())
    return "\n".join(joined)
