"""How rightly names in two articles are taken for one person, by pairs of mentions that we labelled.

    python -m benchmarks.real.persons [LIST | --sealed]

All articles of the reference corpus are read as scoring reads them, and their persons found as ``relate`` finds them.
A mention that is not read as the name of a person is nobody’s. With LIST, the wrong pairs are listed. ``--sealed``
measures the third of the pairs that is kept apart while rules are changed.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from analysis.document import Document, prepare
from analysis.run.people import find_persons
from analysis.scorers import versions
from analysis.store import Store
from analysis.types import Article, ScoredArticle, Span, Toward
from benchmarks.accuracy.data import Figure
from benchmarks.paths import CORPUS
from benchmarks.real import same_person
from benchmarks.real.articles import Text, articles
from benchmarks.real.same_person import Mention

#: articles that a process reads at a time, and that are stored at a time
TASK, BATCH = 16, 1000
#: article and place of a mention -> the name that it is read as
Names = dict[tuple[str, Span], str]


def _read(task: tuple[Text, list[Span]]) -> tuple[ScoredArticle, Names]:
    """What is known of the persons of an article, and the names read at some places."""
    text, places = task
    published = None if text.date is None else dt.date.fromisoformat(text.date[:10])
    article = Article(text.id, text.outlet, text.title, text.text, published)
    document = prepare(article)
    toward = tuple(Toward(name, "person", 0, 1, 0, 0) for name in {mention.name: None for mention in document.people})
    found = {(text.id, place): _name_at(document, place) for place in places}
    names = {at: name for at, name in found.items() if name is not None}
    return ScoredArticle(article, attributions=document.attributions, toward=toward), names


def _name_at(document: Document, place: Span) -> str | None:
    """The full name that a mention stands for in its article, or ``None`` if it is not read as a person's."""
    for mention in document.people:
        if Span(mention.start, mention.end).overlaps(place):
            return mention.name
    for found in document.attributions:
        if found.source is not None and found.source_type == "named_person" and found.source.overlaps(place):
            return found.speaker
    return None


@cache
def _persons() -> dict[tuple[str, Span], str]:
    """The person of each labelled mention that is read as the name of one."""
    places: dict[str, list[Span]] = {}
    for sealed in (False, True):
        for pair in same_person.pairs(sealed):
            for mention in (pair.one, pair.other):
                places.setdefault(mention.article.id, []).append(mention.span)
    names: Names = {}
    with tempfile.TemporaryDirectory() as folder, multiprocessing.Pool() as pool:
        store = Store(Path(folder) / "people.duckdb")
        tasks = [(text, places.get(text.id, [])) for text in articles().values() if text.date is not None]
        scored: list[ScoredArticle] = []
        for one, found in pool.imap(_read, tasks, TASK):
            names |= found
            scored.append(one)
            if len(scored) == BATCH:
                _store(store, scored)
        _store(store, scored)
        find_persons(store)
        person_of = store.people.of_articles(list(places))
    return {(article, place): person_of.get((article, name), name) for (article, place), name in names.items()}


def _store(store: Store, scored: list[ScoredArticle]) -> None:
    """Store what was read, and forget it."""
    store.add([one.article for one in scored])
    store.save(scored, versions())
    scored.clear()


def one_person(one: Mention, other: Mention) -> bool:
    """Whether two mentions are counted as one person."""
    first, second = (_persons().get((mention.article.id, mention.span)) for mention in (one, other))
    return first is not None and first == second


def figures(sealed: bool = False) -> Iterator[Figure]:
    """Yield the figures of ``same_person.figures``; none where articles or labels are missing."""
    if CORPUS.exists():
        for figure in same_person.figures(one_person, sealed):
            yield replace(figure, scorer="people")


def main() -> None:
    """Print the figures, or the pairs that are wrong."""
    if "LIST" in sys.argv:
        for pair in same_person.pairs(sealed=False):
            if one_person(pair.one, pair.other) != pair.same:
                read = [_persons().get((m.article.id, m.span)) for m in (pair.one, pair.other)]
                written = [f"“{m.words}” ({m.article.outlet}, {m.article.date})" for m in (pair.one, pair.other)]
                print(f"{pair.id} {pair.stratum}, {'one' if pair.same else 'two'}: {written}, read as {read}")
        return
    for figure in figures("--sealed" in sys.argv):
        print(f"{figure.measure}: {figure.value:.3f} of {figure.n}")


if __name__ == "__main__":
    main()
