"""Reading labelled data, and the figures of accuracy that several benchmarks compute."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.paths import ROOT, SHARED

__all__ = ["ROOT", "SHARED", "Figure", "class_f1", "f1", "lines", "macro_f1"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of accuracy: a measure of a scorer's accuracy on a labelled dataset of ``n`` labels."""

    scorer: str
    dataset: str
    measure: str
    value: float
    n: int
    #: what the labels are of: "sentences", "articles" …
    of: str
    #: how many articles the labels are in; ``None`` if this was not counted
    articles: int | None = None


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSON Lines file, gzipped or not. Raises ``FileNotFoundError`` if there is none."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8") as file:
        yield from map(json.loads, file)


def f1(found: float, predicted: float, gold: float) -> float:
    """Return the harmonic mean of precision and recall, from the numbers found, predicted and labelled."""
    return 2 * found / (predicted + gold) if predicted + gold else 0.0


def class_f1(labels: Sequence[object], guesses: Sequence[object], kind: object) -> float:
    """Return the F1 of one class."""
    right = sum(label == guess == kind for label, guess in zip(labels, guesses, strict=True))
    return f1(right, list(guesses).count(kind), list(labels).count(kind))


def macro_f1(labels: Sequence[object], guesses: Sequence[object], kinds: Iterable[object]) -> float:
    """Return the mean F1 of the classes."""
    scores = [class_f1(labels, guesses, kind) for kind in kinds]
    return sum(scores) / len(scores)
