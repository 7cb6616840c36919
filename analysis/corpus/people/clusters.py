"""Which full names with one surname are names of one person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from analysis.corpus.people.first_names import FirstNames
from analysis.corpus.people.forms import Form, Person
from analysis.corpus.people.names import Name, agree, is_initialled, is_nicknamed, is_short_for, pronouns

#: of the names that could be more exact names of a person, the share of the articles that one must have
DOMINANT = 0.75
#: two names are two persons if they stand together in this share of the articles of the rarer one, and in this many
TOGETHER, OFTEN = 0.4, 3
#: articles in which two names must have titles before these show that they are two persons
KNOWN_TITLES = 3
#: two names as written, in alphabetical order -> the number of articles in which both stand
Together = Mapping[tuple[str, str], int]


def cluster(forms: Iterable[Form], together: Together, first_names: FirstNames) -> tuple[list[Person], list[Form]]:
    """Return the persons that full names mean, and the names that could be names of several of them.

    The most frequent names come first, and a name joins the one person whose names it agrees with. Common names are
    joined only if one outlet uses both within months.
    """
    ordered = sorted(forms, key=_frequent_first)
    size = number_of_first_names(ordered)
    common = {form.name for form in ordered if first_names.are_common([form.name], size)}
    of_suffix: dict[str, list[Person]] = defaultdict(list)
    unclear: list[Form] = []
    for form in ordered:
        persons = of_suffix[form.name.suffix or ""]
        fitting = [person for person in persons if _fits(form, person, common)]
        initials_only = is_initialled(form.name) and any(not _is_initialled(person) for person in fitting)
        if len(fitting) > 1 or initials_only or _is_end_of(form, ordered):
            unclear.append(form)
        elif fitting and not _has_rivals(form, fitting[0], ordered):
            fitting[0].add(form)
        else:
            persons.append(Person([form]))
    return _with_suffixes(of_suffix, common, together), unclear


def number_of_first_names(forms: Iterable[Form]) -> int:
    """How many different first names there are."""
    return len({form.name.given[0] for form in forms if form.name.given})


def _frequent_first(form: Form) -> tuple[object, ...]:
    name = form.name
    detail = len(name.given), sum(map(len, name.given))
    return is_initialled(name), -form.articles, detail, name.words, name.surname, name.suffix or ""


def _is_initialled(person: Person) -> bool:
    return all(is_initialled(form.name) for form in person.forms)


def _is_end_of(form: Form, forms: Sequence[Form]) -> bool:
    """True for a surname of two words without a hyphen: "Lopez Obrador"."""
    name = form.name
    if name.given[0] in pronouns() or is_initialled(name):
        return False
    longer = [other for other in forms if len(other.name.words) > len(name.words) and is_short_for(name, other.name)]
    return any(other.articles >= form.articles for other in longer)


def _fits(form: Form, person: Person, common: Set[Name]) -> bool:
    """True if a name can be another name of a person."""
    if not all(agree(form.name, own.name) for own in person.forms):
        return False
    if form.name in common or any(own.name in common for own in person.forms):
        return person.is_near(form) and not _has_other_roles(form.roles, person.roles)
    nicknamed = all(is_nicknamed(form.name, own.name) for own in person.forms)
    return not nicknamed or person.is_around(form)


def _has_other_roles(one: Counter[str], other: Counter[str]) -> bool:
    """True if the titles of two names are known and have no role in common: senator and president."""
    return min(one.total(), other.total()) >= KNOWN_TITLES and one.keys().isdisjoint(other)


def _has_rivals(form: Form, person: Person, forms: Sequence[Form]) -> bool:
    """True if other names that contradict this one could be names of the person too: "Ann B. Lee" and "Ann C. Lee"."""
    first = person.forms[0].name
    if len(forms) <= 2:
        return False
    others = [other for other in forms if other.name.suffix == form.name.suffix and agree(other.name, first)]
    rivals = sum(other.articles for other in others if not agree(other.name, form.name))
    own = sum(other.articles for other in others if other.name != first and agree(other.name, form.name))
    return own < DOMINANT * (own + rivals)


def _with_suffixes(of_suffix: Mapping[str, list[Person]], common: Set[Name], together: Together) -> list[Person]:
    """All persons; "Jr." or a number may be left out of the name of a person whom no article tells apart from another.

    "Joseph Biden Jr." is "Joseph Biden", but "Donald Trump" stands in the articles about his son.
    """
    plain = of_suffix.get("", [])
    suffixed = [person for suffix in sorted(of_suffix) if suffix for person in of_suffix[suffix]]
    fitting = [[other for other in plain if _may_lack_suffix(other, person, common, together)] for person in suffixed]
    claimed = Counter(id(others[0]) for others in fitting if len(others) == 1)
    persons = list(plain)
    for person, others in zip(suffixed, fitting, strict=True):
        if len(others) == 1 and claimed[id(others[0])] == 1:
            for form in person.forms:
                others[0].add(form)
        else:
            persons.append(person)
    return persons


def _may_lack_suffix(plain: Person, suffixed: Person, common: Set[Name], together: Together) -> bool:
    """True if a name without "Jr." can be the same person's; "Sr." is written only to tell father from son."""
    if suffixed.forms[0].name.suffix == "sr" or suffixed.articles < min(OFTEN, plain.articles):
        return False
    if not all(agree(one.name, other.name) for one in plain.forms for other in suffixed.forms):
        return False
    names = {form.name for form in (*plain.forms, *suffixed.forms)}
    if names & common and not any(plain.is_near(form) for form in suffixed.forms):
        return False
    return not _stand_together(plain.forms, suffixed.forms, together)


def _stand_together(one: Sequence[Form], other: Sequence[Form], together: Together) -> bool:
    """True if articles often have names of both, as they do of father and son."""
    both = sum(
        together.get((min(a, b), max(a, b)), 0)
        for form in one
        for a in (*form.spellings, *form.titled)
        for own in other
        for b in (*own.spellings, *own.titled)
    )
    rarer = min(sum(form.articles for form in forms) for forms in (one, other))
    return both >= OFTEN and both >= TOGETHER * rarer
