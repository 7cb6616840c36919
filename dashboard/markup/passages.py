"""Sentences with their article's headline, outlet and day, as HTML and as a table, and lists of links. Pure."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from urllib.parse import urlencode

import pandas as pd

from analysis.corpus.passages import Passage
from dashboard.markup.highlight import Highlight, marked_html
from dashboard.views.formatting import day, number_of, outlet_name

NO_HEADLINE = "(no headline)"
#: sentences shown per article
PER_ARTICLE = 3


#: the part of a page's address that contains the selection
Selection = Mapping[str, Sequence[str]]


def page_link(page: str, selection: Selection, **more: str) -> str:
    """The address of another page with the same selection; relative, so that it works wherever the app is served."""
    return f"{page}?{urlencode({**selection, **more}, doseq=True)}"


def passages_html(passages: Sequence[Passage], selection: Selection, per_article: int | None = PER_ARTICLE) -> str:
    """For each article its outlet, its day and a link with its headline, then its first highlighted sentences.

    Marked words whose place is known are links to it. ``per_article`` is the number of sentences shown of an article,
    or ``None`` for all.
    """
    articles = groupby(passages, key=lambda p: p.article)
    return "".join(_article_html(list(some), selection, per_article) for _, some in articles)


def _article_html(passages: Sequence[Passage], selection: Selection, per_article: int | None) -> str:
    shown = "".join(_sentence_html(passage, selection) for passage in passages[:per_article])
    more = len(passages[len(passages) if per_article is None else per_article :])
    rest = f"<small>and {number_of(more, 'more sentence')} in this article</small>" if more else ""
    return f'<div class="passage">{article_head(passages[0], selection)}{shown}{rest}</div>'


def article_head(passage: Passage, selection: Selection) -> str:
    """The outlet and the day of a passage's article, and a link with its headline to the passage's place."""
    about = [outlet_name(passage.outlet), *([day(passage.published)] if passage.published else [])]
    where = " · ".join(f"<bdi>{html.escape(part)}</bdi>" for part in about)
    address = html.escape(_place(passage, selection))
    head = f'<a href="{address}" target="_self"><bdi>{html.escape(passage.title or NO_HEADLINE)}</bdi></a>'
    return f"<small>{where} · {head}</small>"


def _place(passage: Passage, selection: Selection) -> str:
    """The address of the place of a passage's marks, or of its article if the place is not known."""
    at = {"at": passage.at} if passage.at else {}
    return page_link("article", selection, article=passage.article, **at)


def _sentence_html(passage: Passage, selection: Selection) -> str:
    why, link = passage.note or "search term", _place(passage, selection) if passage.at else ""
    text = marked_html(passage.text, [Highlight(span, "hit", why, link=link) for span in passage.marks])
    return text + (f"<small><bdi>{html.escape(passage.note)}</bdi></small>" if passage.note else "")


def passages_table(passages: Sequence[Passage]) -> pd.DataFrame:
    """A table with one row per passage: ``outlet, published, headline, sentence, found, note, article``."""
    columns = ["outlet", "published", "headline", "sentence", "found", "note", "article"]
    return pd.DataFrame(
        [
            (
                outlet_name(p.outlet), p.published, p.title, p.text,
                "; ".join(dict.fromkeys(span.of(p.text) for span in p.marks)), p.note, p.article,
            )
            for p in passages
        ],
        columns=columns,
    )  # fmt: skip


def article_links(articles: pd.DataFrame, selection: Selection) -> str:
    """A list of links to articles (rows of ``ArticleColumns.article_list``); empty if there are none."""
    return _links_html(
        (
            page_link("article", selection, article=row["id"]),
            row["title"],
            (outlet_name(row["outlet"]), _day(row["published"])),
        )
        for row in articles.to_dict("records")
    )


def story_links(stories: pd.DataFrame, selection: Selection) -> str:
    """A list of links to stories (rows of ``ArticleColumns.stories``); empty if there are none.

    Links select all outlets, because the selected ones may not cover the story.
    """
    every_outlet = {key: value for key, value in selection.items() if key != "outlet"}
    return _links_html(
        (
            page_link("stories", every_outlet, story=row["story"]), row["title"],
            (
                number_of(row["selected_outlets"], "outlet"), number_of(row["selected"], "article"),
                _day(row["first_day"]),
            ),
        )
        for row in stories.to_dict("records")
    )  # fmt: skip


def _day(value: pd.Timestamp) -> str:
    return "" if pd.isna(value) else day(value.date())


def _links_html(items: Iterable[tuple[str, object, tuple[str, ...]]]) -> str:
    """A list of links from addresses, titles and details."""
    rows = []
    for address, title, details in items:
        headline = html.escape(title) if isinstance(title, str) and title else NO_HEADLINE
        where = " · ".join(f"<bdi>{html.escape(part)}</bdi>" for part in details if part)
        rows.append(
            f'<li><a href="{html.escape(address)}" target="_self"><bdi>{headline}</bdi></a><small>{where}</small></li>'
        )
    return f'<ul class="links">{"".join(rows)}</ul>' if rows else ""
