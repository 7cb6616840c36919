"""Fits the weights of the words to kinds that are stated, and measures them on outlets that they were not fitted to.

    python -m benchmarks.kinds.fit [--write]

Prints the weights; with ``--write`` they replace ``analysis/corpus/kinds/weights.csv``. The labels are the kinds that
the corpus states, opinion and news reports; articles that readers labelled are kept apart, as a check.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.corpus.kinds.stated import stated_kind
from analysis.corpus.kinds.words import MOST_SPREADS, START, WEIGHTS, features
from benchmarks.kinds.data import Labelled, corpus

Numbers = npt.NDArray[np.float64]
#: outlets are divided into this many parts
FOLDS = 10
#: strength of the regularisation of the logistic regression (scikit-learn's C)
C = 0.03
SOURCE = "logistic regression on the stated kinds of Article-Bias-Prediction (Baly et al. 2020)"
MEANINGS = {
    "first_person": "words for the writer (I, my)",
    "we": "words for writer and reader (we, our)",
    "calls": "calls to act (should, must)",
    "saying": "verbs of saying outside quotations",
    "days": "days of the week",
    "stance": "words of stance (perhaps, surely)",
    "turns": "turns of an argument (but, therefore)",
    "present": "verbs in the present (is, does)",
    "past": "forms of was, had and did",
    "negation": "negations",
    "quoted": "words in quotation marks",
    "sentence_words": "words in a sentence",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """Articles with a stated kind: their features, a row each, whether they are opinion, and where they are from."""

    articles: tuple[Labelled, ...]
    rates: Numbers
    opinion: npt.NDArray[np.bool_]
    outlets: npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Fit:
    """The mean and standard deviation of each feature, and its weight; ``start`` is the intercept."""

    mean: Numbers
    spread: Numbers
    change: Numbers
    start: float

    def chances(self, rates: Numbers) -> Numbers:
        """Return the chance of opinion of each row."""
        scaled = np.clip((rates - self.mean) / self.spread, -MOST_SPREADS, MOST_SPREADS)
        result: Numbers = 1 / (1 + np.exp(-(self.start + scaled @ self.change)))
        return result


@cache
def sample() -> Sample:
    """Return the articles whose kind is stated as news or opinion and that no reader labelled."""
    found: list[tuple[Labelled, list[float], bool]] = []
    for labelled in corpus():
        kind = stated_kind(labelled.article)
        if labelled.human is None and kind is not None and kind.name in ("news", "opinion"):
            rates = features(labelled.article)
            if rates is not None:
                found.append((labelled, [rates[name] for name in MEANINGS], kind.name == "opinion"))
    articles, rows, opinion = zip(*found, strict=True)
    return Sample(articles, np.array(rows), np.array(opinion), np.array([a.article.outlet or "" for a in articles]))


def fit(rates: Numbers, opinion: npt.NDArray[np.bool_], outlets: Sequence[Any] | npt.NDArray[np.str_]) -> Fit:
    """Fit the weights. Both kinds count the same, and an outlet's articles of a kind with the root of their number."""
    from sklearn.linear_model import LogisticRegression

    keys = list(zip(outlets, opinion, strict=True))
    sizes = Counter(keys)
    weight = np.array([sizes[key] ** -0.5 for key in keys])
    for kind in (True, False):
        weight[opinion == kind] *= len(keys) / 2 / weight[opinion == kind].sum()
    mean, spread = rates.mean(0), rates.std(0)
    scaled = np.clip((rates - mean) / spread, -MOST_SPREADS, MOST_SPREADS)
    found = LogisticRegression(C=C, max_iter=2000).fit(scaled, opinion, sample_weight=weight)
    return Fit(mean, spread, found.coef_[0], float(found.intercept_[0]))


@cache
def chances_on_unseen_outlets() -> Numbers:
    """Return the chance of opinion of each article of the sample, by weights fitted without its outlet."""
    from sklearn.model_selection import GroupKFold

    data = sample()
    chances = np.zeros(len(data.opinion))
    for seen, unseen in GroupKFold(FOLDS).split(data.rates, data.opinion, data.outlets):
        weights = fit(data.rates[seen], data.opinion[seen], data.outlets[seen])
        chances[unseen] = weights.chances(data.rates[unseen])
    return chances


def main() -> None:
    """Print the weights, and write them if asked to."""
    data = sample()
    weights = fit(data.rates, data.opinion, data.outlets)
    rows = [[START, "the start", "", "", f"{weights.start:.3f}", SOURCE]]
    rows[0][2:4] = ["0", "1"]
    for name, mean, spread, change in zip(MEANINGS, weights.mean, weights.spread, weights.change, strict=True):
        rows.append([name, MEANINGS[name], f"{mean:.3f}", f"{spread:.3f}", f"{change:.3f}", SOURCE])
    for row in rows:
        print(*row[:-1], sep="\t")
    if "--write" in sys.argv:
        with open(WEIGHTS, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["feature", "meaning", "mean", "spread", "change", "source"])
            writer.writerows(rows)


if __name__ == "__main__":
    main()
