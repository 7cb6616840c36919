"""How right the kinds of articles are: against kinds that are stated, on unseen outlets, and against readers' labels.

    python -m benchmarks.kinds.measure

Prints every figure, then each outlet's, the leans', and the kinds of the largest outlets' articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from analysis.corpus.kinds import kind_of
from analysis.corpus.kinds.words import NEWS_UP_TO, OPINION_FROM
from analysis.types import Article
from benchmarks.accuracy.data import Figure
from benchmarks.kinds.data import corpus, human_kinds
from benchmarks.kinds.fit import chances_on_unseen_outlets, sample
from benchmarks.paths import CORPUS
from benchmarks.real.articles import SCU, articles

STATED, READERS = "stated kinds", "kinds by readers"
#: outlets that are printed on their own
LARGEST, FEWEST = 20, 10
#: a label and an answer, each a kind
Pair = tuple[str, str]


def by_words() -> list[Pair]:
    """Return the stated kind and the kind by the words, of articles of outlets that the weights were not fitted to."""
    return [
        ("opinion" if opinion else "news", _decided(chance))
        for opinion, chance in zip(sample().opinion, chances_on_unseen_outlets(), strict=True)
    ]


def _decided(chance: float) -> str:
    return "opinion" if chance >= OPINION_FROM else "news" if chance <= NEWS_UP_TO else "unknown"


def by_readers() -> list[tuple[str, Pair]]:
    """Return the lean of the outlet, the readers' kind and ours, of articles that readers called news or opinion."""
    known: dict[str, Article] = {labelled.article.id: labelled.article for labelled in corpus()}
    leans = {labelled.article.id: labelled.lean for labelled in corpus()}
    for article_id, text in articles().items():
        known.setdefault(article_id, Article(article_id, None, text.title, text.text))
    return [
        (leans.get(article_id, "not known"), (kind, kind_of(known[article_id]).name))
        for article_id, kind in human_kinds().items()
        if kind != "other" and article_id in known
    ]


def balanced(pairs: Sequence[Pair]) -> float:
    """Return the mean of the shares of each label that is answered rightly."""
    labels = sorted({label for label, _ in pairs})
    return sum(_share([label == answer for label, answer in pairs if label == one]) for one in labels) / len(labels)


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else 0.0


def _of_pairs(dataset: str, pairs: Sequence[Pair]) -> Iterator[Figure]:
    """Precision and recall of both kinds, and how often and how well a kind is decided on."""
    decided = [pair for pair in pairs if pair[1] in ("news", "opinion")]
    yield Figure("kinds", dataset, "decided", len(decided) / len(pairs), len(pairs), "articles")
    yield Figure("kinds", dataset, "balanced_accuracy_decided", balanced(decided), len(decided), "articles")
    for kind in ("opinion", "news"):
        called = [label == kind for label, answer in pairs if answer == kind]
        meant = [answer == kind for label, answer in pairs if label == kind]
        yield Figure("kinds", dataset, f"{kind}_precision", _share(called), len(called), "articles")
        yield Figure("kinds", dataset, f"{kind}_recall", _share(meant), len(meant), "articles")


def figures() -> Iterator[Figure]:
    """Yield the figures, if the corpus is there."""
    if not (CORPUS.exists() and SCU.exists()):
        return
    pairs = [
        ("opinion" if opinion else "news", "opinion" if chance > 0.5 else "news")
        for opinion, chance in zip(sample().opinion, chances_on_unseen_outlets(), strict=True)
    ]
    yield Figure("kinds", STATED, "balanced_accuracy", balanced(pairs), len(pairs), "articles")
    yield from _of_pairs(STATED, by_words())
    yield from _of_pairs(READERS, [pair for _, pair in by_readers()])


def _print_groups(name: str, groups: Sequence[str], pairs: Sequence[Pair]) -> None:
    """Print how the words decide in each group, for opinion and news apart."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for group, (label, answer) in zip(groups, pairs, strict=True):
        counts[group, label][answer] += 1
    print(f"{name}: articles labelled so, called opinion, news, unknown (%)")
    for (group, label), found in sorted(counts.items(), key=lambda item: (-item[1].total(), item[0])):
        total = found.total()
        if total >= FEWEST:
            shares = (f"{100 * found[kind] / total:5.0f}" for kind in ("opinion", "news", "unknown"))
            print(f"  {group:28} {label:8} {total:5}", *shares)


def _print_kinds() -> None:
    """Print how many articles of each kind the largest outlets have."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    stated = 0
    for labelled in corpus():
        kind = kind_of(labelled.article)
        kinds[labelled.article.outlet or ""][kind.name] += 1
        stated += kind.stated
    total: Counter[str] = sum(kinds.values(), Counter())
    print(f"kinds of the {total.total():,} articles, {stated:,} of them stated:", dict(total.most_common()))
    for outlet, found in sorted(kinds.items(), key=lambda item: -item[1].total())[:LARGEST]:
        print(f"  {outlet:28} {found.total():5}", dict(found.most_common()))


def main() -> None:
    """Print everything."""
    for figure in figures():
        print(f"{figure.dataset:20} {figure.measure:28} {figure.value:.3f}  {figure.n:,} {figure.of}")
    pairs = by_words()
    leans = [labelled.lean for labelled in sample().articles]
    _print_groups("by the words alone, lean by AllSides, stated kind", leans, pairs)
    from_cnn = ["cnn.com" in (labelled.article.url or "") for labelled in sample().articles]
    elsewhere = [not cnn for cnn in from_cnn]
    _print_groups(
        "by the words alone, lean without pages of CNN, stated kind",
        [lean for lean, kept in zip(leans, elsewhere, strict=True) if kept],
        [pair for pair, kept in zip(pairs, elsewhere, strict=True) if kept],
    )
    read = by_readers()
    _print_groups(
        "stated or by the words, lean, kind by readers", [lean for lean, _ in read], [pair for _, pair in read]
    )
    _print_groups("by the words alone, outlet, stated kind", list(sample().outlets), pairs)
    _print_kinds()


if __name__ == "__main__":
    main()
