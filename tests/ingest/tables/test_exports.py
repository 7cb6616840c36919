"""Exports of known tools are recognised by their columns, and lists of links are distinguished from articles."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from pathlib import Path

import pytest

from analysis.ingest import Link, UnreadableTable, links_in, read_paths, recognised
from analysis.types import Article, Problem

TEXT = (
    "The harbour council voted on Tuesday to close the old ferry pier. Officials said it had become unsafe to stand on."
)
URL = "https://ledger.example/2019/pier"
ROW = {"source": "The Aldenport Ledger", "title": "Old pier closes", "content": TEXT, "url": URL, "date": "2019-03-05"}
WITH_TEXT = {
    "NELA-GT": (
        "nela.json",
        json.dumps([ROW | {"id": "al--1", "author": "Ilse Rand", "published": "x", "published_utc": 1551740400}]),
    ),
    "Article-Bias-Prediction": (
        "abp.json",
        json.dumps(ROW | {"topic": "harbours", "bias": 1, "authors": "Ilse Rand", "ID": "q", "bias_text": "center"}),
    ),
    "All the News": (
        "atn.csv",
        f",id,title,publication,author,date,year,month,url,content\n0,1,Old pier closes,The Aldenport Ledger,Ilse Rand,"
        f'2019-03-05,2019.0,3.0,{URL},"{TEXT}"\n',
    ),
    "All the News 2": (
        "atn2.csv",
        "date,year,month,day,author,title,article,url,section,publication\n"
        f'2019-03-05 10:00:00,2019,3.0,5,Ilse Rand,Old pier closes,"{TEXT}",{URL},Harbour,The Aldenport Ledger\n',
    ),
    "Event Registry": (
        "er.json",
        json.dumps(
            {"articles": {"results": [{
                "uri": "77", "lang": "eng", "date": "2019-03-05", "url": URL, "title": "Old pier closes", "body": TEXT,
                "source": {"uri": "ledger.example", "title": "The Aldenport Ledger"},
                "authors": [{"name": "Ilse Rand"}],
            }]}}
        ),
    ),
}  # fmt: skip
LINKS = {
    "Media Cloud story list": (
        "mc.csv",
        "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
        f"a1,2019-03-06,en,ledger.example,ledger.example,2019-03-05,Old pier closes,{URL}\n",
    ),
    "GDELT DOC article list (CSV)": (
        "g.csv",
        f"URL,MobileURL,Date,Title\n{URL},,2019-03-05 10:00:00,Old pier closes\n",
    ),
    "GDELT DOC article list (JSON)": (
        "g.json",
        json.dumps({"articles": [{"url": URL, "url_mobile": "", "title": "Old pier closes", "domain": "ledger.example",
                                  "seendate": "20190305T100000Z", "language": "English"}]}),
    ),
    "Zotero CSV": (
        "z.csv",
        '"Key","Item Type","Author","Title","Publication Title","Url","Date","Date Added","Section"\n'
        f'"K1","newspaperArticle","Rand, Ilse","Old pier closes","ledger.example","{URL}","2019-03-05","2020",""\n'
        '"K2","book","Rand, Ilse","A book without a link","","","2019","2020",""\n',
    ),
    "RIS": (
        "z.ris",
        "TY  - NEWS\nTI  - Old pier closes\nAU  - Rand, Ilse\nT2  - ledger.example\nDA  - 2019/03/05\n"
        f"UR  - {URL}\nER  - \n",
    ),
}  # fmt: skip


def saved(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize("export", WITH_TEXT)
def test_an_export_with_texts_is_recognised_and_read(export: str, tmp_path: Path) -> None:
    path = saved(tmp_path, *WITH_TEXT[export])
    assert recognised(path) == export
    [article] = read_paths([path])
    assert isinstance(article, Article)
    assert (article.outlet, article.title, article.text) == ("The Aldenport Ledger", "Old pier closes", TEXT)
    assert (article.published, article.url) == (dt.date(2019, 3, 5), URL)
    assert article.authors == ("Ilse Rand",)
    with pytest.raises(UnreadableTable, match="has the articles’ text, so there is nothing to fetch; read it with"):
        links_in(path)


@pytest.mark.parametrize("export", LINKS)
def test_an_export_of_links_is_recognised_and_its_links_are_given(export: str, tmp_path: Path) -> None:
    path = saved(tmp_path, *LINKS[export])
    assert recognised(path) == export
    [link] = [item for item in links_in(path) if isinstance(item, Link)]
    seen_only = export.startswith("GDELT")
    expected = None if seen_only else dt.date(2019, 3, 5)
    assert link == Link(URL, "Old pier closes", "ledger.example", expected)
    [problem] = read_paths([path])
    assert isinstance(problem, Problem)
    assert problem.reason.startswith(f"{export}: it has 1 links and no article text; fetch them with: python")


def test_links_that_are_not_web_addresses_are_problems(tmp_path: Path) -> None:
    rows = "".join(
        f"{url},,2019,Title\n" for url in ("javascript:alert(1)", "file:///etc/passwd", "ftp://x.example", URL)
    )
    path = saved(tmp_path, "g.csv", f"URL,MobileURL,Date,Title\n{rows}")
    *aside, link = links_in(path)
    assert isinstance(link, Link)
    assert link.url == URL
    assert [(p.row, p.reason) for p in aside if isinstance(p, Problem)] == [
        (row, "the column “URL” has no link that begins with http") for row in (1, 2, 3)
    ]


def test_a_users_own_table_is_not_recognised_as_an_export(tmp_path: Path) -> None:
    path = saved(tmp_path, "own.csv", f'outlet,title,text\nThe Aldenport Ledger,Old pier closes,"{TEXT}"\n')
    assert recognised(path) is None
    assert recognised(tmp_path / "page.txt") is None
    assert recognised(tmp_path / "missing.csv") is None


def test_chosen_columns_take_precedence_over_those_of_the_export(tmp_path: Path) -> None:
    path = saved(tmp_path, *WITH_TEXT["All the News"])
    [article] = read_paths([path], {"title": "author"})
    assert isinstance(article, Article)
    assert article.title == "Ilse Rand"


OWN_LINKS = [
    ("a.csv", f"Link\n{URL}\n", Link(URL, None, "ledger.example")),
    ("a.tsv", f"id\turl\theadline\n7\t{URL}\tOld pier closes\n", Link(URL, "Old pier closes", "ledger.example")),
    ("a.jsonl", json.dumps({"url": URL, "source": "The Ledger", "date": "2019-03-05"}),
     Link(URL, None, "The Ledger", dt.date(2019, 3, 5))),
    ("a.json", json.dumps([{"article_url": URL}]), Link(URL, None, "ledger.example")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "link"), OWN_LINKS)
def test_a_users_own_table_with_a_column_of_links_is_a_list_of_links(
    name: str, content: str, link: Link, tmp_path: Path
) -> None:
    path = saved(tmp_path, name, content)
    assert recognised(path) is None
    assert links_in(path) == [link]
    [problem] = read_paths([path])
    assert isinstance(problem, Problem)
    assert "name it with --column text=NAME" in problem.reason
    assert problem.reason.endswith("with: python -m analysis fetch FILE")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            f"{URL}\n{URL}/2\n",
            "the first line is a link, not a header; add a first line “url”, or rename the file to .txt",
        ),
        ("address,title\nx,y\n", "no column is called “url” or “link” (the columns are address, title)"),
        (f"url,text\n{URL},Words.\n", "the column “text” has the articles’ text, so there is nothing to fetch"),
        ("url\n", "the table has no rows"),
    ],
)
def test_a_table_that_is_not_a_list_of_links_is_refused_with_the_reason(
    content: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableTable) as refused:
        links_in(saved(tmp_path, "a.csv", content))
    assert reason in str(refused.value)


def test_the_links_before_an_error_are_given_and_the_error_is_named(tmp_path: Path) -> None:
    links = [f"https://ledger.example/{number:05}" for number in range(20_000)]
    packed = gzip.compress("\n".join(["url", *links]).encode())
    path = tmp_path / "a.csv.gz"
    path.write_bytes(packed[: len(packed) // 2])
    *found, problem = links_in(path)
    assert 100 < len(found) < 20_000
    assert [link.url for link in found if isinstance(link, Link)] == links[: len(found)]
    assert isinstance(problem, Problem)
    assert (problem.file, problem.row) == (str(path), None)
    assert problem.reason.startswith(f"the table cannot be read after row {len(found)}: the gzip file is damaged")
    path.write_bytes(packed[:20])
    with pytest.raises(UnreadableTable, match="the gzip file is damaged"):
        links_in(path)


def test_choosing_one_column_of_an_export_does_not_change_the_others(tmp_path: Path) -> None:
    path = saved(tmp_path, *WITH_TEXT["NELA-GT"])
    [article] = read_paths([path], {"authors": None})
    assert isinstance(article, Article)
    assert (article.authors, article.published) == ((), dt.date(2019, 3, 5))
