"""Fit the weights of the tone scorer, and compare it with other tools by cross-validation.

    python -m benchmarks.accuracy.tone_lexicon            print the table of the experiment and record its figures
    python -m benchmarks.accuracy.tone_lexicon --write    and write analysis/lexicons/tone.csv

A word enters the lexicon only where somebody judged it to have a tone: the project's own
``tone_valences.csv``, VADER (Hutto & Gilbert 2014, MIT) or TextBlob's lexicon (De Smedt & Daelemans 2012,
BSD). How much it weighs is fitted by ridge regression to human ratings of news, both under MIT: the New York
Times sentences of Hutto & Gilbert 2014 and NewsMTSC (Hamborg & Donnay 2021). So no topic, name or group that
happens to stand in bad news can gain a weight. Needs scikit-learn and vaderSentiment.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Container, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import Ridge
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from textblob import TextBlob
from textblob.en import lexicon, sentiment
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.lexicons import FOLDER, rows
from analysis.lexicons.inflect import forms
from analysis.scorers.tone import NEGATIONS, sentence_hits
from benchmarks.accuracy.data import Figure
from benchmarks.accuracy.figures import record
from benchmarks.accuracy.tone import NEUTRAL, Rated, rated_texts

Numbers = NDArray[np.float64]

#: ratings run from -4 to 4; divided by this, their spread is that of the classes
RATING_SCALE = 1.7
#: chosen by cross-validation among 16, 32, 64, 128, 256
RIDGE = 64.0
#: a judged valence is hardly shrunk, what a single word departs from it is
TRUST_IN_VALENCES = 5.0
#: the New York Times has fewer sentences, each rated by twenty people
RATING_WEIGHT = 2.0
#: valence of a loaded word of a category; the others take no side
LOADED_SIDE = {"praise": 2.0, "judgement": -2.0, "label": -2.0}
FEWEST_TEXTS = 4
#: a lighter word hardly moves a sentence; leaving it out costs 0.002 of r
SMALLEST_WEIGHT = 0.1
FOLDS = 5
#: ending -> what the word ends in without it
ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("ily", ("y",)),
    ("iness", ("y",)),
    ("bly", ("ble",)),
    ("ally", ("",)),
    ("ly", ("",)),
    ("ness", ("",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ing", ("", "e")),
    ("ed", ("", "e")),
)
#: Words for people by origin, belief, party, gender, age, wealth or health, first names, and words of doubt.
NEVER = frozenset(
    "adult aged alien apparent apparently bastard bitch bitches black blind cripple cripples disabled fat gay god "
    "grant libertarian likely masculine mute nigger obese old poor potential potentially prisoner retard retarded "
    "retards rich right savages slaves unlikely wealthy whore whores young".split()
)


def valences() -> dict[str, dict[str, float]]:
    """The judged valence of words, from -4 to 4, by who judged it.

    The project's own list also judges the inflected forms of its words. Of VADER only English words are
    taken, by Brill's lexicon (1992, MIT) that TextBlob brings; the rest is slang of the net.
    """
    lexicon.load()
    english = {term for term in dict.keys(lexicon) if term.islower()}
    own = {row["term"]: float(row["valence"]) for row in rows("tone_valences")}
    own |= {term: own[base] for term in english - own.keys() if (base := _base(term, own)) is not None}
    vader = {t: float(v) for t, v in SentimentIntensityAnalyzer().lexicon.items() if t in english}
    sentiment.load()
    reviews = {term: 4 * float(senses[None][0]) for term, senses in dict.items(sentiment)}
    neutral = NEVER | {term for term, valence in own.items() if not valence}
    lists = {"own": own, "VADER": vader, "TextBlob": reviews, "loaded": _loaded(english)}
    return {
        name: {
            t: v for t, v in terms.items() if v and t.isascii() and t.replace("-", "").isalpha() and t not in neutral
        }
        for name, terms in lists.items()
    }


def _loaded(english: Container[str]) -> dict[str, float]:
    """The valence of single loaded words: praise is favourable, what judges otherwise unfavourable.

    Of the forms that are made by rule, those that are words of English. A word of a mirrored pair takes no tone from
    here, so that both sides stay alike.
    """
    found: dict[str, float] = {}
    mirrored = {word for row in rows("mirrors") for side in ("one", "other") for word in row[side].lower().split()}
    for row in rows("loaded"):
        side = LOADED_SIDE.get(row["category"])
        if side is not None and row["strength"] == "1":
            single = (form for form in forms(row["term"], row["form"]) if " " not in form)
            known = (form for form in single if form == row["term"] or form in english)
            found |= {form: side for form in known if form not in mirrored}
    return found


def _base(term: str, own: Container[str]) -> str | None:
    """The word of the list that ``term`` is a regular form of ("grieved", "grieving": "grieve")."""
    for ending, bases in ENDINGS:
        stem = term.removesuffix(ending)
        if stem != term and len(stem) >= 3:
            doubled = [stem[:-1]] if ending in ("ing", "ed") and stem[-1:] == stem[-2:-1] else []
            for base in [stem + end for end in bases] + doubled:
                if base in own:
                    return base
    return None


def design(texts: Sequence[Rated], terms: Sequence[str]) -> csr_matrix:
    """One row a text: what each term would add to its tone at a weight of one."""
    number = {term: column for column, term in enumerate(terms)}
    data, rows_, columns = [], [], []
    for row, text in enumerate(texts):
        read = sentence_hits(text.document, number)
        for passage in read:
            scale = sqrt(passage.words) * len(read)
            for hit in passage.hits:
                data.append(hit.factor / scale)
                rows_.append(row)
                columns.append(number[hit.term])
    return csr_matrix((data, (rows_, columns)), shape=(len(texts), len(terms)))


class Model:
    """Ridge regression of ratings on words, shrunk toward the judged valences."""

    def __init__(self, terms: Sequence[str], lists: dict[str, dict[str, float]], *, learned: bool = True) -> None:
        self.judged = np.array([[judged.get(term, 0.0) for judged in lists.values()] for term in terms])
        self.learned = learned

    def fit(self, x: csr_matrix, texts: Sequence[Rated]) -> Numbers:
        """The weight of each term."""
        is_score = np.array([text.is_score for text in texts])
        target = np.array([text.rating / (RATING_SCALE if text.is_score else 1) for text in texts])
        seen = np.asarray((x != 0).sum(axis=0)).ravel() >= FEWEST_TEXTS
        own = x @ diags(seen * float(self.learned))
        # Each set keeps a mean of its own, which is no word's doing and left out of the tone.
        means = csr_matrix(np.stack([is_score, ~is_score], axis=1) * 100.0)
        trusted = csr_matrix(x @ self.judged * TRUST_IN_VALENCES)
        # x carries 1 / sqrt(words), about a fifth: RIDGE is meant for sentences of 25 words
        model = Ridge(alpha=RIDGE / 25, fit_intercept=False, solver="lsqr", tol=1e-5)
        model.fit(hstack([own, trusted, means]).tocsr(), target, sample_weight=np.where(is_score, RATING_WEIGHT, 1.0))
        count = x.shape[1]
        weights: Numbers = model.coef_[:count] * seen * self.learned
        mix: Numbers = model.coef_[count : count + self.judged.shape[1]] * TRUST_IN_VALENCES
        return np.asarray(weights + self.judged @ mix)


def cross_validated(x: csr_matrix, texts: Sequence[Rated], model: Model) -> Numbers:
    """The tone of each text by weights fitted without its document."""
    scores = np.zeros(len(texts))
    folds = GroupKFold(FOLDS, shuffle=True, random_state=1)
    for train, test in folds.split(x, groups=[text.group for text in texts]):
        scores[test] = x[test] @ model.fit(x[train], [texts[number] for number in train])
    return scores


def figures(scores: Numbers, texts: Sequence[Rated]) -> tuple[float, float, float, float]:
    """Pearson r; macro-F1 at the neutral band; the best symmetrical band and its macro-F1."""
    is_score = np.array([text.is_score for text in texts])
    ratings = np.array([text.rating for text in texts])
    r = float(np.corrcoef(scores[is_score], ratings[is_score])[0, 1])
    labels, of_class = ratings[~is_score], scores[~is_score]

    def macro_f1(band: float) -> float:
        return float(
            f1_score(labels, np.where(of_class >= band, 1, np.where(of_class <= -band, -1, 0)), average="macro")
        )

    spread = float(np.abs(of_class).mean())
    best = max((spread * step / 20 for step in range(1, 41)), key=macro_f1)
    return r, macro_f1(NEUTRAL), best, macro_f1(best)


def main() -> None:
    """Print the table; with ``--write``, write the lexicon."""
    texts, lists = rated_texts(), valences()
    terms = sorted({term for judged in lists.values() for term in judged} - NEGATIONS)
    x = design(texts, terms)
    model = Model(terms, lists)
    print(f"{len(texts)} texts, {len({text.group for text in texts})} documents, {len(terms)} terms")
    vader = SentimentIntensityAnalyzer()
    _report("TextBlob", np.array([TextBlob(text.document.text).sentiment.polarity for text in texts]), texts)
    _report("VADER", np.array([vader.polarity_scores(text.document.text)["compound"] for text in texts]), texts)
    _report("own valences alone", x @ model.judged[:, 0] / 6, texts)
    parts: Numbers = np.asarray(model.judged.sum(axis=1))
    _report("sum of the three lists", x @ parts / 6, texts)
    _report("three lists, fitted mix", cross_validated(x, texts, Model(terms, lists, learned=False)), texts)
    _report("own list and learned", cross_validated(x, texts, Model(terms, {"own": lists["own"]})), texts)
    _report("own, VADER and learned", cross_validated(x, texts, Model(terms, dict(list(lists.items())[:2]))), texts)
    scores = cross_validated(x, texts, model)
    _report("all lists and learned", scores, texts)
    scale = NEUTRAL / figures(scores, texts)[2]
    _report("  the same, scaled", scores * scale, texts)
    r, at_neutral, _, _ = figures(scores * scale, texts)
    rated = sum(text.is_score for text in texts)
    record(
        [
            Figure("tone", "NYT editorials, cross-validated", "pearson", r, rated, "sentences"),
            Figure("tone", "NewsMTSC, cross-validated", "macro_f1", at_neutral, len(texts) - rated, "sentences"),
        ]
    )
    if "--write" in sys.argv:
        write(terms, model.fit(x, texts) * scale, lists)


def _report(name: str, scores: Numbers, texts: Sequence[Rated]) -> None:
    r, at_neutral, band, best = figures(scores, texts)
    print(f"  {name:28} r {r:.3f}  macro-F1 at ±{NEUTRAL} {at_neutral:.3f}  best {best:.3f} at ±{band:.3f}", flush=True)


def write(terms: Sequence[str], weights: Numbers, lists: dict[str, dict[str, float]]) -> None:
    """Write the terms of a noticeable weight, with who judged them."""
    sources: Counter[str] = Counter()
    with open(FOLDER / "tone.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["term", "weight", "source"])
        for term, weight in zip(terms, weights, strict=True):
            source = "+".join(name for name, judged in lists.items() if term in judged)
            if abs(weight) >= SMALLEST_WEIGHT:
                out.writerow([term, f"{weight:.2f}", source])
                sources[source] += 1
    print(f"wrote {sources.total()} terms: {dict(sources)}")


if __name__ == "__main__":
    main()
