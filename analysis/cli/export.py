"""The command that exports articles for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from analysis.cli.terminal import StoreOption, app, console, fail, kinds_of, open_store, print_problems

if TYPE_CHECKING:
    from analysis.export.tables import Export
    from analysis.store import Store


class Format(str, Enum):
    """File formats of an export."""

    csv = "csv"
    parquet = "parquet"
    jsonl = "jsonl"


class Topics(str, Enum):
    """Whose topics are meant."""

    words = "words"
    publisher = "publisher"


@app.command()
def export(
    out: Annotated[Path, typer.Argument(help="The file to write.")],
    format_: Annotated[
        Format | None, typer.Option("--format", help="The file format. Default: by the suffix of the file.")
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Include every mark and attribution with its position in the text.")
    ] = False,
    text: Annotated[bool, typer.Option("--text", help="Include the text of each article.")] = False,
    outlet: Annotated[list[str] | None, typer.Option(help="Only this outlet. May be repeated.")] = None,
    topic: Annotated[
        list[str] | None,
        typer.Option(help="Only articles with this topic, as found in their words. May be repeated."),
    ] = None,
    topics_by: Annotated[
        Topics, typer.Option(help="Whose topics --topic means: those in the words, or the publisher's label.")
    ] = Topics.words,
    of_kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only articles of this kind, as in news. May be repeated.")
    ] = None,
    first: Annotated[
        datetime | None, typer.Option("--from", help="Only articles from this day on.", formats=["%Y-%m-%d"])
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", help="Only articles up to this day.", formats=["%Y-%m-%d"])
    ] = None,
    dictionary: Annotated[
        bool, typer.Option("--dictionary", help="Write the data dictionary instead: the meaning of each column.")
    ] = False,
    corrections: Annotated[
        bool, typer.Option("--corrections", help="Write users' judgements of marks instead, as a labelled data set.")
    ] = False,
    store_path: StoreOption = None,
) -> None:
    """Write one row per article with every measurement, as CSV, Parquet or JSON Lines."""
    from analysis.corpus.people.table import NO_TABLE, read_people
    from analysis.export.tables import Export
    from analysis.store.filter import Filters

    kind = format_.value if format_ else out.suffix.lstrip(".").lower()
    if kind not in {f.value for f in Format}:
        fail(f"“{out.name}” ends in no known format; add --format csv, parquet or jsonl", 2)
    people = read_people() if evidence else NO_TABLE
    print_problems(people.problems, f"see {people.file}")
    with open_store(store_path) as store:
        topics = tuple(topic or ()) if topics_by is Topics.publisher else _topics_named(store, topic or ())
        filters = Filters(
            tuple(sorted(outlet or ())), tuple(sorted(topics)), first.date() if first else None,
            last.date() if last else None, kinds=kinds_of(of_kind), topics_by=topics_by.value,
        )  # fmt: skip
        wanted = Export(filters, evidence, text, people=people)
        rows, what = _write(store, out, kind, wanted, dictionary, corrections)
        console.print(f"{rows} {what} {escape(str(out))}", soft_wrap=True)
        if people.note:
            console.print(escape(people.note), soft_wrap=True)


def _topics_named(store: Store, named: Sequence[str]) -> tuple[str, ...]:
    """Return the topics of the words with these names or ids, in any capitals; an unknown one ends the command."""
    if not named:
        return ()
    table = store.charts.topics()
    known = {
        str(key).casefold(): str(name)
        for column in ("topic", "name")
        for key, name in zip(table[column], table["name"], strict=True)
    }
    for name in named:
        if name.casefold() not in known:
            listed = f"it has {', '.join(table['name'])}" if len(table) else "run: python -m analysis score"
            fail(
                f"no article of this store has the topic “{name}” by its words; {listed}. For a publisher's label, add "
                "--topics-by publisher",
                2,
            )
    return tuple(known[name.casefold()] for name in named)


def _write(store: Store, out: Path, kind: str, wanted: Export, dictionary: bool, corrections: bool) -> tuple[int, str]:
    """Write the file; return the number of its rows and what they are."""
    from analysis.export.dictionary import data_dictionary
    from analysis.export.tables import write_selection, write_table, written

    try:
        with written(out) as file:
            if dictionary:
                return write_table(data_dictionary(), file, kind), "columns explained in"
            if corrections:
                return write_table(store.corrections.labelled(), file, kind), "labelled marks written to"
            return write_selection(store, file, kind, wanted), "articles written to"
    except ValueError as problem:
        fail(problem, 2)
    except OSError as error:
        fail(f"{out} cannot be written: {error.strerror or error}", 1)
