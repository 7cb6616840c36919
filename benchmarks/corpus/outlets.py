"""Print, as Markdown, the measures of the largest outlets in two stores of the same articles, and what moved.

    python -m benchmarks.corpus.outlets BEFORE AFTER

``BEFORE`` may be a store of an earlier version. Rates are pooled over the articles that both stores measured, without
leaving out shared texts, so that both are counted alike; news and opinion are the kinds in ``AFTER``. The last part
sets beside each other, among news reports alone, the outlets that share the most stories; which pairs are shown depends
on that number alone, never on what is found.
"""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

import duckdb
import pandas as pd

from analysis.columns.articles import ArticleColumns
from analysis.scorers import measures
from analysis.statistics import compare_pair
from analysis.store import Store
from analysis.store.filter import Filters
from benchmarks.corpus.findings import described

KEYS = ("hedging", "hedging.outlet", "loaded.outlet", "tone.outlet", "sourcing.unnamed")
OUTLETS = 20
#: fewest articles behind a value, and fewest places by which an outlet moved to be named
ENOUGH, MOVED = 15, 4
PAIRS = 3
COUNTS = """
    SELECT a.outlet, a.id, m.measure, m.count, m.denominator FROM articles a JOIN measurements m ON m.article_id = a.id
    WHERE a.outlet IS NOT NULL AND m.denominator > 0 AND m.measure IN (SELECT unnest($keys))
"""


def counts(store: str) -> pd.DataFrame:
    """Return ``outlet, id, measure, count, denominator`` of each measured article."""
    with duckdb.connect(store, read_only=True) as connection:
        return connection.execute(COUNTS, {"keys": list(KEYS)}).df()


def kinds(store: str) -> pd.Series:
    """Return the kind of each article by its ID."""
    with duckdb.connect(store, read_only=True) as connection:
        return connection.execute("SELECT id, kind FROM articles").df().set_index("id")["kind"]


def pooled(rows: pd.DataFrame, key: str) -> pd.Series:
    """Return the rate of each outlet that has enough articles, in the unit of the measure."""
    groups = rows[rows["measure"] == key].groupby("outlet")
    rates = measures()[key].scale * groups["count"].sum() / groups["denominator"].sum()
    return rates[groups.size() >= ENOUGH]


def table(before: pd.DataFrame, after: pd.DataFrame, kind: pd.Series, outlets: list[str], key: str) -> pd.DataFrame:
    """Return the rates of the outlets before and after, and those of news reports and opinion apart."""
    of_kind = after["id"].map(kind)
    found = pd.DataFrame({
        "before": pooled(before, key), "now": pooled(after, key),
        "news": pooled(after[of_kind == "news"], key), "opinion": pooled(after[of_kind == "opinion"], key),
    })  # fmt: skip
    return found.reindex(outlets).sort_values("now", ascending=False)


def moves(found: pd.DataFrame) -> list[str]:
    """Return, in words, which outlets moved far between the columns."""
    places = found.rank(ascending=False)
    lines = []
    for old, new, name in (("before", "now", "From before to now"), ("now", "news", "From all articles to news alone")):
        both = places[[old, new]].dropna().rank()
        moved = both[(both[old] - both[new]).abs() >= MOVED]
        named = "; ".join(f"{outlet} {row[old]:.0f} → {row[new]:.0f}" for outlet, row in moved.iterrows())
        lines.append(
            f"- {name} (rank correlation {both[old].corr(both[new], method='spearman'):.2f}, {len(both)} outlets): "
            f"{named or f'no outlet moved {MOVED} places or more'}."
        )
    return lines


def report_outlets(first: str, second: str) -> None:
    """Print a table for each measure, and the outlets that moved."""
    before, after, kind = counts(first), counts(second), kinds(second)
    shared = set(before["id"]) & set(after["id"])
    before, after = (rows[rows["id"].isin(shared)] for rows in (before, after))
    largest = after.drop_duplicates("id")["outlet"].value_counts().index[:OUTLETS].tolist()
    print(f"{len(shared):,} articles measured by both. “–”: fewer than {ENOUGH} articles.")
    for key in KEYS:
        measure = measures()[key]
        found = table(before, after, kind, largest, key)
        shown = found.round(max(measure.decimals, 1)).astype(object).where(found.notna(), "–")
        print(f"\n## {measure.title}\n\n{measure.unit}\n")
        print("| outlet | before | now | now, news reports | now, opinion |\n|---|---|---|---|---|")
        for outlet, row in shown.iterrows():
            print(f"| {outlet} | {' | '.join(map(str, row))} |")
        print("", *moves(found), sep="\n")


def report_pairs(store: str) -> None:
    """Print the matched differences, among news reports, of the outlets that share the most stories."""
    frame = ArticleColumns(Store(Path(store))).measured(Filters(kinds=("news",)), list(KEYS))
    stories = frame.dropna(subset=["story"]).groupby("outlet", observed=True)["story"].agg(set)
    common = {pair: len(stories[pair[0]] & stories[pair[1]]) for pair in combinations(sorted(stories.index), 2)}
    print("\n## Inside the same stories, news reports alone\n")
    print("Plain and matched difference with its 95 % interval.\n")
    print(
        "| outlets | shared stories | measure | all their news reports | inside shared stories |\n|---|---|---|---|---|"
    )
    for left, right in sorted(common, key=lambda pair: (-common[pair], pair))[:PAIRS]:
        for key in KEYS:
            pair = compare_pair(frame, measures()[key], left, right)
            title, decimals = f"{measures()[key].title}, {measures()[key].unit}", max(measures()[key].decimals, 1)
            shown = f"{described(pair.raw, decimals)} | {described(pair.matched, decimals)}"
            print(f"| {left} minus {right} | {common[left, right]} | {title} | {shown} |")


if __name__ == "__main__":
    report_outlets(*sys.argv[1:])
    report_pairs(sys.argv[2])
