"""Turn the labels of two readers of sentences into one set: how far they agree, what is to be settled, the labels.

    python -m benchmarks.marks.collect FOLDER

``FOLDER`` has ``A-s*.jsonl`` and ``B-s*.jsonl`` of the two readers and, once disputes are settled, ``settled*.jsonl``.
Prints the agreement, writes open disputes to ``FOLDER/disputes.txt``, and the labels of settled sentences, as ids and
offsets, to ``tests/gold/marks/labels.jsonl``.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.marks.draw import PLACES
from benchmarks.real.articles import articles

LABELS = PLACES.parent / "labels.jsonl"
#: kinds of marks that readers look for
KINDS = ("hedges", "boosters", "loaded", "appeals")
TONES = ("favourable", "neutral", "unfavourable")

Label = dict[str, Any]


class Found(NamedTuple):
    """One mark of a reader: its offsets in the sentence, and the kind of hedge (or "")."""

    start: int
    end: int
    kind: str

    def overlaps(self, other: Found) -> bool:
        """Whether two marks share a character."""
        return self.start < other.end and other.start < self.end


def read(paths: Iterable[Path]) -> dict[str, Label]:
    """Item -> label, of all files of one reader."""
    rows = (
        json.loads(line) for path in sorted(paths) for line in path.read_text(encoding="utf-8").splitlines() if line
    )
    found: dict[str, Label] = {}
    for row in rows:
        found[row["item"]] = {**found.get(row["item"], {}), **row}
    return found


def marks(sentence: str, label: Label, kind: str) -> list[Found]:
    """The marks of one kind as offsets in the sentence. Raises ``ValueError`` for words that are not in it."""
    found: list[Found] = []
    after: Counter[str] = Counter()
    for entry in label.get(kind, []):
        words, name = (entry["words"], entry["kind"]) if isinstance(entry, dict) else (entry, "")
        whole = rf"(?<!\w){re.escape(words)}(?!\w)"
        place = re.compile(whole).search(sentence, after[words]) or re.compile(re.escape(words)).search(sentence)
        if place is None:
            raise ValueError(f"{label['item']}: {words!r} is not in the sentence")
        after[words] = place.end()
        found.append(Found(place.start(), place.end(), name))
    return found


def apart(one: list[Found], other: list[Found]) -> list[Found]:
    """The marks of one reader that the other does not have, or of which the other says another kind."""
    return [mark for mark in one if not any(mark.overlaps(o) and mark.kind == o.kind for o in other)]


def agreement(pairs: list[tuple[list[Found], list[Found]]]) -> tuple[float, int]:
    """F1 of one reader's marks against the other's, and how many marks both have together."""
    both = sum(len(one) + len(other) for one, other in pairs)
    alone = sum(len(apart(one, other)) + len(apart(other, one)) for one, other in pairs)
    return (1 - alone / both if both else 1.0), both


def disputed(sentence: str, first: Label, second: Label) -> list[str]:
    """The fields in which two readers differ."""
    fields = [] if first["tone"] == second["tone"] else ["tone"]
    for kind in KINDS:
        one, other = marks(sentence, first, kind), marks(sentence, second, kind)
        if apart(one, other) or apart(other, one):
            fields.append(kind)
    return fields


def settled_label(sentence: str, first: Label, second: Label, third: Label | None) -> Label | None:
    """The label on which readers agree, with the third's word where they differ; ``None`` while that is missing."""
    fields = disputed(sentence, first, second)
    if any(third is None or field not in third for field in fields):
        return None
    chosen = {field: (third or {})[field] if field in fields else first[field] for field in (*KINDS, "tone")}
    both_unsure = sorted(set(first.get("unclear", [])) & set(second.get("unclear", [])))
    return {"item": first["item"], **chosen, "unclear": both_unsure, "differ": fields}


def main() -> None:
    """Print the agreement, write the disputes and the labels."""
    folder = Path(sys.argv[1])
    first, second = read(folder.glob("A-s*.jsonl")), read(folder.glob("B-s*.jsonl"))
    third = read(folder.glob("settled-s*.jsonl"))
    texts = articles()
    places = [json.loads(line) for line in PLACES.read_text(encoding="utf-8").splitlines()]
    sentences = {p["item"]: texts[p["article"]].text[p["start"] : p["end"]] for p in places}
    for kind in KINDS:
        pairs = [(marks(s, first[i], kind), marks(s, second[i], kind)) for i, s in sentences.items()]
        share, count = agreement(pairs)
        print(f"{kind}: F1 between the readers {share:.3f}, {count} marks of both together")
    same = sum(first[item]["tone"] == second[item]["tone"] for item in sentences)
    print(f"tone: the same for {same / len(sentences):.3f} of {len(sentences)}")
    rows, open_disputes = [], []
    for place in places:
        item, sentence = place["item"], sentences[place["item"]]
        label = settled_label(sentence, first[item], second[item], third.get(item))
        if label is None:
            fields = disputed(sentence, first[item], second[item])
            shown = [f"{n}: {json.dumps({f: r[item][f] for f in fields}, ensure_ascii=False)}"
                     for n, r in (("A", first), ("B", second))]  # fmt: skip
            open_disputes.append("\n".join([f"{item} ({', '.join(fields)}): {sentence.strip()}", *shown]) + "\n")
            continue
        spans = {kind: [[m.start, m.end, *([m.kind] if m.kind else [])] for m in marks(sentence, label, kind)]
                 for kind in KINDS}  # fmt: skip
        rows.append({**place, **spans, "tone": label["tone"], "unclear": label["unclear"], "differ": label["differ"]})
    (folder / "disputes-sentences.txt").write_text("\n".join(open_disputes), encoding="utf-8")
    LABELS.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} sentences labelled, {len(open_disputes)} to be settled")


if __name__ == "__main__":
    main()
