"""Retriever, TXT (Swedish, also Norwegian): articles between lines of equals signs, each with "Outlet, 2024-08-31".

Lines are hard-wrapped, and paragraph breaks are often lost: a sentence then follows the full stop without a blank. The
text ends at a copyright notice of several sentences, or at the link to the whole article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.ingest.vendors.base import BEGINNING, Record, VendorReader, decoded
from analysis.ingest.vendors.interface_words import date_of, outlet_name

RULE = re.compile(r"^[ \t]*={20,}[ \t]*\r?$", re.MULTILINE)
OUTLET_LINE = re.compile(r"(\S.{0,80}?), (\d{4}-\d{2}-\d{2})(?: \d{2}:\d{2})?")
PAGE = re.compile(r"(?:sida|sidan|side|page) \S{1,12}(?: .{0,40})?", re.IGNORECASE)
MEDIUM = re.compile(r"(?:publicerat|publisert|udgivet|published) .{1,60}", re.IGNORECASE)
LINK = re.compile(r"(?:läs|les|læs|read) .{1,60}?(https?://\S+)", re.IGNORECASE)
#: words of the copyright notice, whose sign is at most ``NOTICE_BEFORE`` characters before them
NOTICE = re.compile(r"upphovsrätt|opphavsrett|ophavsret|Utgivare:|Databasens namn|retriever-info", re.IGNORECASE)
NOTICE_BEFORE = 400
CAPTION = re.compile(r"(?:bildtext|bildetekst|billedtekst|foto) ?: ?(.+)", re.IGNORECASE | re.DOTALL)
#: a sentence's end without a blank behind it, where a paragraph ended
LOST_BREAK = re.compile(r"(?<=[a-zåäöøæé]{2}[.!?”\"])(?=(?:[–—-] ?)?[A-ZÅÄÖØÆ][a-zåäöøæé]* )")
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def recognises(data: bytes) -> bool:
    """Whether a text has the rules, the lines of outlet and date, and the links that Retriever writes."""
    text = decoded(data[:BEGINNING])
    if RULE.search(text) is None:
        return False
    lines = [line.strip() for line in text.splitlines()]
    return any(OUTLET_LINE.fullmatch(line) for line in lines) and any(
        (LINK.match(line) and "ret.nu" in line) or MEDIUM.fullmatch(line) for line in lines if len(line) < 200
    )


def records(data: bytes) -> Iterator[Record]:
    """Every article of a file, in order."""
    for part in RULE.split(decoded(data)):
        lines = [line.strip() for line in part.splitlines()]
        stated = next((k for k, line in enumerate(lines) if OUTLET_LINE.fullmatch(line)), None)
        if stated is not None:
            yield _record(lines, stated)


def _record(lines: list[str], stated: int) -> Record:
    first = stated
    while first and lines[first - 1]:
        first -= 1
    named = OUTLET_LINE.fullmatch(lines[stated])
    outlet = outlet_name(named[1]) if named else None
    body = stated + 1
    while body < len(lines) and (not lines[body] or PAGE.fullmatch(lines[body]) or MEDIUM.fullmatch(lines[body])):
        body += 1
    link = next((k for k in range(len(lines) - 1, body, -1) if LINK.match(lines[k])), len(lines))
    address = LINK.match(lines[link]) if link < len(lines) else None
    text, captions = _body("\n".join(lines[body:link]))
    return Record(
        title=" ".join(lines[first:stated]) or None,
        outlet=outlet,
        published=date_of(named[2]) if named else None,
        text="\n\n".join(text),
        captions=tuple(captions),
        url=address[1] if address and outlet else None,
    )


def _body(text: str) -> tuple[list[str], list[str]]:
    """Paragraphs and captions of a text, without the copyright notice."""
    found = NOTICE.search(text)
    notice = len(text) if found is None else _notice_begins(text, found.start())
    paragraphs: list[str] = []
    captions: list[str] = []
    for paragraph in BLANK_LINE.split(text[:notice]):
        joined = " ".join(paragraph.split())
        if caption := CAPTION.fullmatch(joined):
            captions.append(caption[1])
        elif joined:
            paragraphs += LOST_BREAK.split(joined)
    return paragraphs, captions


def _notice_begins(text: str, word: int) -> int:
    """Where the notice begins that a word is in: at its sign, else with the word's line."""
    sign = text.rfind("©", max(word - NOTICE_BEFORE, 0), word)
    return sign if sign >= 0 else text.rfind("\n", 0, word) + 1


READERS = (VendorReader("Retriever", "TXT", recognises, records),)
