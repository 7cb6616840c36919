"""Europresse's exports in the old and the new form. All articles, outlets and persons are invented."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.files.exports import ORDINARY, accuracy, assert_bytes_are_read, assert_cuts_are_read, read, reader_of

READER = reader_of("Europresse", "HTML")
CERTIFICATE = "<div>Ce certificat est émis à <b>Université</b>.</div><div>Date d'émission : <b>2015-07-04</b></div>"


def old(header: str = "<span class='DocHeader'>Politique, </span><span class='DocHeader'>jeudi </span>"
        "<span class='DocHeader'>5 octobre 2013</span><span class='DocHeader'>, p. 3</span>",
        author: str = "Ada Quill<br><p></p>", outlet: str = "Le Registre, no. 5968") -> str:  # fmt: skip
    return (
        f'<table><tr><td><span class="DocPublicationName">{outlet}</span><br>{header}<br><br>Surtitre<br>'
        '<span class="TitreArticleVisu">Le <span style="color:red">port</span> ouvre</span><br><br>'
        f'{author}Le port a ouvert lundi.<font style="font-weight:bold"> Enfin.</font><p></p>(1) Une note.<p></p>'
        "<b><i>© 2013 Le Registre. Tous droits réservés.</i></b><p></p>Numéro de document : news·20131005·RE·1<br><br>"
        f"<table><tr><td>{CERTIFICATE}</td></tr></table></td></tr></table>"
    )


def new(
    header: str = "Politique, mardi 14 mars 2006 1245 mots, p. 16",
    author: str = "<div>Ada Quill et Bo Finch</div>",
    text: str = "<div class='DocText'><p>Le port a <mark>ouvert</mark>.</p><p>Enfin.</p></div>",
) -> str:
    return (
        '<article><header><div><span class="DocPublicationName">Le Registre  </span></div><div>'
        f'<span class="DocHeader">{header}</span></div><div><p>PORTS</p></div>'
        '<div class="titreArticle"><p class="sm-margin-bottom">Tribune</p>'
        f'<p class="titreArticleVisu">Le port ouvre</p></div>{author}</header><section>{text}</section>'
        "<aside><div><p><b>Illustration(s) : </b></p><div><p>Une photo.</p></div></div><div><b>Note(s) : </b>"
        "<p>(1956.)</p></div></aside><footer><small>© 2006 Le Registre. Tous droits réservés.</small>"
        f"<p>Numéro de document : news·1</p>{CERTIFICATE}</footer></article>"
    )


def page(*articles: str, charset: str = "utf-8") -> bytes:
    style = "<style>.DocPublicationName{color:red}</style>"
    return f'<html><head><meta charset="{charset}">{style}</head><body>{"".join(articles)}</body></html>'.encode()


def test_the_new_form_without_a_section() -> None:
    article = new(author="<div class='docAuthors'>Ada Quill</div>").replace("<section>", "<div>")
    [record] = read(page(article.replace("</section>", "</div>")), "Europresse", "HTML")
    assert (record.text, record.authors) == ("Le port a ouvert.\n\nEnfin.", ("Ada Quill",))


def test_the_old_form() -> None:
    first, second = read(page(old(), old(author=""), charset="ISO-8859-1"), "Europresse", "HTML")
    for record in (first, second):
        assert record.title == "Le port ouvre"
        assert (record.outlet, record.published) == ("Le Registre", dt.date(2013, 10, 5))
        assert record.section == "Politique"
        assert record.text == "Le port a ouvert lundi. Enfin.\n\n(1) Une note."
    assert (first.authors, second.authors) == (("Ada Quill",), ())


def test_the_new_form() -> None:
    records = read(
        page(new(), new(author=""), new(text="<p>Le port a ouvert.</p><p>Enfin.</p></div></div>")), "Europresse", "HTML"
    )
    for record in records:
        assert record.title == "Le port ouvre"
        assert (record.outlet, record.published) == ("Le Registre", dt.date(2006, 3, 14))
        assert record.section == "Politique"
        assert record.text == "Le port a ouvert.\n\nEnfin."
        assert record.captions == ("Une photo.",)
    assert [record.authors for record in records] == [("Ada Quill", "Bo Finch"), (), ("Ada Quill", "Bo Finch")]


@pytest.mark.parametrize("header", ["mardi 14 mars 2006", "Tuesday, March 14, 2006, p. B1", "News, 2006-03-14"])
def test_headers(header: str) -> None:
    [record] = read(page(new(header)), "Europresse", "HTML")
    assert record.published == dt.date(2006, 3, 14)
    assert record.section == ("News" if header.startswith("News") else None)


def test_the_day_of_the_export_is_not_that_of_publication() -> None:
    [record] = read(page(new(header="Politique")), "Europresse", "HTML")
    assert record.published is None


def test_no_other_file_is_recognised() -> None:
    assert not any(READER.recognises(data) for data in ORDINARY)


@pytest.mark.parametrize("article", [old(), new()], ids=["old", "new"])
def test_any_cut_is_read(article: str) -> None:
    assert_cuts_are_read(READER, page(article, article))


@settings(max_examples=60)
@given(st.binary(max_size=300), st.integers(0, 2000))
def test_bytes_never_raise(some: bytes, at: int) -> None:
    assert_bytes_are_read(READER, page(old(), new()), some, at)


def test_the_reference_files_are_read_rightly(shared: Path) -> None:
    share = accuracy(shared / "gold" / "vendor" / "other", ("europresse",))
    assert min(share["articles"], share["title"], share["date"], share["words"]) == 1
    assert share["outlet"] >= 6 / 7  # one answer keeps the number of the issue
