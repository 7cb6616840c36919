"""Which names of a corpus mean one person: the names that share a surname are compared with each other.

What is decided depends only on how many articles of each outlet and month have each name, with which title, and on
which names stand in the same articles; never on an order. In doubt, two names stay two persons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from analysis.corpus.people.clusters import KNOWN_TITLES, Together, cluster, number_of_first_names
from analysis.corpus.people.first_names import FirstNames
from analysis.corpus.people.forms import Mention, Person, Reading, display, forms_of
from analysis.corpus.people.names import Name, agree, is_short_for, parse_name
from analysis.corpus.people.namesakes import namesakes
from analysis.corpus.people.roles import are_far, fields_of

#: the share that a person must have of the articles around a short name that could mean several
DOMINANT = 0.75
#: the least number of articles in which the person is named in full then, if the outlet does so itself, and if not
ENOUGH, ENOUGH_EVERYWHERE = 2, 5
#: the weight of the articles of all outlets together, in articles of the outlet
PRIOR = 5.0
#: a word that stands alone means nobody if it is the first name of somebody in more than this share of its articles as
#: a surname
AS_FIRST_NAME = 0.5
#: a name that is not common but in more articles than this is one well-known person's, whatever titles it has
FAMOUS = 20
#: words that mean nobody when they stand alone, although they are also surnames
NEVER_ALONE = frozenset(
    "he she it we they you i me him her us them there here this that who what why how so to".split()
)


def persons_of(mentions: Sequence[Mention], together: Together, first_names: FirstNames) -> list[str]:
    """Return the person of each mention, as a name. All mentions are of names with the same last word."""
    return _Surname(mentions, together, first_names).persons()


class _Surname:
    """The names with one surname, and the persons that they mean."""

    def __init__(self, mentions: Sequence[Mention], together: Together, first_names: FirstNames) -> None:
        names = {written: parse_name(written) for written in {mention.name for mention in mentions}}
        self._mentions = mentions
        self._readings = [
            None if (name := names[mention.name]) is None else Reading.of(mention, name) for mention in mentions
        ]
        known = [reading for reading in self._readings if reading is not None]
        self._forms = {form.name: form for form in forms_of(known)}
        full = [form for form in self._forms.values() if form.name.given]
        persons, unclear = cluster(full, together, first_names)
        self._person_of = {form.name: person for person in persons for form in person.forms}
        self._size = number_of_first_names(full)
        self._namesakes = self._find_namesakes(known, first_names)
        short = [*(form.name for form in unclear), *(name for name in self._forms if not name.given)]
        self._candidates = {name: _candidates(name, persons) for name in short}
        self._articles = sum(form.articles for form in full)
        self._first_names = first_names

    def persons(self) -> list[str]:
        """The person of each mention, as a name."""
        shown = {id(person): person.display for person in self._person_of.values()}
        shown |= {id(person): person.display for same in self._namesakes.values() for person in same}
        found = []
        for mention, reading in zip(self._mentions, self._readings, strict=True):
            if reading is None:
                found.append(mention.name)
            elif (person := self._person(reading)) is not None:
                found.append(shown[id(person)])
            else:
                found.append(display([self._forms[reading.name]]))
        return found

    def _person(self, reading: Reading) -> Person | None:
        """The person whom a mention means; ``None`` for a short name that could mean several, or nobody known."""
        person = self._person_of.get(reading.name)
        if person is not None:
            return self._namesake(person, reading) or person
        if not reading.name.given and reading.title is None:
            if reading.name.surname[-1] in NEVER_ALONE or self._is_first_name(reading):
                return None
        return self._meant(self._candidates[reading.name], reading)

    def _namesake(self, person: Person, reading: Reading) -> Person | None:
        """The one of several persons of one name whom a mention means, by its title, or by outlet and time."""
        same_name = self._namesakes.get(id(person), ())
        titled = next((other for other in same_name if reading.roles & other.roles.keys()), None)
        return titled or (self._meant(same_name, reading) if same_name else None)

    def _meant(self, persons: Sequence[Person], reading: Reading) -> Person | None:
        """The one of several persons whose titles agree and who dominates in the outlet then, or in all outlets."""
        fitting = [person for person in persons if reading.roles & person.roles.keys()]
        if not fitting:
            fitting = [person for person in persons if reading.fields & fields_of(person.roles)]
        if not fitting:
            fitting = [person for person in persons if not _has_other_titles(person, reading)]
        if len(persons) == len(fitting) == 1 and self._is_only_one(fitting[0], reading):
            return fitting[0]
        return _dominating(fitting, reading.mention)

    def _is_only_one(self, person: Person, reading: Reading) -> bool:
        """True if nobody else could be meant: by two surnames, or by one that nobody else has in these months."""
        if len(reading.name.words) > 1:
            return True
        return self._size == 1 and not self._is_first_name(reading) and person.around(reading.mention.month) > 0

    def _is_first_name(self, reading: Reading) -> bool:
        """True for a word that is a first name more often than a surname."""
        as_first_name = self._first_names.articles.get(reading.name.surname[-1], 0)
        return as_first_name > AS_FIRST_NAME * self._articles

    def _find_namesakes(self, readings: Sequence[Reading], first_names: FirstNames) -> dict[int, list[Person]]:
        """By person, the several persons that have this one name."""
        of_person: dict[int, list[Reading]] = defaultdict(list)
        for reading in readings:
            person = self._person_of.get(reading.name)
            if (
                reading.fields
                and person is not None
                and (person.articles <= FAMOUS or first_names.are_common([reading.name], self._size))
            ):
                of_person[id(person)].append(reading)
        return {key: namesakes(own) for key, own in of_person.items()}


def _has_other_titles(person: Person, reading: Reading) -> bool:
    """True if a person is known by titles of other fields than the title of a mention."""
    return person.roles.total() >= KNOWN_TITLES and are_far(reading.fields, fields_of(person.roles))


def _candidates(short: Name, persons: Sequence[Person]) -> list[Person]:
    """The persons whom a short name, or one that could be a name of several persons, can mean.

    A surname without "Jr." means somebody whose name has none, if there is anybody.
    """
    found = [
        person
        for person in persons
        if any(is_short_for(short, form.name) or (short.given and agree(short, form.name)) for form in person.forms)
    ]
    if short.suffix is None:
        found = [person for person in found if any(form.name.suffix is None for form in person.forms)] or found
    return found


def _dominating(persons: Sequence[Person], mention: Mention) -> Person | None:
    """The person who has most of the articles in the outlet and months of a mention; ``None`` if that is not clear.

    Few articles of the outlet say little, so those of all outlets in these months count as ``PRIOR`` more.
    """
    near = [person.near(mention.outlet, mention.month) for person in persons]
    around = [person.around(mention.month) for person in persons]
    if not any(around):
        return None
    weights = [own + PRIOR * everywhere / sum(around) for own, everywhere in zip(near, around, strict=True)]
    best = max(range(len(persons)), key=weights.__getitem__)
    enough = around[best] >= (ENOUGH if near[best] else ENOUGH_EVERYWHERE)
    return persons[best] if enough and weights[best] >= DOMINANT * sum(weights) else None
