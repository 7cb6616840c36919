"""Sentences with their headline, outlet and day, as escaped HTML and as a table. Pure."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from urllib.parse import urlencode

import pandas as pd

from analysis.corpus.passages import Passage
from dashboard.markup.highlight import Highlight, marked_html
from dashboard.views.formatting import day, outlet_name

NO_HEADLINE = "(no headline)"
#: so many sentences of one article are shown
READING_TABLES = 3


def link(page: str, kept: Mapping[str, Sequence[str]], **more: str) -> str:
    """The address of another page with the same selection; relative, so that it holds wherever the app is served."""
    return f"{page}?{urlencode({**kept, **more}, doseq=True)}"


def passages_html(passages: Sequence[Passage], kept: Mapping[str, Sequence[str]]) -> str:
    """By article: its outlet, day and headline, which opens it, then its first sentences with the places marked.

    ``kept`` is the selection's part of the address.
    """
    return "".join(_article_html(list(some), kept) for _, some in groupby(passages, key=lambda p: p.article))


def _article_html(passages: Sequence[Passage], kept: Mapping[str, Sequence[str]]) -> str:
    first = passages[0]
    about = [outlet_name(first.outlet), *([day(first.published)] if first.published else [])]
    where = " · ".join(f"<bdi>{html.escape(part)}</bdi>" for part in about)
    address = html.escape(link("article", kept, article=first.article))
    head = f'<a href="{address}" target="_self"><bdi>{html.escape(first.title or NO_HEADLINE)}</bdi></a>'
    shown = "".join(map(_sentence_html, passages[:READING_TABLES]))
    more = len(passages) - READING_TABLES
    rest = f"<small>and {more} more sentence{'' if more == 1 else 's'} in this article</small>" if more > 0 else ""
    return f'<div class="passage"><small>{where} · {head}</small>{shown}{rest}</div>'


def _sentence_html(passage: Passage) -> str:
    text = marked_html(passage.text, [Highlight(span, "hit", passage.note or "looked for") for span in passage.marks])
    return text + (f"<small><bdi>{html.escape(passage.note)}</bdi></small>" if passage.note else "")


def passages_table(passages: Sequence[Passage]) -> pd.DataFrame:
    """``outlet, published, headline, sentence, found, note, article``, a row a passage."""
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


def article_links(articles: pd.DataFrame, kept: Mapping[str, Sequence[str]]) -> str:
    """Articles as a list of links: a row of ``ArticleColumns.article_list`` each. Nothing where there is none."""
    return _listed(
        (link("article", kept, article=row["id"]), row["title"], (outlet_name(row["outlet"]), _day(row["published"])))
        for row in articles.to_dict("records")
    )


def story_links(stories: pd.DataFrame, kept: Mapping[str, Sequence[str]]) -> str:
    """Stories as a list of links: a row of ``ArticleColumns.stories`` each. Nothing where there is none."""
    wide = {key: value for key, value in kept.items() if key != "outlet"}  # those who do not tell it cannot show it
    return _listed(
        (
            link("stories", wide, story=row["story"]), row["title"],
            (f"{row['selected_outlets']} outlets", f"{row['selected']} articles", _day(row["first_day"])),
        )
        for row in stories.to_dict("records")
    )  # fmt: skip


def _day(value: pd.Timestamp) -> str:
    return "" if pd.isna(value) else day(value.date())


def _listed(items: Iterable[tuple[str, object, tuple[str, ...]]]) -> str:
    rows = []
    for address, title, about in items:
        headline = html.escape(title) if isinstance(title, str) and title else NO_HEADLINE
        where = " · ".join(f"<bdi>{html.escape(part)}</bdi>" for part in about if part)
        rows.append(
            f'<li><a href="{html.escape(address)}" target="_self"><bdi>{headline}</bdi></a><small>{where}</small></li>'
        )
    return f'<ul class="links">{"".join(rows)}</ul>' if rows else ""
