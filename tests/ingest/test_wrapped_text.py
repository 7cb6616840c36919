"""Texts whose lines are wrapped to one width are read by paragraph, and others line by line."""

from __future__ import annotations

import textwrap

import pytest

from analysis import read_page
from analysis.ingest.repair import unwrapped
from analysis.ingest.text import read_text
from tests.support.files.article_page import BODY, PARAGRAPHS, TEXT, page


@pytest.mark.parametrize("width", [50, 60, 65, 72, 80, 100])
@pytest.mark.parametrize("end", ["\n", "\r\n", "  \n"])
@pytest.mark.parametrize(("between", "indent"), [("\n\n", ""), ("\n", "   "), ("\n\n", "    ")])
def test_a_wrapped_text_is_read_by_paragraph(width: int, end: str, between: str, indent: str) -> None:
    wrapped = between.join(textwrap.fill(paragraph, width, initial_indent=indent) for paragraph in PARAGRAPHS)
    article = read_text(f"North pier to close\n\n{wrapped}".replace("\n", end))
    assert (article.title, article.text) == ("North pier to close", TEXT)


@pytest.mark.parametrize("form", ["<pre>{}</pre>", "<p>{}</p>"])
def test_a_wrapped_page_is_read_by_paragraph(form: str) -> None:
    wrapped = [textwrap.fill(paragraph, 72) for paragraph in PARAGRAPHS]
    if form == "<pre>{}</pre>":
        body = form.format("\n\n".join(wrapped))
    else:
        body = "".join(form.format(paragraph.replace("\n", "<br>\n")) for paragraph in wrapped)
    assert read_page(page(body)).text == TEXT
    assert read_page(page(BODY.replace(", ", ",\n"))).text == TEXT


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "\n".join(PARAGRAPHS),
        "Roses are red\nViolets are blue\nThe pier is closed\nThe harbour is too",
        "By Orla Fenwick, who writes about harbours for the Wexmere Post\nPublished on 3 May 2019\nNews",
        "The board will meet on Monday in the town hall of Wexmere.\nThe council will meet on Tuesday in that hall.\n"
        "The ferry company will not come to either of the meetings.\nIts director said so on Friday without a reason.",
        "",
        "one\n\n\ntwo",
    ],
)
def test_a_text_that_is_not_wrapped_is_unchanged(text: str) -> None:
    assert unwrapped(text) == text


def test_a_list_of_entries_of_one_length_is_not_joined() -> None:
    entries = "".join(f"<p>Orla Fenwick of the Wexmere harbour board, ward number {k}</p>" for k in range(10, 30))
    assert len(read_page(page(entries)).text.split("\n\n")) == 20
