"""The commands that look after a store: check and backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from analysis.cli.terminal import StoreOption, app, complaints, console, opened


@app.command()
def check(store: StoreOption = None) -> None:
    """Verify a store: spans inside their texts, counts against spans, rows without an article, versions."""
    from analysis.run.check import check as run
    from analysis.scorers import versions

    with opened(store) as where:
        found = list(run(where, versions()))
        for sentence in found:
            complaints.print(escape(sentence), style="yellow", soft_wrap=True)
        if found:
            raise typer.Exit(1)
        console.print(f"in order ({where.path})", soft_wrap=True)


@app.command()
def backup(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The copy to write; it must not be there yet.")],
    store: StoreOption = None,
) -> None:
    """Write a consistent copy of the store, also while the dashboard runs."""
    with opened(store) as where:
        console.print(f"{where.maintenance.backup(out):,} bytes written to {escape(str(out))}", soft_wrap=True)
