"""How rightly exports of newspaper databases are read, field by field and file by file.

    python -m benchmarks.accuracy.vendors [FILE …]

Each file of ``gold/vendor`` is read as a user's; its articles are compared with the answers in order. Body words count
as right where they are between ``words_least`` and ``words`` within 3 %. With FILE, its wrong fields are listed.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from analysis.ingest.outlets import outlet_of
from analysis.ingest.vendors import recognised
from analysis.ingest.vendors.base import articles_of
from analysis.types import Article
from benchmarks.accuracy.data import SHARED, lines

VENDOR = SHARED / "gold" / "vendor"
SLACK = 0.03
WORD = re.compile(r"\S+")


def _same(one: str | None, other: str | None) -> bool:
    """Equal but for white space, case and marks."""
    bare = (re.sub(r"[\W_]+", "", text or "").casefold() for text in (one, other))
    return next(bare) == next(bare)


def judged(article: Article, answer: dict[str, Any]) -> dict[str, bool]:
    """Which fields of an article are right; answers without text leave it open."""
    words = len(WORD.findall(article.text))
    text = " ".join(article.text.split())
    date = None if article.published is None else article.published.isoformat()
    return {
        "title": _same(article.title, answer["title"]),
        "outlet": _same(article.outlet, outlet_of(answer["outlet"])),
        "date": date == answer["date"],
        "words": "words" not in answer or answer["words_least"] * (1 - SLACK) <= words <= answer["words"] * (1 + SLACK),
        "starts": "starts" not in answer or _same(text[:40], (answer["starts"] or "")[:40]),
        "ends": "ends" not in answer or _same(text[-40:], (answer["ends"] or "")[-40:]),
    }


def read(path: Path) -> list[Article]:
    """The articles of a file; none where no reader recognises it."""
    data = path.read_bytes()
    reader = recognised(data)
    if reader is None:
        return []
    return [item for item in articles_of(reader.records(data), str(path), path.name) if isinstance(item, Article)]


def main() -> None:
    """Print a row for each file, and the sums."""
    asked = set(sys.argv[1:])
    total: Counter[str] = Counter()
    for folder in (VENDOR, VENDOR / "other"):
        answers: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in lines(folder / "answers.jsonl"):
            answers[row["file"]].append(row)
        for name, wanted in sorted(answers.items()):
            found = read(folder / name)
            right: Counter[str] = Counter()
            for article, answer in zip(found, wanted, strict=False):
                fields = judged(article, answer)
                right.update(key for key, good in fields.items() if good)
                if name in asked and not all(fields.values()):
                    wrong = ", ".join(key for key, good in fields.items() if not good)
                    print(f"  {answer['index']}: {wrong}\n    ours  {article.title!r} {article.outlet!r} "
                          f"{article.published} {len(WORD.findall(article.text))} {article.text[:50]!r} … "
                          f"{article.text[-50:]!r}\n    right {answer['title']!r} {answer['outlet']!r} "
                          f"{answer['date']} {answer.get('words_least')}–{answer.get('words')} "
                          f"{answer.get('starts')!r} … {answer.get('ends')!r}")  # fmt: skip
            total.update(right)
            total["found"] += len(found)
            total["of"] += len(wanted)
            fields = "  ".join(f"{key} {right[key]}" for key in ("title", "outlet", "date", "words", "starts", "ends"))
            print(f"{name:32} {len(found):4} of {len(wanted):4}  {fields}")
    print("all:", dict(total))


if __name__ == "__main__":
    main()
