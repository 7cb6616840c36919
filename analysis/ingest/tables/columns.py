"""The columns of a table: which has which field of an article, by its name, by the user's choice, or by its values."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from analysis.ingest.dates import is_date_like
from analysis.ingest.tables.base import UnreadableTable
from analysis.ingest.tables.cells import text_of
from analysis.ingest.tables.exports import Export, value_at

#: field -> usual names of its column, the most likely first; capitals, spaces and underscores do not matter
USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "content", "body", "article", "article_text", "maintext", "full_text", "story", "plaintext",
        "article_body", "body_text", "content_text", "story_text", "article_content", "news_text", "content_html",
        "body_html", "raw_text", "clean_text", "cleaned_text", "text_content", "document_text", "page_text",
        "news_content", "news_body", "news_article", "full_article", "article_full_text", "body_content",
    ),
    "outlet": (
        "outlet", "source", "publication", "publisher", "media_name", "source_name", "site", "newspaper",
        "news_source", "source_domain", "site_name", "domain", "hostname", "outlet_name", "media_outlet",
        "news_outlet", "publication_name", "publisher_name", "newspaper_name", "media", "media_source",
        "website",
    ),
    "title": (
        "title", "headline", "name", "article_title", "article_headline", "news_title", "headline_text",
    ),
    "published": (
        "published", "date", "publish_date", "published_at", "date_published", "publication_date", "pubdate",
        "date_publish", "publishing_date", "published_date", "published_on", "publish_time", "published_time",
        "date_time", "web_publication_date", "first_published", "time_published", "posted_at", "date_posted",
        "article_date", "issue_date", "news_date", "published_utc", "timestamp", "posted", "posted_on",
        "date_of_publication", "publication_time", "published_timestamp",
    ),
    "topic": (
        "topic", "category", "subject", "label",
    ),
    "url": (
        "url", "link", "source_url", "web_url", "article_url", "permalink", "canonical_url", "requested_url",
    ),
    "authors": (
        "authors", "author", "byline", "author_name", "author_names", "writer", "reporter", "reporters", "journalist",
    ),
    "section": (
        "section", "desk", "section_name",
    ),
}  # fmt: skip
#: characters; a longer name of a column is no name
LONGEST_NAME = 80
NO_HEADER = (
    "the first row seems to be an article, and not the names of the columns; add a first row with names, such as "
    "title,outlet,date,text"
)
#: field -> the column that the user chose for it, or ``None`` for no column
Columns = Mapping[str, str | None]
#: the share of values that are dates, or links, in a column that is offered as such
OFFERED_SHARE = 0.8


def usual_columns(
    names: Iterable[str], chosen: Columns | None = None, rows: Sequence[Mapping[str, Any]] = ()
) -> dict[str, str]:
    """Field -> column: the chosen columns, and for other fields the column with a usual name, if there is one.

    Of several such columns it is the most likely one that has values in ``rows``, the first rows.
    """
    called: dict[str, list[str]] = {}
    for name in names:
        called.setdefault(bare_name(name), []).append(name)
    mapping = {field: column for field, column in (chosen or {}).items() if column is not None}
    for field, likely in USUAL_NAMES.items():
        if field not in (chosen or {}):
            found = [name for key in map(bare_name, likely) for name in called.get(key, ())]
            column = found[0] if len(found) == 1 else next((name for name in found if _has_values(rows, name)), None)
            if found and (column or found[0]) not in mapping.values():
                mapping[field] = column or found[0]
    return mapping


def _has_values(rows: Sequence[Mapping[str, Any]], name: str) -> bool:
    return any(text_of(row.get(name)) is not None for row in rows)


def bare_name(name: str) -> str:
    """A column's name without capitals, spaces and punctuation: “publishedAt” and “Published at” are the same.

    The number of a repeated name, as in “text (2)”, is left out.
    """
    return re.sub(r" \(\d+\)$|[\W_]+", "", name).lower()


def find_columns(
    names: Collection[str], chosen: Columns, export: Export | None = None, rows: Sequence[Mapping[str, Any]] = ()
) -> dict[str, str]:
    """Field -> column: the chosen columns, then those of the export, or without an export those with usual names.

    ``rows`` are the first rows. Raises ``UnreadableTable`` if a chosen field or column does not exist, or if there is
    no column of texts.
    """
    all_columns = f"the columns are {', '.join(map(_shown, names))}"
    for wanted, column in chosen.items():
        if wanted not in USUAL_NAMES:
            raise UnreadableTable(f"there is no field “{wanted}”; the fields are {', '.join(USUAL_NAMES)}")
        if column is not None and not has_column(names, column):
            raise UnreadableTable(f"there is no column “{column}”; {all_columns}")
    if export:
        chosen = {**dict.fromkeys(USUAL_NAMES), **export.columns, **chosen}
    mapping = usual_columns(names, chosen, rows)
    if "text" not in mapping:
        if any(len(name) > LONGEST_NAME for name in names):
            raise UnreadableTable(NO_HEADER)
        reason = f"no column has the article text; name it with --column text=NAME ({all_columns})"
        if "url" in mapping:
            reason += f", or fetch the links in “{mapping['url']}” with: python -m analysis fetch FILE"
        raise UnreadableTable(reason)
    return mapping


def _shown(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"


def has_column(names: Collection[str], column: str) -> bool:
    """Whether a column, or the object of which it is a part, is among ``names``."""
    return column in names or ("." in column and column.partition(".")[0] in names)


def offered_columns(
    names: Collection[str], rows: Sequence[Mapping[str, Any]], mapping: Mapping[str, str]
) -> dict[str, str]:
    """Field -> column, for dates and links that no column of a usual name has but another seems to have."""
    tests: dict[str, Callable[[str], bool]] = {
        "published": lambda text: is_date_like(text),
        "url": lambda text: text.startswith(("http://", "https://")),
    }
    offered: dict[str, str] = {}
    for wanted, test in tests.items():
        if wanted in mapping:
            continue
        for name in names:
            if name in mapping.values() or name in offered.values():
                continue
            values = [text for row in rows if (text := text_of(value_at(row, name))) is not None]
            if values and sum(map(test, values)) >= OFFERED_SHARE * len(values):
                offered[wanted] = name
                break
    return offered
