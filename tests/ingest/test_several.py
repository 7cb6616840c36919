"""A text that holds several articles is refused with a sentence; a text of one article never is."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.ingest import read_paths
from analysis.ingest.several import refusal, refusal_of_page
from analysis.ingest.tables.understood import Tally
from analysis.ingest.text import NoArticle, read_text
from analysis.types import Article, Problem
from tests.support.files.documents import docx
from tests.support.newsroom import Written, write

WRITTEN = [write("The Quayside Post", number) for number in range(5)]
BUNDLES: dict[str, Callable[[int, Written], str]] = {
    "counters": lambda k, a: f"Document {k} of 5\n\n{a.title}\n\n{a.body}",
    "counters of another language": lambda k, a: f"Artikel {k} von 5\n{a.title}\n\n{a.body}",
    "end marks": lambda k, a: f"{a.title}\n\n{a.body}\n\nEnd of Document",
    "accession numbers": lambda k, a: f"{a.title}\n\n{a.body}\n\nDocument LEDGER002018010{k}ee190000{k}",
    "headers of labels": lambda k, a: f"Title: {a.title}\nDate: 2019-01-0{k}\nSource: Post\n\n{a.body}",
    "bylines and dates": lambda k, a: f"{a.title}\nBy Ada Rook\nJanuary {k}, 2019\n\n{a.body}",
    "the outlet and a date": lambda k, a: f"The Quayside Post\nJanuary {k}, 2019\n{a.title}\n\n{a.body}",
    "the outlet before a date": lambda k, a: f"{a.title}\nThe Quayside Post, January {k}, 2019\n\n{a.body}",
    "lines between articles": lambda k, a: f"{'-' * 40}\n{a.title}\n{k} January 2019\n\n{a.body}",
    "copyright lines": lambda k, a: f"{a.title}\n\n{a.body}\n\nCopyright 2019 The Quayside Post",
}


@pytest.mark.parametrize("kind", BUNDLES)
def test_a_bundle_is_refused(kind: str, tmp_path: Path) -> None:
    text = "\n\n".join(BUNDLES[kind](number, written) for number, written in enumerate(WRITTEN, start=1))
    with pytest.raises(NoArticle, match=r"about 5 articles .* save each as a separate file"):
        read_text(text)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.docx").write_bytes(docx([(line, "") for line in text.splitlines()]))
    for name in ("a.txt", "a.docx"):
        [found] = read_paths([tmp_path / name])
        assert isinstance(found, Problem)
        assert "about 5 articles" in found.reason


def test_a_page_of_numbered_documents_is_refused(tmp_path: Path) -> None:
    body = "".join(f"<h2>Document {k} of 5</h2><p>{written.body}</p>" for k, written in enumerate(WRITTEN, start=1))
    (tmp_path / "a.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    [found] = read_paths([tmp_path / "a.html"])
    assert isinstance(found, Problem)
    assert "about 5 articles" in found.reason


ONE = WRITTEN[0]
SINGLE = {
    "byline and date": f"{ONE.title}\nBy Ada Rook\nJanuary 2, 2019\n\n{ONE.body}\n\n© 2019 The Quayside Post",
    "the byline again at the end": f"{ONE.title}\nBy Ada Rook\nMay 2, 2019\n\n{ONE.body}\n\nBy Ada Rook\nMay 2, 2019",
    "pictures with copyright": f"{ONE.title}\n© 2019 A. Rook\n" + f"\n© 2019 B. Croft\n{WRITTEN[1].body[:200]}" * 5,
    "days as headings": "\n\n".join(
        f"January {k}, 2019\n\n{written.body}" for k, written in enumerate(WRITTEN, start=1)
    ),
    "page numbers": "\n\n".join(f"{written.body}\n\nPage {k} of 5" for k, written in enumerate(WRITTEN, start=1)),
    "related articles": f"{ONE.title}\n\n{ONE.body}\n\n"
    + "\n".join(f"{written.title}\nBy Ada Rook\nJanuary {k}, 2019" for k, written in enumerate(WRITTEN, start=1)),
    "comments": f"{ONE.title}\n\n{ONE.body}\n\n"
    + "\n".join(f"Ada says:\nJanuary {k}, 2019 at 3:17 pm\n{written.body}\nReply" for k, written in enumerate(WRITTEN)),
}


@pytest.mark.parametrize("kind", SINGLE)
def test_one_article_is_not_refused(kind: str) -> None:
    assert refusal(SINGLE[kind].splitlines()) is None


def test_no_real_article_is_refused(shared: Path) -> None:
    import pandas as pd

    corpus = pd.read_parquet(shared / "corpus" / "news_2018_2019.parquet", columns=["title", "text"])
    texts = [f"{row.title}\n{row.text}" for row in corpus.iloc[::8].itertuples()]
    for name in ("polnear_articles", "scu_articles", "story_clusters"):
        with gzip.open(shared / "gold" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            texts += [row["text"] for row in map(json.loads, file) if row.get("text")][::4]
    assert len(texts) > 1000
    assert [text[:80] for text in texts if refusal(text.splitlines())] == []


def test_no_real_page_is_refused(shared: Path) -> None:
    pages = sorted((shared / "gold").glob("*_html/*"))[::4]
    assert len(pages) > 20
    for path in pages:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        assert refusal_of_page(raw.decode("utf-8", "replace")) is None, path.name


def test_an_article_of_implausible_length_is_kept_and_named(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("A very long title\n\n" + "\n\n".join([ONE.body] * 60), encoding="utf-8")
    (tmp_path / "short.txt").write_text(f"{ONE.title}\n\n{ONE.body}", encoding="utf-8")
    tally = Tally()
    found = list(read_paths([tmp_path], tally=tally))
    assert [type(item) for item in found] == [Article, Article]
    [said] = tally.advice()
    assert said.startswith("long.txt has 2")
    assert "several articles in one" in said
