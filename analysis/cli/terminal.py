"""What the commands share: the application, the two consoles, the store option, and progress bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from analysis.paths import ENVIRONMENT, default_path

if TYPE_CHECKING:
    from analysis.store import Store
    from analysis.types import Problem

app = typer.Typer(
    name="sourcelight",
    help="Read news articles, measure them, and look at the evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console()
complaints = Console(stderr=True)
SHOWN_PROBLEMS = 20

StoreOption = Annotated[
    Path | None,
    typer.Option("--store", envvar=ENVIRONMENT, help="The store's file; data/sourcelight.duckdb where not given."),
]


@contextmanager
def opened(path: Path | None) -> Iterator[Store]:
    """The store, with its complaints as one sentence and a non-zero exit."""
    from analysis.store import Store, StoreProblem

    try:
        yield Store(path or default_path())
    except StoreProblem as problem:
        complaints.print(escape(str(problem)), style="red", soft_wrap=True)
        raise typer.Exit(1) from problem
    except KeyboardInterrupt:
        complaints.print("Stopped. What was finished is stored; run the same command again to go on.")
        raise typer.Exit(130) from None


@contextmanager
def progressing(what: str) -> Iterator[tuple[Progress, TaskID]]:
    """A bar on the error console, gone when it is done."""
    columns = (SpinnerColumn(), TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=complaints, transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield progress, task


def complain(problems: Sequence[Problem]) -> None:
    """Say what was set aside and why: the first of them, and how to see the others."""
    for problem in problems[:SHOWN_PROBLEMS]:
        complaints.print(escape(str(problem)), style="yellow", soft_wrap=True)
    if len(problems) > SHOWN_PROBLEMS:
        more = len(problems) - SHOWN_PROBLEMS
        complaints.print(f"… and {more} more; all of them: python -m analysis list --problems", soft_wrap=True)
