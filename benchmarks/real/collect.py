"""Turn the labels of two readers into one set: how far they agree, what has to be settled, and the labels as offsets.

    python -m benchmarks.real.collect FOLDER

``FOLDER`` has ``A-*.jsonl`` and ``B-*.jsonl`` of the two readers and, once disputes are settled, ``settled*.jsonl``.
Prints the agreement of each kind, writes open disputes to ``FOLDER/disputes.txt``, and every label that both readers
gave or that is settled to ``tests/gold/real/labels.jsonl``. Words of an article become offsets there, never text.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.paths import CORPUS, ROOT, SHARED

GOLD = ROOT / "tests" / "gold" / "real"
PLACES, LABELS, KINDS = GOLD / "places.jsonl", GOLD / "labels.jsonl", GOLD / "articles.jsonl"
#: kind of label -> the fields in which two readers must agree
AGREED = {
    "pronoun": ("not_a_source", "means"),
    "description": ("kind", "means"),
    "source": ("statement", "type", "source", "name"),
    "voice": ("voice",),
    "cue": ("is",),
}
#: fields whose values are words of the article
WORDS = ("means", "words", "source", "name", "role")
#: characters of the article shown around a disputed place
CONTEXT = 500

Label = dict[str, Any]


def texts() -> dict[str, str]:
    """Article id -> text, title behind it, of every article that labels can be on: a name may be in the title alone."""
    frame = pd.read_parquet(CORPUS, columns=["id", "text", "title"])
    found = {row.id: f"{row.text}\n\n{row.title}" for row in frame.itertuples()}
    with gzip.open(SHARED / "gold" / "scu_articles.jsonl.gz", "rt", encoding="utf-8") as file:
        found |= {row["id"]: row["text"] for row in map(json.loads, file)}
    return found


def rows(paths: list[Path]) -> Iterator[Label]:
    """The labels in these files. A description that says nothing at its place is nobody, whatever it is elsewhere."""
    for path in sorted(paths):
        for row in map(json.loads, filter(str.strip, path.read_text(encoding="utf-8").splitlines())):
            if isinstance(row.get("source"), bool):
                speaks = row.pop("source") and row["kind"] != "nobody"
                row |= {} if speaks else {"kind": "nobody", "means": None}
            yield row


def same(one: Label, other: Label, field: str) -> bool:
    """Whether two labels agree in a field; names and words agree if one holds the other’s last word."""
    left, right = one.get(field), other.get(field)
    if field not in WORDS or not left or not right:
        return (left or None) == (right or None)
    words, others = (re.findall(r"[^\W_]+", value.casefold()) for value in (left, right))
    return bool(words and others) and (words[-1] in others or others[-1] in words)


def agree(kind: str, one: Label, other: Label) -> bool:
    """Whether two labels say the same; what follows from “no statement” or “not a source” is not compared."""
    for field in AGREED[kind]:
        if not same(one, other, field):
            return False
        if (field == "statement" and not one.get(field)) or (field == "not_a_source" and one.get(field)):
            return True
    return True


def with_offsets(label: Label, place: Label, text: str) -> Label:
    """The label with offsets in place of words: the occurrence nearest to the place. Raises ``ValueError``."""
    found = {key: value for key, value in label.items() if key not in (*WORDS, "item", "unclear")}
    for field in WORDS:
        words = label.get(field)
        if words is None:
            if field in label:
                found[field] = None
            continue
        starts = [match.start() for match in re.finditer(re.escape(words), text)]
        if not starts:
            raise ValueError(f"{label['item']}: “{words}” is not in the article")
        start = min(starts, key=lambda start: abs(start - place["start"]))
        found[field] = [start, start + len(words)]
    return found


def main() -> None:
    """Read the labels, print the agreement, write disputes and labels."""
    folder = Path(sys.argv[1])
    places = {row["item"]: row for row in rows([PLACES])}
    first, second = ({row.get("item") or row["article"]: row for row in rows([*folder.glob(f"{reader}-*.jsonl")])}
                     for reader in "AB")  # fmt: skip
    settled = {row.get("item") or row["article"]: row for row in rows([*folder.glob("settled*.jsonl")])}
    by_id = texts()
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in (*AGREED, "article")}
    disputes: list[str] = []
    labels: list[Label] = []
    for item, place in places.items():
        if item not in first or item not in second:
            continue
        kind, text = place["kind"], by_id[place["article"]]
        if first[item].get("unclear") and second[item].get("unclear"):
            counts[kind]["open"] += 1  # careful readers can differ: no label
            continue
        agreed = agree(kind, first[item], second[item])
        counts[kind]["agreed" if agreed else "disputed"] += 1
        if not agreed and item not in settled:
            start, end = place["start"], place["end"]
            around = f"{text[max(0, start - CONTEXT) : start]}⟦{text[start:end]}⟧{text[end : end + CONTEXT]}"
            disputes.append(f"##### {item} in {place['article']}\nA: {json.dumps(first[item], ensure_ascii=False)}\n"
                            f"B: {json.dumps(second[item], ensure_ascii=False)}\n{around}\n")  # fmt: skip
            continue
        chosen = settled.get(item) or (second[item] if first[item].get("unclear") else first[item])
        if agreed or not chosen.get("unclear"):
            how = "agreed" if agreed else "settled"
            labels.append({**place, "readers": how, "label": with_offsets(chosen, place, text)})
    kinds: list[Label] = []
    for article in dict.fromkeys(place["article"] for place in places.values()):
        given = [reader[article]["kind"] for reader in (first, second) if article in reader]
        if len(given) == 2:
            counts["article"]["agreed" if given[0] == given[1] else "disputed"] += 1
            kinds.append({"article": article, "kind": settled[article]["kind"] if article in settled else given[0]})
    (folder / "disputes.txt").write_text("\n".join(disputes), encoding="utf-8")
    for path, written in ((LABELS, labels), (KINDS, kinds)):
        path.write_text("".join(json.dumps(row) + "\n" for row in written), encoding="utf-8")
    print("| kind | places | unclear to both readers | both readers agree on the others |\n| --- | --- | --- | --- |")
    for kind, count in counts.items():
        if judged := count["agreed"] + count["disputed"]:
            print(f"| {kind} | {count.total()} | {count['open']} | {count['agreed'] / judged:.1%} |")
    print(f"\n{len(disputes)} disputes are open; {len(labels)} labels written.")


if __name__ == "__main__":
    main()
