"""Reads exports of Nexis Uni and Lexis Advance, from 2018 on: DOCX, a zip file of several DOCX files, and RTF.

Each record begins at a bookmark "Bookmark_n" and ends with "End of Document". A paragraph "Body", with a bookmark of
that name, comes before the text. The RTF reader follows only the description of the format; no real file was available.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from analysis.ingest.documents import docx, rtf
from analysis.ingest.documents.base import Budget, Paragraph, Unreadable, member, names
from analysis.ingest.vendors.base import Record, VendorReader
from analysis.ingest.vendors.blocks import UNSHOWN, address, body_of
from analysis.ingest.vendors.fields import authors_of, date_line, outlet_name
from analysis.ingest.vendors.labels import Label, heading_role, is_copyright, is_unshown, label_of

#: number of first paragraphs from which a file is recognised
_LOOK = 3_000
#: number of DOCX files in a zip file that are examined to recognise it, and the bytes that they may unpack to
_SAMPLED = 3
_SAMPLE = 300_000_000
_RECORD_MARK = re.compile(r"Bookmark_\d+$")
_BODY_MARK = re.compile(r"Body(?:_\d+)?$")
_END_MARK = re.compile(r"(?:Classification|Graphic|Notes|Correction)(?:_\d+)?$")
#: the line that ends a record, by interface language
ENDS = frozenset((
    "End of Document", "Ende des Dokuments", "Dokumentende", "Fin du document", "Fin del documento",
    "Fine del documento", "Einde van document", "Einde van het document", "Einde document", "Fim do documento",
))  # fmt: skip
#: a label that the table lacks: no article has a no-break space after a colon
_UNLISTED = re.compile(r"([^\W\d_][\w -]{1,30}):\xa0[\s\xa0]*")
#: paragraphs at the end of a body that are searched for headings without a mark
_FOOT = 40
_JOB = re.compile(r"Job Number:")
_LISTED = re.compile(r"Documents \(\d+\)$")
_COVER = re.compile(
    r"(?:User Name|Date and Time|Job Number|Client/Matter|Search Terms|Search Type|Narrowed by|Content Type|About Lexis"
    r"|\d{1,4}\. )|Documents \(\d+\)$|.{0,300}Content Type: "
)
_BLANK = re.compile(r"\n\s*\n")
_CORRECTED = re.compile(r"\(?correction appended\)?\.?$", re.IGNORECASE)


@dataclass(slots=True)
class _Part:
    """The paragraphs of one record: before the body, in it, and after it; ``marked`` if "Body" has its bookmark."""

    before: list[Paragraph] = field(default_factory=list)
    body: list[Paragraph] = field(default_factory=list)
    after: list[Paragraph] = field(default_factory=list)
    state: str = "before"
    marked: bool = False


def recognises_docx(data: bytes) -> bool:
    """Whether a file is a DOCX file, or a zip file of nothing else, with the structure of Nexis Uni."""
    if not data.startswith(b"PK"):
        return False
    budget = Budget(_SAMPLE)
    try:
        listed = names(data)
        if docx.is_document(listed):
            return has_form(docx.paragraphs(data, budget))
        files = (member(data, name, budget) for name in _files(listed)[:_SAMPLED])
        return any(has_form(docx.paragraphs(file, budget)) for file in files)
    except Unreadable:
        return False


def recognises_rtf(data: bytes) -> bool:
    """Whether a file is RTF with the structure of Nexis Uni."""
    return data.startswith(b"{\\rtf") and b"Body" in data and has_form(rtf.paragraphs(data))


def _files(listed: Sequence[str]) -> list[str]:
    """Return the DOCX files of a zip archive; none if it contains other files too."""
    files = [
        name for name in listed if not name.startswith("__MACOSX/") and not name.rpartition("/")[2].startswith(".")
    ]
    return files if all(name.lower().endswith(".docx") for name in files) else []


def has_form(paragraphs: Iterable[Paragraph]) -> bool:
    """Whether the marks of records, or the cover page of a request, are among the first paragraphs."""
    seen: set[str] = set()
    for paragraph in islice(paragraphs, _LOOK):
        text = paragraph.text.strip()
        seen |= {"record" for mark in paragraph.bookmarks if _RECORD_MARK.match(mark)}
        seen |= {"body" for mark in paragraph.bookmarks if _BODY_MARK.match(mark)}
        if _JOB.match(text):
            seen.add("job")
        elif _LISTED.match(text):
            seen.add("listed")
        elif _body_role(text):
            seen.add("body")
        elif text in ENDS:
            seen.add("record")
        elif _label(text):
            seen.add("label")
        if seen >= {"job", "listed"} or seen >= {"record", "body", "label"}:
            return True
    return False


def _body_role(text: str) -> bool:
    return text != text.upper() and heading_role(text) == "body"


def _label(text: str) -> Label | None:
    if label := label_of(text, capitals=False):
        return label
    match = _UNLISTED.match(text)
    return Label(match[1].upper(), "other", text[match.end() :].strip()) if match else None


def records_docx(data: bytes) -> Iterator[Record]:
    """Yield every record of a DOCX file, or of the DOCX files of a zip file."""
    budget = Budget()
    try:
        listed = names(data)
    except Unreadable as error:
        yield Record(None, None, None, "", reason=str(error))
        return
    if docx.is_document(listed):
        yield from records_of(docx.paragraphs(data, budget))
        return
    for name in _files(listed):
        try:
            file = member(data, name, budget)
        except Unreadable as error:
            yield Record(None, None, None, "", reason=f"{name}: {error}")
        else:
            yield from records_of(docx.paragraphs(file, budget))


def records_rtf(data: bytes) -> Iterator[Record]:
    """Yield every record of an RTF file."""
    yield from records_of(rtf.paragraphs(data))


def records_of(paragraphs: Iterator[Paragraph]) -> Iterator[Record]:
    """Yield the records; if the rest of the file cannot be read, a last record gives the reason."""
    reason = ""
    part = _Part()
    try:
        for paragraph in paragraphs:
            ended = paragraph.text.strip() in ENDS
            if ended or any(_RECORD_MARK.match(mark) for mark in paragraph.bookmarks):
                yield from _finished(part)
                part = _Part()
            if not ended:
                _sort(paragraph, part)
    except Unreadable as error:
        reason = str(error)
    yield from _finished(part)
    if reason:
        yield Record(None, None, None, "", reason=reason)


def _sort(paragraph: Paragraph, part: _Part) -> None:
    """Add a paragraph to its part of the record."""
    text = paragraph.text.strip()
    if part.state == "before":
        marked = any(_BODY_MARK.match(mark) for mark in paragraph.bookmarks)
        part.marked = part.marked or marked
        if _body_role(text) or (part.marked and text):
            part.state = "body"
            if not _body_role(text) and len(text) > 40:
                part.body.append(paragraph)
        else:
            part.before.append(paragraph)
        return
    if part.state == "body" and _ends_body(paragraph, part):
        part.state = "after"
    (part.body if part.state == "body" else part.after).append(paragraph)


def _ends_body(paragraph: Paragraph, part: _Part) -> bool:
    """Whether a paragraph is the first heading or label after the body."""
    text = paragraph.text.strip()
    if any(_END_MARK.match(mark) for mark in paragraph.bookmarks):
        return True
    apart = paragraph.text[:1] == "\n" or not part.marked or paragraph.style.startswith("Heading")
    if apart and heading_role(text) in ("caption", "note", "correction", "after"):
        return True
    label = _label(text)
    return label is not None and label.role == "end" and (apart or "\xa0" in text[:40])


def _cut_foot(part: _Part) -> None:
    """Move what follows the body behind it, where its headings have no mark: headings down to the index terms."""
    foot = max(1, len(part.body) - _FOOT)
    lines = [paragraph.text.strip() for paragraph in part.body]
    end = next((k for k in range(foot, len(lines)) if _begins_index(lines, k, last=not part.after)), None)
    if end is None and not part.after:
        return
    end = len(lines) if end is None else end
    for place in range(end - 1, max(foot, end - _FOOT) - 1, -1):
        if heading_role(lines[place]) in ("caption", "note", "correction"):
            end = place
    part.body, part.after = part.body[:end], part.body[end:] + part.after


def _begins_index(lines: Sequence[str], place: int, *, last: bool) -> bool:
    """Whether the line is the heading "Classification" before a label, or the last of the record."""
    if heading_role(lines[place]) != "after":
        return False
    following = next((line for line in lines[place + 1 :] if line), "")
    return _label(following) is not None if following else not last


def _finished(part: _Part) -> Iterator[Record]:
    """Yield the record of a part, nothing for a cover page or the blank paragraphs between records."""
    if any(_LISTED.match(paragraph.text.strip()) for paragraph in part.before):
        covers = [place for place, paragraph in enumerate(part.before) if _COVER.match(paragraph.text.strip())]
        part.before = part.before[covers[-1] + 1 :]
    labels = [_label(paragraph.text.strip()) for paragraph in part.before]
    if part.state != "before" or any(label and label.role in ("length", "end") for label in labels):
        yield _record(part)


def _record(part: _Part) -> Record:
    """Return the article of one record's paragraphs."""
    _cut_foot(part)
    heads, values = _header(part.before)
    title, outlet, day = _heads(heads)
    text, captions, url = body_of([piece for paragraph in part.body for piece in _BLANK.split(paragraph.text)])
    role = ""
    for paragraph in part.after:
        line = paragraph.text.strip()
        label = _label(line)
        role = heading_role(line) or (label.role if label else role)
        if label and label.role == "url":
            url = url or address(label.value)
        elif role == "caption" and line and not heading_role(line):
            captions.append(" ".join((label.value if label else line).split()))
    if not text and captions:
        text, captions = "\n\n".join(captions), []
    return Record(
        title=title,
        outlet=outlet_name(outlet) if outlet else None,
        published=day,
        text=text,
        authors=authors_of(values.get("byline", ""), outlet),
        section=values.get("section"),
        captions=tuple(captions),
        url=url or address(values.get("url", "")),
        reason=UNSHOWN if is_unshown(text) else "",
    )


def _header(before: Sequence[Paragraph]) -> tuple[list[Paragraph], dict[str, str]]:
    """Return the lines before the copyright or the first label, and the values of the labels by role."""
    heads: list[Paragraph] = []
    values: dict[str, str] = {}
    role = ""
    for paragraph in before:
        line = " ".join(paragraph.text.split())
        label = _label(paragraph.text.strip()) if heads else None
        if not line:
            continue
        if label:
            role = label.role
            values[role] = f"{values[role]}; {label.value}" if role in values else label.value
        elif is_copyright(line):
            role = role or "copyright"
        elif not role:
            heads.append(paragraph)
        elif role == "byline":
            values[role] += f"; {line}"
    return heads, {name: " ".join(value.split()) for name, value in values.items()}


def _heads(heads: Sequence[Paragraph]) -> tuple[str | None, str | None, dt.date | None]:
    """Return title, outlet and date from the first lines; a blog's name in brackets may follow the outlet."""
    lines = [" ".join(paragraph.text.split()) for paragraph in heads]
    named = [place for place, line in enumerate(lines) if not _CORRECTED.match(line)]
    dated = next((place for place in named[1:] if date_line(lines[place])), None)
    day = date_line(lines[dated]) if dated is not None else None
    above = [place for place in named if dated is None or place < dated]
    if not above:
        return None, None, None
    if len(above) == 1:
        alone = lines[above[0]]
        return (None, alone, day[0]) if day else (alone, None, None)
    styled = [place for place in above[:-1] if heads[place].style.startswith("Heading")] or above[:1]
    outlets = [place for place in above if place > styled[-1] and not lines[place].startswith("(")]
    title = " ".join(lines[place] for place in styled)
    return title, lines[outlets[0]] if outlets else None, day[0] if day else None


READERS = (
    VendorReader("Nexis Uni", "DOCX", recognises_docx, records_docx),
    VendorReader("Nexis Uni", "RTF", recognises_rtf, records_rtf),
)
