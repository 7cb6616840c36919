"""How accurate the grouping into stories is on Giveme5W1H's clusters, and the cross-validation that chose its rules.

    python -m benchmarks.accuracy.stories

B-cubed (Bagga & Baldwin 1998, *Algorithms for scoring coreference chains*) averages, over articles, the share of an
article's story that belongs to its event (precision) and the share of its event that is in its story (recall).
Pairwise figures count the pairs of articles in the same story. The rules of each fold are the best on events outside
it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product

from analysis.corpus.stories import RULES, Rules, group_stories
from analysis.types import Article
from benchmarks.accuracy.data import SHARED, lines

CLUSTERS = SHARED / "gold" / "story_clusters.jsonl.gz"
FOLDS = 5
#: the rules that cross-validation chooses from
GRID = tuple(
    Rules(likeness, fading, window_days=window)
    for likeness, fading, window in product((0.10, 0.11, 0.12, 0.125, 0.13, 0.14), (7.0, 14.0, 30.0), (30, 60, 365))
)


def gold() -> tuple[list[Article], dict[str, str]]:
    """Return the labelled articles and the event of each. Raises ``FileNotFoundError`` if they are not available."""
    articles, event_of = [], {}
    for row in lines(CLUSTERS):
        date = dt.date.fromisoformat(row["date"][:10]) if row["date"] and row["date"] != "None" else None
        articles.append(Article(row["id"], row["outlet"], row["title"], row["text"], date))
        event_of[row["id"]] = str(row["event_id"])
    return articles, event_of


def b_cubed(event_of: Mapping[str, str], story_of: Mapping[str, str]) -> tuple[float, float]:
    """Return B-cubed precision and recall, 0 to 1."""
    both = Counter((event_of[a], story_of[a]) for a in event_of)
    events, stories = Counter(event_of.values()), Counter(story_of[a] for a in event_of)
    precision = sum(n * n / stories[story] for (_, story), n in both.items())
    recall = sum(n * n / events[event] for (event, _), n in both.items())
    return precision / len(event_of), recall / len(event_of)


def pairwise(event_of: Mapping[str, str], story_of: Mapping[str, str]) -> tuple[float, float]:
    """Return precision and recall over pairs of articles, 0 to 1."""
    pairs = [
        sum(n * (n - 1) for n in Counter(labels).values())
        for labels in (
            [(event_of[a], story_of[a]) for a in event_of],
            [story_of[a] for a in event_of],
            list(event_of.values()),
        )
    ]
    return pairs[0] / max(1, pairs[1]), pairs[0] / max(1, pairs[2])


def figures(event_of: Mapping[str, str], story_of: Mapping[str, str]) -> dict[str, float]:
    """Return precision, recall and F1, B-cubed and pairwise."""
    found = {}
    for name, (precision, recall) in {
        "b_cubed": b_cubed(event_of, story_of),
        "pairwise": pairwise(event_of, story_of),
    }.items():
        mean = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        found |= {f"{name}_precision": precision, f"{name}_recall": recall, f"{name}_f1": mean}
    return found


def measure() -> dict[str, float]:
    """Return the figures of the rules in use, on all events."""
    articles, event_of = gold()
    return figures(event_of, group_stories(articles))


def folds(event_of: Mapping[str, str]) -> list[set[str]]:
    """Divide the events into parts of similar size: the largest event left always goes to the smallest part."""
    parts: list[set[str]] = [set() for _ in range(FOLDS)]
    sizes = [0] * FOLDS
    for event, size in sorted(Counter(event_of.values()).items(), key=lambda pair: (-pair[1], pair[0])):
        smallest = sizes.index(min(sizes))
        parts[smallest].add(event)
        sizes[smallest] += size
    return parts


def cross_validated(articles: Sequence[Article], event_of: Mapping[str, str]) -> list[tuple[Rules, dict[str, float]]]:
    """Return, for each fold, the rules that are best outside it and their figures inside it."""

    def of(events: set[str], rules: Rules) -> dict[str, float]:
        chosen = [article for article in articles if event_of[article.id] in events]
        return figures({a.id: event_of[a.id] for a in chosen}, group_stories(chosen, rules))

    results = []
    for held_out in folds(event_of):
        others = set(event_of.values()) - held_out
        best = max(GRID, key=lambda rules: of(others, rules)["b_cubed_f1"])
        results.append((best, of(held_out, best)))
    return results


def main() -> None:
    """Print the figures, then those of each fold."""
    if not CLUSTERS.exists():
        raise SystemExit(
            f"no labelled stories at {CLUSTERS}; set SOURCELIGHT_SHARED to the folder of reference material"
        )
    articles, event_of = gold()
    found = measure()
    print(f"{len(articles)} articles, {len(set(event_of.values()))} events, {RULES}")
    for name, value in found.items():
        print(f"  {name:20} {value:.3f}")
    results = cross_validated(articles, event_of)
    for number, (rules, held_out) in enumerate(results, 1):
        print(f"fold {number}, {rules}: " + "  ".join(f"{name} {value:.3f}" for name, value in held_out.items()))
    print(f"mean of the folds: {sum(r['b_cubed_f1'] for _, r in results) / len(results):.3f}")


if __name__ == "__main__":
    main()
