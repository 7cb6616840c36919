"""How rightly exports of newspaper databases are read, field by field and file by file.

    python -m benchmarks.accuracy.vendors > docs/measurements/vendor-exports.md
    python -m benchmarks.accuracy.vendors FILE …

The first prints a page with a row for each file of ``gold/vendor``, whose articles are compared with the answers in
order; the second lists the wrong fields of files. Body words count as right where they are between ``words_least`` and
``words`` within 3 %.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
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


FIELDS = ("title", "outlet", "date", "words", "starts", "ends")
PAGE = """# Exports of newspaper databases, measured ({day})

`python -m benchmarks.accuracy.vendors` reads exports that others published and compares every article with answers that
were labelled apart from the readers. A field counts as right where it is equal but for case, white space and marks;
the date where it is the same day; the words of the body where their number is between the labelled ones, without and
with captions and credits, within 3 %; its start and end where 40 characters are equal. The labelled ends include
captions and credits, which the readers keep apart from the body, so that many ends differ on purpose.

The files of the second table are small, in other languages or with other interfaces. The readers were written with all
of these files at hand, so new files may be read slightly worse. No real RTF export was found: the RTF readers of Nexis
Uni and Factiva follow descriptions of the formats alone and are not measured.
"""


def answers_of(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The answers of each file of a folder, in the order of its articles."""
    answers: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in lines(folder / "answers.jsonl"):
        answers[row["file"]].append(row)
    return answers


def counted(path: Path, wanted: list[dict[str, Any]]) -> Counter[str]:
    """How many articles of a file were found, how many there are, and how many have each field right."""
    found = read(path)
    right = Counter(found=len(found), wanted=len(wanted))
    for article, answer in zip(found, wanted, strict=False):
        right.update(key for key, good in judged(article, answer).items() if good)
    return right


def row_of(name: str, right: Counter[str]) -> str:
    """A row of the table."""
    fields = " | ".join(f"{right[key]:,}" for key in FIELDS)
    return f"| {name} | {right['wanted']:,} | {right['found']:,} | {fields} |"


def page() -> str:
    """The page with a table for each folder."""
    today = dt.date.today()
    parts = [PAGE.format(day=f"{today.day} {today:%B %Y}")]
    for folder in (VENDOR, VENDOR / "other"):
        rows = {name: counted(folder / name, wanted) for name, wanted in sorted(answers_of(folder).items())}
        total: Counter[str] = sum(rows.values(), Counter())
        head = f"| file | articles | found | {' | '.join(FIELDS)} |\n|---|{'--:|' * (len(FIELDS) + 2)}"
        parts.append("\n".join([head, *(row_of(name, right) for name, right in rows.items()), row_of("all", total)]))
    return "\n\n".join(parts).replace("\n\n\n", "\n\n")


def wrong_fields(path: Path, wanted: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong in each article of a file."""
    for article, answer in zip(read(path), wanted, strict=False):
        wrong = [key for key, good in judged(article, answer).items() if not good]
        if wrong:
            ours = (article.title, article.outlet, str(article.published), len(WORD.findall(article.text)),
                    article.text[:40], article.text[-40:])  # fmt: skip
            right = tuple(answer.get(key) for key in ("title", "outlet", "date", "words", "starts", "ends"))
            yield f"{answer['index']}: {', '.join(wrong)}\n  ours  {ours}\n  right {right}"


def main() -> None:
    """Print the page, or the wrong fields of the files that are named."""
    if not sys.argv[1:]:
        print(page())
        return
    for folder in (VENDOR, VENDOR / "other"):
        for name, wanted in answers_of(folder).items():
            for text in wrong_fields(folder / name, wanted) if name in sys.argv[1:] else ():
                print(text)


if __name__ == "__main__":
    main()
