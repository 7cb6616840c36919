"""The real articles that places are drawn from and labels are on: the corpus of 2018 and 2019, and SCU's 24."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pandas as pd

from benchmarks.paths import CORPUS, SHARED

SCU = SHARED / "gold" / "scu_articles.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Text:
    """An article: its id, outlet, title, text and day of publication (ISO). SCU's have neither title nor day."""

    id: str
    outlet: str
    title: str | None
    text: str
    date: str | None

    @property
    def whole(self) -> str:
        """The text with the title behind it, after a blank line: offsets beyond the text are in the title."""
        return self.text if self.title is None else f"{self.text}\n\n{self.title}"


def _read() -> Iterator[Text]:
    for row in pd.read_parquet(CORPUS, columns=["id", "outlet", "title", "text", "date"]).itertuples():
        yield Text(row.id, row.outlet, row.title, row.text, row.date)
    with gzip.open(SCU, "rt", encoding="utf-8") as file:
        for record in map(json.loads, file):
            yield Text(record["id"], "SCU", None, record["text"], None)


@cache
def articles() -> dict[str, Text]:
    """Id -> article, the corpus in its order first, then SCU's. Raises ``FileNotFoundError`` where they are missing."""
    return {article.id: article for article in _read()}
