"""Codes from CSV files: one row for each unit, variable and coder."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.coding.codebook import Codebook
from analysis.types import Problem

#: the columns that a file of codes must have
NEEDED = ("unit", "coder", "variable", "value")


class UnreadableCodes(ValueError):
    """A file of codes that cannot be read; the message says what to do."""


def read_codes(path: Path, book: Codebook) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the codes in a CSV as ``unit, variable, coder, value``, and the rows that were set aside.

    A row is set aside if its variable or value is not in the codebook, or if another row has a code for the same unit,
    variable and coder already: the first one stays. Raises ``UnreadableCodes``, ``OSError``.
    """
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (ValueError, pd.errors.ParserError) as error:
        raise UnreadableCodes(f"{path}: not a CSV in UTF-8 ({str(error).strip()[:100]})") from error
    if missing := [name for name in NEEDED if name not in table]:
        raise UnreadableCodes(f"{path}: the columns {', '.join(missing)} are missing; codes have {', '.join(NEEDED)}")
    variables = {variable.key: variable for variable in book.variables}
    codes: dict[tuple[str, str, str], str] = {}
    problems = []
    for number, row in enumerate(table.to_dict("records"), 2):
        unit, coder, key, text = (str(row[name]).strip() for name in NEEDED)
        reason = "no unit or no coder" if not unit or not coder else ""
        if key not in variables:
            reason = f"the variable “{key}” is not in the codebook “{book.name}”"
        elif (unit, key, coder) in codes:
            reason = f"{coder} has a code for {unit}, {key} already; the first one was kept"
        if not reason:
            try:
                codes[unit, key, coder] = variables[key].code_of(text)
            except ValueError as error:
                reason = str(error)
        if reason:
            problems.append(Problem(str(path), number, reason))
    rows = [(*who, value) for who, value in codes.items()]
    return pd.DataFrame(rows, columns=["unit", "variable", "coder", "value"], dtype=str), problems
