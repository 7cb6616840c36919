"""How often the topics agree with labels that publishers or editors gave, and how fast they are found.

    python -m benchmarks.accuracy.topics

``seeds/topic_map.csv`` says which of our topics a label means; articles whose label means none are left out.
The corpus is AllSides' labels on news of 2018 and 2019 (Article-Bias-Prediction, Baly et al. 2020). It is split in
two by a hash of the article's id: the terms were looked over on half ``seen``, and only the other half is a test.
"""

from __future__ import annotations

import csv
import hashlib
import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from textblob import TextBlob

from analysis.corpus.topics import OTHER, TopicTable, read_topics, topics_of
from analysis.ingest import read_paths
from analysis.types import Article

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SOURCELIGHT_SHARED") or ROOT.parent / "shared")
CORPUS = SHARED / "corpus" / "news_2018_2019.parquet"
TOPICS = ROOT / "seeds" / "topics.csv"
LABELS = ROOT / "seeds" / "topic_map.csv"
#: articles that the speed is measured on
TIMED = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """An article's label, the topic that the label means, and the topics that were found, the weightiest first."""

    label: str
    wanted: str
    found: tuple[str, ...]


def topic_of_label(source: str) -> dict[str, str]:
    """Label -> topic id for one source of labels; labels that mean no topic are left out."""
    with open(LABELS, encoding="utf-8", newline="") as file:
        return {row["label"]: row["topic"] for row in csv.DictReader(file) if row["source"] == source and row["topic"]}


def upper_levels() -> dict[str, str]:
    """Topic id -> the upper level of the IPTC Media Topics that it belongs to."""
    with open(TOPICS, encoding="utf-8", newline="") as file:
        return {row["id"]: row["iptc"] for row in csv.DictReader(file)}


def is_seen(article: Article) -> bool:
    """Whether an article is of the half that the terms were looked over on."""
    return hashlib.sha256(article.id.encode()).digest()[-1] % 2 == 0


def demonstration() -> list[Article]:
    """The demonstration corpus."""
    return [found for found in read_paths([ROOT / "seeds" / "articles"]) if isinstance(found, Article)]


def corpus() -> list[Article]:
    """The corpus under its own ids, which the halves are made from. Raises ``FileNotFoundError`` where it is absent."""
    rows = pd.read_parquet(CORPUS, columns=["id", "outlet", "title", "text", "topic"]).itertuples(index=False)
    return [Article(str(row.id), str(row.outlet), str(row.title), str(row.text), topic=str(row.topic)) for row in rows]


def answers(articles: Iterable[Article], meaning: dict[str, str], table: TopicTable) -> list[Answer]:
    """What is found in the articles whose label means one of our topics."""
    return [
        Answer(article.topic, meaning[article.topic], tuple(topic.id for topic in topics_of(article, table)))
        for article in articles
        if article.topic is not None and article.topic in meaning
    ]


def figures(answers: Sequence[Answer]) -> dict[str, float]:
    """Shares of the answers whose first, or any, topic is the wanted one; the same at the upper level.

    ``macro`` is the mean over labels, where every label counts the same.
    """
    upper = upper_levels() | {OTHER: OTHER}
    by_label: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_label[answer.label].append(answer)
    first = {label: _share(a.found[0] == a.wanted for a in group) for label, group in by_label.items()}
    any_of = {label: _share(a.wanted in a.found for a in group) for label, group in by_label.items()}
    return {
        "articles": len(answers),
        "top1": _share(a.found[0] == a.wanted for a in answers),
        "top3": _share(a.wanted in a.found for a in answers),
        "top1_macro": sum(first.values()) / len(first),
        "top3_macro": sum(any_of.values()) / len(any_of),
        "upper_top1": _share(upper[a.found[0]] == upper[a.wanted] for a in answers),
        "upper_top3": _share(upper[a.wanted] in {upper[topic] for topic in a.found} for a in answers),
        "other": _share(a.found[0] == OTHER for a in answers),
        "topics_an_article": sum(len(a.found) for a in answers) / len(answers),
    }


def _share(hits: Iterable[bool]) -> float:
    outcomes = list(hits)
    return sum(outcomes) / len(outcomes)


def speed(articles: Sequence[Article], table: TopicTable) -> float:
    """Time for the topics of these articles over the time of TextBlob's sentiment."""
    TextBlob("warm up").sentiment  # noqa: B018  # reads its lexicon in
    start = time.perf_counter()
    for article in articles:
        TextBlob(article.text).sentiment  # noqa: B018
    middle = time.perf_counter()
    for article in articles:
        topics_of(article, table)
    return (time.perf_counter() - middle) / (middle - start)


def measure() -> dict[str, float]:
    """The figures of the demonstration corpus and, where it is at hand, of the corpus' unseen half and the speed."""
    table = read_topics(TOPICS)
    labelled = answers(demonstration(), topic_of_label("demonstration"), table)
    measured = {f"demonstration.{name}": value for name, value in figures(labelled).items()}
    if CORPUS.is_file():
        everything = corpus()
        unseen = [article for article in everything if not is_seen(article)]
        found = answers(unseen, topic_of_label("AllSides"), table)
        measured |= {f"unseen.{name}": value for name, value in figures(found).items()}
        measured["speed_over_textblob"] = speed(everything[:TIMED], table)
    return measured


def print_labels(answers: Sequence[Answer]) -> None:
    """Print, for each label, its accuracy and what was found instead."""
    by_label: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_label[answer.label].append(answer)
    print(f"{'label':38} {'topic':18} {'n':>4} {'top1':>5} {'top3':>5}  found instead")
    for label, group in sorted(by_label.items(), key=lambda item: -len(item[1])):
        instead = Counter(a.found[0] for a in group if a.found[0] != a.wanted).most_common(3)
        top1, top3 = _share(a.found[0] == a.wanted for a in group), _share(a.wanted in a.found for a in group)
        wrong = ", ".join(f"{topic} {count}" for topic, count in instead)
        print(f"{label:38} {group[0].wanted:18} {len(group):4} {top1:5.2f} {top3:5.2f}  {wrong}")


def main() -> None:
    """Print the figures, and by label on the unseen half."""
    for name, value in measure().items():
        print(f"{name:34} {value:.3f}")
    if CORPUS.is_file():
        unseen = [article for article in corpus() if not is_seen(article)]
        print_labels(answers(unseen, topic_of_label("AllSides"), read_topics(TOPICS)))


if __name__ == "__main__":
    main()
