"""Commands that use the network: fetch, watch, outlets."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from analysis.cli.terminal import (
    StoreOption,
    app,
    console,
    fail,
    open_store,
    print_problems,
    progress_bar,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.fetch.outlets import Outlet
    from analysis.fetch.watch import Summary
    from analysis.ingest import Link
    from analysis.store import Store

OutletsOption = Annotated[
    Path | None,
    typer.Option("--outlets", help="A CSV file with the columns name and feed. Default: seeds/outlets.csv."),
]


@app.command()
def fetch(
    links: Annotated[
        list[str] | None, typer.Argument(metavar="URL|FILE…", help="Links to articles, or files with links.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="A text file with one link per line, or a table of links.")
    ] = None,
    failed: Annotated[bool, typer.Option("--failed", help="Retry links that failed before.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Fetch stored links again, and replace articles whose text has changed.")
    ] = False,
    store_path: StoreOption = None,
) -> None:
    """Fetch articles by their links, within each site's robots.txt; failures are stored with their reason."""
    from analysis.fetch.watch import Watcher

    to_fetch: list[str | Link] = _links_in(file) if file else []
    for given in links or []:
        to_fetch += _links_in(Path(given)) if "://" not in given and _is_file(given) else [given]
    if not to_fetch and not failed:
        fail("Give links, files of links, or --failed to retry links that failed before.", 2)
    with open_store(store_path) as store:
        watcher = Watcher(store)
        if failed:
            to_fetch += [state.link for state in store.links.in_state("failed")]
        with progress_bar("fetching") as report:
            summary = watcher.links(to_fetch, report, replace)
        _print_summary(summary, store)
        if summary.failures:
            raise typer.Exit(1)


@app.command()
def watch(
    once: Annotated[bool, typer.Option("--once", help="Do one round and exit, for cron.")] = False,
    every: Annotated[int, typer.Option(help="Minutes between two polls of a feed.", min=1)] = 15,
    retry: Annotated[bool, typer.Option("--retry", help="Retry feeds and links that failed before at once.")] = False,
    outlets_file: OutletsOption = None,
    store_path: StoreOption = None,
) -> None:
    """Poll the outlets' feeds again and again, and fetch new articles; no article is fetched twice."""
    import datetime as dt

    from analysis.fetch.watch import Watcher

    watched = _outlets(outlets_file)
    with open_store(store_path) as store:
        watcher = Watcher(store, every=dt.timedelta(minutes=every))
        if retry:
            store.links.retry_failed(watcher.clock())
        if once:
            with progress_bar("fetching") as report:
                summary = watcher.once(watched, report)
            _print_summary(summary, store)
            return
        for summary in watcher.forever(watched, threading.Event()):
            if summary.outlets:
                _print_summary(summary, store)


@app.command()
def outlets(
    check: Annotated[str | None, typer.Argument(metavar="check", help="Fetch each feed now.")] = None,
    outlets_file: OutletsOption = None,
) -> None:
    """List the outlets and their feeds; “outlets check” fetches each feed and reports the result."""
    if check not in (None, "check"):
        fail(f"outlets takes “check” or nothing, not “{check}”", 2)
    listed = _outlets(outlets_file)
    if check is None:
        table = Table("outlet", "country", "type", "feed", "tried")
        for outlet in listed:
            table.add_row(*map(escape, (outlet.name, outlet.country, outlet.type, outlet.feed, outlet.tried)))
        console.print(table)
        console.print(f"{len(listed)} outlets")
        return
    from analysis.fetch.watch import try_feeds

    working = 0
    for outlet, works, result in try_feeds(listed):
        working += works
        colour = "green" if works else "yellow"
        console.print(f"{escape(outlet.name)}: {escape(result)}", style=colour, soft_wrap=True)
    console.print(f"{working} of {len(listed)} feeds have entries")


def _outlets(path: Path | None) -> Sequence[Outlet]:
    from analysis.fetch.outlets import TABLE, BadOutlets, read_outlets

    try:
        return read_outlets(path or TABLE)
    except BadOutlets as problem:
        fail(problem, 1)


def _links_in(path: Path) -> list[str | Link]:
    """The links of a table, with the outlet, title and day it states, or of a text file with one link per line."""
    from analysis.ingest import Link, UnreadableTable, links_in, recognised
    from analysis.ingest.rows import SUFFIXES

    if path.suffix.lower() not in SUFFIXES:
        return [*_lines(path)]
    try:
        items = links_in(path)
    except UnreadableTable as problem:
        fail(f"{path}: {problem}", 1)
    links = [item for item in items if isinstance(item, Link)]
    problems = [item for item in items if not isinstance(item, Link)]
    without = sum(problem.row is not None for problem in problems)
    aside = f", {without:,} rows without a link set aside" if without else ""
    kind = recognised(path) or "a list of links"
    console.print(escape(f"{path}: read as {kind}, {len(links):,} links{aside}"), soft_wrap=True)
    print_problems(problems)
    if not links:
        raise typer.Exit(1)
    return [*links]


def _is_file(given: str) -> bool:
    try:
        return Path(given).is_file()
    except (OSError, ValueError):  # too long, or with a null character
        return False


def _lines(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        fail(f"{path} cannot be read; give a text file in UTF-8 with one link per line", 1)
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _print_summary(summary: Summary, store: Store) -> None:
    """Print the results by outlet, then the failures."""
    table = Table("outlet", "feed", "new links", "stored", "already stored", "failed")
    for name, count in sorted(summary.outlets.items()):
        numbers = map(str, (count.links, count.stored, count.known, count.failed))
        table.add_row(escape(name or "links given"), escape(count.feed), *numbers)
    console.print(table)
    replaced = sum(count.replaced for count in summary.outlets.values())
    if replaced:
        console.print(
            f"{replaced} articles replaced an earlier version; {summary.lost} judgements of marks were deleted with "
            "passages that are no longer there",
            soft_wrap=True,
        )
    console.print(
        f"{summary.stored} articles stored, {len(summary.failures)} failures ({store.path}); measure them with: "
        "python -m analysis score",
        soft_wrap=True,
    )
    print_problems(summary.failures, "retry them with: python -m analysis fetch --failed")
