"""How well the tone scorer agrees with people who rated sentences of news.

Both sets are under MIT: New York Times editorials (Hutto & Gilbert 2014), each sentence rated from -4 to 4 by twenty
people, and NewsMTSC (Hamborg & Donnay 2021), labelled negative, neutral or positive toward a person or group, which
is ignored here. The shipped weights were fitted to these very sentences, so the figures here are a floor for the
scorer and not its accuracy on other news; the cross-validation of ``benchmarks.accuracy.tone_lexicon`` estimates
that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import correlation

from analysis.document import Document, prepare
from analysis.scorers.tone import measure
from analysis.types import Article
from benchmarks.accuracy.data import SHARED, Figure, lines, macro_f1

CLASSES = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}
#: a sentence whose tone is closer to zero than this is neutral
NEUTRAL = 0.05


@dataclass(frozen=True, slots=True)
class Rated:
    """A rated sentence; ``rating`` is a mean score of people or a class (-1, 0, 1), ``group`` names its document."""

    group: str
    document: Document
    rating: float
    is_score: bool


def rated_texts(shared: Path = SHARED) -> list[Rated]:
    """Return the sentences of both sets. Raises ``FileNotFoundError`` if they are not available."""
    texts = []
    for row in lines(shared / "gold" / "nyt_editorials.jsonl.gz"):
        texts.append(Rated(f"nyt {row['article']}", _read(row["text"]), float(row["score"]), True))
    for row in lines(shared / "gold" / "newsmtsc_train.jsonl.gz"):
        # ids: allsides_<article>_<event>_…, polusa_v1_<article>_…; the third part is the same for related sentences
        source, _, group = row["id"].split("_")[:3]
        texts.append(Rated(f"{source} {group}", _read(row["text"]), CLASSES[row["label"]], False))
    return texts


def _read(text: str) -> Document:
    return prepare(Article("", None, None, text))


def classed(tone: float, band: float = NEUTRAL) -> float:
    """Return the class of a tone: -1, 0 or 1."""
    return 0.0 if abs(tone) < band else 1.0 if tone > 0 else -1.0


def agreement(texts: Sequence[Rated]) -> dict[str, float]:
    """Return Pearson's r with the mean ratings, and the macro-F1 of the classes at the neutral band."""
    tones = [measure(text.document).measurements["tone"].value or 0.0 for text in texts]
    scored = [(tone, text.rating) for tone, text in zip(tones, texts, strict=True) if text.is_score]
    labelled = [(classed(tone), text.rating) for tone, text in zip(tones, texts, strict=True) if not text.is_score]
    return {
        "pearson": correlation([tone for tone, _ in scored], [rating for _, rating in scored]),
        "macro_f1": macro_f1([label for _, label in labelled], [guess for guess, _ in labelled], CLASSES.values()),
    }


def figures() -> Iterator[Figure]:
    """Yield the agreement on the sentences that the weights were fitted to, if both sets are available."""
    if not all((SHARED / "gold" / f"{name}.jsonl.gz").exists() for name in ("nyt_editorials", "newsmtsc_train")):
        return
    texts = rated_texts()
    found = agreement(texts)
    scores = sum(text.is_score for text in texts)
    yield Figure("tone", "NYT editorials, fitted", "pearson", found["pearson"], scores, "sentences")
    yield Figure("tone", "NewsMTSC, fitted", "macro_f1", found["macro_f1"], len(texts) - scores, "sentences")
