"""Where the labelled data are, and the figures that several benchmarks share."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
#: labelled data of others; they are measured on where they are at hand, and never shipped
SHARED = Path(os.environ.get("SOURCELIGHT_SHARED") or ROOT.parent / "shared")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of accuracy: of which scorer, on which labelled set of how many labels of what kind."""

    scorer: str
    dataset: str
    measure: str
    value: float
    n: int
    of: str


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSON Lines file, gzipped or not. Raises ``FileNotFoundError`` where there is none."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8") as file:
        yield from map(json.loads, file)


def f1(found: float, predicted: float, gold: float) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * found / (predicted + gold) if predicted + gold else 0.0


def class_f1(labels: Sequence[object], guesses: Sequence[object], kind: object) -> float:
    """F1 of one class."""
    right = sum(label == guess == kind for label, guess in zip(labels, guesses, strict=True))
    return f1(right, list(guesses).count(kind), list(labels).count(kind))


def macro_f1(labels: Sequence[object], guesses: Sequence[object], kinds: Iterable[object]) -> float:
    """The mean F1 of the classes."""
    scores = [class_f1(labels, guesses, kind) for kind in kinds]
    return sum(scores) / len(scores)
