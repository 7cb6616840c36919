"""Commands that score articles: score, on this machine or on a cluster, and load."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from analysis.cli.terminal import StoreOption, app, console, fail, open_store, print_problems, progress_bar

if TYPE_CHECKING:
    from analysis.run.pipeline import Scored
    from analysis.store import Store


@app.command()
def score(
    workers: Annotated[int | None, typer.Option(help="Number of processes. Default: one per core.", min=1)] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Score on the workers of this Dask scheduler, as in tcp://host:8786."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="FOLDER", help="Score Parquet files instead of the store; a path or URL."),
    ] = None,
    out: Annotated[
        str | None, typer.Option("--to", metavar="FOLDER", help="Write the scored partitions here; a path or URL.")
    ] = None,
    store_path: StoreOption = None,
) -> None:
    """Score the articles that are new or were scored by an earlier version; an interrupted run continues."""
    if source is not None or out is not None:
        if source is None or out is None or cluster is None:
            fail("Scoring a folder needs all of --cluster, --from and --to.", 2)
        _score_folder(source, out, cluster)
    elif cluster is not None and workers is not None:
        fail("Either --workers or --cluster, since a cluster has its own workers.", 2)
    else:
        _score_store(store_path, cluster, workers)


def _score_store(store_path: Path | None, cluster: str | None, workers: int | None) -> None:
    from analysis.run import pipeline
    from analysis.run.cluster import ClusterProblem
    from analysis.run.cluster import score as score_on_cluster
    from analysis.run.relate import relate

    with open_store(store_path) as store:
        with progress_bar("scoring") as report:
            try:
                if cluster:
                    result = score_on_cluster(store, cluster, report)
                else:
                    result = pipeline.score(store, workers, report)
            except ClusterProblem as problem:
                fail(problem, 1)
        with progress_bar("relating") as report:
            relate(store, report, workers)
        _print_scored(result, store)


def _print_scored(result: Scored, store: Store) -> None:
    console.print(f"{result.scored} articles scored, {len(result.problems)} set aside ({store.path})", soft_wrap=True)
    others = {code: count for code, count in store.languages().items() if code not in (None, "en")}
    if others:
        counts = ", ".join(f"{count} in “{escape(str(code))}”" for code, count in others.items())
        console.print(f"Not in English (stored, not measured): {counts}", soft_wrap=True)
    if partial := store.partial():
        console.print(f"Texts that break off after the beginning (stored, not measured): {partial}", soft_wrap=True)
    print_problems(result.problems)


def _score_folder(source: str, out: str, cluster: str) -> None:
    from analysis.run.cluster import ClusterProblem, score_folder
    from analysis.run.partitions import BadFolder

    try:
        with progress_bar("scoring") as report:
            done = score_folder(source, out, cluster, report)
    except (ClusterProblem, BadFolder) as problem:
        fail(problem, 1)
    console.print(
        f"{done.finished} partitions finished, {done.before} before, {len(done.problems)} set aside; "
        f"{done.scored} of {done.articles} articles scored ({escape(out)})",
        soft_wrap=True,
    )
    print_problems(done.problems)
    if done.problems:
        raise typer.Exit(1)


@app.command()
def load(
    folder: Annotated[str, typer.Argument(help="The scored partitions that score --to wrote; a path or URL.")],
    store_path: StoreOption = None,
) -> None:
    """Load scored partitions into the store; articles that it already has are left unchanged."""
    from analysis.run.furniture import find_furniture
    from analysis.run.partitions import BadFolder, scored_partitions
    from analysis.run.relate import relate
    from analysis.scorers import versions

    with open_store(store_path) as store:
        new = done = 0
        try:
            with progress_bar("loading") as report:
                for articles, problems, tables in scored_partitions(folder):
                    new += store.load(articles, problems, tables, versions())
                    done += len(articles)
                    report(done, None)
        except BadFolder as problem:
            fail(problem, 1)
        if changed := find_furniture(store):
            console.print(
                f"{changed} articles have lines that their outlet repeats; score them with: python -m analysis score",
                soft_wrap=True,
            )
        with progress_bar("relating") as report:
            relate(store, report)
        console.print(f"{new} new articles ({store.path})", soft_wrap=True)
