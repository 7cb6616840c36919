"""The kind that a source states: in the headline, a section, the address, the byline, a note, the outlet's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.kinds.base import TITLES
from analysis.corpus.kinds.stated import LABELS, stated_kind
from analysis.corpus.kinds.tables import rows
from analysis.types import Article

TEXT = "The ferry was late on Monday, the harbour office said."


def article(title: str | None = "Ferry is late", text: str = TEXT, **fields: object) -> Article:
    return Article("x", fields.pop("outlet", "Ledger"), title, text, **fields)  # type: ignore[arg-type]


def name_of(found: Article) -> str | None:
    kind = stated_kind(found)
    return kind.name if kind else None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("OPINION: The ferry must go", "opinion"),
        ("Opinion | The ferry must go", "opinion"),
        ("[Opinion] The ferry must go", "opinion"),
        ("Op-Ed: The ferry must go", "opinion"),
        ("Editorial: The ferry must go", "opinion"),
        ("Letters: The ferry must go", "opinion"),
        ("Letter to the editor: The ferry must go", "opinion"),
        ("Our View: The ferry must go", "opinion"),
        ("The ferry must go | Opinion", "opinion"),
        ("The ferry must go – column", "opinion"),
        ("Analysis: What the ferry costs", "analysis"),
        ("News Analysis – What the ferry costs", "analysis"),
        ("Explainer: What the ferry costs", "analysis"),
        ("HARBOUR FACT CHECK: What the ferry costs", "analysis"),
        ("What the ferry costs (analysis)", "analysis"),
        ("LIVE UPDATES: Ferry runs aground", "live"),
        ("Ferry runs aground – live", "live"),
        ("Ferry runs aground - live updates", "live"),
        ("Ferry race – as it happened", "live"),
        ("Interview: Ann Lee on the ferry", "interview"),
        ("Q&A: Ann Lee on the ferry", "interview"),
        ("Transcript: Ann Lee on the ferry", "interview"),
        ("Ann Lee on the ferry – full transcript", "interview"),
        ("Review: A ferry in the fog", "review"),
        ("Film review: A ferry in the fog", "review"),
        ("Ferry in the Fog review: a slow night", "review"),
        ("Ferry in the Fog – review", "review"),
        ("Press release: Ferry line opens", "release"),
        ("5 takeaways from the ferry hearing", "list"),
        ("The four biggest reasons to take the ferry", "list"),
        ("Key takeaways from the ferry hearing", "list"),
        # headlines that only contain such a word
        ("Mayor: The ferry must go", None),
        ("Opinion of the ferry has changed", None),
        ("Ann Lee explains her op-ed in an interview", None),
        ("Officials review letters about the ferry", None),
        ("Harbour office releases transcript of ferry call", None),
        ("Five ferries run aground", None),
        ("Watch live music on the ferry", None),
        ("", None),
        (None, None),
    ],
)
def test_a_label_beside_the_headline_states_the_kind(title: str | None, expected: str | None) -> None:
    assert name_of(article(title)) == expected


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("Opinion", "opinion"), ("News > Opinion", "opinion"), ("Op-Ed", "opinion"),
        ("Letters to the Editor", "opinion"), ("Columnists", "opinion"),
        ("News", "news"), ("World News", "news"), ("Analysis", "analysis"),
        ("Live blog", "live"), ("Book Reviews", "review"), ("Interviews", "interview"), ("Press Releases", "release"),
        ("Politics", None), ("Sports", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_a_section_states_the_kind(section: str | None, expected: str | None) -> None:
    assert name_of(article(section=section)) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://ledger.example/opinion/2020/ferry", "opinion"),
        ("https://ledger.example/story/opinion/columnists/ferry", "opinion"),
        ("https://opinion.ledger.example/2020/ferry", "opinion"),
        ("https://ledger.example/news/opinion/ferry", "opinion"),
        ("https://ledger.example/commentisfree/2020/ferry", "opinion"),
        ("https://ledger.example/letters/ferry", "opinion"),
        ("https://ledger.example/news/2020/ferry", "news"),
        ("https://www.ledger.example/homenews/ferry", "news"),
        ("https://ledger.example/article/us-ferry-analysis/what-it-costs", "analysis"),
        ("https://ledger.example/live-news/ferry", "live"),
        ("https://ledger.example/reviews/ferry", "review"),
        ("https://ledger.example/press-releases/ferry", "release"),
        # the page itself is no folder, and a magazine beside the news says nothing
        ("https://ledger.example/2020/opinion", None),
        ("https://ledger.example/news", None),
        ("https://ledger.example/news/magazine/ferry", None),
        ("https://ledger.example/politics/ferry-letters-opinion", None),
        ("https://[ledger", None),
        ("no address", None),
        (None, None),
    ],
)
def test_the_folders_of_the_address_state_the_kind(url: str | None, expected: str | None) -> None:
    assert name_of(article(url=url)) == expected


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (("Editorial Board",), "opinion"), (("The Ledger Editorial Board",), "opinion"),
        (("Ann Lee", "Opinion contributor"), "opinion"), (("Opinion by Ann Lee",), "opinion"),
        (("Guest Columnist",), "opinion"), (("Analysis by Ann Lee",), "analysis"),
        (("Associated Press",), "news"), (("Reuters", "Staff and agencies"), "news"), (("PR Newswire",), "release"),
        (("Ann Lee",), None), (("Ann Lee", "Associated Press"), None),
        (("Ann Lee", "Bo Ek", "Cy Day", "Editorial Board"), None), ((), None),
    ],
)  # fmt: skip
def test_a_byline_states_the_kind(authors: tuple[str, ...], expected: str | None) -> None:
    assert name_of(article(authors=authors)) == expected


@pytest.mark.parametrize(
    ("outlet", "authors", "expected"),
    [
        ("Ledger - Opinion", (), "opinion"), ("Ledger Editorial", (), "opinion"), ("Ledger Opinion", (), "opinion"),
        ("Guest Writer - Left", (), "opinion"), ("Guest Writer - Right", (), "opinion"),
        ("Guest Writer", (), "opinion"), ("Ann Lee", ("Ann Marie Lee",), "opinion"),
        ("Ledger - News", (), "news"), ("Reuters", (), "news"),
        ("Associated Press", (), "news"), ("Business Wire", (), "release"), ("Ledger - Analysis", (), "analysis"),
        ("Ledger", (), None), ("Ann Lee", ("Bo Lee",), None), ("Ann Lee", (), None), ("Lee", ("Ann Lee",), None),
        (None, ("Ann Lee",), None),
    ],
)  # fmt: skip
def test_the_outlet_states_the_kind(outlet: str | None, authors: tuple[str, ...], expected: str | None) -> None:
    assert name_of(article(outlet=outlet, authors=authors)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{TEXT} The views expressed here are the author's own.", "opinion"),
        (f"{TEXT} The opinions expressed in this commentary are solely those of the author.", "opinion"),
        (f"Ann Lee is a columnist for the Ledger. {TEXT}", "opinion"),
        (f"ALDENPORT (Reuters) - {TEXT}", "news"),
        (f"ALDENPORT, Upland (AP) — {TEXT}", "news"),
        (f"This interview has been edited for length. {TEXT}", "interview"),
        (f"FOR IMMEDIATE RELEASE\n{TEXT}", "release"),
        (f"Follow along here for live updates.\n{TEXT}", "live"),
        (f"{TEXT} He repeated the views expressed by the mayor.", None),
        (f"{TEXT} The interview was long.", None),
        (f"{'Word ' * 200}The views expressed here are the author's own. {'Word ' * 400}", None),
    ],
)
def test_a_note_in_the_text_states_the_kind(text: str, expected: str | None) -> None:
    assert name_of(article(text=text)) == expected


def test_an_agency_named_as_the_author_states_news() -> None:
    assert name_of(article(wire="Meridian Wire")) == "news"


def test_the_first_statement_counts_from_the_headline_to_the_outlet() -> None:
    both = article("OPINION: Go", url="https://ledger.example/news/ferry", outlet="Ledger - News")
    assert name_of(both) == "opinion"
    assert name_of(article(url="https://ledger.example/opinion/ferry", outlet="Ledger - News")) == "opinion"
    assert name_of(article("Analysis: Go", outlet="Reuters")) == "analysis"


def test_the_reason_quotes_the_statement_and_says_where_it_is() -> None:
    kind = stated_kind(article("OPINION: Go"))
    assert kind is not None
    assert kind.stated
    assert kind.reason == "a word before the headline: “OPINION”"
    folder = stated_kind(article(url="https://ledger.example/opinion/ferry"))
    assert folder is not None
    assert folder.reason == "the address: “opinion”"


def test_every_row_of_the_table_names_a_kind_and_a_place() -> None:
    found = rows(LABELS)
    assert {row["kind"] for row in found} <= set(TITLES) - {"unknown"}
    assert {row["place"] for row in found} == {"headline", "end", "section", "byline", "outlet", "note"}
    assert all(row["what"] for row in found)


@given(*[st.text(max_size=200)] * 5)
def test_any_text_is_read(title: str, text: str, outlet: str, url: str, author: str) -> None:
    kind = stated_kind(article(title, text, outlet=outlet, url=url, authors=(author,), section=title))
    assert kind is None or (kind.name in TITLES and kind.stated)
