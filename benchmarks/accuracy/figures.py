"""Every figure of accuracy on the available labelled data, next to the figures of other systems.

    python -m benchmarks.accuracy

Prints the figures, writes ``results.json`` (read by the Methods page) and ``docs/accuracy.md``, and exits with status
1 if a figure is below its floor. Lower a floor in ``floors.json`` only on purpose. Figures on data that are not
available are kept as last measured, with their date.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.scorers import versions
from benchmarks.accuracy import extraction, sentences, sourcing, stories, tone, topics
from benchmarks.accuracy.data import ROOT, Figure

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
TEXT = ROOT / "docs" / "accuracy.md"
#: the lowest values accepted: dataset -> measure -> floor
FLOORS: dict[str, dict[str, float]] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
Row = dict[str, Any]


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


#: what is measured, by its name in the results: functions that yield the figures on the sets that are available
MEASURED: dict[str, Callable[[], Iterator[Figure]]] = {
    "sourcing": sourcing.figures,
    "hedging": sentences.hedging,
    "loaded": sentences.loaded,
    "tone": tone.figures,
    "extraction": extraction.figures,
    "stories": _of_stories,
    "topics": _of_topics,
}


def below_floor(found: Iterable[Figure]) -> list[str]:
    """Return a sentence for each figure that is below its floor."""
    return [
        f"{figure.dataset}, {figure.measure}: {figure.value:.3f} is under its floor of {floor}"
        for figure in found
        if (floor := FLOORS.get(figure.dataset, {}).get(figure.measure)) is not None and figure.value < floor
    ]


def others() -> dict[tuple[str, str], list[Row]]:
    """Return the values of other systems by dataset and measure, each with its source."""
    found: dict[tuple[str, str], list[Row]] = {}
    with open(HERE / "others.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault((row["dataset"], row["measure"]), []).append(
                {"system": row["system"], "value": float(row["value"]), "source": row["source"]}
            )
    return found


def results(found: Iterable[Figure], before: Iterable[Row]) -> list[Row]:
    """Return the rows of ``results.json``: the figures measured now, and earlier rows that were not measured again."""
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
    """Return the results as a page of Markdown."""
    lines = [
        "# How right the measures are",
        "",
        "Made by `make bench` from `benchmarks/accuracy/results.json`; not written by hand. What each set is and was "
        "used for:",
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
    """Replace the given figures in ``results.json``, and write the page of Markdown."""
    before = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else []
    rows = results(found, before)
    RESULTS.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    TEXT.write_text(as_text(rows), encoding="utf-8")


def main() -> None:
    """Measure, print and record every figure; exit with status 1 if one is below its floor."""
    found = [figure for figures in MEASURED.values() for figure in figures()]
    for figure in found:
        print(f"{figure.dataset:32} {figure.measure:28} {figure.value:.3f}  {figure.n:,} {figure.of}")
    record(found)
    failed = below_floor(found)
    print(*failed, sep="\n")
    raise SystemExit(bool(failed))
