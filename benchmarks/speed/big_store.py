"""Make a large store from a scored one by repeating its rows; the benchmarks of scale read it.

    python -m benchmarks.speed.big_store STORE COPIES OUT [TABLE …]

Each copy has its own ids, text groups, stories and rare terms; outlets and numbers stay the same, and so do days unless
the copies follow each other in time. Texts are cut to 300 characters. Only the named tables are filled, by default all.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

import duckdb

#: a term in fewer articles than this gets another form in each copy, as the names in other events' articles would be
RARE = 60
KEYS = ("id", "article_id", "story", "text_group", "earliest")
#: column -> its value in copy ``k``, as SQL
CHANGED = {
    **{key: f"{key} || '-' || k" for key in KEYS},
    "term": "CASE WHEN term IN (FROM rare) THEN term || k ELSE term END",
    "word": "CASE WHEN word IN (FROM rare) THEN word || k ELSE word END",
    "text": "left(text, 300)",
    "hash": "xor(hash, (k * 2654435761 % 4294967296)::UINTEGER)",
    **{day: f"{day} + (k * $apart)::INTEGER" for day in ("published", "day", "first_day", "last_day")},
}


def repeat(store: Path, copies: int, out: Path, filled: Collection[str] = (), apart: int = 0) -> int:
    """Write a store of ``copies`` copies of a scored and related one to ``out``; return its number of articles.

    Each copy is ``apart`` days later than the one before.
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
                at_once = copies if table == "vectors" and not apart else 1  # vectors must be in order of days
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
