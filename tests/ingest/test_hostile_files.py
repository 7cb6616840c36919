"""Files that would do harm: each is answered with one sentence, costs little, and nothing else is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.ingest import Unreadable, read_paths
from analysis.types import Article, Problem

TEXT = (
    "The harbour council voted on Tuesday to close the old ferry pier, which officials said had become unsafe to use, "
    "and traders on the quay said that nobody had asked them about it before the vote was taken in the town hall."
)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + "".join(
        f'<!ENTITY {name} "{("&" + before + ";") * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]><html><body><p>&j;</p></body></html>"
)


def parquet(path: Path) -> None:
    pq.write_table(pa.table({"text": [TEXT]}), path)
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2] + b"\xff" * 40 + raw[len(raw) // 2 + 40 :])


def wrong_columns(path: Path) -> None:
    pq.write_table(pa.table({"a": [1, 2], "b": [[1], [2]]}), path)


def widening(path: Path) -> None:
    rows = ({"text": TEXT} | {f"{k}.{n}": 1 for n in range(900)} for k in range(400))
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def repeated(path: Path, nested: bool) -> None:
    """A text of 20 MB that a file of a few KB has in 5,000 rows, or in lists."""
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 5_000, pa.int32()), pa.array(["word " * 4_000_000]))
    column = pa.ListArray.from_arrays(pa.array(range(5_001), pa.int32()), texts) if nested else texts
    pq.write_table(pa.table({"text": column}), path, compression="zstd", store_schema=False)
    assert path.stat().st_size < 20_000


def written(content: str | bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content.encode() if isinstance(content, str) else content) and None


TOO_WIDE = "the table has more than 2,000 columns"
FILES: list[tuple[str, str, Callable[[Path], None], str]] = [
    ("one column that is no text", "a.csv", written("number\n" + "1\n" * 200_000), "no column holds the article text"),
    ("one line without an end", "a.csv", written(b"text\n" + b"x" * 6_000_000), "too long for an article"),
    ("a mark that never closes", "a.csv", written('text\n"' + "word\n" * 1_100_000), "the table cannot be read"),
    ("a line of JSON without an end", "a.jsonl", written(b'{"text": "' + b"x" * 6_000_000), "too long for an article"),
    ("a header of a million columns", "a.csv", written(",".join(map(str, range(700_000))) + "\nx" * 200), TOO_WIDE),
    (
        "an object of a million names",
        "a.jsonl",
        written(json.dumps(dict.fromkeys(map(str, range(300_000)), 1))),
        TOO_WIDE,
    ),
    ("new names in every row", "a.jsonl", widening, TOO_WIDE),
    ("JSON nested without end", "a.json", written("[" * 200_000), "the file is not JSON"),
    ("JSON of numbers", "a.json", written("[1, 2]"), "not a JSON object"),
    ("JSON that is none", "a.json", written("{'text': 1}"), "the file is not JSON"),
    ("a Parquet file with broken pages", "a.parquet", parquet, "Parquet file cannot be read"),
    ("a Parquet file of numbers", "a.parquet", wrong_columns, "no column holds the article text"),
    (
        "a Parquet file that repeats a long text",
        "a.parquet",
        partial(repeated, nested=False),
        "too long for an article",
    ),
    ("the same in lists", "a.parquet", partial(repeated, nested=True), "a cell is longer than 5,000,000 bytes"),
    ("a Parquet file that is none", "a.parquet", written(b"PAR1" + b"\xff" * 200 + b"PAR1"), "cannot be read"),
    ("an empty RIS file", "a.ris", written("no tags\n"), "the table has no rows"),
    ("XML that laughs a billion times", "a.html", written(LAUGHS), "no article text"),
    ("XML", "a.xml", written(LAUGHS), "are not understood"),
    ("HTML nested without end", "a.html", written("<div>" * 100_000 + TEXT), "nests its elements"),
    ("HTML of nothing but scripts", "a.html", written("<html><script>while(1){}</script></html>"), "no article text"),
    ("a picture called HTML", "a.html", written(b"\x89PNG\r\n\x1a\n" + b"\x00" * 500), "holds no HTML"),
    ("a page of control characters", "a.html", written("<html><p>" + "\x01\u202e\u200b" * 500), "no article text"),
]


@pytest.mark.parametrize(("_name", "file", "make", "reason"), FILES, ids=[case[0] for case in FILES])
def test_a_hostile_file_gets_one_sentence_and_its_neighbour_is_read(
    _name: str, file: str, make: Callable[[Path], None], reason: str, tmp_path: Path
) -> None:
    make(tmp_path / file)
    (tmp_path / "good.txt").write_text(f"Old pier closes\n\n{TEXT}", encoding="utf-8")
    items = list(read_paths([tmp_path / file, tmp_path / "good.txt"]))
    assert [item.text for item in items if isinstance(item, Article)] == [TEXT]
    problems = {item.reason for item in items if isinstance(item, Problem)}
    assert len(problems) == 1
    [said] = problems
    assert reason in said
    assert "\n" not in said
    assert len(said) < 400


def test_hidden_directions_and_controls_never_reach_an_article(tmp_path: Path) -> None:
    dirty = TEXT.replace("council", "coun\u202ecil").replace("pier", "pi\u200ber").replace("vote", "vo\x07te")
    row = {"text": dirty, "title": "Old\u2066 pier", "outlet": "The\u200f Post"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"Old pier\n\n{dirty}", encoding="utf-8")
    (tmp_path / "c.html").write_text(f"<html><h1>Old pier</h1><p>{dirty}&#7;&#x1F;</p></html>", encoding="utf-8")
    articles = [item for item in read_paths([tmp_path]) if isinstance(item, Article)]
    assert [article.text for article in articles] == [TEXT] * 3
    assert {article.title for article in articles} == {"Old pier"}


def test_scripts_of_a_page_never_reach_its_article(tmp_path: Path) -> None:
    inside = (
        "<script>alert(1)</script><style>p{}</style><iframe src='http://10.0.0.1/'></iframe><img src=x onerror=a()>"
    )
    half = len(TEXT) // 2
    body = f"<p onclick='run()'>{TEXT[:half]}{inside}{TEXT[half:]}</p><figcaption>The pier{inside}</figcaption>"
    page = f"<html><h1>Old pier{inside}</h1>{body}</html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    [article] = read_paths([tmp_path / "a.html"])
    assert isinstance(article, Article)
    assert " ".join(article.text.split()) == TEXT
    assert (article.title, article.captions) == ("Old pier", ("The pier",))


def test_one_file_too_large_for_a_page_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    with open(path, "wb") as file:
        file.truncate(3_000_000_000)  # a sparse file: nothing is on the disk
    [problem] = read_paths([path])
    assert isinstance(problem, Unreadable)
    assert "larger than 20 MB" in problem.reason
