"""How often a name, and a person with several names, is used in each outlet and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis.corpus.people.names import Name
from analysis.corpus.people.roles import fields_of, roles_of

#: an outlet and a month, either of which may be unknown
Place = tuple[str | None, int | None]
#: the months beside a month, and itself
AROUND = (-1, 0, 1)


@dataclass(frozen=True, slots=True)
class Mention:
    """The number of articles of an outlet and month that have a name with this title.

    ``month`` counts months from the year 0; it is ``None`` for articles without a date.
    """

    name: str
    title: str | None
    outlet: str | None
    month: int | None
    articles: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A mention with the parts of its name, its title, the roles that the title names and their fields.

    The title is the one that the article states, or else the one in front of the name. A name without one is ``bare``.
    """

    mention: Mention
    name: Name
    title: str | None
    roles: frozenset[str]
    fields: frozenset[str]
    bare: bool

    @classmethod
    def of(cls, mention: Mention, name: Name) -> Reading:
        """A reading of a mention whose name has these parts."""
        title = mention.title or name.title
        roles = roles_of(title)
        return cls(mention, name.form, title, roles, fields_of(roles), name.title is None)


@dataclass(slots=True)
class Form:
    """A name in all its spellings, and the articles that use it: by outlet and month, and by the role of a title.

    ``spellings`` have no title in front, ``titled`` do.
    """

    name: Name
    articles: int = 0
    spellings: Counter[str] = field(default_factory=Counter)
    titled: Counter[str] = field(default_factory=Counter)
    places: Counter[Place] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)

    def add(self, reading: Reading) -> None:
        """Count the articles of a mention of this name."""
        mention = reading.mention
        self.articles += mention.articles
        (self.spellings if reading.bare else self.titled)[mention.name] += mention.articles
        self.places[mention.outlet, mention.month] += mention.articles
        for role in reading.roles:
            self.roles[role] += mention.articles


def forms_of(readings: Iterable[Reading]) -> list[Form]:
    """Return the names of some mentions, in alphabetical order."""
    found: dict[Name, Form] = {}
    for reading in readings:
        form = found.get(reading.name)
        if form is None:
            form = found[reading.name] = Form(reading.name)
        form.add(reading)
    return sorted(found.values(), key=lambda form: (form.name.words, form.name.surname, form.name.suffix or ""))


@dataclass(slots=True)
class Person:
    """The full names of one person, and the articles that use them: by outlet and month, and by the role of a title.

    ``label`` tells persons of one name apart: "John Smith (coach)".
    """

    forms: list[Form]
    label: str | None = None
    articles: int = 0
    roles: Counter[str] = field(default_factory=Counter)
    _counted: int = 0
    _places: Counter[Place] = field(default_factory=Counter)
    _outlets: Counter[str | None] = field(default_factory=Counter)
    _months: Counter[int | None] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for form in self.forms:
            self._count(form)

    def add(self, form: Form) -> None:
        """Add a full name of this person."""
        self.forms.append(form)
        self._count(form)

    def _count(self, form: Form) -> None:
        self.articles += form.articles
        self.roles.update(form.roles)

    def _count_places(self) -> None:
        """Count the places of the names added since; most persons are never asked for them."""
        for form in self.forms[self._counted :]:
            for (outlet, month), articles in form.places.items():
                self._places[outlet, month] += articles
                self._outlets[outlet] += articles
                self._months[month] += articles
        self._counted = len(self.forms)

    def near(self, outlet: str | None, month: int | None) -> int:
        """How many articles of an outlet name the person in full in a month or the two beside it.

        Without a month, all articles of the outlet count.
        """
        self._count_places()
        if month is None:
            return self._outlets[outlet]
        return sum(self._places[outlet, month + apart] for apart in AROUND)

    def around(self, month: int | None) -> int:
        """How many articles of all outlets name the person in full in a month or the two beside it."""
        self._count_places()
        return self.articles if month is None else sum(self._months[month + apart] for apart in AROUND)

    def is_near(self, form: Form) -> bool:
        """True if an outlet uses a name in the months in which it names this person."""
        return any(self.near(outlet, month) for outlet, month in form.places)

    def is_around(self, form: Form) -> bool:
        """True if any outlet uses a name in the months in which one names this person."""
        return any(self.around(month) for _, month in form.places)

    @property
    def display(self) -> str:
        """The name under which the person is shown."""
        shown = display(self.forms)
        return shown if self.label is None else f"{shown} ({self.label})"


def display(forms: Iterable[Form]) -> str:
    """The most frequent spelling of some names without a title in front, or with one if there is no other."""
    bare: Counter[str] = Counter()
    titled: Counter[str] = Counter()
    for form in forms:
        bare.update(form.spellings)
        titled.update(form.titled)
    return most_frequent(bare or titled)


def most_frequent(spellings: Counter[str]) -> str:
    """The most frequent spelling; of equally frequent ones the longest, then the first by alphabet."""
    return min(spellings, key=lambda written: (-spellings[written], -len(written), written))
