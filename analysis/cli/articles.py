"""Commands that read and show articles: ingest, list, explain, search."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer
from rich.markup import escape
from rich.table import Column, Table
from rich.text import Text

from analysis.cli.terminal import (
    StoreOption,
    app,
    console,
    error_console,
    fail,
    kinds_of,
    open_store,
    print_problems,
    printable,
    progress_bar,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.corpus.search_terms import Term
    from analysis.ingest.dates import Order
    from analysis.ingest.tables.understood import ColumnReport
    from analysis.run.pipeline import Ingested
    from analysis.store import Store
    from analysis.types import Article


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders with pages, tables, exports or archives.")],
    column: Annotated[
        list[str] | None,
        typer.Option("--column", help="Read a field from this column of tables, as in text=BodyText. May be repeated."),
    ] = None,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace", help="Replace stored articles with versions of the same page that have another text."
        ),
    ] = False,
    dates: Annotated[
        str | None,
        typer.Option(
            "--dates",
            metavar="ORDER",
            help="Order in dates such as 04/05/19, where a column leaves it open: day-first or month-first.",
        ),
    ] = None,
    store_path: StoreOption = None,
) -> None:
    """Read articles into the store; anything unreadable is set aside and listed."""
    from analysis.run.pipeline import ingest as run

    columns = _columns(column or [])
    order = _order(dates)
    with open_store(store_path) as store:
        with progress_bar("reading") as report:
            result = run(store, paths, columns, report, replace, dates=order)
        _print_ingested(result, store, replace)
        _print_exports(result, paths)
        _print_understood(result)
        print_problems(result.problems)
        if result.unreadable:
            raise typer.Exit(1)


def _print_exports(result: Ingested, paths: Sequence[Path]) -> None:
    """Print which files were read as exports of other tools."""
    from analysis.ingest import recognised

    found = [(path.name, export) for path in paths if (export := recognised(path))]
    found += [(export.file, str(export)) for export in result.tally.exports]
    for name, kind in found:
        console.print(escape(printable(f"{name} was read as: {kind}")), soft_wrap=True)


def _columns(pairs: list[str]) -> dict[str, str]:
    """Field -> column, from pairs such as ``text=BodyText``."""
    columns: dict[str, str] = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not equals or not field or not column:
            fail(f"--column takes FIELD=COLUMN, not {pair!r}", 2)
        columns[field] = column
    return columns


def _order(dates: str | None) -> Order | None:
    if dates in ("day-first", "month-first", "year-first"):
        return cast("Order", dates)
    if dates is not None:
        fail(f"--dates takes day-first or month-first, not {dates!r}", 2)
    return None


def _print_understood(result: Ingested) -> None:
    """Print what was understood of each column of tables, and what to do about the rest."""
    if reports := result.tally.reports():
        _print_columns(reports)
    for advice in result.tally.advice():
        console.print(escape(advice), soft_wrap=True)


def _print_columns(reports: Sequence[ColumnReport]) -> None:
    """Print a table of how many values of each column were understood."""
    numbers = [Column(name, justify="right") for name in ("understood", "missing", "not understood")]
    table = Table("field", "column", *numbers, "example")
    for report in reports:
        counts = (f"{count:,}" for count in (report.understood, report.missing, report.not_understood))
        table.add_row(report.field, escape(report.column or "–"), *counts, escape(report.example or ""))
    console.print(table)


def _print_ingested(result: Ingested, store: Store, replace: bool) -> None:
    replaced = f"{result.replaced} replaced an earlier version, " if replace else ""
    console.print(
        f"{result.new} new articles, {replaced}{result.known} already stored, {len(result.problems)} set aside "
        f"({store.path})",
        soft_wrap=True,
    )
    if result.completed:
        console.print(f"{result.completed} articles that broke off before are complete now", soft_wrap=True)
    if result.partial:
        console.print(
            f"{result.partial} texts break off after the beginning of the article: stored, but not measured. "
            "Read the whole articles, or fetch those of a table with links: python -m analysis fetch FILE",
            soft_wrap=True,
        )
    if result.versions:
        console.print(
            f"{result.versions} of those already stored have a different text or headline now; stored versions were "
            "kept. To replace them: ingest --replace",
            soft_wrap=True,
        )
    if result.moved or result.lost:
        console.print(
            f"Judgements of marks: {result.moved} moved to the new text, {result.lost} deleted with passages that are "
            "no longer there",
            soft_wrap=True,
        )


@app.command("list")
def list_(
    outlet: Annotated[str | None, typer.Option(help="Only this outlet.")] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help="Only articles of this kind, as in news. May be repeated.")
    ] = None,
    scorers: Annotated[bool, typer.Option("--scorers", help="List the scorers and their measures instead.")] = False,
    problems: Annotated[bool, typer.Option("--problems", help="List what was set aside, and why, instead.")] = False,
    limit: Annotated[int, typer.Option(help="Maximum number of rows.", min=1)] = 50,
    store_path: StoreOption = None,
) -> None:
    """List the articles with their IDs, or the scorers, or what was set aside."""
    if scorers:
        _print_scorers()
        return
    with open_store(store_path) as store:
        if problems:
            for problem in store.problems()[:limit]:
                console.print(escape(str(problem)), soft_wrap=True)
            return
        _print_articles(store, outlet, kinds_of(kind), limit)


def _print_scorers() -> None:
    from analysis.scorers import scorers

    table = Table("scorer", "version", "measure", "unit")
    for scorer in scorers():
        for measure in scorer.measures:
            table.add_row(scorer.name, scorer.version, f"{measure.key}  {measure.title}", measure.unit)
    console.print(table)


def _print_articles(store: Store, outlet: str | None, kinds: tuple[str, ...], limit: int) -> None:
    import pandas as pd

    from analysis.store.filter import Filters

    filters = Filters(outlets=(outlet,) if outlet else (), kinds=kinds)
    articles = store.charts.article_list(filters, limit)
    table = Table(Column("id", no_wrap=True), "published", "outlet", "topics", "kind", "words", "title")
    for cells in articles[["id", "published", "outlet", "topics", "kind", "words", "title"]].to_numpy().tolist():
        table.add_row(*(escape("" if pd.isna(cell) else str(cell)[:300]).removesuffix(" 00:00:00") for cell in cells))
    console.print(table)
    console.print(f"{len(articles)} of {store.charts.count_articles(filters)} articles ({store.path})", soft_wrap=True)
    if partial := store.partial():
        console.print(
            f"{partial} texts break off after the beginning of the article and are not measured", soft_wrap=True
        )


@app.command()
def explain(
    article: Annotated[str, typer.Argument(metavar="ID", help="The ID of an article, or its first characters.")],
    store_path: StoreOption = None,
) -> None:
    """Show one article with its measurements and the evidence for each."""
    from analysis.cli.explain import explain as render

    with open_store(store_path) as store:
        ids = store.find(article)
        if not ids:
            fail(f"no article's ID begins with “{article}”; list the IDs with: python -m analysis list", 1)
        if len(ids) > 1:
            fail(f"several IDs begin with “{article}”: {', '.join(ids)}", 1)
        scored = store.scored(ids[0])
        assert scored is not None
        if not scored.measurements:
            error_console.print("This article has not been scored yet; run: python -m analysis score", style="yellow")
        console.print(render(scored, store.kinds.of(ids[0])))


@app.command()
def search(
    query: Annotated[
        str, typer.Argument(help='Words, "quoted phrases", or beginnings with *; an article must have all of them.')
    ],
    limit: Annotated[int, typer.Option(help="Maximum number of articles.", min=1)] = 20,
    store_path: StoreOption = None,
) -> None:
    """Search texts and headlines for words and phrases: articles per outlet, and sentences of the newest articles."""
    from analysis.corpus.search_terms import SearchProblem, terms_of
    from analysis.store.filter import EVERYTHING

    try:
        terms = terms_of(query)
    except SearchProblem as problem:
        fail(problem, 2)
    if not terms:
        fail("The query contains no letters or digits.", 2)
    with open_store(store_path) as store:
        hits = store.search.matching(EVERYTHING, terms, "text")
        totals = store.charts.catalogue().groupby("outlet")["articles"].sum().to_dict()
        table = Table("outlet", Column("articles", justify="right"), Column("of", justify="right"))
        for outlet, count in hits["outlet"].value_counts().to_dict().items():
            table.add_row(escape(str(outlet)) or "–", f"{count:,}", f"{totals[outlet]:,}")
        console.print(table)
        for article in store.articles(list(hits["id"].head(limit))):
            _print_passages(article, terms)
        console.print(f"{len(hits):,} of {sum(totals.values()):,} articles ({store.path})", soft_wrap=True)


def _print_passages(article: Article, terms: Sequence[Term]) -> None:
    from analysis.corpus.passages import passages_of
    from analysis.corpus.search_terms import matched
    from analysis.types import Span

    details = " · ".join(str(part) for part in (article.id, article.outlet, article.published) if part)
    console.print(f"\n[bold]{escape(article.title or '(no headline)')}[/bold]  {escape(details)}", soft_wrap=True)
    for passage in passages_of(article, ([Span(*place)] for place in matched(article.text, terms))):
        text = Text(passage.text)
        for mark in passage.marks:
            text.stylize("bold yellow", mark.start, mark.end)
        console.print(text, soft_wrap=True)
