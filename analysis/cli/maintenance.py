"""The command that copies a store: backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from analysis.cli.terminal import StoreOption, app, console, open_store


@app.command()
def backup(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The copy to write; the file must not exist yet.")],
    store_path: StoreOption = None,
) -> None:
    """Write a consistent copy of the store. The dashboard may be running."""
    with open_store(store_path) as store:
        console.print(f"{store.maintenance.backup(out):,} bytes written to {escape(str(out))}", soft_wrap=True)
