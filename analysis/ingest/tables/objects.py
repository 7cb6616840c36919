"""Rows of JSON files: lists of objects, objects on lines, and the wrappers in which services and tools put them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from analysis.ingest.tables.base import (
    Row,
    UnreadableTable,
    bad_row,
    decoded,
    lines_of,
    named,
    open_text,
    read_whole,
    text_lines,
)
from analysis.ingest.tables.encodings import has_bad_bytes
from analysis.types import Problem

#: names under which services put their list of articles; the answers of some have one inside the other
WRAPPERS = (
    "articles", "results", "response", "posts", "docs", "data", "items", "hits", "news", "stories", "documents",
    "entries", "records", "rows", "content", "list", "value", "feed", "channel", "item", "entry", "article", "result",
)  # fmt: skip
#: the deepest wrapper that is opened
DEEPEST = 5
#: fields that only an article has, not the answer of a service around articles
OF_ARTICLES = frozenset(("title", "headline", "text", "content", "body", "maintext", "url", "webTitle", "plaintext"))
LINE = "the line is not a JSON object; write one object per line"
ENTRY = "the entry is not a JSON object; write a list of objects"


def read_lines(path: Path) -> Iterator[Row]:
    """Yield the rows of JSON Lines. A file that is JSON as a whole is read as such, whatever its name."""
    with open_text(path) as file:
        bad: list[str] = []
        lines = enumerate(text_lines(file, bad), start=1)
        head: list[tuple[int, str]] = []
        for number, line in lines:
            head.append((number, line))
            if line.strip():
                break
        if head and not _is_object(head[-1][1]) and head[-1][1].lstrip()[:1] in ("[", "{"):
            try:
                found = _loaded(path)
            except (UnreadableTable, ValueError, RecursionError):
                found = None
            entries = entries_of(found)
            if any(isinstance(entry, dict) for entry in entries):
                yield from _rows(path, entries)
                return
        for number, line in chain(head, lines):
            if bad and has_bad_bytes(line):
                yield number, bad_row(path, number)
            elif line.strip():
                yield from _line(path, number, line)


def _line(path: Path, number: int, line: str) -> Iterator[Row]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        yield number, Problem(str(path), number, f"the line is not JSON ({error}); write one object per line")
        return
    if not isinstance(row, dict):
        yield number, Problem(str(path), number, LINE)
        return
    for entry in entries_of(row) if OF_ARTICLES.isdisjoint(row) else [row]:
        yield number, named(entry) if isinstance(entry, dict) else Problem(str(path), number, LINE)


def read_json(path: Path) -> Iterator[Row]:
    """Yield the rows of a JSON file: a list of objects, one object, a wrapper of these, or one object after another."""
    try:
        found = _loaded(path)
    except UnreadableTable:
        raise
    except (ValueError, RecursionError) as error:
        if isinstance(error, json.JSONDecodeError) and error.msg == "Extra data":
            yield from _several(path, error)
            return
        raise UnreadableTable(f"the file is not JSON ({error}); export it again") from error
    yield from _rows(path, entries_of(found))


def _loaded(path: Path) -> object:
    return json.loads(_text(path))


def _text(path: Path) -> str:
    return decoded(read_whole(path, "JSON", "write it as JSON Lines (.jsonl)"))


def _rows(path: Path, entries: list[object]) -> Iterator[Row]:
    for number, entry in enumerate(entries, start=1):
        yield number, named(entry) if isinstance(entry, dict) else Problem(str(path), number, ENTRY)


def _several(path: Path, error: json.JSONDecodeError) -> Iterator[Row]:
    """The rows of a file with several JSON values: one per line, or one after another over several lines."""
    with open_text(path) as file:
        first = next((line for _, line in lines_of(file) if line.strip()), "")
    if _is_object(first):
        yield from read_lines(path)
        return
    text = _text(path)
    decoder = json.JSONDecoder()
    at = number = 0
    while at < len(text):
        if text[at].isspace() or text[at] == ",":
            at += 1
            continue
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as broken:
            if number == 0 or not isinstance(broken, json.JSONDecodeError):
                raise UnreadableTable(f"the file is not JSON ({error}); export it again") from broken
            yield number + 1, Problem(str(path), number + 1, f"the rest of the file is not JSON ({broken})")
            return
        for entry in entries_of(value):
            number += 1
            yield number, named(entry) if isinstance(entry, dict) else Problem(str(path), number, ENTRY)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def entries_of(found: object, depth: int = DEEPEST) -> list[object]:
    """The entries of a JSON value: those of a list, of a list inside wrappers, of a table of pandas, or the value."""
    if isinstance(found, list):
        return _with_header(found) or [_unwrapped(entry) for entry in found]
    if not isinstance(found, dict) or not depth:
        return [found]
    frame = _frame(found)
    if frame is not None:
        return frame
    for name in WRAPPERS:
        inner = found.get(name)
        if isinstance(inner, list) and any(isinstance(entry, dict) for entry in inner) and not _is_article(found, name):
            return entries_of(inner, depth - 1)
        if isinstance(inner, dict) and not _is_article(found, name):
            entries = entries_of(inner, depth - 1)
            if entries != [inner] or not OF_ARTICLES.isdisjoint(inner):
                return entries
    for name in ("articles", "results"):
        if isinstance(found.get(name), list):
            return entries_of(found[name])
    return [found]


def _is_article(found: dict[str, Any], wrapper: str) -> bool:
    """Whether an object is an article itself, of which a part is called like a wrapper."""
    return sum(name in found for name in OF_ARTICLES if name != wrapper) >= 1 and wrapper not in ("articles", "results")


def _unwrapped(entry: object) -> object:
    """The fields of a document of Elasticsearch, or the entry."""
    if isinstance(entry, dict) and isinstance(entry.get("_source"), dict):
        return entry["_source"]
    return entry


def _by_key(found: dict[str, Any]) -> list[object] | None:
    """The articles of an object with a list of articles for each day, outlet or other key."""
    entries = [entry for value in found.values() if isinstance(value, list) for entry in value]
    if not entries or not all(isinstance(value, list) for value in found.values()):
        return None
    if all(isinstance(entry, dict) and len(OF_ARTICLES.intersection(entry)) > 1 for entry in entries):
        return entries
    return None


def _with_header(found: list[object]) -> list[object] | None:
    """The rows of a list of lists, of which the first has the names of the columns."""
    if len(found) < 2 or not all(isinstance(row, list) for row in found):
        return None
    rows = [row for row in found if isinstance(row, list)]
    if not all(isinstance(name, str) for name in rows[0]) or OF_ARTICLES.isdisjoint(map(str.lower, rows[0])):
        return None
    return [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]


def _frame(found: dict[str, Any]) -> list[object] | None:
    """The rows of a table as pandas writes it: by column, by row, or as names and rows."""
    names, rows = found.get("columns"), found.get("data")
    if isinstance(names, list) and isinstance(rows, list) and all(isinstance(row, list) for row in rows):
        return [dict(zip(map(str, names), row, strict=False)) for row in rows]
    if not found or not all(isinstance(value, dict) for value in found.values()):
        columns = list(found.values())
        if (
            len(columns) > 1
            and all(isinstance(column, list) for column in columns)
            and len({len(column) for column in columns}) == 1
            and not OF_ARTICLES.isdisjoint(found)
            and not any(isinstance(cell, (dict, list)) for column in columns for cell in column[:3])
            and "title" in found
        ):
            return [dict(zip(found, row, strict=True)) for row in zip(*columns, strict=True)]
        return _by_key(found)
    if not OF_ARTICLES.isdisjoint(found) and len(found) > 1:
        keys = dict.fromkeys(key for column in found.values() for key in column)
        return [{name: column.get(key) for name, column in found.items()} for key in keys]
    wanted = 1 if len(found) > 1 else 2  # a single object may also be a part of an article
    if all(len(OF_ARTICLES.intersection(value)) >= wanted for value in found.values()):
        return list(found.values())
    return None
