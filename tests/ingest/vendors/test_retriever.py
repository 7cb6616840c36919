"""Retriever's exports. All articles, outlets and persons are invented."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.files.exports import ORDINARY, accuracy, assert_bytes_are_read, assert_cuts_are_read, read, reader_of

READER = reader_of("Retriever", "TXT")
RULE = "=" * 78
NOTICE = "©Bladet<br>Alla artiklar är skyddade enligt upphovsrättslagen. Utgivare: Bo Fink. Databasens namn: Bladet"


def article(
    title: str = "Hamnen öppnar",
    details: str = "Sida 23\nPublicerat i print. \n",
    text: str = "",
    notice: str = "\n" + NOTICE,
    link: str = "Läs hela artikeln på http://ret.nu/abc123",
    outlet: str = "Bladet, 2024-08-31",
) -> str:
    text = (
        text or "Hamnen i Almsund öppnade i går \nefter fyra år.Fartyg får lägga till.\n\n- Äntligen, säger Ada Penna."
    )
    return f"\n{title}\n{outlet}\n{details}\n{text}{notice}\n\n{link}\n{RULE}\n"


def listing(*articles: str) -> bytes:
    return ("Bladet AB - kund\nDatum 2024-09-16\n\nNyheter:\n" + "".join(articles)).encode()


def test_articles() -> None:
    for record in read(listing(article(), article()), "Retriever", "TXT"):
        assert record.title == "Hamnen öppnar"
        assert (record.outlet, record.published) == ("Bladet", dt.date(2024, 8, 31))
        assert record.text == (
            "Hamnen i Almsund öppnade i går efter fyra år.\n\nFartyg får lägga till.\n\n- Äntligen, säger Ada Penna."
        )
        assert record.url == "http://ret.nu/abc123"


def test_captions_and_a_notice_on_the_last_line() -> None:
    [record] = read(
        listing(article(text="Hamnen öppnade.\n\nBildtext: Hamnen i \ngryningen.", notice=NOTICE)), "Retriever", "TXT"
    )
    assert record.text == "Hamnen öppnade."
    assert record.captions == ("Hamnen i gryningen.",)


def test_what_may_be_missing() -> None:
    bare = article(details="", notice="", link="").replace(RULE, "")
    first, second = read(listing(article(title="Hamnen öppnar\npå måndag"), bare), "Retriever", "TXT")
    assert first.title == "Hamnen öppnar på måndag"
    assert second.text.endswith("säger Ada Penna.")
    assert second.url is None


def test_norwegian() -> None:
    text = article(details="Side 4\nPublisert på nett.\n", link="Les hele artikkelen på http://ret.nu/x", notice="")
    [record] = read(listing(text), "Retriever", "TXT")
    assert record.text.startswith("Hamnen i Almsund")
    assert record.text.endswith("säger Ada Penna.")


def test_no_other_file_is_recognised() -> None:
    assert not any(READER.recognises(data) for data in ORDINARY)


def test_any_cut_is_read() -> None:
    assert_cuts_are_read(READER, listing(article(), article()), step=5)


@settings(max_examples=60)
@given(st.binary(max_size=300), st.integers(0, 1000))
def test_bytes_never_raise(some: bytes, at: int) -> None:
    assert_bytes_are_read(READER, listing(article(), article()), some, at)


def test_the_reference_file_is_read_rightly(shared: Path) -> None:
    share = accuracy(shared / "gold" / "vendor" / "other", ("retriever",))
    assert min(share["articles"], share["title"], share["outlet"], share["date"]) == 1
    assert share["words"] >= 2 / 3  # one answer counts the words of a caption
