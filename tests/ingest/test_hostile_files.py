"""Files built to do harm: each gives one problem at little cost, and the other files are read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.ingest import read_paths
from analysis.types import Article, Problem
from tests.support.files.hostile_files import FILES, TEXT


@pytest.mark.parametrize(("_name", "file", "write", "reason"), FILES, ids=[case[0] for case in FILES])
def test_a_hostile_file_is_one_problem_and_the_other_file_is_read(
    _name: str, file: str, write: Callable[[Path], object], reason: str, tmp_path: Path
) -> None:
    write(tmp_path / file)
    (tmp_path / "good.txt").write_text(f"Old pier closes\n\n{TEXT}", encoding="utf-8")
    items = list(read_paths([tmp_path / file, tmp_path / "good.txt"]))
    assert [item.text for item in items if isinstance(item, Article)] == [TEXT]
    problems = {item.reason for item in items if isinstance(item, Problem)}
    assert len(problems) == 1
    [found] = problems
    assert reason in found
    assert "\n" not in found
    assert len(found) < 400


def test_hidden_directions_and_controls_never_reach_an_article(tmp_path: Path) -> None:
    dirty = TEXT.replace("council", "coun\u202ecil").replace("pier", "pi\u200b\u00ader").replace("vote", "vo\x07te")
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
