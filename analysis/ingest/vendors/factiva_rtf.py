"""Factiva, RTF. Written from descriptions of the format alone: no real file was available to test it on.

An article "plus indexing" has the codes of the two-column HTML at the beginnings of lines (HD headline, LP lead, TD
text); without indexing it has the lines of the one-column HTML, its headline in bold. Either ends with "Document" and
its accession number. The package striprtf is not used: it takes characters one by one, drops form feeds and bold, and
searches hyperlinks in quadratic time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from analysis.ingest.vendors.base import CUT_OFF, Record, VendorReader
from analysis.ingest.vendors.factiva_html import ACCESSION, CODES, from_codes
from analysis.ingest.vendors.interface_words import (
    BYLINE,
    COPYRIGHT,
    author_names,
    header_of,
    is_word_count,
    without_endings,
)

MAGIC = b"{\\rtf"
#: the line that ends an article, in the source of the file
END = re.compile(rb"(?<![A-Za-z0-9])[A-Za-z0-9]{8}(?:19|20)\d\d[01]\d[0-3]\d[a-z0-9]{9}(?![A-Za-z0-9])")
SIGNS = (b"Factiva", b"Dow Jones", b"Document ")
TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|((?:\\'[0-9a-fA-F]{2})+)|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\", re.DOTALL
)
#: groups that are no text of the document
UNSEEN = frozenset(
    "fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf "
    "listtable listoverridetable rsidtbl generator themedata datastore latentstyles fldinst xmlnstbl shp shpinst "
    "nonshppict".split()
)
BREAKS = frozenset("par line row sect page".split())
CHARACTERS = {
    "tab": "\t", "cell": "\t", "nestcell": "\t", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "~": "\xa0", "_": "-",
    "\n": "\n", "\r": "\n", "\\": "\\", "{": "{", "}": "}",
}  # fmt: skip
#: characters of the line with the accession number at most
LONGEST_END = 80
#: open groups at most; deeper ones are not of a word processor
DEEPEST = 1000
CODED = re.compile(rf"({'|'.join(CODES)})(?:\t|\s{{2,}}|\s*$)\s*(.*)", re.DOTALL)


@dataclass(slots=True)
class Line:
    """A line of the document, and whether all of it is bold."""

    text: str
    bold: bool


@dataclass(slots=True)
class _State:
    """What a group of the file inherits and restores."""

    unseen: bool = False
    bold: bool = False
    #: characters behind a Unicode one that replace it for old programs
    replaced: int = 1

    def follow(self, word: str, number: str | None) -> None:
        """Apply a control word or symbol."""
        if word in UNSEEN or word == "*":
            self.unseen = True
        elif word in ("b", "plain"):
            self.bold = word == "b" and number != "0"
        elif word == "uc":
            self.replaced = min(max(int(number or 1), 0), 10)


def recognises(data: bytes) -> bool:
    """Whether a file is RTF with the accession number of an article of Factiva's."""
    return data.startswith(MAGIC) and END.search(data) is not None and any(sign in data for sign in SIGNS)


def records(data: bytes) -> Iterator[Record]:
    """Every article of a file, in order."""
    return records_of(_lines(data.decode("latin-1")))


def has_form(lines: Iterable[str]) -> bool:
    """Whether the lines of a document are those of Factiva's articles: a header and an accession number below it."""
    begun: list[Line] = []
    for line in lines:
        begun.append(Line(line, bold=False))
        if len(line) < LONGEST_END and line.startswith(("Document", "AN")) and ACCESSION.search(line):
            return _is_begun(begun)
    return False


def records_of(lines: Iterable[Line]) -> Iterator[Record]:
    """Every article of the lines of a document, in order."""
    article: list[Line] = []
    for line in lines:
        if line.text:
            article.append(line)
        if ACCESSION.search(line.text) and len(line.text) < LONGEST_END:
            yield _record(article)
            article = []
    if _is_begun(article):
        yield Record(None, None, None, "", reason=CUT_OFF)


def _is_begun(lines: list[Line]) -> bool:
    """Whether lines without an accession number are an article's, and not the summary of the search."""
    codes = {match[1] for line in lines if (match := CODED.match(line.text))}
    return len(codes & {"HD", "WC", "PD", "SN"}) > 1 or any(is_word_count(line.text) for line in lines)


def _record(lines: list[Line]) -> Record:
    values: dict[str, list[str]] = {}
    rank = -1
    for line in lines:
        match = CODED.match(line.text)
        if match and CODES.index(match[1]) > rank:
            rank = CODES.index(match[1])
            values[match[1]] = [match[2].strip()] if match[2].strip() else []
        elif rank >= 0:
            values[CODES[rank]].append(line.text.strip())
    return from_codes(values) if len({"HD", "PD", "SN"} & values.keys()) > 1 else _in_order(lines)


def _in_order(lines: list[Line]) -> Record:
    count, published, outlet = header_of([line.text for line in lines])
    title = [line.text for line in lines[:count] if line.bold] or [line.text for line in lines[:1] if count]
    after = [line.text for line in lines[count:]]
    end = next((k for k, text in enumerate(after) if COPYRIGHT.match(text)), None)
    byline = next((line.text for line in lines[:count] if BYLINE.match(line.text)), None)
    text, captions = without_endings(after[end + 1 : -1] if end is not None else [])
    return Record(
        title=" ".join(title) or None,
        outlet=outlet,
        published=published,
        text="\n\n".join(text),
        authors=author_names(byline, outlet),
        captions=captions,
        reason="" if text else "the beginning of this article's text was not found",
    )


# -- RTF --------------------------------------------------------------------------------------


def _lines(rtf: str) -> Iterator[Line]:
    """The visible lines of a document."""
    parts: list[str] = []
    bold = True
    for text, is_bold in _runs(rtf):
        for k, piece in enumerate(text.split("\n")):
            if k:
                yield Line("".join(parts).strip(), bold)
                parts, bold = [], True
            parts.append(piece)
            bold = bold and (is_bold or not piece.strip())
    yield Line("".join(parts).strip(), bold)


def _runs(rtf: str) -> Iterator[tuple[str, bool]]:
    """Runs of visible text, each with whether it is bold; a line break is "\\n"."""
    state, outer = _State(), list[_State]()
    encoding, replaced, position = "cp1252", 0, 0
    while match := TOKEN.match(rtf, position):
        position = match.end()
        word, number, codes, symbol, brace, text = match.groups()
        raw = bytes.fromhex(codes.replace("\\'", "")).decode("latin-1") if codes else text or ""
        seen = ""
        if raw:
            seen = _decoded(raw[replaced:], encoding)
            replaced = max(replaced - len(raw), 0)
        elif brace == "{":
            outer.append(replace(state))
            if len(outer) > DEEPEST:
                return
        elif brace:
            state = outer.pop() if outer else _State()
        elif word == "u" and number:
            seen, replaced = _character(int(number)), state.replaced
        elif word == "bin":
            position += max(int(number or 0), 0)
        elif word == "ansicpg":
            encoding = f"cp{number}"
        else:
            state.follow(word or symbol or "", number)
            seen = "\n" if word in BREAKS else CHARACTERS.get(word or symbol or "", "")
        if seen and not state.unseen:
            yield seen, state.bold


def _character(number: int) -> str:
    """The character of a Unicode number, which RTF writes as a signed 16-bit one; half of a pair is dropped."""
    number %= 0x10000
    return "" if 0xD800 <= number < 0xE000 else chr(number)


def _decoded(text: str, encoding: str) -> str:
    """Text in the code page of the file, given as Latin-1."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode(encoding, "replace")
    except LookupError:
        return text.encode("latin-1").decode("cp1252", "replace")


READERS = (VendorReader("Factiva", "RTF", recognises, records),)
