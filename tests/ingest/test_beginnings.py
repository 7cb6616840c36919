"""Texts that are only the beginning of an article are recognised, and whole articles are not taken for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.ingest import read_paths
from analysis.ingest.beginnings import LONGEST_EXCERPT, without_remark
from analysis.run.pipeline import ingest
from analysis.store import Store
from analysis.types import Article

SENTENCE = "The harbour board will close the north pier in June, officials said on Friday."
CUT = f"{SENTENCE} The company said it was never told of the plan and that it would"
LONG = " ".join([SENTENCE] * (LONGEST_EXCERPT // 10))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (f"{CUT}… [+594 chars]", f"{CUT}…"),
        (f"{CUT}... [1234 chars]", f"{CUT}…"),
        (f"{CUT} [+1,594 chars]", CUT),
        (f"{CUT}...", f"{CUT}..."),
        (f"{CUT}…", f"{CUT}…"),
        (f"{CUT} . . .", f"{CUT} . . ."),
        (f"{CUT} […]", f"{CUT} […]"),
        (f"{SENTENCE} [...]", f"{SENTENCE} [...]"),
        (f"{CUT}… Read more", f"{CUT}…"),
        (f"{SENTENCE}\nContinue reading", SENTENCE),
        (f"{SENTENCE} Read the full article at wexmere.example", SENTENCE),
        (f"{LONG} It was the end of the…", f"{LONG} It was the end of the…"),
        (f"{CUT}…\n\nThe post Pier closes appeared first on Wexmere Post.", f"{CUT}…"),
    ],
)
def test_a_beginning_is_recognised_and_its_remark_removed(written: str, text: str) -> None:
    assert without_remark(written) == (text, True)


@pytest.mark.parametrize(
    "whole",
    [
        SENTENCE,
        f"{SENTENCE} …",
        f"{SENTENCE} “We will see ...”",
        f"{LONG} Thanks for reading, and back to the boxes for me…",
        f"{LONG} On the subject of judges...",
        f"{LONG} They talked on the podcast with Milo . . .",
        f"{SENTENCE} The script is at https://wexmere.example/pier-clo...",
        f"{SENTENCE} She said that readers want to read more.",
        f"{SENTENCE} It took 594 words (in 12 pages).",
        "…",
        "",
    ],
)
def test_a_whole_article_is_not_a_beginning(whole: str) -> None:
    assert without_remark(whole) == (whole, False)


def test_the_texts_of_newsapi_are_beginnings(tmp_path: Path) -> None:
    article = {
        "source": {"id": None, "name": "Wexmere Post"}, "author": "Orla Fenwick", "title": "Pier closes",
        "description": "d", "url": "https://wexmere.example/pier", "urlToImage": None,
        "publishedAt": "2019-05-03T09:12:00Z",
        "content": f"{CUT}… [+3120 chars]",
    }  # fmt: skip
    path = tmp_path / "t.json"
    path.write_text(json.dumps({"status": "ok", "totalResults": 1, "articles": [article]}), encoding="utf-8")
    [found] = read_paths([path])
    assert isinstance(found, Article)
    assert (found.partial, found.text, f"{found.published}") == (True, f"{CUT}…", "2019-05-03")


def test_a_beginning_gives_way_to_the_whole_article_of_a_folder(tmp_path: Path) -> None:
    for name, text in (("a.jsonl", f"{CUT}…"), ("b.jsonl", f"{CUT} sue.")):
        row = {"title": "Pier", "url": "https://wexmere.example/pier", "text": text}
        (tmp_path / name).write_text(json.dumps(row), encoding="utf-8")
    store = Store(tmp_path / "s.duckdb")
    first = ingest(store, [tmp_path / "a.jsonl"])
    assert (first.new, first.partial) == (1, 1)
    second = ingest(store, [tmp_path / "b.jsonl"])
    assert (second.new, second.completed) == (0, 1)
    again = ingest(store, [tmp_path / "a.jsonl"])
    assert (again.new, again.completed) == (0, 0)
    assert [(article.text, article.partial) for article in store.articles(store.ids())] == [(f"{CUT} sue.", False)]
