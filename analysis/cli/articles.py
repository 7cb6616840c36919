"""The commands that read and show articles: ingest, list, explain, search."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Column, Table
from rich.text import Text

from analysis.cli.terminal import StoreOption, app, complain, complaints, console, opened, progressing


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

    from analysis.store.filter import Filters

    with opened(store) as where:
        if problems:
            for problem in where.problems()[:limit]:
                console.print(escape(str(problem)), soft_wrap=True)
            return
        filters = Filters(outlets=(outlet,) if outlet else ())
        found = where.charts.article_list(filters, limit)
        table = Table(Column("id", no_wrap=True), "published", "outlet", "topic", "words", "title")
        for cells in found[["id", "published", "outlet", "topic", "words", "title"]].to_numpy().tolist():
            table.add_row(
                *(escape("" if pd.isna(cell) else str(cell)[:300]).removesuffix(" 00:00:00") for cell in cells)
            )
        console.print(table)
        console.print(f"{len(found)} of {where.charts.count_articles(filters)} articles ({where.path})", soft_wrap=True)


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
def search(
    query: Annotated[str, typer.Argument(help='Words, "quoted phrases", beginnings with a *: all must be there.')],
    limit: Annotated[int, typer.Option(help="Articles at most.", min=1)] = 20,
    store: StoreOption = None,
) -> None:
    """Find words and phrases in texts and headlines: how many articles of each outlet, and the newest sentences."""
    from analysis.corpus.passages import passages_of
    from analysis.corpus.search_terms import SearchProblem, matched, terms_of
    from analysis.store.filter import EVERYTHING
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
        hits = where.search.matching(EVERYTHING, terms, "text")
        table = Table("outlet", Column("articles", justify="right"), Column("of", justify="right"))
        sizes = where.charts.catalogue().groupby("outlet")["articles"].sum().to_dict()
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
