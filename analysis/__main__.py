"""The command line: ``python -m analysis``."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Column, Table
from rich.text import Text

from analysis.cli import fetch as fetch_commands
from analysis.cli.terminal import StoreOption, complain, complaints, console, opened, progressing

app = typer.Typer(
    name="analysis",
    help="Read news articles, measure them, and look at the evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Format(str, Enum):
    """What an export can be written as."""

    csv = "csv"
    parquet = "parquet"
    jsonl = "jsonl"


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders: pages, tables, exports, archives.")],
    column: Annotated[
        list[str] | None,
        typer.Option("--column", help="Map a field to a column, as in text=BodyText; may be given several times."),
    ] = None,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Where a page is stored with another text, the one read last takes its place."),
    ] = False,
    store: StoreOption = None,
) -> None:
    """Read articles into the store; what cannot be read is set aside and listed."""
    from analysis.ingest import recognised
    from analysis.run.pipeline import ingest as run

    columns: dict[str, str] = {}
    for pair in column or []:
        name, equals, found = pair.partition("=")
        if not equals or not name or not found:
            complaints.print(f"--column takes FIELD=COLUMN, not {escape(repr(pair))}", style="red")
            raise typer.Exit(2)
        columns[name] = found
    with opened(store) as where:
        with progressing("reading") as (progress, task):

            def said(done: int, total: int | None) -> None:
                progress.update(task, completed=done, total=total)

            result = run(where, paths, columns, said, replace)
        replaced = f"{result.replaced} in place of an earlier version, " if replace else ""
        console.print(
            f"{result.new} new articles, {replaced}{result.known} already there, {len(result.problems)} set aside "
            f"({where.path})",
            soft_wrap=True,
        )
        if result.versions:
            console.print(
                f"Of those already there {result.versions} came with another text or headline of their page; the "
                "stored one stayed. To put the newest in its place: ingest --replace",
                soft_wrap=True,
            )
        if result.moved or result.lost:
            console.print(
                f"Judgements of marks: {result.moved} went along to the new text, {result.lost} went with a passage "
                "that is no longer there",
                soft_wrap=True,
            )
        for path in paths:
            if path.is_file() and (export := recognised(path)):
                console.print(escape(f"{path.name} was taken for: {export}"), soft_wrap=True)
        complain(result.problems)
        if result.unreadable:
            raise typer.Exit(1)


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


@app.command()
def explain(
    article: Annotated[str, typer.Argument(metavar="ID", help="An article's id, or enough of its beginning.")],
    store: StoreOption = None,
) -> None:
    """Show one article with its measurements and the evidence behind each."""
    from analysis.cli.explain import explain as show

    with opened(store) as where:
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
    evidence: Annotated[
        bool, typer.Option("--evidence", help="With every mark and attribution and its place in the text.")
    ] = False,
    text: Annotated[bool, typer.Option("--text", help="With the text of each article.")] = False,
    outlet: Annotated[list[str] | None, typer.Option(help="Only this outlet; may be given several times.")] = None,
    topic: Annotated[list[str] | None, typer.Option(help="Only this topic; may be given several times.")] = None,
    first: Annotated[datetime | None, typer.Option("--from", help="From this day.", formats=["%Y-%m-%d"])] = None,
    last: Annotated[datetime | None, typer.Option("--to", help="To this day.", formats=["%Y-%m-%d"])] = None,
    dictionary: Annotated[
        bool, typer.Option("--dictionary", help="The data dictionary instead: what each column means.")
    ] = False,
    corrections: Annotated[
        bool, typer.Option("--corrections", help="What readers said of the marks instead, as a labelled set.")
    ] = False,
    store: StoreOption = None,
) -> None:
    """Write one row an article with every measurement: CSV, Parquet or JSON Lines."""
    from analysis.export.dictionary import data_dictionary
    from analysis.export.tables import Export, write_selection, write_table, written
    from analysis.store.corrections import CorrectionStore
    from analysis.store.export import ExportStore
    from analysis.store.filter import Which

    kind = format_.value if format_ else out.suffix.lstrip(".").lower()
    if kind not in {f.value for f in Format}:
        complaints.print(
            f"“{escape(out.name)}” ends in no known format; add --format csv, parquet or jsonl", style="red"
        )
        raise typer.Exit(2)
    which = Which(
        tuple(sorted(outlet or ())), tuple(sorted(topic or ())), first.date() if first else None,
        last.date() if last else None,
    )  # fmt: skip
    with opened(store) as where:
        try:
            with written(out) as file:
                if dictionary:
                    rows, what = write_table(data_dictionary(), file, kind), "columns explained in"
                elif corrections:
                    labelled = CorrectionStore(where.path).labelled()
                    rows, what = write_table(labelled, file, kind), "labelled marks written to"
                else:
                    wanted = Export(which, evidence, text)
                    rows, what = write_selection(ExportStore(where.path), file, kind, wanted), "articles written to"
        except ValueError as problem:
            complaints.print(escape(str(problem)), style="red", soft_wrap=True)
            raise typer.Exit(2) from problem
        except OSError as error:
            complaints.print(
                f"{escape(str(out))} cannot be written: {escape(error.strerror or str(error))}",
                style="red",
                soft_wrap=True,
            )
            raise typer.Exit(1) from error
        console.print(f"{rows} {what} {escape(str(out))}", soft_wrap=True)


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

    from analysis.store.filter import Which

    with opened(store) as where:
        if problems:
            for problem in where.problems()[:limit]:
                console.print(escape(str(problem)), soft_wrap=True)
            return
        which = Which(outlets=(outlet,) if outlet else ())
        found = where.article_list(which, limit)
        table = Table(Column("id", no_wrap=True), "published", "outlet", "topic", "words", "title")
        for cells in found[["id", "published", "outlet", "topic", "words", "title"]].to_numpy().tolist():
            table.add_row(
                *(escape("" if pd.isna(cell) else str(cell)[:300]).removesuffix(" 00:00:00") for cell in cells)
            )
        console.print(table)
        console.print(f"{len(found)} of {where.how_many(which)} articles ({where.path})", soft_wrap=True)


@app.command()
def check(store: StoreOption = None) -> None:
    """Verify a store: spans inside their texts, counts against spans, rows without an article, versions."""
    from analysis.run.check import check as run
    from analysis.scorers import versions

    with opened(store) as where:
        found = list(run(where, versions()))
        for sentence in found:
            complaints.print(escape(sentence), style="yellow", soft_wrap=True)
        if found:
            raise typer.Exit(1)
        console.print(f"in order ({where.path})", soft_wrap=True)


@app.command()
def backup(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The copy to write; it must not be there yet.")],
    store: StoreOption = None,
) -> None:
    """Write a consistent copy of the store, also while the dashboard runs."""
    with opened(store) as where:
        console.print(f"{where.backup(out):,} bytes written to {escape(str(out))}", soft_wrap=True)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help='Words, "quoted phrases", beginnings with a *: all must be there.')],
    limit: Annotated[int, typer.Option(help="Articles at most.", min=1)] = 20,
    store: StoreOption = None,
) -> None:
    """Find words and phrases in texts and headlines: how many articles of each outlet, and the newest sentences."""
    from analysis.corpus.passages import passages_of
    from analysis.corpus.search_terms import SearchProblem, matched, terms_of
    from analysis.store.filter import EVERYTHING
    from analysis.store.search import SearchableStore
    from analysis.types import Span

    try:
        terms = terms_of(query)
    except SearchProblem as problem:
        complaints.print(escape(str(problem)), style="red", soft_wrap=True)
        raise typer.Exit(2) from problem
    if not terms:
        complaints.print("The query holds no letter and no digit.", style="red")
        raise typer.Exit(2)
    with opened(store) as where:
        hits = SearchableStore(where.path).holding(EVERYTHING, terms, "text")
        table = Table("outlet", Column("articles", justify="right"), Column("of", justify="right"))
        sizes = where.catalogue().groupby("outlet")["articles"].sum().to_dict()
        for outlet, count in hits["outlet"].value_counts().to_dict().items():
            table.add_row(escape(str(outlet)) or "–", f"{count:,}", f"{sizes[outlet]:,}")
        console.print(table)
        for article in where.articles(list(hits["id"].head(limit))):
            about = " · ".join(str(part) for part in (article.id, article.outlet, article.published) if part)
            console.print(f"\n[bold]{escape(article.title or '(no headline)')}[/bold]  {escape(about)}", soft_wrap=True)
            for passage in passages_of(article, ([Span(*place)] for place in matched(article.text, terms))):
                text = Text(passage.text)
                for mark in passage.marks:
                    text.stylize("bold yellow", mark.start, mark.end)
                console.print(text, soft_wrap=True)
        console.print(f"{len(hits):,} of {sum(sizes.values()):,} articles ({where.path})", soft_wrap=True)


fetch_commands.add_to(app)


if __name__ == "__main__":
    app()
