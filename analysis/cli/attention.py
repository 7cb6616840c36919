"""The command that counts articles on a subject over time, and says which outlets wrote on it first."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.table import Column, Table

from analysis.cli.terminal import StoreOption, app, console, fail, kinds_of, open_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from analysis.statistics.firsts import Firsts
    from analysis.statistics.subjects import Attention
    from analysis.store import Store
    from analysis.store.filter import Filters

#: suffix of a file -> its format
FORMATS = {".csv": "csv", ".parquet": "parquet", ".jsonl": "jsonl"}


class Period(str, Enum):
    """Lengths of a period."""

    day = "day"
    week = "week"
    month = "month"
    quarter = "quarter"


class Copies(str, Enum):
    """How text that several articles share counts in shares."""

    once = "once"
    all = "all"
    without = "without"


@app.command()
def attention(
    query: Annotated[
        str,
        typer.Argument(
            help='Searches, separated by semicolons: words, "quoted phrases", or beginnings with *; an article must '
            "have all words of a search."
        ),
    ] = "",
    topic: Annotated[
        list[str] | None, typer.Option(help="A topic, as found in the words of articles. May be repeated.")
    ] = None,
    person: Annotated[list[str] | None, typer.Option(help="A person, by any name. May be repeated.")] = None,
    by: Annotated[Period, typer.Option(help="The length of a period.")] = Period.month,
    outlet: Annotated[list[str] | None, typer.Option(help="Only this outlet. May be repeated.")] = None,
    of_kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only articles of this kind, as in news. May be repeated.")
    ] = None,
    first_day: Annotated[
        datetime | None, typer.Option("--from", help="Only articles from this day on.", formats=["%Y-%m-%d"])
    ] = None,
    last_day: Annotated[
        datetime | None, typer.Option("--to", help="Only articles up to this day.", formats=["%Y-%m-%d"])
    ] = None,
    copies: Annotated[
        Copies, typer.Option(help="How shared (wire) copy counts in shares: once, all of it, or not at all (without).")
    ] = Copies.once,
    first: Annotated[bool, typer.Option("--first", help="Show which outlets wrote first instead.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Write all numbers, of each outlet too, as .csv, .parquet or .jsonl instead."),
    ] = None,
    store_path: StoreOption = None,
) -> None:
    """Count articles on searches, topics or persons over time, as numbers and shares, and tell who wrote first."""
    from analysis.store.filter import Filters

    if not (query or topic or person):
        fail("Give a search, a --topic or a --person.", 2)
    filters = Filters(
        outlets=tuple(sorted(outlet or ())), first=first_day.date() if first_day else None,
        last=last_day.date() if last_day else None, wire=copies.value, kinds=kinds_of(of_kind),
    )  # fmt: skip
    with open_store(store_path) as store:
        found = _found(store, query, topic or [], person or [], filters)
        if out is not None:
            _write(_firsts_of_all(found) if first else found.by_period(by.value), out)
        elif first:
            for subject in found.frames:
                _print_first(found, subject)
        else:
            _print_attention(found, by.value)


def _found(store: Store, query: str, topics: Sequence[str], people: Sequence[str], filters: Filters) -> Attention:
    """The articles on the subjects; ends the command if one of them does not exist or nothing is selected."""
    from analysis.corpus.search_terms import SearchProblem
    from analysis.run.people import find_persons
    from analysis.statistics.subjects import UnknownSubject
    from analysis.statistics.subjects import attention as attention_to

    if people:
        find_persons(store)
    try:
        found = attention_to(store, query, topics=topics, people=people, filters=filters)
    except SearchProblem as problem:
        fail(problem, 2)
    except UnknownSubject as problem:
        fail(f"{str(problem)[:1].upper()}{str(problem)[1:]}", 1)
    if not found.frames:
        fail("The query contains no letters or digits.", 2)
    if not found.outlets:
        fail("No article is selected; check --outlet, --kind, --from and --to.", 1)
    return found


def _print_attention(found: Attention, period: str) -> None:
    """Print the subjects by outlet, then by period in all outlets, then their changes."""
    from analysis.statistics.attention import ALL_OUTLETS

    _print_by_outlet(found)
    table = found.by_period(period)
    if table.empty:
        console.print("No article in this selection has a date, so nothing is shown by time.")
        return
    shown = table[table["outlet"] == ALL_OUTLETS]
    by_time = Table(f"{period} from", *(Column(escape(subject), justify="right") for subject in found.frames))
    for day, rows in shown.groupby("period"):
        cells = {row.subject: _cell(row) for row in rows.itertuples()}
        by_time.add_row(str(day), *(cells[subject] for subject in found.frames))
    console.print(by_time)
    for subject in found.frames:
        _print_changes(found, subject)


def _print_by_outlet(found: Attention) -> None:
    table = Table("subject", "outlet", *(Column(name, justify="right") for name in ("articles", "of", "share")))
    for row in found.in_all().itertuples():
        table.add_row(escape(str(row.subject)), escape(str(row.outlet)) or "–", f"{row.found:,}", f"{row.articles:,}",
                      _share(row))  # fmt: skip
    console.print(table)


def _cell(row: Any) -> str:
    return f"{row.found:,} of {row.articles:,}: {_share(row)}" if row.articles else "no article"


def _share(row: Any) -> str:
    """The share of a row with its interval, or why there is none."""
    from analysis.statistics import ENOUGH_ARTICLES

    if row.share != row.share:  # missing
        return "too few articles" if row.articles < ENOUGH_ARTICLES else "too few stories"
    return f"{row.share:.1f} % ({row.share_low:.1f} to {row.share_high:.1f})"


def _print_changes(found: Attention, subject: str) -> None:
    """Print when the share of a subject in all outlets changed more than by chance."""
    from analysis.statistics.attention import attention_trend

    trend = attention_trend(found.frames[subject])
    name = escape(subject)
    if trend.slope is None:
        console.print(f"{name}: not tested for change: {trend.note}", soft_wrap=True)
    elif not trend.changes:
        console.print(f"{name}: no change point found, by {trend.period}", soft_wrap=True)
    for change in trend.changes:
        console.print(
            f"{name}: change in the {trend.period} of {change.date} (95 % interval {change.earliest} to "
            f"{change.latest}), from {change.before:.1f} to {change.after:.1f} % of articles",
            soft_wrap=True,
        )


def _print_first(found: Attention, subject: str) -> None:
    """Print the first articles of each outlet on a subject, and how often each was first in its stories."""
    from analysis.statistics.firsts import first_articles, who_was_first

    frame = found.frames[subject]
    title = escape(subject)
    earliest = Table("outlet", "first article", *(Column(name, justify="right") for name in ("days later", "articles")),
                     "in the selection since", title=title)  # fmt: skip
    rows: list[Any] = list(first_articles(frame).itertuples())
    for row in rows:
        earliest.add_row(escape(row.outlet), str(row.first_day), str(row.days_later), f"{row.found:,}", str(row.since))
    console.print(earliest)
    firsts = who_was_first(frame)
    if firsts.outlets.empty:
        console.print(f"{title}: no story in which two outlets wrote on different days", soft_wrap=True)
        return
    console.print(_firsts_table(firsts, title))
    console.print(
        f"{title}: {firsts.stories} stories compared; {firsts.same_day} more have all outlets on one day. By chance: "
        "the days on which outlets wrote on a story, dealt to them at random. Only days are known, no times.",
        soft_wrap=True,
    )


def _firsts_table(firsts: Firsts, title: str) -> Table:
    names = ("stories", "first", "by chance", "95 % of chance", "q", "days ahead (n)", "days behind (n)")
    table = Table("outlet", *(Column(name, justify="right") for name in names), title=title)
    rows: list[Any] = list(firsts.outlets.itertuples())
    for row in rows:
        table.add_row(
            escape(row.outlet), str(row.stories), str(row.first), f"{row.expected:.1f}",
            f"{row.expected_low} to {row.expected_high}", "too few" if row.q != row.q else f"{row.q:.3f}",
            _median(row.lead, row.leads), _median(row.behind, row.followed),
        )  # fmt: skip
    return table


def _median(days: float, stories: int) -> str:
    return f"{days:g} ({stories})" if stories else "–"


def _firsts_of_all(found: Attention) -> pd.DataFrame:
    """How often each outlet was first in the stories of each subject, as one table."""
    import pandas as pd

    tables = [firsts.outlets.assign(subject=subject) for subject, firsts in found.first().items()]
    table = pd.concat(tables, ignore_index=True)
    return table[["subject", *(name for name in table if name != "subject")]]


def _write(table: pd.DataFrame, out: Path) -> None:
    from analysis.export.tables import write_table, written

    kind = FORMATS.get(out.suffix.lower())
    if kind is None:
        fail(f"--out takes a name that ends in {', '.join(FORMATS)}, not {out.name!r}", 2)
    try:
        with written(out) as file:
            rows = write_table(table, file, kind)
    except OSError as error:
        fail(f"{out} cannot be written: {error.strerror or error}", 1)
    console.print(f"{rows} rows written to {escape(str(out))}", soft_wrap=True)
