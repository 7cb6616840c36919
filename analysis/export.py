"""Writing tables for others: CSV that a spreadsheet opens safely, Parquet, JSON Lines."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pandas as pd

#: a text cell that begins so is run as a formula by common spreadsheets, which skip what cannot be seen
FORMULA = re.compile(r"[\s\x00-\x1f\u200b\ufeff]*?[\t\r=+\-@＝＋－＠]")


def defused(value: object) -> object:
    """The value of a text cell, with a leading apostrophe where a spreadsheet would run it."""
    return "'" + value if isinstance(value, str) and FORMULA.match(value) else value


def csv_text(frame: pd.DataFrame) -> str:
    """A table as CSV: a header, then rows; text cells defused, missing values empty."""
    safe = frame.copy()
    for column in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[column]) and not pd.api.types.is_datetime64_any_dtype(safe[column]):
            safe[column] = pd.Series([defused(_plain(value)) for value in safe[column]], index=safe.index, dtype=object)
    safe.columns = pd.Index([defused(name) for name in safe.columns])
    written = io.StringIO()
    safe.to_csv(written, index=False, lineterminator="\r\n")
    return written.getvalue()


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """``csv_text`` in UTF-8 with the mark by which spreadsheets know the encoding; pandas skips it."""
    return csv_text(frame).encode("utf-8-sig", "replace")


def _plain(value: object) -> object:
    if isinstance(value, (list, tuple)) or (type(value).__module__ == "numpy" and hasattr(value, "tolist")):
        items = value.tolist() if hasattr(value, "tolist") else value
        return "; ".join(str(item) for item in items) if isinstance(items, (list, tuple)) else items
    return value


def write_table(frame: pd.DataFrame, path: Path, kind: str) -> None:
    """Write a table as ``csv``, ``parquet`` or ``jsonl``. Raises ``OSError`` where the file cannot be written."""
    if kind == "csv":
        path.write_bytes(csv_bytes(frame))
    elif kind == "parquet":
        frame.to_parquet(path, index=False)
    else:
        with open(path, "w", encoding="utf-8") as file:
            frame.to_json(file, orient="records", lines=True, date_format="iso", force_ascii=False)
