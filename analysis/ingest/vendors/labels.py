"""Fixed words of Nexis and Lexis exports: labels by interface language, counter lines, copyright lines, cover pages."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.ingest.vendors.base import BEGINNING, decoded

TABLE = Path(__file__).with_name("labels.csv")
#: roles of labels that belong before the body
HEADER_ROLES = frozenset({"title", "byline", "section", "length", "date", "before"})
#: roles of labels whose value may have several paragraphs
LONG_ROLES = frozenset({"caption", "correction"})

_LABEL = re.compile(r"([^\W\d_][^\W\d_]+(?:[- ][^\W\d_]+){0,2})[ \xa0]?:(?=[\s\xa0]|$)[\s\xa0]*")
_LENGTH = re.compile(
    r"\d[\d.,]{0,9}\s{0,9}(?:(?:words?|wörter|worte?|mots?|woorden|palabras|parole|palavras)\b|$)", re.IGNORECASE
)
#: "3 of 20 DOCUMENTS" or "Dokument 3 von 20"; "Document 3 of 20", which other databases use too, only if indented
_COUNTER = r"""(?:FOCUS[ ]-[ ]*)?
    (?:\d[\d.,]{0,9}[ ]+(?:of|OF|von|de|van|sur|di)[ ]+\d[\d.,]{0,9}[ ]+(?:DO[CK]UMENT(?:S|E|EN|OS?|I)?)
    |(?:Dokument|DOKUMENT|Document|DOCUMENT)[ ]+\d[\d.,]{0,9}[ ]+(?:von|de|van|sur)[ ]+\d[\d.,]{0,9}
    |%sDocument[ ]+\d[\d.,]{0,9}[ ]+of[ ]+\d[\d.,]{0,9})"""
COUNTER_LINE = re.compile(r"^[ \t\xa0\f]*" + _COUNTER % r"(?<=[ \t]{10})" + r"[ \t\xa0]*$", re.MULTILINE | re.VERBOSE)
COUNTER = re.compile(_COUNTER % "", re.VERBOSE)
_COPYRIGHT = re.compile(
    r"(?:copyright|copr\.)(?:,?\s{0,9}(?:©|\(c\)|:)|,?\s{0,9}(?:19|20)\d\d\b"
    r"|\b.{0,160}\b(?:ltd|limited|inc|corp|gmbh|plc|reserved)\.?$)"
    r"|©|\(c\)\s{0,9}(?:copyright|(?:19|20)\d\d\b)|copy\s{1,9}(?:19|20)\d\d\b|(?:all )?rights reserved"
    r"|alle rechte vorbehalten|tous droits r[ée]serv[ée]s|alle rechten voorbehouden|todos los derechos reservados"
    r"|tutti i diritti riservati|todos os direitos reservados",
    re.IGNORECASE,
)
#: the first lines of a cover page, and of the note at the end of some files
_COVER = re.compile(
    r"(?:(?:Download|Print|Email) Request|Time [Oo]f Request|Printopdracht|Tijdstip printopdracht|Druckauftrag"
    r"|Downloadauftrag|Demande (?:de|d')\s?\w+|Send To|Verzenden naar)\s?:|\*{3,}\s*Print Completed",
)
_UNSHOWN = re.compile(
    r"not possible to display|(?:can ?not|could not) be displayed|nicht (?:angezeigt|dargestellt) werden"
    r"|ne peut (?:pas )?être affiché|niet (?:worden )?weergegeven",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a line: its name in capitals, its role in ``labels.csv``, the rest of the line."""

    name: str
    role: str
    value: str


@cache
def roles() -> dict[str, str]:
    """The role of each label, by its name in capitals."""
    with open(TABLE, encoding="utf-8", newline="") as file:
        return {row["label"]: row["role"] for row in csv.DictReader(file)}


def label_of(line: str, *, capitals: bool = True) -> Label | None:
    """Return the known label at the beginning of a line; with ``capitals`` only one in capital letters."""
    match = _LABEL.match(line)
    if match is None or (capitals and match[1] != match[1].upper()):
        return None
    name = match[1].upper()
    role = roles().get(name)
    value = line[match.end() :].strip()
    if role is None or (role == "length" and _LENGTH.match(value) is None):
        return None
    return Label(name, role, value)


def length_of(line: str) -> Label | None:
    """Return a line that is only a number of words ("31 words") as the label LENGTH, which online records leave out."""
    match = _LENGTH.fullmatch(line)
    return Label("LENGTH", "length", line) if match and not line[-1:].isdigit() else None


def unknown_label_of(line: str) -> Label | None:
    """Return a label in capitals that is not in the table, with the role "other"."""
    match = _LABEL.match(line)
    if match is None or match[1] != match[1].upper() or len(match[1]) > 30:
        return None
    return Label(match[1], "other", line[match.end() :].strip())


def heading_role(line: str) -> str | None:
    """Return the role of a line that is only a heading ("Graphic", "Classification"), ``None`` for any other line."""
    return roles().get(line.strip().upper()) if 3 < len(line.strip()) < 24 else None


def is_copyright(line: str) -> bool:
    """Whether a line is a copyright notice or a part of one."""
    return _COPYRIGHT.match(line.strip()) is not None


def is_cover(line: str) -> bool:
    """Whether a line belongs to the cover page of a request."""
    return _COVER.match(line.strip()) is not None


def is_unshown(text: str) -> bool:
    """Whether a short text only says that the database could not display the document."""
    return len(text) < 400 and _UNSHOWN.search(text) is not None


def beginning(data: bytes) -> str:
    """Return the beginning of a file as text, even if it ends within a character."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[:BEGINNING].decode("utf-16", "replace")
    return data[:BEGINNING].decode("utf-8-sig", "replace")


def text_of(data: bytes) -> str:
    """Return the whole file as text with line feeds only; an incomplete last character does not change its encoding."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        cut = error.start > len(data) - 4
        text = data[: error.start].decode("utf-8-sig") if cut else decoded(data)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
