"""Commands for content analysis by people: codebook and agreement."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Column, Table

from analysis.cli.terminal import app, console, fail, print_problems

if TYPE_CHECKING:
    from analysis.coding.agreement import Agreement, Estimate
    from analysis.coding.codebook import Codebook


@app.command()
def codebook(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME|FILE", help="A ready-made codebook, or a CSV or YAML file."),
    ] = "",
    form: Annotated[str, typer.Option("--format", help="yaml or csv.")] = "yaml",
) -> None:
    """Check a codebook and print it as YAML or CSV; without a name, list the ready-made ones."""
    from analysis.coding.codebook import ready_made, to_csv, to_yaml

    if form not in ("yaml", "csv"):
        fail(f"--format takes yaml or csv, not {form!r}", 2)
    if not name:
        table = Table("name", "unit", "variables")
        for book in ready_made():
            table.add_row(book.name, book.unit, "; ".join(variable.label for variable in book.variables))
        console.print(table)
        return
    book = _book(name)
    sys.stdout.write(to_csv(book) if form == "csv" else to_yaml(book))


def _book(name: str) -> Codebook:
    """The ready-made codebook with this name, or that in a file; ends the command if there is none."""
    from analysis.coding.codebook import BadCodebook, read_codebook, ready_made

    known = {book.name: book for book in ready_made()}
    if name in known:
        return known[name]
    try:
        return read_codebook(Path(name))
    except OSError as error:
        fail(f"{name}: no codebook ({error.strerror}); ready-made: {', '.join(known)}", 1)
    except BadCodebook as problem:
        fail(problem, 1)


@app.command()
def agreement(
    codes: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV with the columns unit, coder, variable, value.")],
    book: Annotated[str, typer.Option("--codebook", help="A ready-made codebook, or a CSV or YAML file.")],
    pairs: Annotated[bool, typer.Option("--pairs", help="Show each two coders too.")] = False,
) -> None:
    """Show how far coders agree (Krippendorff's alpha, equal pairs, kappa, with 95 % intervals), and list disputes."""
    from analysis.coding.agreement import agreement as agreement_of
    from analysis.coding.agreement import by_pair, disputed
    from analysis.coding.exchange import UnreadableCodes, read_codes

    known = _book(book)
    try:
        found, problems = read_codes(codes, known)
    except OSError as error:
        fail(f"{codes}: cannot be read ({error.strerror})", 1)
    except UnreadableCodes as problem:
        fail(problem, 1)
    numbers = (Column(name, justify="right") for name in ("units", "alpha", "equal pairs", "kappa"))
    table = Table("variable", "coders", *numbers)
    for variable in known.variables:
        of_all = agreement_of(found, variable)
        _add(table, of_all)
        if pairs and len(of_all.coders) > 2:
            for one in by_pair(found, variable):
                _add(table, one)
    console.print(table)
    for variable in known.variables:
        if units := disputed(found, variable):
            console.print(f"{variable.key}, in dispute: {escape(', '.join(units))}", soft_wrap=True)
    print_problems(problems, "mend these rows, or leave them out")


def _add(table: Table, one: Agreement) -> None:
    cells = (one.variable, ", ".join(one.coders), f"{one.units:,}", *map(_shown, (one.alpha, one.percent, one.kappa)))
    table.add_row(*(escape(cell) for cell in cells))


def _shown(estimate: Estimate) -> str:
    if estimate.value is None:
        return "–"
    if estimate.low is None or estimate.high is None:
        return f"{estimate.value:.2f}"
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"
