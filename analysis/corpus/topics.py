"""Topics of an article: one to three from an editable table, each with the words that decided.

A topic is a row of ``seeds/topics.csv``: id, name, description and terms. A term found in the article is evidence for
the topics that list it. Terms are weighted as in text retrieval (Salton & Buckley 1988, *Term-weighting approaches in
automatic text retrieval*):

* repetitions count by their logarithm, so ten mentions are not worth ten times one;
* a term weighs less the more topics list it, and more the more words it has;
* words in the headline and at the start of the text count several times.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log1p, sqrt
from pathlib import Path

from analysis.types import Article

OTHER = "other"
COLUMNS = ("id", "name", "description", "terms")
MAX_TOPICS = 3
#: the weight of an occurrence in the headline, and among the first words of the text; elsewhere it is 1
TITLE_WEIGHT, LEAD_WEIGHT = 8, 3
#: words at the start of the text that form the lead
LEAD_WORDS = 100
#: share of the evidence, 0 to 1, and absolute evidence that a topic needs: a single stray word is not enough
MIN_SHARE, MIN_EVIDENCE = 0.08, 1.5

WORD = re.compile(r"\w+")
SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")


class BadTopics(ValueError):
    """The table of topics cannot be used; the message says what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A row of the table; ``terms`` are words or phrases, which match their regular plural too."""

    id: str
    name: str
    description: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A term to search for, one object for all its forms: the topics that list it, and its weight for each."""

    term: str
    topics: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class TopicTable:
    """Topics, and an index of their terms.

    ``entries`` is keyed by form: its words in lower case, separated by spaces. ``longest`` gives, by first word, the
    number of words of the longest form that begins with it. Topics in ``entries`` are indices into ``topics``.
    """

    topics: tuple[Topic, ...]
    entries: Mapping[str, Entry]
    longest: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TopicWord:
    """A term that decided, and how often it occurs in the headline and in the text."""

    term: str
    in_title: int
    in_text: int


@dataclass(frozen=True, slots=True)
class TopicScore:
    """A topic of an article.

    ``score`` is its share of the evidence for all topics, 0 to 1; ``None`` for ``other``, which has no evidence.
    ``words`` are the terms that decided, the heaviest first.
    """

    id: str
    name: str
    score: float | None
    words: tuple[TopicWord, ...]


def read_topics(path: Path) -> TopicTable:
    """Read the table from a CSV file with the columns id, name, description and terms (separated by semicolons).

    Other columns are ignored. Raises ``BadTopics`` if the file is missing or invalid.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise BadTopics(f"{path}: there is no column {', '.join(missing)}; the first line must name them")
            rows = list(reader)
    except UnicodeDecodeError as error:
        raise BadTopics(f"{path}: the file is not UTF-8; save it as “CSV UTF-8”") from error
    except (OSError, csv.Error) as error:
        raise BadTopics(f"{path}: the file cannot be read ({error}); give the path of a CSV file") from error
    topics: dict[str, Topic] = {}
    names: set[str] = set()
    for number, row in enumerate(rows, start=1):
        where = f"{path}, row {number}"
        topic = _topic(row, where)
        if topic.id in topics:
            raise BadTopics(f"{where}: the id “{topic.id}” occurs twice; give every topic its own")
        if topic.name in names:
            raise BadTopics(f"{where}: the name “{topic.name}” occurs twice; give every topic its own")
        topics[topic.id] = topic
        names.add(topic.name)
    if not topics:
        raise BadTopics(f"{path}: the table has no topics; write one per row below the first line")
    return make_table(topics.values())


def _topic(row: Mapping[str, str | None], where: str) -> Topic:
    cells = {name: (row[name] or "").strip() for name in COLUMNS}
    terms = tuple(term.strip() for term in cells["terms"].split(";") if term.strip())
    for name in ("id", "name", "terms"):
        if not cells[name]:
            raise BadTopics(f"{where}: {name} is empty; fill it in or delete the row")
    if cells["id"] == OTHER:
        raise BadTopics(f"{where}: the id “{OTHER}” is reserved for articles without a topic; choose another")
    for term in terms:
        if not WORD.search(term):
            raise BadTopics(f"{where}: the term “{term}” has no letter or digit; write words, separated by semicolons")
    return Topic(cells["id"], cells["name"], cells["description"], terms)


def make_table(topics: Iterable[Topic]) -> TopicTable:
    """Return a table of these topics, in this order; their ids must be unique."""
    topics = tuple(topics)
    term_of: dict[str, str] = {}
    places: dict[str, list[int]] = {}
    for place, topic in enumerate(topics):
        for written in topic.terms:
            forms = _forms(written)
            term = next((term_of[form] for form in forms if form in term_of), written)
            term_of.update(dict.fromkeys(forms, term))
            if place not in places.setdefault(term, []):
                places[term].append(place)
    entry_of = {term: Entry(term, tuple(listed), _weight(term, listed)) for term, listed in places.items()}
    longest: dict[str, int] = {}
    for form in term_of:
        first, size = form.split(" ", 1)[0], form.count(" ") + 1
        longest[first] = max(size, longest.get(first, 0))
    entries = {form: entry_of[term] for form, term in term_of.items()}
    return TopicTable(topics, entries, longest)


def _weight(term: str, places: list[int]) -> float:
    return len(WORD.findall(term)) / sqrt(len(places))


def _forms(term: str) -> tuple[str, str]:
    """Return a term in its normalised form, and its regular plural."""
    form = " ".join(WORD.findall(term.lower()))
    if SIBILANT.search(form):
        return form, form + "es"
    if form.endswith("y") and form[-2:-1] not in "aeiou":
        return form, form[:-1] + "ies"
    return form, form + "s"


def _find(words: list[str], table: TopicTable) -> list[tuple[Entry, int, int]]:
    """Return the terms among the words, from left to right, each with its half-open range of words.

    The longest term wins, and terms do not overlap.
    """
    entries, longest = table.entries, table.longest
    found, past = [], 0
    for at in [at for at, word in enumerate(words) if word in longest]:
        if at < past:
            continue
        for size in range(min(longest[words[at]], len(words) - at), 0, -1):
            entry = entries.get(" ".join(words[at : at + size]) if size > 1 else words[at])
            if entry is not None:
                past = at + size
                found.append((entry, at, past))
                break
    return found


def topics_of(article: Article, table: TopicTable) -> tuple[TopicScore, ...]:
    """Return one to three topics of an article, the most evidence first; ``other`` if no topic has enough.

    Only headline and text are used, not the publisher's ``Article.topic`` and ``Article.section``.
    """
    in_headline = _find(WORD.findall((article.title or "").lower()), table)
    found = _find(WORD.findall(article.own_text.lower()), table)
    in_title = Counter([entry for entry, _, _ in in_headline])
    in_text = Counter([entry for entry, _, _ in found])
    in_lead = Counter([entry for entry, first, _ in found if first < LEAD_WORDS])
    parts: dict[Entry, float] = {}
    evidence: dict[int, float] = {}
    for entry in {**in_title, **in_text}:
        # get, because looking up a missing key in a Counter is slow
        count = (
            in_text.get(entry, 0) + TITLE_WEIGHT * in_title.get(entry, 0) + (LEAD_WEIGHT - 1) * in_lead.get(entry, 0)
        )
        parts[entry] = part = entry.weight * log1p(count)
        for place in entry.topics:
            evidence[place] = evidence.get(place, 0.0) + part
    total = sum(evidence.values())
    best = sorted(evidence, key=lambda place: (-evidence[place], place))[:MAX_TOPICS]
    chosen = [place for place in best if evidence[place] >= max(MIN_EVIDENCE, MIN_SHARE * total)]
    if not chosen:
        return (TopicScore(OTHER, "Other", None, ()),)
    scores = []
    for place in chosen:
        topic = table.topics[place]
        terms = sorted((entry for entry in parts if place in entry.topics), key=lambda e: (-parts[e], e.term))
        words = tuple(TopicWord(entry.term, in_title[entry], in_text[entry]) for entry in terms)
        scores.append(TopicScore(topic.id, topic.name, evidence[place] / total, words))
    return tuple(scores)
