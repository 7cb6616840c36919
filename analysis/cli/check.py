"""The command ``check``: a draft by the rules of the standards desk, or the store for errors."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from analysis.cli.terminal import StoreOption, app, console, error_console, fail, open_store, printable

if TYPE_CHECKING:
    from analysis.standards import DraftReport, Note

#: what stands for the standard input
STANDARD_INPUT = "-"
#: terminal styles by level of a note
STYLES = {"warning": "bold yellow", "note": "dim"}


@app.command()
def check(
    draft: Annotated[
        str | None, typer.Argument(metavar="[FILE|-]", help="A draft: text, .docx, .odt, .rtf or .pdf; - reads a text.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="The headline, if it is not the first line of the draft.")] = None,
    form: Annotated[str, typer.Option("--format", help="text, json, sarif or checkstyle.")] = "text",
    thresholds: Annotated[
        Path | None, typer.Option(help="The newsroom's thresholds. Default: data/standards.toml.")
    ] = None,
    store_path: StoreOption = None,
) -> None:
    """Check a draft: unnamed sources, loaded words, doubt without an owner. Without a file, check the store for errors.

    Ends with exit code 1 if a draft has warnings or the store has errors.
    """
    if draft is None:
        _check_store(store_path)
    else:
        _check_draft(draft, title, form, thresholds)


def _check_store(store_path: Path | None) -> None:
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


def _check_draft(name: str, title: str | None, form: str, thresholds: Path | None) -> None:
    from analysis.standards import BadThresholds, check_draft, read_thresholds
    from analysis.standards.formats import FORMATS
    from analysis.standards.reading import UnreadableDraft, read_draft

    if form != "text" and form not in FORMATS:
        fail(f"--format takes text, {', '.join(FORMATS)}, not {form!r}", 2)
    try:
        data = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
        draft = read_draft(data)
        report = check_draft(draft.text, title or draft.title, read_thresholds(thresholds))
    except OSError as error:
        fail(f"{printable(name)}: cannot be read ({error.strerror})", 2)
    except UnreadableDraft as problem:
        fail(f"{printable(name)}: {problem}", 2)
    except BadThresholds as problem:
        fail(problem, 2)
    if form == "text":
        _print(report)
    else:
        sys.stdout.write(FORMATS[form](report, name))
    if report.warnings:
        raise typer.Exit(1)


def _print(report: DraftReport) -> None:
    table = Table("source", "role", "named", "statements", "words", title="Sources", title_justify="left")
    for source in report.sources:
        named = "yes" if source.named else f"no: {source.reason}" if source.reason else "no"
        cells = (source.name, source.role or "–", named, f"{source.statements}", f"{source.words:,}")
        table.add_row(*(escape(cell) for cell in cells))
    console.print(table)
    if report.claim is not None:
        carried = ", ".join(source.name for source in report.carried_by) or "nobody"
        console.print(f"Main claim: {escape(report.claim.of(report.article.text))}", soft_wrap=True)
        console.print(f"Said by: {escape(carried)}", soft_wrap=True)
    for note in report.notes:
        console.print(_line(note, report.article.text), soft_wrap=True)
    console.print(f"{len(report.warnings)} warnings, {len(report.notes) - len(report.warnings)} notes")


def _line(note: Note, text: str) -> str:
    from analysis.standards.rules import RULES

    line = text.count("\n", 0, note.span.start) + 1
    style = STYLES[note.level]
    sentence = " ".join(note.sentence.of(text).split())
    return f"[{style}]line {line}: {escape(RULES[note.rule].title)}[/]: {escape(note.reason)}\n    {escape(sentence)}"
