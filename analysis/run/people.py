"""Persons of a store: which names in its articles mean one person."""

from __future__ import annotations

from analysis.corpus.people import VERSION, persons_of
from analysis.store import Store

#: articles of a store in which persons are always found at once, which takes a few seconds
SMALL = 20_000
#: in a larger store, the share of new articles that is worth finding all persons again
WORTH_IT = 0.01


def are_found(store: Store) -> bool:
    """True if the persons of a store are those of its articles by the rules of now."""
    return store.people.stamp() == _stamp(store)


def find_persons(store: Store, sparing: bool = False) -> bool:
    """Find the person of each name, if articles, their names or the rules have changed; return whether it was done.

    Every name counts, also those of articles stored long ago: which Smith is meant depends on how often others are.
    With ``sparing``, a few new articles of a large store wait until the next call without it; their names are shown as
    written until then.
    """
    before, stamp = store.people.stamp(), _stamp(store)
    if before == stamp or (sparing and before is not None and _few_are_new(before, stamp)):
        return False
    found = [
        (mention, person)
        for surname in store.people.surnames()
        for mention, person in zip(
            surname.mentions, persons_of(surname.mentions, surname.together, surname.first_names), strict=True
        )
        if person != mention.name
    ]
    store.people.save(found, stamp)
    return True


def _stamp(store: Store) -> str:
    """The rules, the versions of the readings and the number of articles, and a digest of what names depend on."""
    state = store.people.state()
    return f"{VERSION} {state.versions} {state.articles} {state.digest:x}"


def _few_are_new(before: str, now: str) -> bool:
    """True if only a few articles of a large store have changed since, by the same rules."""
    *earlier_rules, earlier, _ = before.split()
    *rules, articles, _ = now.split()
    if rules != earlier_rules or int(articles) <= SMALL:
        return False
    return abs(int(articles) - int(earlier)) < WORTH_IT * int(earlier)
