"""How accurate the attributions are, on the project's own labelled set and, if available, on PolNeAR.

A labelled content counts as found if a predicted one, each used once, covers more than the given share of it.
Precision is over predictions, recall over labels. PolNeAR (Newell et al. 2018) states no licence, so it is only used
for measuring and no part of it is shipped.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.attribution import attribute
from analysis.types import SOURCE_TYPES, Attribution, Span
from benchmarks.accuracy.data import ROOT, SHARED, Figure, f1, macro_f1

#: the figures given for each outlet: a tool that reads one house style better than another is itself biased
BY_OUTLET = ("f1_at_0.3", "content_characters_f1", "source_match")
OWN = ROOT / "tests" / "gold" / "attributions.jsonl"


@dataclass(frozen=True, slots=True)
class Gold:
    """A labelled attribution; ``content`` and ``source`` may consist of several spans."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    labels: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its outlet and its labelled attributions."""

    text: str
    title: str
    outlet: str
    gold: tuple[Gold, ...]


def own_set() -> list[Text]:
    """Return the project's own labelled passages."""
    texts = []
    for line in OWN.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = []
        for label in row["attributions"]:
            spans = {name: _place(row["text"], label, name) for name in ("content", "source", "cue", "anonymity")}
            content, source = spans["content"], spans["source"]
            assert content is not None, label
            gold.append(Gold((content,), (source,) if source else (), label | {"spans": spans}))
        texts.append(Text(row["text"], row.get("title") or "", "own", tuple(gold)))
    return texts


def _place(text: str, label: dict[str, Any], name: str) -> Span | None:
    """Return the span of a labelled part; ``<name>_at`` counts earlier occurrences of its words in the text."""
    words = label.get(name)
    if words is None:
        return None
    start = -1
    for _ in range(label.get(f"{name}_at", 0) + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def polnear(split: str) -> list[Text]:
    """Return the articles of one of PolNeAR's splits with their primary annotations."""
    folder = SHARED / "gold"
    labels: dict[str, list[Gold]] = defaultdict(list)
    with gzip.open(folder / "polnear_attributions.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row["split"] == split and row["primary"] and row["content_span"]:
                spans = [tuple(Span(*span) for span in row[name]) for name in ("content_span", "source_span")]
                labels[row["doc"]].append(Gold(spans[0], spans[1]))
    with gzip.open(folder / "polnear_articles.jsonl.gz", "rt", encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    return [
        Text(a["text"], a["title"] or "", a["outlet"], tuple(labels[a["id"]])) for a in articles if a["split"] == split
    ]


def covered(gold: Sequence[Span], predicted: Span) -> float:
    """Return the share of a labelled content that a predicted span covers."""
    inside = sum(max(0, min(g.end, predicted.end) - max(g.start, predicted.start)) for g in gold)
    return inside / max(1, sum(len(g) for g in gold))


def matched(gold: Sequence[Gold], predicted: Sequence[Attribution], share: float) -> dict[int, int]:
    """Match each label in turn to the unused prediction that covers it best; label index -> prediction index."""
    used: dict[int, int] = {}
    for number, label in enumerate(gold):
        free = [k for k in range(len(predicted)) if k not in used.values()]
        best = max(free, key=lambda k: covered(label.content, predicted[k].content), default=None)
        if best is not None and covered(label.content, predicted[best].content) > share:
            used[number] = best
    return used


def measure(texts: Iterable[Text]) -> dict[str, float]:
    """Return every figure of a labelled set."""
    total: Counter[str] = Counter()
    types: list[tuple[str, str]] = []
    for text in texts:
        predicted = attribute(text.text, text.title).attributions
        total["predicted"] += len(predicted)
        total["gold"] += len(text.gold)
        for share in (0.3, 0.8):
            total[f"found {share}"] += len(matched(text.gold, predicted, share))
        for number, k in matched(text.gold, predicted, 0.3).items():
            label, guess = text.gold[number], predicted[k]
            total["pairs"] += 1
            total["source"] += _same_source(label.source, guess.source)
            for name in ("kind", "act", "speaker", "source_type", "relayed_by", "cue_class"):
                total[name] += label.labels.get(name) == getattr(guess, name)
            total["anonymity"] += _same_span(label.labels.get("spans", {}).get("anonymity"), guess.anonymity)
            types.append((str(label.labels.get("source_type")), str(guess.source_type)))
        total += _characters(text.gold, predicted)
    pairs = max(1, total["pairs"])
    found = {
        "f1_at_0.3": f1(total["found 0.3"], total["predicted"], total["gold"]),
        "f1_at_0.8": f1(total["found 0.8"], total["predicted"], total["gold"]),
        "precision": total["found 0.3"] / max(1, total["predicted"]),
        "recall": total["found 0.3"] / max(1, total["gold"]),
        "content_characters_f1": f1(total["both"], total["said"], total["labelled"]),
        "source_match": total["source"] / pairs,
    }
    if any(text_type != "None" for text_type, _ in types):
        names = ("kind", "act", "speaker", "relayed_by", "cue_class", "anonymity")
        found |= {name: total[name] / pairs for name in names}
        kinds = [kind for kind in SOURCE_TYPES if any(label == kind for label, _ in types)]
        found["source_type_macro_f1"] = macro_f1([label for label, _ in types], [guess for _, guess in types], kinds)
    return found


def _same_source(gold: Sequence[Span], guess: Span | None) -> bool:
    if guess is None or not gold:
        return guess is None and not gold
    return any(span.overlaps(guess) for span in gold)


def _same_span(gold: Span | None, guess: Span | None) -> bool:
    if gold is None or guess is None:
        return gold is guess
    return gold.overlaps(guess)


def _characters(gold: Sequence[Gold], predicted: Sequence[Attribution]) -> Counter[str]:
    labelled = {c for label in gold for span in label.content for c in range(span.start, span.end)}
    said = {c for guess in predicted for c in range(guess.content.start, guess.content.end)}
    return Counter({"labelled": len(labelled), "said": len(said), "both": len(labelled & said)})


def figures() -> Iterator[Figure]:
    """Yield every figure on the sets that are available."""
    sets = {"own attributions": own_set()}
    if (SHARED / "gold" / "polnear_articles.jsonl.gz").exists():
        sets["PolNeAR dev"] = polnear("dev")
    for name, texts in sets.items():
        n = sum(len(text.gold) for text in texts)
        for key, value in measure(texts).items():
            yield Figure("sourcing", name, key, value, n, "attributions")
        outlets = sorted({text.outlet for text in texts})
        for outlet in outlets if len(outlets) > 1 else []:
            part = [text for text in texts if text.outlet == outlet]
            found = measure(part)
            n = sum(len(text.gold) for text in part)
            for key in BY_OUTLET:
                yield Figure("sourcing", f"{name}, {outlet}", key, found[key], n, "attributions")
