"""What an article is about: one to three topics of an editable table, each with the words that decided.

A topic is a row of ``seeds/topics.csv``: id, name, description and its terms. A term found in the article is
evidence for the topics that list it. How it is weighed, in the manner of text retrieval (Salton & Buckley 1988,
*Term-weighting approaches in automatic text retrieval*):

* repetition counts by its logarithm, so ten mentions are not ten times one;
* a term is worth less the more topics list it, and more the more words it has;
* words of the headline and the first words of the text count more often than the rest.
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
MOST = 3
#: what a word in the headline, and one among the first words of the text, counts for; any other counts for one
TITLE, LEAD = 8, 3
LEAD_WORDS = 100
#: a topic with a smaller share of the evidence is not given
SHARE = 0.08
#: nor one with less evidence: a stray word does not make a topic
EVIDENCE = 1.5

WORD = re.compile(r"\w+")
SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")


class BadTopics(ValueError):
    """A table of topics that cannot be used; the message says what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A row of the table; ``terms`` are words or phrases, whose plural in -s is understood."""

    id: str
    name: str
    description: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A term to look for, one object for all its forms: the topics that list it, and its weight for each."""

    term: str
    topics: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class TopicTable:
    """Topics and, made from their terms, what to look for.

    ``entries`` holds every form, its words in lower case and parted by blanks; ``longest`` says of the first word
    of a form how many words the longest such form has. Topics in ``entries`` are places in ``topics``.
    """

    topics: tuple[Topic, ...]
    entries: Mapping[str, Entry]
    longest: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TopicWord:
    """A term that decided, and how often it stands in the headline and in the text."""

    term: str
    in_title: int
    in_text: int


@dataclass(frozen=True, slots=True)
class TopicScore:
    """A topic of an article.

    ``score`` is its share, from 0 to 1, of the evidence for all topics; ``None`` for ``other``, which has no
    evidence. ``words`` are the terms that decided, the weightiest first.
    """

    id: str
    name: str
    score: float | None
    words: tuple[TopicWord, ...]


def read_topics(path: Path) -> TopicTable:
    """The table in a CSV file with the columns id, name, description and terms (parted by semicolons).

    Further columns are left alone. Raises ``BadTopics`` where the file is missing or not in order.
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
    for number, row in enumerate(rows, start=1):
        where = f"{path}, row {number}"
        topic = _topic(row, where)
        if topic.id in topics:
            raise BadTopics(f"{where}: the id “{topic.id}” is taken; give every topic its own")
        topics[topic.id] = topic
    if not topics:
        raise BadTopics(f"{path}: the table has no topics; write one a row below the first line")
    return make_table(topics.values())


def _topic(row: Mapping[str, str | None], where: str) -> Topic:
    cells = {name: (row[name] or "").strip() for name in COLUMNS}
    terms = tuple(term.strip() for term in cells["terms"].split(";") if term.strip())
    for name in ("id", "name", "terms"):
        if not cells[name]:
            raise BadTopics(f"{where}: {name} is empty; fill it in or delete the row")
    if cells["id"] == OTHER:
        raise BadTopics(f"{where}: the id “{OTHER}” is kept for articles without a topic; choose another")
    for term in terms:
        if not WORD.search(term):
            raise BadTopics(f"{where}: the term “{term}” has no letter or digit; write words, parted by semicolons")
    return Topic(cells["id"], cells["name"], cells["description"], terms)


def make_table(topics: Iterable[Topic]) -> TopicTable:
    """A table of these topics, in this order; their ids must differ."""
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
    """A term as it is looked for, and its regular plural."""
    form = " ".join(WORD.findall(term.lower()))
    if SIBILANT.search(form):
        return form, form + "es"
    if form.endswith("y") and form[-2:-1] not in "aeiou":
        return form, form[:-1] + "ies"
    return form, form + "s"


def _find(words: list[str], table: TopicTable) -> list[tuple[Entry, int, int]]:
    """The terms among the words, each with its first word and the one past its last, counted from 0.

    From left to right; the longest wins, and they do not overlap.
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
    """One to three topics of an article, the weightiest first; only ``other`` where none has enough evidence.

    Reads headline and text. ``Article.topic`` and ``Article.section``, the publisher's own words, play no part.
    """
    titled = _find(WORD.findall((article.title or "").lower()), table)
    found = _find(WORD.findall(article.text.lower()), table)
    in_title = Counter([entry for entry, _, _ in titled])
    in_text = Counter([entry for entry, _, _ in found])
    in_lead = Counter([entry for entry, first, _ in found if first < LEAD_WORDS])
    parts: dict[Entry, float] = {}
    evidence: dict[int, float] = {}
    for entry in {**in_title, **in_text}:
        # get, since a Counter's own answer for what is not in it is slow
        count = in_text.get(entry, 0) + TITLE * in_title.get(entry, 0) + (LEAD - 1) * in_lead.get(entry, 0)
        parts[entry] = part = entry.weight * log1p(count)
        for place in entry.topics:
            evidence[place] = evidence.get(place, 0.0) + part
    total = sum(evidence.values())
    best = sorted(evidence, key=lambda place: (-evidence[place], place))[:MOST]
    chosen = [place for place in best if evidence[place] >= max(EVIDENCE, SHARE * total)]
    if not chosen:
        return (TopicScore(OTHER, "Other", None, ()),)
    scores = []
    for place in chosen:
        topic = table.topics[place]
        terms = sorted((entry for entry in parts if place in entry.topics), key=lambda e: (-parts[e], e.term))
        words = tuple(TopicWord(entry.term, in_title[entry], in_text[entry]) for entry in terms)
        scores.append(TopicScore(topic.id, topic.name, evidence[place] / total, words))
    return tuple(scores)
