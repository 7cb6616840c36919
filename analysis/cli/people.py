"""The command that lists persons with their names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from analysis.cli.terminal import StoreOption, app, console, error_console, fail, open_store, printable

if TYPE_CHECKING:
    import pandas as pd

#: names of a person that are listed
NAMES = 8


@app.command()
def people(
    out: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Write all persons as CSV instead, in the form of people.csv."),
    ] = None,
    name: Annotated[str, typer.Option(help="Only persons one of whose names contains this.")] = "",
    limit: Annotated[int, typer.Option(help="Maximum number of persons.", min=1)] = 50,
    store_path: StoreOption = None,
) -> None:
    """List the persons that articles have several names for, so that data/people.csv can correct what is wrong."""
    from analysis.columns.people import persons
    from analysis.corpus.people.table import read_people
    from analysis.run.people import find_persons

    table = read_people()
    with open_store(store_path) as store:
        find_persons(store)
        found = persons(store, table)
        problems = [*table.problems, *table.without_use(store.people.every_name() if table.lines else ())]
    for problem in problems:
        error_console.print(escape(printable(str(problem))), style="yellow", soft_wrap=True)
    if table.note:
        error_console.print(escape(table.note), soft_wrap=True)
    wanted = _named(found, name)
    if out is not None:
        _write(wanted, out)
    else:
        _show(wanted, limit, everybody=bool(name))


def _named(found: pd.DataFrame, part: str) -> pd.DataFrame:
    """The persons one of whose names contains a text, in any case and with or without accents."""
    from analysis.corpus.people.table import key

    if not key(part):
        return found
    texts = found["person"] + "\n" + found["name"]
    chosen = found["person"][[key(part) in key(text) for text in texts]]
    return found[found["person"].isin(chosen)]


def _show(found: pd.DataFrame, limit: int, everybody: bool) -> None:
    """Print the persons with several names, or everybody."""
    groups = found.groupby("person", sort=False)
    several = [(person, own) for person, own in groups if everybody or len(own) > 1]
    table = Table("person", "articles", "names")
    for person, own in several[:limit]:
        names = [f"{name} {articles:,}" for name, articles in zip(own["name"], own["articles"], strict=True)]
        shown = ", ".join(names[:NAMES]) + (f" and {len(names) - NAMES} more" if len(names) > NAMES else "")
        table.add_row(escape(str(person)), f"{own['articles'].sum():,}", escape(shown))
    console.print(table)
    if len(several) > limit:
        console.print(f"{limit} of {len(several):,} persons; for more: --limit, or a FILE for all", soft_wrap=True)


def _write(found: pd.DataFrame, out: Path) -> None:
    """Write the persons in the columns of the user's table, which need no change, and the numbers of articles."""
    from analysis.export.tables import write_table, written

    table = found.assign(outlet="", until="", **{"from": ""})
    try:
        with written(out) as file:
            rows = write_table(table[["name", "outlet", "from", "until", "person", "articles"]], file, "csv")
    except OSError as error:
        fail(f"{out} cannot be written: {error.strerror or error}", 1)
    console.print(f"{rows} names written to {escape(str(out))}", soft_wrap=True)
