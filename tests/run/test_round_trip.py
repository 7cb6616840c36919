"""A downloaded CSV reproduces the picture: every kind of figure is drawn again from its CSV alone."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from plotly.io.json import to_json_plotly

from analysis.columns.articles import ArticleColumns
from analysis.corpus.people.table import NO_TABLE
from analysis.export.tables import csv_bytes
from analysis.scorers import measures
from analysis.statistics import compare_pair
from analysis.store import Store
from analysis.store.filter import Filters
from dashboard.figures import compare as compare_figures
from dashboard.figures import profile as profile_figures
from dashboard.figures import sources as sources_figures
from dashboard.figures import stories as stories_figures
from dashboard.figures import timeline as timeline_figures
from dashboard.figures import topics as topics_figures
from dashboard.figures.base import Figure
from dashboard.report.context import Context
from dashboard.theme import Style, Theme, outlet_styles
from dashboard.views import names as names_views
from dashboard.views import profile as profile_views
from dashboard.views import sources as sources_views
from dashboard.views import stories as stories_views
from dashboard.views import timeline as timeline_views
from dashboard.views import topics as topics_views
from dashboard.views.base import View, largest
from dashboard.views.compare import outlets as compare_views

LOOK = Theme(dark=False)
HEDGING, UNNAMED = measures()["hedging.outlet"], measures()["sourcing.unnamed"]
DOUBT = [measures()[key] for key in ("sourcing.doubting", "sourcing.endorsing")]
PROFILE = {key: measure for key, measure in measures().items() if measure.in_profile}
DIGITS = {key: measure.decimals for key, measure in measures().items()}
CONTEXT = Context("all outlets", dt.date(2025, 6, 20))
Draw = Callable[[View, dict[str, Style]], Figure]


def read_back(view: View) -> pd.DataFrame:
    """The table of the file that the button CSV makes, as a script would read it."""
    stamped = CONTEXT.with_provenance(view.table.assign(picture=view.title, left_out=view.left_out))
    table = pd.read_csv(io.BytesIO(csv_bytes(stamped)), dtype={"stories": "Int64"})  # a count that may be missing
    assert table["picture"].unique().tolist() == [view.title]
    return table


@pytest.fixture(scope="module")
def kinds(stores: dict[str, Path]) -> dict[str, tuple[View, Draw]]:
    """Every kind of picture in the dashboard, of the demonstration corpus."""
    store = Store(stores["normal"])

    def measured(*keys: str) -> pd.DataFrame:
        return ArticleColumns(store).measured(Filters(), keys)

    hedging, profile = measured(HEDGING.key), measured(*PROFILE)
    outlets = largest(hedging, "outlet", 3)
    pair = compare_pair(hedging, HEDGING, outlets[0], outlets[1])
    story = store.charts.stories(Filters())["story"].iloc[0]
    sources = sources_views.without_attitudes(ArticleColumns(store).sources(Filters()))
    first = Style(0, "circle")
    return {
        "ranking": (profile_views.ranking(hedging, HEDGING), lambda v, s: profile_figures.ranking(v, LOOK, s, "", 1)),
        "profile": (
            profile_views.profile(profile, PROFILE), lambda v, s: profile_figures.profile(v, LOOK, s, "", DIGITS),
        ),
        "by topic": (
            compare_views.by_topic(hedging, HEDGING, outlets),
            lambda v, s: compare_figures.by_topic(v, LOOK, s, "", 1),
        ),
        "grid": (topics_views.grid(hedging, HEDGING), lambda v, s: topics_figures.grid(v, LOOK, "", 1)),
        "timeline": (
            timeline_views.timeline(hedging, HEDGING, outlets, "quarter"),
            lambda v, s: timeline_figures.timeline(v, LOOK, s, "", 1),
        ),
        "differences": (
            compare_views.differences(pair), lambda v, s: compare_figures.differences(v, LOOK, first, first, "", 1)
        ),
        "names": (
            names_views.tone_toward(store.charts.toward(Filters(), 80, outlets), names_views.ALL, outlets, NO_TABLE),
            lambda v, s: compare_figures.by_topic(v, LOOK, s, "", 3, column="name"),
        ),
        "kinds of source": (
            sources_views.source_types(sources), lambda v, s: sources_figures.source_types(v, LOOK, "")
        ),
        "introduced": (
            sources_views.introduced(measured(*(m.key for m in DOUBT)), *DOUBT),
            lambda v, s: sources_figures.introduced(v, LOOK, s, "", DIGITS),
        ),
        "story": (
            stories_views.side_by_side(ArticleColumns(store).measured(Filters(), list(PROFILE), [story]), PROFILE),
            lambda v, s: stories_figures.side_by_side(v, LOOK, s, "", DIGITS),
        ),
    }  # fmt: skip


@pytest.mark.parametrize(
    "kind",
    ["ranking", "profile", "by topic", "grid", "timeline", "differences", "names", "kinds of source", "introduced",
     "story"],
)  # fmt: skip
def test_a_picture_can_be_drawn_again_from_its_csv(kinds: dict[str, tuple[View, Draw]], kind: str) -> None:
    view, draw = kinds[kind]
    assert not view.empty
    table = read_back(view)
    styles = outlet_styles(sorted(set(map(str, table["outlet"])))) if "outlet" in table else {}
    again = View(view.name, str(table["picture"].iloc[0]), view.unit, table, view.left_out)
    before, after = (to_json_plotly(draw(v, styles), engine="json") for v in (view, again))
    assert after == before
    assert before.count("[") > 5


def test_every_picture_of_the_dashboard_has_a_round_trip(kinds: dict[str, tuple[View, Draw]]) -> None:
    """A new function that draws a view must be added to ``kinds``."""
    drawn = {"ranking", "profile", "by_topic", "grid", "timeline", "differences", "source_types", "introduced"}
    made = {
        name
        for module in (
            profile_figures,
            topics_figures,
            timeline_figures,
            compare_figures,
            sources_figures,
            stories_figures,
        )
        for name, value in vars(module).items()
        if callable(value) and value.__module__ == module.__name__ and not name.startswith("_")
    }
    # change points have a table and CSV of their own; events are entered by the reader
    assert made == drawn | {"side_by_side", "with_changes", "with_events"}
    assert len(kinds) == len(drawn) + 2
