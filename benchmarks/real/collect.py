"""Turn the labels of two readers into one set: how far they agree, what has to be settled, and the labels as offsets.

    python -m benchmarks.real.collect FOLDER

``FOLDER`` has ``A-*.jsonl`` and ``B-*.jsonl`` of the two readers and, once disputes are settled, ``settled*.jsonl``, of
one draw or several, and of pairs. Prints the agreement of each kind, writes open disputes to ``FOLDER/disputes.txt``,
and every label that both readers gave or that is settled to ``labels.jsonl``, ``pair_labels.jsonl`` and
``articles.jsonl`` in ``tests/gold/real``. Words of an article become offsets there, never text. Labels of places that
the two readers in ``FOLDER`` did not both read stay as they are.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.paths import ROOT
from benchmarks.real.articles import articles
from benchmarks.real.pairs import PAIRS, shown

GOLD = ROOT / "tests" / "gold" / "real"
PLACES, LABELS, KINDS = GOLD / "places.jsonl", GOLD / "labels.jsonl", GOLD / "articles.jsonl"
PAIR_LABELS = GOLD / "pair_labels.jsonl"
#: kind of label -> the fields in which two readers must agree
AGREED = {
    "pronoun": ("not_a_source", "means"),
    "description": ("kind", "means"),
    "source": ("statement", "type", "source", "name"),
    "voice": ("voice",),
    "cue": ("is",),
    "pair": ("same",),
    "article": ("kind",),
}
#: fields of statements in which readers need not agree; how often they do is printed
BESIDE = ("role", "on_behalf_of", "reason")
#: fields whose values are words of the article
WORDS = ("means", "words", "source", "name", *BESIDE)
#: characters of the article shown around a disputed place
CONTEXT = 500

Label = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Readings:
    """The labels of two readers and of the third who settled disputes, by item, pair or article."""

    first: dict[str, Label]
    second: dict[str, Label]
    settled: dict[str, Label]

    def both(self, key: str) -> bool:
        """Whether both readers have a label for it."""
        return key in self.first and key in self.second

    def shown(self, key: str) -> str:
        """The labels of the two readers as two lines."""
        found = zip("AB", (self.first[key], self.second[key]), strict=True)
        return "".join(f"{name}: {json.dumps(label, ensure_ascii=False)}\n" for name, label in found)


def rows(paths: list[Path]) -> Iterator[Label]:
    """The labels in these files. A description that says nothing at its place is nobody, whatever it is elsewhere."""
    for path in sorted(paths):
        for row in map(json.loads, filter(str.strip, path.read_text(encoding="utf-8").split("\n"))):
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


def differing(one: Label, other: Label) -> list[str]:
    """The fields beside the agreed ones in which two labels differ: the label has the first reader’s words there."""
    return [field for field in BESIDE if not same(one, other, field)]


def with_offsets(label: Label, place: Label, text: str) -> Label:
    """The label with offsets in place of words: the occurrence nearest to the place. Raises ``ValueError``.

    What is not a statement has no other field.
    """
    if label.get("statement") is False:
        return {"statement": False}
    found = {key: value for key, value in label.items() if key not in (*WORDS, "item", "unclear")}
    for field in WORDS:
        words = label.get(field)
        if words is None:
            if field in label:
                found[field] = None
            continue
        starts = [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)]
        if not starts:
            raise ValueError(f"{label['item']}: “{words}” is not in the article")
        start = min(starts, key=lambda start: abs(start - place["start"]))
        found[field] = [start, start + len(words)]
    return found


def read(folder: Path) -> Readings:
    """The labels in a folder."""
    found = (
        {row.get("item") or row.get("pair") or row["article"]: row for row in rows([*folder.glob(f"{name}*.jsonl")])}
        for name in ("A-", "B-", "settled")
    )
    return Readings(*found)


def decided(kind: str, key: str, readings: Readings, count: Counter[str]) -> tuple[str, Label | None]:
    """How a label was reached, and the label, or None: “agreed”, “settled”, “disputed” or “unclear”. Counts it."""
    first, second = readings.first[key], readings.second[key]
    doubts = sum(bool(label.get("unclear")) for label in (first, second))
    count["places"] += 1
    count["doubted"] += doubts > 0
    if doubts == len("AB"):
        return "unclear", None  # careful readers can differ
    agreed = agree(kind, first, second)
    count["judged"] += 1
    count["agreed"] += agreed
    count["sure"] += agreed and not doubts
    if kind == "source" and agreed and first.get("statement"):
        for field in BESIDE:
            if first.get(field) or second.get(field):
                count[f"{field} given"] += 1
                count[f"{field} same"] += same(first, second, field)
    if agreed:
        return "agreed", readings.settled.get(key) or (second if first.get("unclear") else first)
    chosen = readings.settled.get(key)
    if chosen is None:
        return "disputed", None
    return ("unclear", None) if chosen.get("unclear") else ("settled", chosen)


def of_places(readings: Readings, counts: dict[str, Counter[str]], disputes: list[str]) -> dict[str, Label]:
    """Item -> row of ``labels.jsonl``. Disputes, and labels with words that are not in the article, are added."""
    labels: dict[str, Label] = {}
    for place in rows([PLACES]):
        item, kind = place["item"], place["kind"]
        if not readings.both(item):
            continue
        text, draw = articles()[place["article"]].whole, place.get("draw", 1)
        how, chosen = decided(kind, item, readings, counts[kind if draw == 1 else f"{kind}, draw {draw}"])
        problem = ""
        if chosen is not None:
            try:
                labels[item] = {**place, "readers": how, "label": with_offsets(chosen, place, text)}
                if how == "agreed" and (differ := differing(readings.first[item], readings.second[item])):
                    labels[item]["differ"] = differ
            except ValueError as error:
                problem = f"{error}\n"
        if problem or how == "disputed":
            start, end = place["start"], place["end"]
            around = f"{text[max(0, start - CONTEXT) : start]}⟦{text[start:end]}⟧{text[end : end + CONTEXT]}"
            disputes.append(f"##### {item} in {place['article']}\n{problem}{readings.shown(item)}{around}\n")
    return labels


def of_pairs(readings: Readings, count: Counter[str], disputes: list[str]) -> dict[str, Label]:
    """Pair -> row of ``pair_labels.jsonl``; disputes are added."""
    labels: dict[str, Label] = {}
    for pair in rows([PAIRS]):
        key = pair["pair"]
        if not readings.both(key):
            continue
        how, chosen = decided("pair", key, readings, count)
        if chosen is not None:
            labels[key] = {**pair, "readers": how, "label": {"same": chosen["same"]}}
        elif how == "disputed":
            around = shown("A", pair["a"]) + shown("B", pair["b"])
            disputes.append(f"##### {key}\n{readings.shown(key)}{around}")
    return labels


def of_articles(readings: Readings, count: Counter[str]) -> dict[str, Label]:
    """Article -> row of ``articles.jsonl``: its kind, by the first reader unless it is settled."""
    found = {}
    for article in dict.fromkeys(place["article"] for place in rows([PLACES])):
        if readings.both(article):
            _, chosen = decided("article", article, readings, count)
            found[article] = {"article": article, "kind": (chosen or readings.first[article])["kind"]}
    return found


def stored(path: Path, key: str, order: list[str], read_by_both: set[str], labels: dict[str, Label]) -> None:
    """Write labels in the order of what was drawn; those of what was not read by both now stay as they are."""
    before = {row[key]: row for row in rows([path] if path.exists() else [])}
    kept = {name: row for name, row in before.items() if name not in read_by_both} | labels
    if not kept:
        return
    path.write_text("".join(json.dumps(kept[name]) + "\n" for name in order if name in kept), encoding="utf-8")


def table(counts: dict[str, Counter[str]]) -> Iterator[str]:
    """The agreement as Markdown."""
    yield "| kind | places | unclear to either reader | both agree and neither doubts | both agree, doubts left out |"
    yield "| --- | --- | --- | --- | --- |"
    for kind, count in counts.items():
        if judged := count["judged"]:
            shares = f"{count['sure'] / count['places']:.1%} | {count['agreed'] / judged:.1%}"
            yield f"| {kind} | {count['places']} | {count['doubted']} | {shares} |"
    for kind, count in counts.items():
        for field in BESIDE:
            if given := count[f"{field} given"]:
                share = count[f"{field} same"] / given
                yield f"\n{kind}: {field} is the same in {share:.1%} of {given} given by either"


def main() -> None:
    """Read the labels, print the agreement, write disputes and labels."""
    folder = Path(sys.argv[1])
    readings = read(folder)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    disputes: list[str] = []
    places, pairs = list(rows([PLACES])), [row["pair"] for row in rows([PAIRS])]
    both = {key for key in readings.first if readings.both(key)}
    labels = of_places(readings, counts, disputes)
    of_two = of_pairs(readings, counts["pair"], disputes)
    kinds = of_articles(readings, counts["article"])
    stored(LABELS, "item", [place["item"] for place in places], both, labels)
    stored(PAIR_LABELS, "pair", pairs, both, of_two)
    stored(KINDS, "article", list(dict.fromkeys(place["article"] for place in places)), both, kinds)
    (folder / "disputes.txt").write_text("\n".join(disputes), encoding="utf-8")
    print("\n".join(table(counts)))
    print(f"\n{len(disputes)} disputes are open; {len(labels) + len(of_two)} labels written.")


if __name__ == "__main__":
    main()
