"""How right marks and tone are on sentences of real news, by labels of two readers who saw no marks.

    python -m benchmarks.marks.measure [hedges | boosters | loaded | appeals | tone] [--sealed]

The labels are in ``tests/gold/marks`` as ids and offsets. An article is read whole, as in use, and the marks in the
labelled sentence are compared: one is right if it overlaps a label, a label is found if a mark overlaps it. Hedges of
amounts are left out on both sides ("about 300"); a mark that overlaps such a label counts neither way. With a kind, the
wrong ones are listed; ``--sealed`` measures the third that is kept apart while rules are changed.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from analysis.scorers.score import score_article, score_text
from analysis.types import Article, Mark, Span
from benchmarks.accuracy.data import ROOT, Figure, lines, macro_f1
from benchmarks.paths import CORPUS
from benchmarks.real.articles import articles

LABELS = ROOT / "tests" / "gold" / "marks" / "labels.jsonl"
#: kind of label -> the kind of mark
KINDS = {"hedges": "hedge", "boosters": "booster", "loaded": "loaded", "appeals": "appeal"}
#: categories of hedges that only make an amount or a group approximate
AMOUNTS = ("approximator", "vague")
#: tone beyond which a sentence is favourable or unfavourable
THRESHOLD = 0.05


@dataclass(frozen=True, slots=True)
class Sentence:
    """A labelled sentence, its text, the marks in it by kind of label, and its tone."""

    label: dict[str, Any]
    text: str
    marks: dict[str, tuple[Mark, ...]]
    tone: float | None

    def labelled(self, kind: str, amounts: bool = False) -> list[Span]:
        """The labels of a kind; of hedges those of amounts or the others."""
        spans = [span for span in self.label[kind] if kind != "hedges" or (span[2] == "amount") == amounts]
        return [Span(span[0], span[1]) for span in spans]

    def marked(self, kind: str) -> list[Mark]:
        """The marks of a kind that say something of certainty, not of an amount, and that no label of amount covers."""
        left_out = self.labelled(kind, amounts=True) if kind == "hedges" else []
        return [
            mark
            for mark in self.marks[kind]
            if not (kind == "hedges" and mark.category in AMOUNTS)
            and not any(mark.span.overlaps(span) for span in left_out)
        ]

    def outcome(self, kind: str) -> tuple[list[Mark], list[Mark], list[Span]]:
        """The marks that are right, those that are wrong, and the labels that no mark overlaps."""
        wanted, marked = self.labelled(kind), self.marked(kind)
        right = [mark for mark in marked if any(mark.span.overlaps(span) for span in wanted)]
        missed = [span for span in wanted if not any(mark.span.overlaps(span) for mark in self.marks[kind])]
        return right, [mark for mark in marked if mark not in right], missed

    def tone_class(self) -> str:
        """Favourable, unfavourable or neutral, by the tone of the sentence."""
        tone = self.tone or 0.0
        return "favourable" if tone > THRESHOLD else "unfavourable" if tone < -THRESHOLD else "neutral"


@cache
def sentences(sealed: bool) -> tuple[Sentence, ...]:
    """The labelled sentences with what the program says of them."""
    texts, found = articles(), []
    for label in lines(LABELS):
        if label["sealed"] != sealed:
            continue
        article = texts[label["article"]]
        start, end = label["start"], label["end"]
        scored = score_article(Article(article.id, article.outlet, article.title, article.text))
        inside = [
            Mark(m.kind, Span(m.span.start - start, m.span.end - start), m.cue, m.category, m.voice, m.weight, m.why)
            for m in scored.marks
            if start <= m.span.start < end
        ]
        marks = {kind: tuple(m for m in inside if m.kind == key) for kind, key in KINDS.items()}
        tone = score_text(article.text[start:end]).measurements["tone"].value
        found.append(Sentence(label, article.text[start:end], marks, tone))
    return tuple(found)


def figures(sealed: bool = False) -> Iterator[Figure]:
    """Yield precision and recall of each kind of mark, and the macro-F1 of three classes of tone."""
    if not CORPUS.exists():
        return
    dataset = "marks on real sentences, sealed" if sealed else "marks on real sentences"
    read = sentences(sealed)
    for kind, scorer in (("hedges", "hedging"), ("boosters", "hedging"), ("loaded", "loaded")):
        counts: Counter[str] = Counter()
        for sentence in read:
            right, wrong, missed = sentence.outcome(kind)
            counts["right"] += len(right)
            counts["marked"] += len(right) + len(wrong)
            counts["labels"] += len(sentence.labelled(kind))
            counts["missed"] += len(missed)
        if counts["marked"]:
            precision = counts["right"] / counts["marked"]
            yield Figure(scorer, dataset, f"{kind}_precision", precision, counts["marked"], "marks", len(read))
        if counts["labels"]:
            recall = 1 - counts["missed"] / counts["labels"]
            yield Figure(scorer, dataset, f"{kind}_recall", recall, counts["labels"], "labels", len(read))
    wanted, said = [s.label["tone"] for s in read], [s.tone_class() for s in read]
    right = sum(one == other for one, other in zip(wanted, said, strict=True)) / len(read)
    yield Figure("tone", dataset, "tone_right", right, len(read), "sentences", len(read))
    macro = macro_f1(wanted, said, sorted(set(wanted)))
    yield Figure("tone", dataset, "macro_f1", macro, len(read), "sentences", len(read))


def listed(kind: str) -> Iterator[str]:
    """A line for each wrong mark (``+``) and each missed label (``-``) of the open part, or for each wrong tone."""
    for sentence in sentences(False):
        item, text = sentence.label["item"], " ".join(sentence.text.split())
        if kind == "tone":
            if sentence.tone_class() != sentence.label["tone"]:
                yield f"{item} said {sentence.tone_class()} ({sentence.tone}), right {sentence.label['tone']}: {text}"
            continue
        _, wrong, missed = sentence.outcome(kind)
        yield from (f"+ {item} {mark.cue!r} ({mark.category}): {text}" for mark in wrong)
        yield from (f"- {item} {span.of(sentence.text)!r}: {text}" for span in missed)


def main() -> None:
    """Print the figures, or the list that is asked for."""
    sealed = "--sealed" in sys.argv
    kinds = [word for word in sys.argv[1:] if not word.startswith("--")]
    if kinds and not sealed:
        print("\n".join(listed(kinds[0])))
        return
    for figure in figures(sealed):
        print(f"{figure.measure:20} {figure.value:.3f}  ({figure.n} {figure.of})")


if __name__ == "__main__":
    main()
