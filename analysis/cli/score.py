"""The commands that measure: score, on this machine or a cluster, and load."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from analysis.cli.terminal import StoreOption, app, complain, complaints, console, opened, progressing


@app.command()
def score(
    workers: Annotated[int | None, typer.Option(help="Processes to use; one a core where not given.", min=1)] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Score on the workers of this Dask scheduler: tcp://host:8786."),
    ] = None,
    source: Annotated[
        str | None, typer.Option("--from", metavar="FOLDER", help="Score Parquet files, not the store; a path or URL.")
    ] = None,
    out: Annotated[
        str | None, typer.Option("--to", metavar="FOLDER", help="Where the cluster writes scored partitions.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Measure every article that has no current reading; an interrupted run goes on where it stopped."""
    from analysis.run import pipeline
    from analysis.run.cluster import ClusterProblem
    from analysis.run.cluster import score as score_on
    from analysis.run.relate import relate

    if source is not None or out is not None:
        if source is None or out is None or cluster is None:
            complaints.print("A folder is scored with all of --cluster, --from and --to.", style="red")
            raise typer.Exit(2)
        _score_folder(source, out, cluster)
        return

    if cluster is not None and workers is not None:
        complaints.print("Either --workers of this machine or a --cluster, whose workers are its own.", style="red")
        raise typer.Exit(2)
    with opened(store) as where:
        with progressing("scoring") as (progress, task):

            def said(done: int, total: int | None) -> None:
                progress.update(task, completed=done, total=total)

            try:
                result = score_on(where, cluster, said) if cluster else pipeline.score(where, workers, said)
            except ClusterProblem as problem:
                complaints.print(escape(str(problem)), style="red", soft_wrap=True)
                raise typer.Exit(1) from problem
        with progressing("relating") as (progress, task):
            relate(where, lambda done, total: progress.update(task, completed=done, total=total), workers)
        console.print(
            f"{result.scored} articles scored, {len(result.problems)} set aside ({where.path})", soft_wrap=True
        )
        others = {code: count for code, count in where.languages().items() if code not in (None, "en")}
        if others:
            named = ", ".join(f"{count} in “{escape(str(code))}”" for code, count in others.items())
            console.print(f"Not English, so kept and not measured: {named}", soft_wrap=True)
        complain(result.problems)


def _score_folder(source: str, out: str, address: str) -> None:
    from analysis.run.cluster import ClusterProblem, score_folder
    from analysis.run.partitions import BadFolder

    try:
        with progressing("scoring") as (progress, task):
            done = score_folder(
                source, out, address, lambda done, total: progress.update(task, completed=done, total=total)
            )
    except (ClusterProblem, BadFolder) as problem:
        complaints.print(escape(str(problem)), style="red", soft_wrap=True)
        raise typer.Exit(1) from problem
    console.print(
        f"{done.finished} partitions finished, {done.before} before, {len(done.problems)} set aside; "
        f"{done.scored} of {done.articles} articles scored ({escape(out)})",
        soft_wrap=True,
    )
    complain(done.problems)
    if done.problems:
        raise typer.Exit(1)


@app.command()
def load(
    folder: Annotated[str, typer.Argument(help="Scored partitions: what score --to wrote; a path or URL.")],
    store: StoreOption = None,
) -> None:
    """Take scored partitions into the store; what is there already is left as it is."""
    from analysis.run.partitions import BadFolder, scored_partitions
    from analysis.run.relate import relate
    from analysis.scorers import versions

    with opened(store) as where:
        new = 0
        try:
            with progressing("loading") as (progress, task):
                for articles, problems, tables in scored_partitions(folder):
                    new += where.load(articles, problems, tables, versions())
                    progress.advance(task, len(articles))
        except BadFolder as problem:
            complaints.print(escape(str(problem)), style="red", soft_wrap=True)
            raise typer.Exit(1) from problem
        with progressing("relating") as (progress, task):
            relate(where, lambda done, total: progress.update(task, completed=done, total=total))
        console.print(f"{new} new articles ({where.path})", soft_wrap=True)
