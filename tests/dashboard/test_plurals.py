"""One of a thing is not called by its plural, on any page."""

from __future__ import annotations

import re

import pytest

from dashboard.views.formatting import number_of
from tests.support.pages import VIEWS, Open, captions, figures, page_html

#: a lone 1 before the plural of what the pages count
ONE_OF_MANY = re.compile(
    r"(?<![\d.,−/])1 (?:(?:more|other|shared|such) )?(?:articles|attributions|characters|judgements|links|marks|"
    r"outlets|pairs|sentences|statements|stories|uses|words)\b"
)


@pytest.mark.parametrize(
    ("number", "noun", "plural", "said"),
    [(1, "article", "", "1 article"), (0, "article", "", "0 articles"), (2000, "mark", "", "2,000 marks"),
     (1.0, "story", "stories", "1 story"), (3, "story", "stories", "3 stories")],
)  # fmt: skip
def test_a_number_of_things(number: float, noun: str, plural: str, said: str) -> None:
    assert number_of(number, noun, plural) == said


@pytest.mark.parametrize("store", ["one_article", "normal"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_page_says_one_articles(open_page: Open, view: str, store: str) -> None:
    page, query = VIEWS[view]
    app = open_page(page, store, **query)
    drawn = "\n".join(str(figure.to_dict()) for figure in figures(app))
    said = "\n".join([page_html(app), captions(app), drawn, *(one.value for one in (*app.subheader, *app.info))])
    assert not ONE_OF_MANY.findall(said)
