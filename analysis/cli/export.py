"""The command that writes a selection for other programs."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from analysis.cli.terminal import StoreOption, app, complaints, console, opened


class Format(str, Enum):
    """What an export can be written as."""

    csv = "csv"
    parquet = "parquet"
    jsonl = "jsonl"


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
    from analysis.store.filter import Filters

    kind = format_.value if format_ else out.suffix.lstrip(".").lower()
    if kind not in {f.value for f in Format}:
        complaints.print(
            f"“{escape(out.name)}” ends in no known format; add --format csv, parquet or jsonl", style="red"
        )
        raise typer.Exit(2)
    filters = Filters(
        tuple(sorted(outlet or ())), tuple(sorted(topic or ())), first.date() if first else None,
        last.date() if last else None,
    )  # fmt: skip
    with opened(store) as where:
        try:
            with written(out) as file:
                if dictionary:
                    rows, what = write_table(data_dictionary(), file, kind), "columns explained in"
                elif corrections:
                    labelled = where.corrections.labelled()
                    rows, what = write_table(labelled, file, kind), "labelled marks written to"
                else:
                    wanted = Export(filters, evidence, text)
                    rows, what = write_selection(where, file, kind, wanted), "articles written to"
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
