"""The corpus as articles with AllSides' lean of each, and the kinds that readers gave to some of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis.types import Article
from benchmarks.paths import CORPUS, ROOT

HUMAN = ROOT / "tests" / "gold" / "real" / "articles.jsonl"


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article of the corpus, AllSides' lean of its outlet, and the kind readers gave it (``None`` for most)."""

    article: Article
    lean: str
    human: str | None


def human_kinds() -> dict[str, str]:
    """Return article id -> news, opinion or other, as two readers labelled it."""
    lines = HUMAN.read_text(encoding="utf-8").splitlines()
    return {row["article"]: row["kind"] for row in map(json.loads, lines)}


@cache
def corpus() -> tuple[Labelled, ...]:
    """Return the corpus in its order. Raises ``FileNotFoundError`` if it is missing."""
    columns = ["id", "outlet", "title", "text", "url", "authors", "outlet_lean_allsides"]
    human = human_kinds()
    return tuple(
        Labelled(
            Article(
                row.id, row.outlet.strip(), row.title, row.text, url=row.url,
                authors=tuple(name.strip() for name in row.authors.split(",") if name.strip()),
            ),
            row.outlet_lean_allsides,
            human.get(row.id),
        )
        for row in pd.read_parquet(CORPUS, columns=columns).itertuples(index=False)
    )  # fmt: skip
