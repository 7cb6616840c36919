"""Commands that maintain a store: check and backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from analysis.cli.terminal import StoreOption, app, console, error_console, open_store


@app.command()
def check(store_path: StoreOption = None) -> None:
    """Check a store for errors: spans outside their text, wrong counts, rows without an article, outdated scores."""
    from analysis.run.check import check as find_errors
    from analysis.scorers import versions

    with open_store(store_path) as store:
        errors = list(find_errors(store, versions()))
        for error in errors:
            error_console.print(escape(error), style="yellow", soft_wrap=True)
        if errors:
            raise typer.Exit(1)
        console.print(f"no errors found ({store.path})", soft_wrap=True)
        articles, characters = store.furniture.total()
        console.print(f"excluded text: {characters:,} characters in {articles:,} articles", soft_wrap=True)


@app.command()
def backup(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The copy to write; the file must not exist yet.")],
    store_path: StoreOption = None,
) -> None:
    """Write a consistent copy of the store. The dashboard may be running."""
    with open_store(store_path) as store:
        console.print(f"{store.maintenance.backup(out):,} bytes written to {escape(str(out))}", soft_wrap=True)
