"""A large store made from a scored one, by repeating its rows: what the benchmarks of size read.

    python -m benchmarks.speed.big_store STORE COPIES OUT [TABLE …]

Each copy has ids, groups of text, stories and rare terms of its own; outlets, numbers and, unless copies are to lie
``apart``, days stay; texts are cut short. Named tables only are filled, all where none is named.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

import duckdb

#: a term that stands less often than this gets a form of its own in each copy, as the names of other events would be
RARE = 60
KEYS = ("id", "article_id", "story", "text_group", "earliest")
CHANGED = {
    **{key: f"{key} || '-' || k" for key in KEYS},
    "term": "CASE WHEN term IN (FROM rare) THEN term || k ELSE term END",
    "word": "CASE WHEN word IN (FROM rare) THEN word || k ELSE word END",
    "text": "left(text, 300)",
    "hash": "xor(hash, (k * 2654435761 % 4294967296)::UINTEGER)",
    **{day: f"{day} + (k * $apart)::INTEGER" for day in ("published", "day", "first_day", "last_day")},
}


def repeat(store: Path, copies: int, out: Path, filled: Collection[str] = (), apart: int = 0) -> int:
    """Write the store ``out`` of so many copies of a store that was scored and related; return its articles.

    Each copy follows so many days after the one before.
    """
    out.unlink(missing_ok=True)
    with duckdb.connect(str(out)) as connection:
        connection.execute(f"SET memory_limit = '2GB'; SET threads = 2; ATTACH '{store}' AS one (READ_ONLY)")
        tables = connection.execute(
            "SELECT table_name, sql FROM duckdb_tables() WHERE database_name = 'one'"
        ).fetchall()
        connection.execute("CREATE TEMP TABLE rare AS SELECT word FROM one.frequencies WHERE articles < ?", [RARE])
        for table, definition in tables:
            connection.execute(definition)
            columns = [row[0] for row in connection.execute(f"DESCRIBE one.{table}").fetchall()]
            if table == "meta":
                connection.execute("INSERT INTO meta FROM one.meta")
            elif not filled or table in filled:
                cells = ", ".join(CHANGED.get(name, name) for name in columns).replace("$apart", str(apart))
                at_once = copies if table == "vectors" and not apart else 1  # vectors come in by their days
                for k in range(0, copies, at_once):
                    connection.execute(
                        f"INSERT INTO {table} SELECT {cells} FROM range({k}, {k + at_once}) AS copies(k), one.{table}"
                        + (" ORDER BY day" if table == "vectors" else "")
                    )
        connection.execute(
            "CREATE TEMP TABLE summed AS SELECT word, sum(articles)::INTEGER FROM frequencies GROUP BY ALL; "
            "DELETE FROM frequencies; INSERT INTO frequencies FROM summed"
        )
        [(articles,)] = connection.execute("SELECT count(*) FROM articles").fetchall()
    return int(articles)


if __name__ == "__main__":
    print(repeat(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:]), "articles")
