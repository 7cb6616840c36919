"""Print what a store's articles show, every number with its interval; see ``docs/measurements/corpus-findings.md``.

    python -m benchmarks.corpus.findings STORE

Text that several articles share is counted once.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from analysis.columns.articles import ArticleColumns
from analysis.columns.counts import by_topics, columns
from analysis.scorers import measures
from analysis.statistics import Difference, compare_pair, estimate
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from analysis.types import Measure

#: the findings are about this many outlets, those with the most articles
OUTLETS = 20
#: fewest articles of an outlet on a topic for the pair to be listed
ON_TOPIC = 20
OWN, ALL, UNNAMED = "hedging.outlet", "hedging", "sourcing.unnamed"
PAIRS = (
    (OWN, "Vox", "USA TODAY"), ("loaded.outlet", "National Review", "Reuters"), ("loaded.outlet", "Vox", "CNN"),
    (UNNAMED, "The Hill", "USA TODAY"),
)  # fmt: skip


def own_share(frame: pd.DataFrame) -> pd.DataFrame:
    """Return, for each outlet, the percentage of its articles' hedges that are in its own voice."""
    share = Measure("share", "Hedges of its own", "%", 100, "", "", decimals=0)
    renamed = {columns(OWN)[0]: columns("share")[0], columns(ALL)[0]: columns("share")[1]}
    return estimate(frame.rename(columns=renamed), ["outlet"], {"share": share}).sort_values("value")


def ranked(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rank of each outlet by all hedges and by its own, 1 for the most."""
    values = [estimate(frame, ["outlet"], {key: measures()[key]}).set_index("outlet")["value"] for key in (ALL, OWN)]
    return pd.DataFrame({key: value.rank(ascending=False) for key, value in zip((ALL, OWN), values, strict=True)})


def described(difference: Difference, decimals: int = 1) -> str:
    """Return a difference as text, with its interval and its number of clusters (stories or articles)."""
    if difference.value is None:
        return difference.note
    value, low, high = (f"{number:+.{decimals}f}" for number in (difference.value, difference.low, difference.high))
    return f"{value} ({low} to {high}; {difference.clusters} clusters)"


def main() -> None:
    """Print the findings."""
    memory = ArticleColumns(Store(Path(sys.argv[1])))
    largest = memory.selected(EVERYTHING)["outlet"].value_counts().index[:OUTLETS]
    keys = [ALL, OWN, "loaded.outlet", "hedging.boosters_outlet", UNNAMED]
    everyone = memory.measured(EVERYTHING, keys)
    frame = everyone[everyone["outlet"].isin(largest)]
    stories = everyone.groupby("story", observed=True).agg(articles=("id", "size"), outlets=("outlet", "nunique"))
    several = (int((stories[name] > 1).sum()) for name in ("articles", "outlets"))
    print(f"{len(stories):,} stories, of several articles, of several outlets:", *several)
    print("  the largest:", stories.nlargest(1, "articles").to_dict("records"))
    print("of an outlet's hedges, its own, %")
    for row in own_share(frame).itertuples():
        print(f"  {row.outlet:26} {row.value:.0f} ({row.low:.0f} to {row.high:.0f})")
    print("place by all hedges, by its own")
    print(ranked(frame).sort_values(ALL).astype(int).to_string())
    for key in ("loaded.outlet", "hedging.boosters_outlet"):
        found = estimate(frame, ["outlet"], {key: measures()[key]}).sort_values("value")
        print(f"{measures()[key].title}, {measures()[key].unit}")
        for row in found.itertuples():
            print(f"  {row.outlet:26} {row.value:.2f}")
    for key, left, right in PAIRS:
        pair = compare_pair(everyone, measures()[key], left, right)
        print(f"{measures()[key].title}: {left} minus {right}")
        for kind in (pair.raw, pair.standardised, pair.matched):
            print(f"  {kind.kind:13} {described(kind)}")
    cells = estimate(by_topics(frame), ["outlet", "topic"], {UNNAMED: measures()[UNNAMED]})
    cells = cells[cells["articles"] >= ON_TOPIC].nlargest(6, "value")
    print("sources without a name, by topic, %")
    for row in cells.itertuples():
        print(
            f"  {row.outlet} on {row.topic}: {row.value:.0f} ({row.low:.0f} to {row.high:.0f}), {row.articles} articles"
        )


if __name__ == "__main__":
    main()
