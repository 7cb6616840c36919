"""How often the interval of a pooled rate contains the true rate when real articles are drawn, for every measure.

    python -m benchmarks.real.coverage [RUNS]

The population is an outlet's articles in the reference corpus, and the truth its pooled rate over all of them. A draw
takes 15 or 30 of the outlet's stories with all its articles on them, or articles without a story: the clusters of the
product. They are drawn with replacement, since the interval is for articles that an outlet goes on writing: without,
a tenth of all stories would vary by a twentieth less than that and look better covered. A story drawn twice counts as
two.

Scoring the articles takes a few minutes; their counts are kept in the folder for temporary files, without any text, and
are used again until anything outside ``analysis/statistics/`` changes. 800 runs take about three minutes on one core.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.columns.counts import cluster_codes, columns
from analysis.corpus.stories import group_stories
from analysis.ingest import read_paths
from analysis.scorers import measures
from analysis.scorers.score import score_article
from analysis.statistics import estimate
from analysis.statistics.bootstrap import SEED
from analysis.types import Article
from benchmarks.paths import CORPUS, ROOT

RUNS = 800
#: clusters in a draw
SIZES = (15, 30)
#: the outlets on which the interval was chosen, and others on which it was only measured
CHOSEN = ("USA TODAY", "The Hill", "Washington Times", "Reuters")
OTHERS = ("Vox", "NPR", "National Review", "Politico", "CNN", "The Guardian", "Townhall", "Associated Press")
#: draws that must have an interval for an outlet to count, as a share
ENOUGH_SHOWN = 0.25


def counts() -> pd.DataFrame:
    """Return the table of counts of the outlets' articles (``analysis.columns.counts``), scored once.

    Raises ``FileNotFoundError`` if the corpus is not available.
    """
    kept = Path(tempfile.gettempdir()) / f"sourcelight-counts-{_code_digest()}.parquet"
    if not kept.exists():
        unfinished = kept.with_suffix(".part")
        _scored().to_parquet(unfinished)
        unfinished.replace(kept)
    return pd.read_parquet(kept)


def _code_digest() -> str:
    """Return a digest of everything that the counts depend on: the corpus's size and the code except statistics."""
    found = hashlib.sha256(str(CORPUS.stat().st_size).encode())
    for path in sorted((ROOT / "analysis").rglob("*")):
        if path.is_file() and path.parent.name not in ("__pycache__", "statistics"):
            found.update(path.read_bytes())
    return found.hexdigest()[:16]


def _scored() -> pd.DataFrame:
    articles = [item for item in read_paths([CORPUS]) if isinstance(item, Article)]
    story_of = group_stories(articles)
    rows: list[dict[str, object]] = []
    for article in articles:
        if article.outlet in (*CHOSEN, *OTHERS):
            row: dict[str, object] = {"id": article.id, "outlet": article.outlet, "story": story_of[article.id]}
            for key, measured in score_article(article).measurements.items():
                row |= dict(zip(columns(key), (measured.count, measured.denominator), strict=True))
            rows.append(row)
    return pd.DataFrame(rows)


def drawn(population: pd.DataFrame, clusters: int, runs: int) -> pd.DataFrame:
    """Return ``runs`` draws of this many clusters as one table of counts, with the number of the draw in ``draw``."""
    cluster = pd.factorize(cluster_codes(population))[0]
    order, sizes = np.argsort(cluster, kind="stable"), np.bincount(cluster)
    picked = np.random.default_rng([SEED, clusters]).integers(0, len(sizes), runs * clusters)
    of_pick = sizes[picked]
    pick = np.repeat(np.arange(len(picked)), of_pick)
    within = np.arange(len(pick)) - np.repeat(np.cumsum(of_pick) - of_pick, of_pick)
    rows = order[(np.cumsum(sizes) - sizes)[picked][pick] + within]
    return population.iloc[rows].assign(id=np.arange(len(rows)), story=pick, draw=pick // clusters)


def held(table: pd.DataFrame, outlet: str, runs: int) -> Iterator[tuple[str, int, float, float]]:
    """Yield measure, clusters, share of intervals that contain the truth, and their mean length, for one outlet."""
    population = table[table["outlet"] == outlet]
    for clusters in SIZES:
        found = estimate(drawn(population, clusters, runs), ["draw"], measures()).dropna(subset=["value"])
        for key, rows in found.groupby("measure", sort=False):
            count, denominator = (population[name].to_numpy(float) for name in columns(str(key)))
            known = denominator > 0
            truth = measures()[str(key)].scale * count[known].sum() / denominator[known].sum()
            if len(rows) >= ENOUGH_SHOWN * runs:
                contains = rows["low"].le(truth) & rows["high"].ge(truth)
                yield str(key), clusters, float(contains.mean()), float((rows["high"] - rows["low"]).mean())


def lines(table: pd.DataFrame, outlets: Sequence[str], runs: int) -> Iterator[str]:
    """Yield a row for each measure: for each size the mean over the outlets, the lowest outlet and the mean length."""
    found = pd.DataFrame(
        [line for outlet in outlets for line in held(table, outlet, runs)],
        columns=["measure", "clusters", "held", "length"],
    )
    for key, rows in found.groupby("measure", sort=False):
        cells = []
        for clusters in SIZES:
            some = rows[rows["clusters"] == clusters]
            lengths = f"{some['length'].mean():.3g}"
            cells.append(f"{_percent(some['held'].mean())} | {_percent(some['held'].min())} | {lengths}")
        yield f"| {key} | " + " | ".join(cells) + " |"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def monte_carlo_error(runs: int, outlets: int = 1) -> float:
    """Return the standard error of a share of 95 % in this many runs for each outlet."""
    return float(np.sqrt(0.95 * 0.05 / (runs * outlets)))


def main() -> None:
    """Print a table for the outlets on which the interval was chosen, and one for the others."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    table = counts()
    for outlets in (CHOSEN, OTHERS):
        mean, one = (100 * monte_carlo_error(runs, number) for number in (len(outlets), 1))
        print(f"\n{', '.join(outlets)}: {runs} draws each; standard error {mean:.1f} points, of one outlet {one:.1f}")
        print("| measure |" + "".join(f" {n} stories: held | lowest outlet | length |" for n in SIZES))
        print("|---|" + "---|---|---|" * len(SIZES))
        for line in lines(table, outlets, runs):
            print(line, flush=True)


if __name__ == "__main__":
    main()
