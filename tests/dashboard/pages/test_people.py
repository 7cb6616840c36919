"""Persons on the pages that count speakers: their other names, and the user's table in use."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from analysis import score_text
from analysis.corpus.people import table as people_table
from analysis.run.relate import relate
from analysis.scorers import versions
from analysis.store import Store
from tests.support.pages import SCRIPT, Open, captions, page_html

DAY = dt.date(2019, 6, 10)
QUOTED = "Who quotes whom"
PAGES = (("sources", {"part": QUOTED}), ("names", {}), ("stories", {}))


@pytest.fixture
def people(stores: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store "people" of outlets that call one person by several names, and the path of the user's table."""
    store = Store(tmp_path / "people.duckdb")
    texts = {
        "Ledger": "Cora Brandt said the new lighthouse lamp of pier {} may blind the gulls along the harbour wall.",
        "Post": "Cora Brandt said the new lighthouse lamp of pier {} may well blind the gulls along the harbour wall.",
        "Courier": "Brandt said the new lighthouse lamp of pier {} may blind the gulls along the harbour wall, again.",
        "Herald": "Cora B. Brandt said the lighthouse lamp of pier {} will blind gulls along the old harbour wall.",
    }
    scored = [
        score_text(text.format(k), f"Lighthouse lamp of pier {k} blinds gulls", outlet, DAY)
        for outlet, text in texts.items()
        for k in range(12)
    ]
    store.add([one.article for one in scored])
    store.save(scored, versions())
    relate(store)
    monkeypatch.setitem(stores, "people", store.path)
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setattr(people_table, "DATA", folder)
    monkeypatch.setattr(people_table, "USER_TABLE", folder / "people.csv")
    return folder / "people.csv"


def test_the_speakers_of_a_selection_are_persons_with_their_other_names(open_page: Open, people: Path) -> None:
    app = open_page("sources", "people", part=QUOTED)
    [table] = [frame.value for frame in app.dataframe if "quoted_most_by" in frame.value]
    assert table[["speaker", "also_written", "attributions", "outlets"]].to_numpy().tolist() == [
        ["Cora Brandt", "Brandt 12, Cora B. Brandt 12", 48, 4]
    ]
    assert "Also written: Brandt 12, Cora B. Brandt 12" in page_html(app)
    assert app.selectbox(key="speaker").options == ["Cora Brandt"]


def test_the_tone_towards_a_person_is_of_all_their_names(open_page: Open, people: Path) -> None:
    app = open_page("names", "people", beside=["Ledger", "Herald"])
    [table] = [frame.value for frame in app.dataframe]
    assert table.to_numpy().tolist() == [["Cora Brandt", "Cora B. Brandt 12"]]


def test_the_speakers_of_a_story_are_persons(open_page: Open, people: Path) -> None:
    app = open_page("stories", "people")
    [table] = [frame.value for frame in app.dataframe if "only_by" in frame.value]
    assert table["speaker"].tolist() == ["Cora Brandt"]
    assert "Brandt" in table["also_written"][0]


@pytest.mark.parametrize(("name", "query"), PAGES, ids=[name for name, _ in PAGES])
def test_a_page_follows_the_table_and_says_so(
    open_page: Open, people: Path, name: str, query: dict[str, object]
) -> None:
    assert not any("people.csv" in caption for caption in captions(open_page(name, "people", **query)))
    people.write_text("name,outlet,person\nCora B. Brandt,Herald,Otto Brandt\n", encoding="utf-8")
    app = open_page(name, "people", **query)
    assert "Persons corrected by 1 line of data/people.csv." in captions(app)
    column = "name" if name == "names" else "speaker"
    shown = {person for frame in app.dataframe if column in frame.value for person in frame.value[column]}
    assert "Otto Brandt" in shown


@pytest.mark.parametrize(("name", "query"), PAGES, ids=[name for name, _ in PAGES])
def test_a_wrong_line_of_the_table_is_named_on_the_page(
    open_page: Open, people: Path, name: str, query: dict[str, object]
) -> None:
    people.write_text(f"name,from,person\nBrandt,{SCRIPT},Otto Brandt\nBrandt,,Otto Brandt\n", encoding="utf-8")
    app = open_page(name, "people", **query)
    assert "Persons corrected by 1 line of data/people.csv." in captions(app)
    shown = page_html(app)
    assert "data/people.csv, line 2: “" in shown
    assert "is not a date; write it as 2019-05-31" in shown
    assert SCRIPT not in shown
