"""Print how many articles of real outlets have a topic by the publisher's label, and by their words.

    python -m benchmarks.corpus.topics

Then, for the whole corpus, how many articles have how many topics by their words; see ``docs/measurements/topics.md``.
"""

from __future__ import annotations

from collections import Counter

import pandas as pd

from analysis.corpus.topics import OTHER, read_topics, topics_of
from analysis.types import Article
from benchmarks.accuracy.topics import TOPICS
from benchmarks.paths import CORPUS

OUTLETS = ("Reuters", "Vox", "Fox News", "Fox Online News")
YEAR, TOPIC = 2019, "immigration"


def corpus() -> pd.DataFrame:
    """Return the articles: ``outlet, date, label, topics``. Raises ``FileNotFoundError`` if there is no corpus."""
    table = read_topics(TOPICS)
    frame = pd.read_parquet(CORPUS, columns=["id", "outlet", "title", "text", "date", "topic"])
    found = [
        tuple(topic.id for topic in topics_of(Article(row.id, None, row.title, row.text), table) if topic.id != OTHER)
        for row in frame.itertuples(index=False)
    ]
    return frame[["outlet", "date"]].assign(label=frame["topic"], topics=found)


def main() -> None:
    """Print the numbers as Markdown."""
    frame = corpus()
    chosen = frame[frame["outlet"].isin(OUTLETS) & (pd.to_datetime(frame["date"]).dt.year == YEAR)]
    flags = pd.DataFrame({
        "outlet": chosen["outlet"], "articles": 1, "by label": chosen["label"] == TOPIC,
        "by words": [TOPIC in topics for topics in chosen["topics"]],
        "by words, first": [topics[:1] == (TOPIC,) for topics in chosen["topics"]],
    })  # fmt: skip
    flags["by both"] = flags["by label"] & flags["by words"]
    names = [name for name in flags if name != "outlet"]
    sums = flags.groupby("outlet")[names].sum()
    sums.loc["together"] = sums.sum()
    print(f"Articles of {YEAR} on {TOPIC}:\n\n| outlet | {' | '.join(names)} |\n|---|{'---|' * len(names)}")
    for outlet, row in sums.iterrows():
        print(f"| {outlet} | {' | '.join(str(int(number)) for number in row)} |")
    sizes = Counter(len(topics) for topics in frame["topics"])
    print(f"\n{len(frame):,} articles by their number of topics: {dict(sorted(sizes.items()))}")


if __name__ == "__main__":
    main()
