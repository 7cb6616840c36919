"""The commands that go over the network: fetch, watch, outlets."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from analysis.cli.terminal import StoreOption, app, complain, complaints, console, opened, progressing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.fetch.outlets import Outlet
    from analysis.fetch.watch import Summary
    from analysis.ingest import Link
    from analysis.store import Store

OutletsOption = Annotated[
    Path | None, typer.Option("--outlets", help="A CSV with name and feed; seeds/outlets.csv where not given.")
]
SHOWN_FAILURES = 20


@app.command()
def fetch(
    links: Annotated[
        list[str] | None, typer.Argument(metavar="URL|FILE…", help="Links to articles, or files of links.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="A text file with a link a line, or an export of links.")
    ] = None,
    failed: Annotated[bool, typer.Option("--failed", help="Try again what failed before.")] = False,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Fetch stored links again; a text that has changed takes the old one's place."),
    ] = False,
    store: StoreOption = None,
) -> None:
    """Fetch articles by their links, politely and safely; what fails is stored with its reason."""
    from analysis.fetch.watch import Watcher

    asked: list[str | Link] = _links_in(file) if file else []
    for given in links or []:
        asked += _links_in(Path(given)) if "://" not in given and Path(given).is_file() else [given]
    if not asked and not failed:
        complaints.print("Give links, files of links, or --failed to try again what failed before.", style="red")
        raise typer.Exit(2)
    with opened(store) as where:
        watcher = Watcher(_fetching(where))
        if failed:
            asked += [state.link for state in watcher.store.links.in_state("failed")]
        with progressing("fetching") as (progress, task):

            def said(done: int, total: int) -> None:
                progress.update(task, completed=done, total=total)

            summary = watcher.links(asked, said, replace)
        _say(summary, where)
        if summary.failures:
            raise typer.Exit(1)


@app.command()
def watch(
    once: Annotated[bool, typer.Option("--once", help="One round and out, for cron.")] = False,
    every: Annotated[int, typer.Option(help="Minutes between two looks at a feed.", min=1)] = 15,
    retry: Annotated[bool, typer.Option("--retry", help="Try again at once what failed before.")] = False,
    outlets_file: OutletsOption = None,
    store: StoreOption = None,
) -> None:
    """Look into the outlets' feeds and fetch what is new, again and again; nothing is fetched twice."""
    import datetime as dt

    from analysis.fetch.watch import Watcher

    watched = _outlets(outlets_file)
    with opened(store) as where:
        watcher = Watcher(_fetching(where), every=dt.timedelta(minutes=every))
        if retry:
            watcher.store.links.retry_failed(watcher.clock())
        if once:
            with progressing("fetching") as (progress, task):
                summary = watcher.once(watched, lambda done, total: progress.update(task, completed=done, total=total))
            _say(summary, where)
            return
        for summary in watcher.forever(watched, threading.Event()):
            if summary.outlets:
                _say(summary, where)


@app.command()
def outlets(
    check: Annotated[str | None, typer.Argument(metavar="[check]", help="“check” tries each feed now.")] = None,
    outlets_file: OutletsOption = None,
) -> None:
    """List the outlets and their feeds; ``outlets check`` tries each feed and says what it answers."""
    if check not in (None, "check"):
        complaints.print(f"outlets takes “check” or nothing, not “{escape(check)}”", style="red")
        raise typer.Exit(2)
    listed = _outlets(outlets_file)
    if check is None:
        table = Table("outlet", "country", "type", "feed", "tried")
        for outlet in listed:
            table.add_row(*map(escape, (outlet.name, outlet.country, outlet.type, outlet.feed, outlet.tried)))
        console.print(table)
        console.print(f"{len(listed)} outlets")
        return
    from analysis.fetch.watch import try_feeds

    good = 0
    for outlet, sound, said in try_feeds(listed):
        good += sound
        colour = "green" if sound else "yellow"
        console.print(f"{escape(outlet.name)}: {escape(said)}", style=colour, soft_wrap=True)
    console.print(f"{good} of {len(listed)} feeds answer with entries")


def _fetching(store: Store) -> Store:

    return store


def _outlets(path: Path | None) -> Sequence[Outlet]:
    from analysis.fetch.outlets import TABLE, BadOutlets, read_outlets

    try:
        return read_outlets(path or TABLE)
    except BadOutlets as problem:
        complaints.print(escape(str(problem)), style="red", soft_wrap=True)
        raise typer.Exit(1) from problem


def _links_in(path: Path) -> list[str | Link]:
    """The links of a table, with what it says of them, or of a text file with a link a line."""
    from analysis.ingest import Link, UnreadableTable, links_in, recognised
    from analysis.ingest.rows import SUFFIXES

    if path.suffix.lower() not in SUFFIXES:
        return [*_lines(path)]
    try:
        found = links_in(path)
    except UnreadableTable as problem:
        complaints.print(escape(f"{path}: {problem}"), style="red", soft_wrap=True)
        raise typer.Exit(1) from problem
    links = [item for item in found if isinstance(item, Link)]
    problems = [item for item in found if not isinstance(item, Link)]
    aside = f", {len(problems):,} rows without one set aside" if problems else ""
    said = f"{path}: read as {recognised(path) or 'a list of links'}, {len(links):,} links{aside}"
    console.print(escape(said), soft_wrap=True)
    complain(problems[:SHOWN_FAILURES])
    if not links:
        raise typer.Exit(1)
    return [*links]


def _lines(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        complaints.print(f"{escape(str(path))} cannot be read; give a text file in UTF-8, a link a line", style="red")
        raise typer.Exit(1) from error
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _say(summary: Summary, store: Store) -> None:
    """What a round gave by outlet, then what failed and why."""
    table = Table("outlet", "feed", "new links", "stored", "already there", "failed")
    for name, count in sorted(summary.outlets.items()):
        numbers = map(str, (count.links, count.stored, count.known, count.failed))
        table.add_row(escape(name or "links given"), escape(count.feed), *numbers)
    console.print(table)
    replaced = sum(count.replaced for count in summary.outlets.values())
    if replaced:
        console.print(
            f"{replaced} articles took the place of an earlier version; {summary.lost} judgements of marks went with "
            "passages that are no longer there",
            soft_wrap=True,
        )
    console.print(
        f"{summary.stored} articles stored, {len(summary.failures)} failures ({store.path}); measure them with: "
        "python -m analysis score",
        soft_wrap=True,
    )
    for failure in summary.failures[:SHOWN_FAILURES]:
        complaints.print(escape(str(failure)), style="yellow", soft_wrap=True)
    if len(summary.failures) > SHOWN_FAILURES:
        more = len(summary.failures) - SHOWN_FAILURES
        complaints.print(f"… and {more} more; try them again with: python -m analysis fetch --failed", soft_wrap=True)
