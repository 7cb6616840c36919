"""Guards of weasels: opinions that nobody in particular holds, and groups and amounts left vague.

The constructions are those that the CoNLL-2010 guidelines count in Wikipedia (Farkas et al. 2010): the passive of a
verb of opinion without an agent, a vague group as the subject of such a verb, and a quantifier that leaves open who
or how many.
"""

from __future__ import annotations

from analysis.attribution.words import ARTICLES, is_adverb
from analysis.scorers.hedging.guards import BE, is_number
from analysis.scorers.hedging.place import Guard, Place

QUANTIFIERS = frozenset("some many several various most certain numerous few others".split())
NOBODY = QUANTIFIERS | frozenset("critics fans scholars historians observers experts commentators analysts".split())
#: what a vague group does with an opinion, in the forms that follow a plural subject
OPINION = frozenset(
    "say said believe believed think thought argue argued claim claimed feel felt see saw consider considered regard "
    "regarded view viewed suggest suggested maintain maintained contend contended speculate speculated question "
    "questioned wonder wondered criticize criticized criticise criticised call called describe described praise "
    "praised assert asserted allege alleged assume assumed attribute attributed prefer preferred fear feared "
    "expect expected blame blamed accuse accused agree agreed disagree disagreed dispute disputed doubt doubted "
    "hold held interpret interpreted perceive perceived note noted point pointed predict predicted warn warned worry "
    "worried compare compared hail hailed condemn condemned object objected oppose opposed find found cite cited "
    "credit credited complain complained theorize theorized conclude concluded have had would may might".split()
)
#: after a quantifier: measures and set phrases, in which nothing is left vague that matters
MEASURES = frozenset(
    "years times more time money point day days months weeks hours minutes kind sort form type such as to".split()
)
#: before a quantifier: it is counted, compared or pointed at
POINTED = ARTICLES | frozenset("so how too very as than not great good".split())
#: what stands before a vague quantity that a clause is about, or holds in part: "although some", "in many"
OPENINGS = BE | frozenset(
    "and but although while that however though because as where when which whereas or yet if so what who in for of "
    "among by".split()
)
#: how far a subject may stand from its verb, in words
REACH = 5


def _passive(at: Place) -> bool:
    """A form of *be* before, adverbs aside; "being considered" is still going on."""
    for distance in range(1, REACH):
        word = at.before(distance)
        if word in BE:
            return word != "being"
        if not (is_adverb(word) or word in {"not", "long", "well"}):
            return False
    return False


def _agent_is_named(at: Place) -> bool:
    return at.after() == "by" and at.after(2) not in NOBODY


def _opinion_follows(at: Place) -> bool:
    for distance in range(1, REACH + 1):
        after = at.after(distance)
        if after in OPINION:
            return True
        if not after or after in {"to", "in", "for", "the", "it"}:
            return False
    return False


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")) and word not in MEASURES


def considered(at: Place) -> bool:
    """ "is considered a failure"; not "considered the plan", "is being considered for", "considered by the court"."""
    if at.after() in {"for", "and"} or at.ends_clause or _agent_is_named(at):
        return False
    return _passive(at) or at.begins_clause or is_adverb(at.before()) or at.after() in {"to", "as", "one"}


def seen_as(at: Place) -> bool:
    """ "is seen as", "has been described as"."""
    if not _passive(at) or _agent_is_named(at):
        return False
    return "as" in (at.after(), at.after(2), at.after(3)) or at.after() == "by"


def impersonal(at: Place) -> bool:
    """ "it is believed that", "is said to", "is thought by many"."""
    if at.cue == "held" and at.after() != "that":
        return False
    return _passive(at) and (at.after() in {"to", "that"} or (at.after() == "by" and not _agent_is_named(at)))


def criticised(at: Place) -> bool:
    """ "has been criticised for": by whom, the text does not say."""
    return _passive(at) and not _agent_is_named(at) and at.after() in {"for", "as", "because", "by", "in"}


def vague_group(at: Place) -> bool:
    """A group without a name that holds something: "critics say"; not "its critics say", "two analysts said"."""
    counted = at.before() in POINTED | QUANTIFIERS or at.before() in {"and", "two", "three", "four", "five"}
    return not counted and _opinion_follows(at)


def by_nobody(at: Place) -> bool:
    """ "viewed by some", "loved by many fans"; not "by several metres", "by some 300 guests"."""
    return at.after() not in MEASURES and not is_number(at)


def _quantifies(at: Place) -> bool:
    """False for "so many", "some 300", "most important"."""
    if at.before() in POINTED or at.ends_clause or is_number(at):
        return False
    return at.cue != "most" or _is_plural(at.after())


def vague_opinion(at: Place) -> bool:
    """ "some say", "many scholars believe"."""
    return _quantifies(at) and _opinion_follows(at)


def vague_quantity(at: Place) -> bool:
    """ "some countries have", "many of the", "several new theories"; not "so many", "some years"."""
    cue, before, after = at.cue, at.before(), at.after()
    if not _quantifies(at):
        return False
    if cue not in {"some", "many", "several"} or after in MEASURES:
        return False
    if cue == "several" or after == "of" or not before or before in OPENINGS:
        return True
    return _is_plural(at.after(2)) or (cue == "some" and _is_plural(after))


def vague_part(at: Place) -> bool:
    """ "in some countries", "of many"; not "for some time", "in many years", "of some 300"."""
    return bool(at.after()) and at.after() not in MEASURES and not is_number(at)


def one_of_the(at: Place) -> bool:
    """A rank that nobody is named for: "one of the most", "one of the finest"; not "one of the latest"."""
    after = at.after()
    ranked = after.endswith("est") and len(after) > 5 and after not in {"latest", "forest", "earliest"}
    return ranked or after in {"most", "best", "worst"}


WEASEL_GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        considered, seen_as, impersonal, criticised, vague_group, vague_opinion, vague_quantity, by_nobody,
        vague_part, one_of_the,
    )
}  # fmt: skip
