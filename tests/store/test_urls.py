"""An article counts once, whichever address of its page it was added with."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.run.pipeline import ingest
from analysis.store import Store
from analysis.types import Article
from analysis.urls import page_key, without_tracking

PAGE = "https://ledger.example/harbour/pier-closes"
SPELLINGS = [
    "http://www.ledger.example/harbour/pier-closes/",
    f"{PAGE}?utm_source=letter&fbclid=x1#comments",
    "https://LEDGER.example:443/harbour/pier-closes",
    "https://amp.ledger.example/harbour/pier-closes",
    "https://m.ledger.example/harbour/pier%2Dcloses?outputType=amp",
    f"{PAGE}/amp/",
    f"{PAGE}.amp",
    f" {PAGE}?print=true ",
]
OTHERS = [
    "https://ledger.example/harbour/pier-closes-2",
    "https://ledger.example/Harbour/pier-closes",
    "https://ledger.example/camp",
    "https://courier.example/harbour/pier-closes",
    f"{PAGE}?id=2",
    "https://ledger.example:8443/harbour/pier-closes",
    "https://ledger.example/#!/harbour/pier-closes",
]


@pytest.mark.parametrize("url", SPELLINGS)
def test_addresses_of_one_page_have_one_key(url: str) -> None:
    assert page_key(url) == page_key(PAGE) == "ledger.example/harbour/pier-closes"


def test_other_pages_have_other_keys() -> None:
    assert len({page_key(url) for url in [PAGE, *OTHERS]}) == 1 + len(OTHERS)


def test_parameters_that_name_the_article_count_in_any_order() -> None:
    assert page_key("https://x.example/?b=2&a=1") == page_key("http://x.example/?a=1&utm_campaign=y&b=2")
    assert page_key("https://x.example/?a=1") != page_key("https://x.example/?a=2")
    assert without_tracking("a=%2F&b=2&gclid=z") == "a=%2F&b=2"
    assert without_tracking("a=%2f&b") == "a=%2f&b"


@pytest.mark.parametrize(
    "url",
    [None, "", "ledger.example/x", "file:///x", "https://ledger.example/", "https://www.ledger.example?utm_source=x",
     "http://[::1", "https://x.example:99999/a", "https://x.example/" + "/" * 100_000 + "a"],
)  # fmt: skip
def test_an_address_that_names_no_page_has_no_key(url: str | None) -> None:
    assert page_key(url) is None


@given(st.text().map(lambda text: f"https://{text}") | st.text().map(lambda text: f"https://x.example/a?{text}"))
def test_any_text_has_a_key_or_none(url: str) -> None:
    key = page_key(url)
    assert key is None or key == page_key(f"{url} ")


def article(number: int, url: str | None, outlet: str | None = "Ledger") -> Article:
    return Article(f"{number:06}", outlet, None, f"Version {number} of the text.", url=url)


@pytest.mark.parametrize("url", SPELLINGS)
def test_another_version_of_a_stored_page_is_not_added(store: Store, url: str) -> None:
    assert store.add([article(1, PAGE)]) == 1
    assert store.add([article(2, url), article(3, OTHERS[0])]) == 1
    assert store.ids() == ["000001", "000003"]


def test_the_first_version_of_a_page_is_kept_within_a_batch(store: Store) -> None:
    assert store.add([article(k, url) for k, url in enumerate([SPELLINGS[1], PAGE, *SPELLINGS])]) == 1
    [kept] = store.articles(store.ids())
    assert (kept.id, kept.url) == ("000000", SPELLINGS[1]), "its address is as it was given"


def test_articles_of_other_outlets_or_without_a_page_are_kept_apart(store: Store) -> None:
    front = "https://ledger.example/"
    batch = [article(1, PAGE), article(2, PAGE, "Courier"), article(3, PAGE, None), article(4, front)]
    assert store.add([*batch, article(5, front), article(6, None), article(7, None)]) == 7
    assert store.add([article(8, PAGE, None), article(9, front)]) == 1


def test_an_ingest_counts_a_second_version_as_already_there(store: Store, tmp_path: Path) -> None:
    words = "The old pier closes in autumn, the harbour office said on Monday, and the ferry moves to the fish market."
    for name, text, url in (("a", words, PAGE), ("b", f"Update. {words}", SPELLINGS[0])):
        row = f'outlet,title,text,url\nLedger,Old pier closes,"{text}",{url}\n'
        (tmp_path / f"{name}.csv").write_text(row, encoding="utf-8")
    result = ingest(store, [tmp_path / "a.csv", tmp_path / "b.csv"])
    assert (result.new, result.known, result.problems) == (1, 1, [])
    assert store.articles(store.ids())[0].text == words
