"""How often the topics agree with the labels of publishers or editors, and how fast they are found.

    python -m benchmarks.accuracy.topics

``seeds/topic_map.csv`` maps labels to our topics; articles whose label has no topic there are left out. The corpus has
AllSides' labels on news of 2018 and 2019 (Article-Bias-Prediction, Baly et al. 2020). It is split in two by a hash of
the article's id: the terms were reviewed on the seen half, so only the unseen half is a test.
"""

from __future__ import annotations

import csv
import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
from textblob import TextBlob

from analysis.corpus.topics import OTHER, TopicTable, read_topics, topics_of
from analysis.ingest import read_paths
from analysis.types import Article
from benchmarks.paths import CORPUS, DEMONSTRATION, ROOT

TOPICS = ROOT / "seeds" / "topics.csv"
LABELS = ROOT / "seeds" / "topic_map.csv"
#: articles that speed is measured on
TIMED = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """An article's label, the topic of that label, and the topics found, highest score first."""

    label: str
    wanted: str
    found: tuple[str, ...]


def topic_of_label(source: str) -> dict[str, str]:
    """Return label -> topic id for one source of labels, without labels that have no topic."""
    with open(LABELS, encoding="utf-8", newline="") as file:
        return {row["label"]: row["topic"] for row in csv.DictReader(file) if row["source"] == source and row["topic"]}


def upper_levels() -> dict[str, str]:
    """Return topic id -> the top-level IPTC Media Topic that it belongs to."""
    with open(TOPICS, encoding="utf-8", newline="") as file:
        return {row["id"]: row["iptc"] for row in csv.DictReader(file)}


def is_seen(article: Article) -> bool:
    """Return whether an article is in the half that the terms were reviewed on."""
    return hashlib.sha256(article.id.encode()).digest()[-1] % 2 == 0


def demonstration() -> list[Article]:
    """Return the demonstration articles."""
    return [found for found in read_paths([DEMONSTRATION]) if isinstance(found, Article)]


def corpus() -> list[Article]:
    """Return the corpus with its own ids, which decide the halves. Raises ``FileNotFoundError`` if it is missing."""
    rows = pd.read_parquet(CORPUS, columns=["id", "outlet", "title", "text", "topic"]).itertuples(index=False)
    return [Article(str(row.id), str(row.outlet), str(row.title), str(row.text), topic=str(row.topic)) for row in rows]


def answers(articles: Iterable[Article], meaning: dict[str, str], table: TopicTable) -> list[Answer]:
    """Return what is found in the articles whose label has a topic."""
    return [
        Answer(article.topic, meaning[article.topic], tuple(topic.id for topic in topics_of(article, table)))
        for article in articles
        if article.topic is not None and article.topic in meaning
    ]


def figures(answers: Sequence[Answer]) -> dict[str, float]:
    """Return the shares of answers whose first topic, or any topic, is the wanted one; also for top-level topics.

    The figures ending in ``macro`` are means over labels, in which every label has the same weight.
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
    """Return the time of finding these articles' topics over the time of TextBlob's sentiment."""
    TextBlob("warm up").sentiment  # noqa: B018  # loads its lexicon
    start = time.perf_counter()
    for article in articles:
        TextBlob(article.text).sentiment  # noqa: B018
    middle = time.perf_counter()
    for article in articles:
        topics_of(article, table)
    return (time.perf_counter() - middle) / (middle - start)


def measure() -> dict[str, float]:
    """Return the figures on the demonstration articles and, if there is a corpus, on its unseen half, and the speed."""
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
    """Print the accuracy of each label and the topics found instead."""
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
    """Print the figures, and those of each label on the unseen half."""
    for name, value in measure().items():
        print(f"{name:34} {value:.3f}")
    if CORPUS.is_file():
        unseen = [article for article in corpus() if not is_seen(article)]
        print_labels(answers(unseen, topic_of_label("AllSides"), read_topics(TOPICS)))


if __name__ == "__main__":
    main()
