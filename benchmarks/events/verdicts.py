"""Stories and pairs of copies of the real corpus that one reader has read whole, and how many of them are right.

    python -m benchmarks.events.verdicts

``tests/gold/events/pure.jsonl`` has a hundred stories of several articles with the verdict whether all report one event
(reactions and comment within days included); it counts for stories that still have the same articles.
``copies.jsonl`` has sixty pairs of articles that share words: ``copy`` (one text, of one of them or of an agency),
``recycled`` (an outlet's own text again), ``statement`` (words of somebody else that both print), ``furniture`` of the
page, or ``background`` of a few sentences. A pair is right if exactly the copies are found as copies of two outlets,
and the recycled ones as shared text of one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from analysis.corpus.copies import compare_pairs
from benchmarks.accuracy.data import Figure, lines
from benchmarks.events.draw import PAIRS
from benchmarks.events.measure import corpus, grouped
from benchmarks.paths import CORPUS

PURE = PAIRS.parent / "pure.jsonl"
COPIES = PAIRS.parent / "copies.jsonl"
#: what the program says of a pair that is of this kind
FOUND = {"copy": "copy", "recycled": "recycled"}


def pure() -> tuple[int, int]:
    """How many of the stories that were read and are still the same are pure, and how many these are."""
    members: dict[str, set[str]] = defaultdict(set)
    for article, story in grouped().items():
        members[story].add(article)
    same = [row["pure"] for row in lines(PURE) if members[row["story"]] == set(row["articles"])]
    return sum(same), len(same)


def copies_right() -> tuple[int, int]:
    """How many of the pairs that were read are decided rightly, and how many these are."""
    by_id = {article.id: article for article in corpus()}
    rows = list(lines(COPIES))
    matches = {(match.left, match.right) for match in compare_pairs([(r["one"], r["other"]) for r in rows], by_id)}
    right = 0
    for row in rows:
        own = by_id[row["one"]].outlet == by_id[row["other"]].outlet
        said = None if (row["one"], row["other"]) not in matches else "recycled" if own else "copy"
        right += said == FOUND.get(row["is"])
    return right, len(rows)


def figures() -> Iterator[Figure]:
    """Yield the share of stories that are pure and the share of pairs of copies that are right."""
    if not CORPUS.exists():
        return
    for measure, (right, read), of in (("stories_pure", pure(), "stories"), ("copies_right", copies_right(), "pairs")):
        if read:
            yield Figure("stories", "pairs of articles", measure, right / read, read, of)


def main() -> None:
    """Print the figures."""
    for figure in figures():
        print(f"{figure.measure:20} {figure.value:.3f}  ({figure.n} {figure.of})")


if __name__ == "__main__":
    main()
