"""JSON in the shapes in which services and tools write articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.ingest.tables.base import UnreadableTable
from analysis.ingest.tables.objects import read_json, read_lines
from analysis.types import Problem

FIRST = {"title": "Pier", "text": "The council will vote on the pier.", "date": "2019-05-03"}
SECOND = {"title": "Ferry", "text": "The ferry company asked for help.", "date": "2019-05-04"}
BOTH = [FIRST, SECOND]


def rows(path: Path, content: str | bytes) -> list[dict[str, Any] | Problem]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    read = read_json if path.suffix == ".json" else read_lines
    return [row for _, row in read(path)]


@pytest.mark.parametrize(
    "shape",
    [
        BOTH,
        {"articles": BOTH, "status": "ok"},
        {"response": {"status": "ok", "results": BOTH}},
        {"data": {"count": 2, "results": BOTH}},
        {"posts": BOTH, "totalResults": 2, "next": "/more"},
        {"hits": {"hits": [{"_id": "1", "_source": FIRST}, {"_id": "2", "_source": SECOND}]}},
        {"a1": FIRST, "a2": SECOND},
        {"2019-05-03": [FIRST], "2019-05-04": [SECOND]},
        {"columns": ["title", "text", "date"], "index": [0, 1], "data": [list(row.values()) for row in BOTH]},
        {name: {"0": FIRST[name], "1": SECOND[name]} for name in FIRST},
        {name: [FIRST[name], SECOND[name]] for name in FIRST},
        [list(FIRST), *(list(row.values()) for row in BOTH)],
    ],
)
def test_articles_are_found_in_any_wrapper(tmp_path: Path, shape: Any) -> None:
    assert rows(tmp_path / "t.json", json.dumps(shape)) == BOTH


@pytest.mark.parametrize("shape", [FIRST, {"a1": FIRST}, {"articles": [FIRST]}, {"article": FIRST}, {"data": [FIRST]}])
def test_one_article_is_one_row(tmp_path: Path, shape: Any) -> None:
    assert rows(tmp_path / "t.json", json.dumps(shape)) == [FIRST]


def test_an_article_with_parts_called_like_a_wrapper_stays_whole(tmp_path: Path) -> None:
    article = {"title": "Pier", "content": [{"text": "One."}, {"text": "Two."}], "source": {"name": "Wexmere Post"}}
    assert rows(tmp_path / "t.json", json.dumps([article])) == [article]
    assert rows(tmp_path / "t.json", json.dumps(article)) == [article]


@pytest.mark.parametrize("name", ["t.json", "t.jsonl"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_objects_on_lines_are_read_under_any_name(tmp_path: Path, name: str, between: str) -> None:
    assert rows(tmp_path / name, between.join(map(json.dumps, BOTH))) == BOTH


def test_objects_one_after_another_are_read(tmp_path: Path) -> None:
    assert rows(tmp_path / "t.json", json.dumps(FIRST, indent=1) + json.dumps(SECOND, indent=1)) == BOTH


def test_a_list_under_the_name_of_json_lines_is_read(tmp_path: Path) -> None:
    assert (
        rows(tmp_path / "t.jsonl", json.dumps(BOTH)) == rows(tmp_path / "t.jsonl", json.dumps(BOTH, indent=1)) == BOTH
    )


@pytest.mark.parametrize("name", ["t.json", "t.jsonl"])
def test_a_broken_line_costs_one_row(tmp_path: Path, name: str) -> None:
    first, broken, last = rows(tmp_path / name, f'{json.dumps(FIRST)}\n{{"title": "x", \n{json.dumps(SECOND)}\n')
    assert (first, last) == (FIRST, SECOND)
    assert isinstance(broken, Problem)
    assert (broken.row, "write one object per line" in broken.reason) == (2, True)


@pytest.mark.parametrize("name", ["t.json", "t.jsonl"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252"])
def test_the_encoding_is_recognised(tmp_path: Path, name: str, encoding: str) -> None:
    article = {"title": "Café", "text": "“It’s open,” she said."}
    lines = f"{json.dumps(article, ensure_ascii=False)}\n" * 3
    content = f"[{json.dumps(article, ensure_ascii=False)}]" if name == "t.json" else lines
    assert rows(tmp_path / name, content.encode(encoding)) == [article] * (1 if name == "t.json" else 3)


@pytest.mark.parametrize("content", ["", "{", '[{"title": "x"},]', "var data = [];", "[" * 100_000])
def test_what_is_not_json_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(UnreadableTable, match="is not JSON"):
        rows(tmp_path / "t.json", content)


@pytest.mark.parametrize("content", ["null", '"text"', "[[]]", "[1, 2]"])
def test_json_without_objects_is_a_problem_for_each_entry(tmp_path: Path, content: str) -> None:
    found = rows(tmp_path / "t.json", content)
    assert found
    assert all(isinstance(row, Problem) and "is not a JSON object" in row.reason for row in found)


def test_an_empty_list_has_no_rows(tmp_path: Path) -> None:
    assert rows(tmp_path / "t.json", "[]") == rows(tmp_path / "t.json", '{"articles": []}') == []
