"""Every figure of accuracy on the labelled data at hand, beside what others reach; floors are pinned.

    python -m benchmarks.accuracy.figures

Prints the figures, writes ``results.json`` (read by the Methods page) and ``docs/accuracy.md``, and exits with 1 where
a figure is under its floor. A floor in ``floors.json`` is lowered only on purpose. Figures on data that are not at hand
stay as they were last measured, with their date.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.scorers import versions
from benchmarks.accuracy import extraction, sentences, sourcing, stories, tone, topics
from benchmarks.accuracy.data import ROOT, Figure

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
TEXT = ROOT / "docs" / "accuracy.md"
#: what a change must not fall below: data set -> measure -> floor
FLOORS: dict[str, dict[str, float]] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
Row = dict[str, Any]


def figures() -> Iterator[Figure]:
    """Every figure on the sets at hand."""
    for benchmark in (sourcing, sentences, tone, extraction):
        yield from benchmark.figures()
    yield from _of_stories()
    yield from _of_topics()


def _of_stories() -> Iterator[Figure]:
    if stories.CLUSTERS.exists():
        articles, _ = stories.gold()
        for measure, value in stories.measure().items():
            yield Figure("stories", "Giveme5W1H clusters", measure, value, len(articles), "articles")


def _of_topics() -> Iterator[Figure]:
    found = topics.measure()
    for corpus in ("demonstration", "unseen"):
        for measure in ("top1", "top3", "upper_top1", "upper_top3"):
            if f"{corpus}.{measure}" in found:
                value, n = found[f"{corpus}.{measure}"], int(found[f"{corpus}.articles"])
                yield Figure("topics", f"{corpus} articles", measure, value, n, "articles")


def below_floor(found: Iterable[Figure]) -> list[str]:
    """The figures that are under their floor, as sentences."""
    return [
        f"{figure.dataset}, {figure.measure}: {figure.value:.3f} is under its floor of {floor}"
        for figure in found
        if (floor := FLOORS.get(figure.dataset, {}).get(figure.measure)) is not None and figure.value < floor
    ]


def others() -> dict[tuple[str, str], list[Row]]:
    """What other systems reach, by data set and measure, each with where it was found."""
    found: dict[tuple[str, str], list[Row]] = {}
    with open(HERE / "others.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault((row["dataset"], row["measure"]), []).append(
                {"system": row["system"], "value": float(row["value"]), "source": row["source"]}
            )
    return found


def results(found: Iterable[Figure], before: Iterable[Row]) -> list[Row]:
    """The rows of ``results.json``: what was measured now, and what could not be measured as it was before."""
    known, today = others(), dt.datetime.now(dt.UTC).date().isoformat()
    rows = [
        asdict(figure)
        | {
            "value": round(figure.value, 4),
            "floor": FLOORS.get(figure.dataset, {}).get(figure.measure),
            "others": known.get((figure.dataset, figure.measure), []),
            "version": versions().get(figure.scorer),
            "measured": today,
        }
        for figure in found
    ]
    done = {(row["dataset"], row["measure"]) for row in rows}
    rows += [row for row in before if (row["dataset"], row["measure"]) not in done]
    order = [*versions(), "stories", "topics", "extraction"]
    return sorted(rows, key=lambda row: order.index(row["scorer"]))


def as_text(rows: Iterable[Row]) -> str:
    """The results as a page of Markdown."""
    lines = [
        "# How right the measures are",
        "",
        "Made by `make bench` from `benchmarks/accuracy/results.json`; not written by hand. What each set is and was used for:",
        "[labelled sets](../tests/gold/README.md), [sourcing](sourcing.md), [hedging](hedging.md),",
        "[loaded words](loaded.md), [tone](tone.md), [reading](reading.md).",
    ]
    dataset = None
    for row in rows:
        if row["dataset"] != dataset:
            dataset = row["dataset"]
            lines += ["", f"## {row['scorer'].capitalize()}: {dataset}", ""]
            lines += ["| figure | this project | n | floor | others | measured |", "|---|---|---|---|---|---|"]
        beside = "; ".join(f"{other['system']} {other['value']:g} ({other['source']})" for other in row["others"])
        floor = "" if row["floor"] is None else f"{row['floor']:g}"
        cells = [row["measure"].replace("_", " "), f"{row['value']:.3f}", f"{row['n']:,} {row['of']}"]
        lines.append(f"| {' | '.join([*cells, floor, beside, row['measured']])} |")
    return "\n".join(lines) + "\n"


def record(found: Iterable[Figure]) -> None:
    """Put figures into ``results.json`` in place of earlier ones, and write the page of Markdown."""
    before = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else []
    rows = results(found, before)
    RESULTS.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    TEXT.write_text(as_text(rows), encoding="utf-8")


def main() -> None:
    """Measure, print, write; exit with 1 where a figure is under its floor."""
    found = list(figures())
    for figure in found:
        print(f"{figure.dataset:32} {figure.measure:28} {figure.value:.3f}  {figure.n:,} {figure.of}")
    record(found)
    failed = below_floor(found)
    print(*failed, sep="\n")
    raise SystemExit(bool(failed))


if __name__ == "__main__":
    main()
