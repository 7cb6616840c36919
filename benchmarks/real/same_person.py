"""How rightly mentions in two articles are taken for one person, by labels of our own.

    python -m benchmarks.real.same_person [--sealed]

``figures`` measures any rule that says whether two mentions mean one person. The command prints how far the plainest
rule goes: one person if the names, titles left out, are written alike. A better rule must beat that.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from analysis.types import Span
from benchmarks.accuracy.data import ROOT, Figure, lines
from benchmarks.paths import CORPUS
from benchmarks.real.articles import Text, articles
from benchmarks.real.pairs import TITLE

LABELS = ROOT / "tests" / "gold" / "real" / "pair_labels.jsonl"
_TITLES = re.compile(rf"^(?:(?:{TITLE})\b\.?\s+)+")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of an article that mean a person."""

    article: Text
    span: Span

    @property
    def words(self) -> str:
        """The words, with a title if there is one."""
        return self.span.of(self.article.text)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions with one surname in different articles, and whether readers say that they mean one person."""

    id: str
    one: Mention
    other: Mention
    stratum: str
    same: bool


Rule = Callable[[Mention, Mention], bool]


def pairs(sealed: bool) -> Iterator[Pair]:
    """The labelled pairs, without or only with those that are sealed. None where labels or articles are missing."""
    if not (LABELS.exists() and CORPUS.exists()):
        return
    for row in lines(LABELS):
        if row["sealed"] == sealed:
            one, other = (
                Mention(articles()[place["article"]], Span(place["start"], place["end"]))
                for place in (row["a"], row["b"])
            )
            yield Pair(row["pair"], one, other, row["stratum"], row["label"]["same"])


def written_alike(one: Mention, other: Mention) -> bool:
    """Whether the two names are the same words, titles left out."""
    first, second = (_TITLES.sub("", mention.words).split() for mention in (one, other))
    return first == second


def figures(rule: Rule, sealed: bool = False) -> Iterator[Figure]:
    """Yield precision and recall of “one person”, and the share of pairs that a rule gets right: of all, by stratum."""
    dataset = "pairs of mentions, sealed" if sealed else "pairs of mentions"
    answers = [(pair, rule(pair.one, pair.other)) for pair in pairs(sealed)]
    right: dict[str, list[bool]] = defaultdict(list)
    for pair, said in answers:
        if said:
            right["same_person_precision"].append(pair.same)
        if pair.same:
            right["same_person_recall"].append(said)
        right["pairs_right"].append(said == pair.same)
        right[f"pairs_right_{pair.stratum}"].append(said == pair.same)
    for measure in sorted(right):
        yield Figure(
            "sourcing", dataset, measure, sum(right[measure]) / len(right[measure]), len(right[measure]), "pairs"
        )


def main() -> None:
    """Print the figures of the plainest rule."""
    for figure in figures(written_alike, "--sealed" in sys.argv):
        print(f"{figure.measure}: {figure.value:.3f} of {figure.n}")


if __name__ == "__main__":
    main()
