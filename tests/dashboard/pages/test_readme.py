"""What the README's example says one reads on the pages is what they say about the demonstration corpus."""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path

from streamlit.testing.v1 import AppTest

from analysis.scorers import measures
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from tests.support.pages import ROOT, Open, figures, notes, page_html, without_errors

README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
PAIR = ["Capital Insider", "The Aldenport Ledger"]
TAG = re.compile(r"<[^<>]*>")


def said(app: AppTest) -> str:
    """The sentence about the two outlets."""
    [found] = re.findall(rf'<p class="gap"><b>{" and ".join(PAIR)}\.</b> (.*?)</p>', page_html(app))
    return html.unescape(found)


def test_the_sentences_and_numbers_of_the_example_are_those_of_the_page_compare(open_page: Open) -> None:
    app = open_page("compare", "demonstration")
    beside = app.multiselect(key="beside")
    [(removed, added)] = re.findall(r"Under \*Outlets side by side\*, remove \*(.+?)\* and add \*(.+?)\*\.", README)
    assert [*(outlet for outlet in beside.value if outlet != removed), added] == PAIR
    without_errors(beside.set_value(PAIR).run())
    steps = re.findall(r"Choose the measure \*(.+?)\*\. The page says: “(.+?)”", README)
    assert [title for title, _ in steps] == [measures()[key].title for key in ("hedging", "hedging.outlet")]
    for title, quoted in steps:
        measure = app.selectbox(key="measure")
        without_errors(measure.select_index(measure.options.index(title)).run())
        assert said(app) == quoted
    picture = figures(app)[0]
    (_, _, _), (value, low, high) = re.findall(r"<b>(\S+)</b> +\((\S+) to (\S+)\)", notes(picture))
    assert picture.layout.yaxis.ticktext[-1].startswith("Same stories")
    unit = measures()["hedging.outlet"].unit
    assert f"Within the stories the difference is {value} {unit} (95 % interval {low} to {high})." in README


def test_the_mark_of_the_example_is_that_of_the_page_article(open_page: Open, stores: dict[str, Path]) -> None:
    [(title, word, sentence, reason)] = re.findall(
        r"In “([^“”]+)”, the word “([^“”]+)” in “([^“”]+)” is marked: “([^“”]+)”", README
    )
    store = Store(stores["demonstration"])
    listed = store.charts.article_list(EVERYTHING)
    [(found, outlet)] = listed.loc[listed["title"] == title, ["id", "outlet"]].to_numpy().tolist()
    assert outlet == PAIR[0]
    shown = page_html(open_page("article", "demonstration", article=found, outlet=[outlet]))
    assert sentence in TAG.sub("", shown)
    notes_beside = [html.unescape(TAG.sub("", item)) for item in re.findall(r"<li>(.*?)</li>", shown)]
    assert f"{word} {reason}" in notes_beside


def test_doubt_is_mostly_that_of_the_sources_in_one_outlet_and_the_papers_own_in_the_other(
    stores: dict[str, Path],
) -> None:
    assert "in the Ledger mostly that of the people it reports on, in Capital Insider mostly the paper’s own." in README
    store = Store(stores["demonstration"])
    listed = store.charts.article_list(EVERYTHING)
    for outlet, mostly_own in zip(PAIR, (True, False), strict=True):
        scored = [store.scored(found) for found in listed.loc[listed["outlet"] == outlet, "id"]]
        voices = Counter(hedge.voice for one in scored if one for hedge in one.hedges)
        assert (voices["outlet"] > voices.total() / 2) is mostly_own
