"""What is recognised as an export of Nexis; arbitrary and damaged files; the real files."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.ingest.vendors import recognised
from analysis.ingest.vendors.base import VendorReader
from analysis.ingest.vendors.nexis_html import READERS as HTML
from analysis.ingest.vendors.nexis_text import READERS as TXT
from analysis.ingest.vendors.nexis_uni import READERS as UNI
from benchmarks.accuracy.vendors import judged, read
from tests.support.files.nexis import (
    HTML_WHOLE,
    READ,
    UNI_AFTER,
    UNI_BODY,
    UNI_HEADS,
    WHOLE,
    centred,
    docx_file,
    docx_record,
    html_file,
    paragraph,
    rtf_file,
    text_file,
    zip_file,
)

READERS = (*TXT, *HTML, *UNI)


@pytest.mark.parametrize(
    "data",
    [
        "The archive returned 1 of 2 DOCUMENTS about the pier.\n\nLENGTH: 31 words",
        f"{centred('1 of 2 DOCUMENTS')}\n\nThe archive returned nothing else.",
        "Document 1 of 2\n\nCouncil closes pier\n\nLENGTH: 31 words",
        f"<html><body><h1>Council closes pier</h1><p>{READ}</p><p>1 of 2 DOCUMENTS</p></body></html>",
        f"<html><body><pre>1 of 2 DOCUMENTS</pre><p>{READ}</p><b>Length: </b>31 words</body></html>",
        f"<html><body><p>Nexis writes &lt;DOC NUMBER=1&gt;.</p><b>LENGTH: </b>{READ}</body></html>",
        docx_file(paragraph("Council closes pier"), *map(paragraph, UNI_BODY)),
        docx_file(paragraph("Body"), paragraph("Length: 4 words"), *map(paragraph, UNI_BODY)),
        zip_file({"a.docx": docx_file(docx_record(1, UNI_HEADS, UNI_BODY)), "b.html": b"<p>A page</p>"}),
        zip_file({"a.txt": text_file(WHOLE).encode()}),
        rtf_file([("Council closes pier", ""), ("Body", ""), ("Length: 4 words", "")]),
        b"",
        b"PK\x03\x04",
    ],
)
def test_what_is_no_export_is_not_recognised(data: bytes | str) -> None:
    assert recognised(data.encode() if isinstance(data, str) else data) is None


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: f"{reader.name} {reader.form}")
@settings(max_examples=60)
@given(st.binary(max_size=300) | st.text(alphabet="<>/divDOC1 of2:\nLENGTH&\\'{}u ", max_size=200).map(str.encode))
def test_no_bytes_make_a_reader_fail(reader: VendorReader, data: bytes) -> None:
    for begun in (data, b"PK\x03\x04" + data, b"{\\rtf1" + data, b"<DIV>1 of 1 DOCUMENT</DIV>" + data):
        assert reader.recognises(begun) in (True, False)
        list(reader.records(begun))


FILES = {
    "Nexis TXT": text_file(WHOLE, WHOLE, cover="Download Request: 1").replace("Rook", "Röök").encode(),
    "Nexis HTML": html_file(HTML_WHOLE, HTML_WHOLE).replace("Rook", "Röök").encode(),
    "Nexis Uni DOCX": docx_file(*(docx_record(number, UNI_HEADS, UNI_BODY, UNI_AFTER) for number in (1, 2))),
    "Nexis Uni RTF": rtf_file(
        [("", "Bookmark_1"), *((text, "") for text in (*UNI_HEADS, "Body", READ, "End of Document"))]
    ),
}


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: f"{reader.name} {reader.form}")
@settings(max_examples=80)
@given(st.data())
def test_a_cut_or_damaged_file_gives_no_more_records_and_does_not_fail(
    reader: VendorReader, data: st.DataObject
) -> None:
    whole = FILES[f"{reader.name} {reader.form}"]
    assert reader.recognises(whole)
    count = len(list(reader.records(whole)))
    cut = data.draw(st.integers(0, len(whole)))
    assert len(list(reader.records(whole[:cut]))) <= count
    changed = bytearray(whole)
    changed[cut % len(whole)] = data.draw(st.integers(0, 255))
    assert len(list(reader.records(bytes(changed)))) <= count + 1


#: of the real files that the forms were learnt from: records found, and right of each field
FLOORS = {"found": 167, "title": 167, "outlet": 166, "date": 167, "words": 167, "starts": 167, "ends": 167}


def test_real_exports_are_read(shared: Path) -> None:
    right: Counter[str] = Counter()
    for folder in (shared / "gold" / "vendor", shared / "gold" / "vendor" / "other"):
        if not folder.is_dir():
            pytest.skip(f"there are no exports at {folder}")
        answers = [json.loads(line) for line in (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines()]
        for file in sorted({row["file"] for row in answers if row["file"].startswith(("lexis", "nexis"))}):
            wanted = [row for row in answers if row["file"] == file]
            found = read(folder / file)
            assert len(found) == len(wanted), file
            right["found"] += len(found)
            for article, answer in zip(found, wanted, strict=True):
                right.update(field for field, good in judged(article, answer).items() if good)
    assert {field: right[field] for field, floor in FLOORS.items() if right[field] < floor} == {}
