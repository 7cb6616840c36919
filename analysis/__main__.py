"""The command line: ``python -m analysis``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column, Table

from analysis.store import ENVIRONMENT, Store, StoreProblem, default_path

app = typer.Typer(
    name="analysis",
    help="Read news articles, measure them, and look at the evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console()
complaints = Console(stderr=True)
SHOWN_PROBLEMS = 20

StoreOption = Annotated[
    Path | None,
    typer.Option("--store", envvar=ENVIRONMENT, help="The store's file; data/sourcelight.duckdb where not given."),
]


class Format(str, Enum):
    """What an export can be written as."""

    csv = "csv"
    parquet = "parquet"
    jsonl = "jsonl"


@contextmanager
def _store(path: Path | None) -> Iterator[Store]:
    """The store, with its complaints as one sentence and a non-zero exit."""
    try:
        yield Store(path or default_path())
    except StoreProblem as problem:
        complaints.print(escape(str(problem)), style="red", soft_wrap=True)
        raise typer.Exit(1) from problem
    except KeyboardInterrupt:
        complaints.print("Stopped. What was finished is stored; run the same command again to go on.")
        raise typer.Exit(130) from None


@contextmanager
def _progress(what: str) -> Iterator[tuple[Progress, TaskID]]:
    columns = (SpinnerColumn(), TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=complaints, transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield progress, task


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders: pages, tables, exports, archives.")],
    column: Annotated[
        list[str] | None,
        typer.Option("--column", help="Map a field to a column, as in text=BodyText; may be given several times."),
    ] = None,
    store: StoreOption = None,
) -> None:
    """Read articles into the store; what cannot be read is set aside and listed."""
    from analysis.ingest import recognised
    from analysis.pipeline import ingest as run

    columns: dict[str, str] = {}
    for pair in column or []:
        name, equals, found = pair.partition("=")
        if not equals or not name or not found:
            complaints.print(f"--column takes FIELD=COLUMN, not {escape(repr(pair))}", style="red")
            raise typer.Exit(2)
        columns[name] = found
    with _store(store) as where:
        with _progress("reading") as (progress, task):
            result = run(where, paths, columns, lambda done, total: progress.update(task, completed=done, total=total))
        console.print(
            f"{result.new} new articles, {result.known} already there, {len(result.problems)} set aside ({where.path})",
            soft_wrap=True,
        )
        for path in paths:
            if path.is_file() and (export := recognised(path)):
                console.print(escape(f"{path.name} was taken for: {export}"), soft_wrap=True)
        for problem in result.problems[:SHOWN_PROBLEMS]:
            complaints.print(escape(str(problem)), style="yellow", soft_wrap=True)
        if len(result.problems) > SHOWN_PROBLEMS:
            more = len(result.problems) - SHOWN_PROBLEMS
            complaints.print(f"… and {more} more; all of them: python -m analysis list --problems", soft_wrap=True)
        if result.unreadable:
            raise typer.Exit(1)


@app.command()
def score(
    workers: Annotated[int | None, typer.Option(help="Processes to use; one a core where not given.", min=1)] = None,
    store: StoreOption = None,
) -> None:
    """Measure every article that has no current reading; an interrupted run goes on where it stopped."""
    from analysis.pipeline import score as run
    from analysis.relate import relate

    with _store(store) as where:
        with _progress("scoring") as (progress, task):
            result = run(where, workers, lambda done, total: progress.update(task, completed=done, total=total))
        with _progress("relating") as (progress, task):
            relate(where, lambda step: progress.update(task, description=f"finding {step}"))
        console.print(
            f"{result.scored} articles scored, {len(result.problems)} set aside ({where.path})", soft_wrap=True
        )
        others = {code: count for code, count in where.languages().items() if code not in (None, "en")}
        if others:
            named = ", ".join(f"{count} in “{escape(str(code))}”" for code, count in others.items())
            console.print(f"Not English, so kept and not measured: {named}", soft_wrap=True)
        for problem in result.problems[:SHOWN_PROBLEMS]:
            complaints.print(escape(str(problem)), style="yellow", soft_wrap=True)


@app.command()
def explain(
    article: Annotated[str, typer.Argument(metavar="ID", help="An article's id, or enough of its beginning.")],
    store: StoreOption = None,
) -> None:
    """Show one article with its measurements and the evidence behind each."""
    from analysis.explain import explain as show

    with _store(store) as where:
        ids = where.find(article)
        if len(ids) != 1:
            if not ids:
                said = f"no article's id begins with “{article}”; python -m analysis list shows the ids"
            else:
                said = f"several ids begin with “{article}”: {', '.join(ids)}"
            complaints.print(escape(said), style="red", soft_wrap=True)
            raise typer.Exit(1)
        scored = where.scored(ids[0])
        assert scored is not None
        if not scored.measurements:
            complaints.print("This article has not been scored yet; run: python -m analysis score", style="yellow")
        console.print(show(scored))


@app.command()
def export(
    out: Annotated[Path, typer.Argument(help="The file to write.")],
    format_: Annotated[
        Format | None, typer.Option("--format", help="Taken from the file's ending if not given.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Write one row an article with every measurement: CSV, Parquet or JSON Lines."""
    from analysis.export import write_table

    kind = format_.value if format_ else out.suffix.lstrip(".").lower()
    if kind not in {f.value for f in Format}:
        complaints.print(
            f"“{escape(out.name)}” ends in no known format; add --format csv, parquet or jsonl", style="red"
        )
        raise typer.Exit(2)
    with _store(store) as where:
        frame = where.all_measurements()
        try:
            write_table(frame, out, kind)
        except OSError as error:
            complaints.print(
                f"{escape(str(out))} cannot be written: {escape(error.strerror or str(error))}",
                style="red",
                soft_wrap=True,
            )
            raise typer.Exit(1) from error
        console.print(f"{len(frame)} articles written to {escape(str(out))}", soft_wrap=True)


@app.command("list")
def list_(
    outlet: Annotated[str | None, typer.Option(help="Only this outlet.")] = None,
    scorers: Annotated[bool, typer.Option("--scorers", help="The scorers and their measures instead.")] = False,
    problems: Annotated[bool, typer.Option("--problems", help="What was set aside instead.")] = False,
    limit: Annotated[int, typer.Option(help="Rows at most.", min=1)] = 50,
    store: StoreOption = None,
) -> None:
    """List the articles with their ids; or the scorers, or what was set aside."""
    if scorers:
        from analysis.scorers import scorers as registry

        table = Table("scorer", "version", "measure", "unit")
        for scorer in registry():
            for measure in scorer.measures:
                table.add_row(scorer.name, scorer.version, f"{measure.key}  {measure.title}", measure.unit)
        console.print(table)
        return
    import pandas as pd

    from analysis.which import Which

    with _store(store) as where:
        if problems:
            for problem in where.problems()[:limit]:
                console.print(escape(str(problem)), soft_wrap=True)
            return
        found = where.article_list(Which(outlets=(outlet,) if outlet else ()))
        table = Table(Column("id", no_wrap=True), "published", "outlet", "topic", "words", "title")
        for cells in found.head(limit)[["id", "published", "outlet", "topic", "words", "title"]].to_numpy().tolist():
            table.add_row(
                *(escape("" if pd.isna(cell) else str(cell)[:300]).removesuffix(" 00:00:00") for cell in cells)
            )
        console.print(table)
        console.print(f"{min(limit, len(found))} of {len(found)} articles ({where.path})", soft_wrap=True)


if __name__ == "__main__":
    app()
