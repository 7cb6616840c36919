"""Shared parts of the commands: the application, the consoles, the store option, progress bars and error messages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

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
error_console = Console(stderr=True)
#: problems printed by a command; the rest are counted
SHOWN_PROBLEMS = 20
#: what differs between problems of one kind: numbers, names, links and what is in brackets
PARTICULARS = re.compile(r"\d[\d,.]*|“[^”]*”|'[^']*'|\([^)]*\)|https?://\S+")

StoreOption = Annotated[
    Path | None,
    typer.Option("--store", envvar=ENVIRONMENT, help="The file of the store. Default: data/sourcelight.duckdb."),
]


def kinds_of(names: Sequence[str] | None) -> tuple[str, ...]:
    """Return the kinds of articles given to an option; an unknown one ends the command."""
    from analysis.corpus.kinds import TITLES

    for name in names or ():
        if name not in TITLES:
            fail(f"--kind takes {', '.join(TITLES)}, not {name!r}", 2)
    return tuple(sorted(names or ()))


@contextmanager
def open_store(path: Path | None) -> Iterator[Store]:
    """Open the store; a problem with it, or Ctrl-C, prints one sentence and ends the command with an exit code."""
    from analysis.store import Store, StoreProblem

    try:
        yield Store(path or default_path())
    except StoreProblem as problem:
        fail(problem, 1)
    except KeyboardInterrupt:
        error_console.print("Stopped. Finished work is stored; run the same command again to continue.")
        raise typer.Exit(130) from None


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int | None], None]]:
    """Show a progress bar that disappears at the end; yield a function to report the number done and the total."""
    columns = (SpinnerColumn(), TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=error_console, transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def fail(message: object, code: int) -> NoReturn:
    """Print an error message and end the command: with code 2 if it was called wrongly, 1 if it failed."""
    error_console.print(escape(str(message)), style="red", soft_wrap=True)
    raise typer.Exit(code)


def print_problems(
    problems: Sequence[Problem], the_rest: str = "list all with: python -m analysis list --problems"
) -> None:
    """Print the problems: of several kinds one example each with the number of the others, else the first ones.

    ``the_rest`` says how to see what is not printed.
    """
    kinds: dict[str, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(PARTICULARS.sub("", problem.reason), []).append(problem)
    groups = list(kinds.values()) if len(kinds) > 1 else [[problem] for problem in problems]
    for group in sorted(groups, key=len, reverse=True)[:SHOWN_PROBLEMS]:
        others = f" (and {len(group) - 1:,} more of this kind)" if len(group) > 1 else ""
        error_console.print(escape(printable(f"{group[0]}{others}")), style="yellow", soft_wrap=True)
    if len(groups) > SHOWN_PROBLEMS:
        what = "kinds of problems" if len(groups) < len(problems) else "more"
        error_console.print(f"… and {len(groups) - SHOWN_PROBLEMS} {what}; {the_rest}", soft_wrap=True)
    elif len(groups) < len(problems):
        error_console.print(the_rest[:1].upper() + the_rest[1:], soft_wrap=True)


def printable(text: str) -> str:
    """The text with names of files that are not UTF-8 written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
