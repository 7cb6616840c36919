"""Reads the paragraphs and bookmarks of RTF files in order; skips pictures, headers and footers.

Of all formatting it reads only bold. It takes time linear in the size of any input, which matters for uploaded files.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from analysis.ingest.documents.base import Paragraph

_TOKEN = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-f]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\", re.I | re.S
)
#: control words of groups whose text is not part of the document
_SILENT = frozenset(
    "fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf "
    "fldinst listtable listoverridetable rsidtbl filetbl revtbl footnote annotation nonshppict bkmkend xmlnstbl "
    "themedata datastore latentstyles shp".split()
)
#: maximum length of a bookmark's name, in characters
_LONGEST_MARK = 80
_ENDS = frozenset(("par", "sect", "page", "row"))
_LINE_ENDS = _ENDS | {"line", "\n", "\r"}
_CELL_ENDS = ("cell", "nestcell")
_WRITTEN = {
    "line": "\n", "tab": "\t", "emdash": "—", "endash": "–", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ",
}  # fmt: skip
_SIGNS = {"~": "\xa0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n"}


@dataclass(frozen=True, slots=True)
class _Group:
    """The state of a group: the use of its text ("text", "skip" or "mark"), the characters after \\u to skip, bold."""

    use: str = "text"
    replaced: int = 1
    bold: bool = False


@dataclass(slots=True)
class _Reader:
    """The state of the parser: open groups, the text of the paragraph so far, bytes not yet decoded.

    ``ends`` are the control words and symbols that end a paragraph, and ``cell`` is written at the end of a cell.
    """

    ends: frozenset[str] = _ENDS
    cell: str = " "
    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    texts: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    marks: list[str] = field(default_factory=list)
    mark: str = ""
    page: str = "cp1252"
    skip: int = 0
    bold: bool = True

    def paragraph(self) -> Paragraph:
        """Return the paragraph that ends here and begin the next."""
        self.settle()
        text = "".join(self.texts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        found = Paragraph(text, "", tuple(self.marks), self.bold)
        self.texts, self.marks, self.bold = [], [], True
        return found

    def settle(self) -> None:
        """Decode the bytes collected so far."""
        if self.raw:
            self.add(self.raw.decode(self.page, "replace"))
            self.raw = bytearray()

    def add(self, text: str) -> None:
        """Add text to the paragraph."""
        self.texts.append(text)
        self.bold = self.bold and (self.groups[-1].bold or not text.strip())

    def write(self, text: str) -> None:
        """Take text for the use of the group."""
        use = self.groups[-1].use
        if use == "mark":
            self.mark = (self.mark + text)[:_LONGEST_MARK]
        elif use == "text":
            dropped = min(self.skip, len(text))
            self.skip -= dropped
            self.settle()
            self.add(text[dropped:])

    def use(self, use: str) -> None:
        """Set the use of the open group's text."""
        if self.groups[-1].use == "text" or use == "mark":
            self.groups[-1] = replace(self.groups[-1], use=use)

    def set_bold(self, bold: bool) -> None:
        """Set whether the text that follows is bold."""
        if self.groups[-1].bold != bold:
            self.settle()
            self.groups[-1] = replace(self.groups[-1], bold=bold)

    def brace(self, brace: str) -> None:
        """Open or close a group."""
        self.skip = 0
        if brace == "{":
            self.groups.append(self.groups[-1])
        elif len(self.groups) > 1:
            self.set_bold(self.groups[-2].bold)
            if self.groups.pop().use == "mark" and self.mark.strip():
                self.marks.append(self.mark.strip())
            self.mark = ""

    def byte(self, pair: str) -> None:
        """Take a byte in hexadecimal."""
        if self.skip:
            self.skip -= 1
        elif self.groups[-1].use == "text":
            self.raw += bytes.fromhex(pair)

    def word(self, word: str, number: int | None) -> None:
        """Take a control word that does not end the paragraph."""
        if word in _SILENT:
            self.use("skip")
        elif word == "bkmkstart":
            self.use("mark")
        elif word == "u" and number is not None:
            self.skip = 0
            self.write(chr(number % 0x10000))
            self.skip = self.groups[-1].replaced if self.groups[-1].use == "text" else 0
        elif word == "uc" and number is not None:
            self.groups[-1] = replace(self.groups[-1], replaced=max(0, min(number, 9)))
        elif word == "ansicpg":
            self.page = _code_page(number)
        elif word in ("b", "plain"):
            self.set_bold(word == "b" and number != 0)
        elif word in _WRITTEN or word in _CELL_ENDS:
            self.skip = 0
            self.write(_WRITTEN.get(word, self.cell))


def _code_page(number: int | None) -> str:
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return "cp1252"


def paragraphs(data: bytes) -> Iterator[Paragraph]:
    """Yield the paragraphs of an RTF file; damage affects only the words around it."""
    return _read(data, _Reader())


def lines(data: bytes) -> Iterator[Paragraph]:
    """Yield the lines of an RTF file like paragraphs; the cells of a table's row are separated by tabs."""
    return _read(data, _Reader(ends=_LINE_ENDS, cell="\t"))


def _read(data: bytes, reader: _Reader) -> Iterator[Paragraph]:
    text = data.decode("latin-1")
    place = 0
    while (match := _TOKEN.match(text, place)) is not None:
        place = match.end()
        word, number, pair, sign, brace, plain = match.groups()
        word = (word or "").lower()
        if plain:
            reader.write(plain.encode("latin-1").decode(reader.page, "replace"))
        elif brace:
            reader.brace(brace)
        elif pair:
            reader.byte(pair)
        elif (word or sign) in reader.ends and reader.groups[-1].use == "text":
            yield reader.paragraph()
        elif sign == "*":
            reader.use("skip")
        elif sign:
            reader.write(_SIGNS.get(sign, ""))
        elif word == "bin":
            place += max(0, int(number or 0))
        elif word:
            reader.word(word, int(number) if number else None)
    yield reader.paragraph()
