"""Persons of one name, told apart by titles of different fields: John Smith, the senator, and John Smith, the coach."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from analysis.corpus.people.forms import AROUND, Person, Place, Reading, forms_of, most_frequent
from analysis.corpus.people.roles import are_far, head_of, is_former

Fields = frozenset[str]


def namesakes(readings: Iterable[Reading]) -> list[Person]:
    """Return the several persons whom the mentions of one name mean, or nothing if they may mean one person.

    Titles are of one person if their fields are near each other, or if an outlet uses both within months. A former role
    alone makes no other person, since people change their field. Mentions without a title are in none of the persons.
    """
    by_fields: dict[Fields, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.fields:
            by_fields[reading.fields].append(reading)
    groups: list[set[Fields]] = []
    for fields in sorted(by_fields, key=sorted):
        linked = [group for group in groups if any(_of_one(fields, other, by_fields) for other in group)]
        groups = [group for group in groups if group not in linked] + [{fields}.union(*linked)]
    found = [[reading for fields in sorted(group, key=sorted) for reading in by_fields[fields]] for group in groups]
    found = [group for group in found if not all(is_former(reading.title or "") for reading in group)]
    return [_person(group) for group in found] if len(found) > 1 else []


def _of_one(one: Fields, other: Fields, by_fields: Mapping[Fields, Sequence[Reading]]) -> bool:
    """True if one person can have the titles of two groups of mentions."""
    if not are_far(one, other):
        return True
    return not _places(by_fields[one], AROUND).isdisjoint(_places(by_fields[other], (0,)))


def _places(readings: Sequence[Reading], months_apart: Sequence[int]) -> set[Place]:
    """The outlets of some mentions with their months and those this many months apart."""
    return {
        (mention.outlet, None if mention.month is None else mention.month + apart)
        for mention in (reading.mention for reading in readings)
        for apart in months_apart
    }


def _person(readings: Sequence[Reading]) -> Person:
    """The person of some mentions, labelled with the most frequent title."""
    titles: Counter[str] = Counter()
    for reading in readings:
        titles[head_of(reading.title or "")] += reading.mention.articles
    return Person(forms_of(readings), most_frequent(titles))
