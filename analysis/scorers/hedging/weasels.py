"""Guards of weasel words: opinions that nobody in particular holds, and vague groups and amounts.

The constructions are those that the CoNLL-2010 guidelines count in Wikipedia (Farkas et al. 2010): the passive of a
verb of opinion without an agent, a vague group as the subject of such a verb, and a quantifier that leaves open who or
how many.
"""

from __future__ import annotations

from analysis.attribution.words import ARTICLES, is_adverb
from analysis.scorers.hedging.context import CueContext, Guard
from analysis.scorers.hedging.guards import BE, is_number

QUANTIFIERS = frozenset("some many several various most certain numerous few others".split())
#: after "by", words that name no particular agent
NOBODY = QUANTIFIERS | frozenset("critics fans scholars historians observers experts commentators analysts".split())
#: verbs of opinion, in the forms that follow a plural subject
OPINION = frozenset(
    "say said believe believed think thought argue argued claim claimed feel felt see saw consider considered regard "
    "regarded view viewed suggest suggested maintain maintained contend contended speculate speculated question "
    "questioned wonder wondered criticize criticized criticise criticised call called describe described praise "
    "praised assert asserted allege alleged assume assumed attribute attributed prefer preferred fear feared "
    "expect expected blame blamed accuse accused agree agreed disagree disagreed dispute disputed doubt doubted "
    "hold held interpret interpreted perceive perceived note noted point pointed predict predicted warn warned worry "
    "worried compare compared hail hailed condemn condemned object objected oppose opposed find found cite cited "
    "credit credited complain complained theorize theorized conclude concluded".split()
)
#: words after a quantifier that make it a measure or a set phrase, where the vagueness does not matter
MEASURE_WORDS = frozenset(
    "years times more time money point day days months weeks hours minutes kind sort form type such as to".split()
)
#: words before a quantifier that make it definite or a comparison
DEFINITE = ARTICLES | frozenset("so how too very as than not great good".split())
#: words before a vague quantity that is the subject of a clause or part of a phrase: "although some", "in many"
OPENINGS = BE | frozenset(
    "and but although while that however though because as where when which whereas or yet if so what who in for of "
    "among by".split()
)
#: largest distance between a subject and its verb, in words
REACH = 5


def _passive(cue: CueContext) -> bool:
    """True after a form of "be" and adverbs; not after "being", which is still going on."""
    for distance in range(1, REACH):
        word = cue.before(distance)
        if word in BE:
            return word != "being"
        if not (is_adverb(word) or word in {"not", "long", "well"}):
            return False
    return False


def _agent_is_named(cue: CueContext) -> bool:
    """ "by the court"; not "by some", "by critics"."""
    return cue.after() == "by" and cue.after(2) not in NOBODY


def _opinion_follows(cue: CueContext) -> bool:
    """True where a verb of opinion follows within reach."""
    for distance in range(1, REACH + 1):
        after = cue.after(distance)
        if after in OPINION:
            return True
        if not after or after in {"to", "in", "for", "the", "it"}:
            return False
    return False


def _is_plural(word: str) -> bool:
    """True for a word that looks like a plural and is no measure."""
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))
    return plural and len(word) > 3 and word not in MEASURE_WORDS


def considered(cue: CueContext) -> bool:
    """ "is considered a failure"; not "considered the plan", "is being considered for", "considered by the court"."""
    if cue.after() in {"for", "and"} or cue.ends_clause or _agent_is_named(cue):
        return False
    return _passive(cue) or cue.begins_clause or is_adverb(cue.before()) or cue.after() in {"to", "as", "one"}


def seen_as(cue: CueContext) -> bool:
    """ "is seen as", "has been described as"."""
    if not _passive(cue) or _agent_is_named(cue) or "to" in (cue.before(2), cue.before(3)):
        return False
    return "as" in (cue.after(), cue.after(2), cue.after(3)) or cue.after() == "by"


def impersonal(cue: CueContext) -> bool:
    """ "it is believed that", "is said to", "is thought by many"; not "like to be remembered as"."""
    if cue.first_word == "held" and cue.after() != "that":
        return False
    if "it" in (cue.before(2), cue.before(3)) and cue.before() in {"been", "is", "was"} and _that_ahead(cue):
        return True  # "it has been estimated from tests that"
    return _passive(cue) and (cue.after() in {"to", "that"} or (cue.after() == "by" and not _agent_is_named(cue)))


def _that_ahead(cue: CueContext) -> bool:
    """True where "that" follows after a few words of an adjunct."""
    ahead = [cue.after(distance) for distance in range(1, 7)]
    return "that" in ahead[1:] and ahead[0] in {"from", "in", "by", "on", "since", "for", "at"}


def criticised(cue: CueContext) -> bool:
    """ "has been criticised for", where the text does not say by whom."""
    return _passive(cue) and not _agent_is_named(cue) and cue.after() in {"for", "as", "because", "by", "in"}


def vague_group(cue: CueContext) -> bool:
    """ "critics say"; not "its critics say", "two analysts said"."""
    counted = cue.before() in DEFINITE | QUANTIFIERS or cue.before() in {"and", "two", "three", "four", "five"}
    return not counted and _opinion_follows(cue)


def by_nobody(cue: CueContext) -> bool:
    """ "viewed by some", "loved by many fans"; not "by several metres", "by some 300 guests"."""
    return cue.after() not in MEASURE_WORDS and not is_number(cue)


def _quantifies(cue: CueContext) -> bool:
    """ "some say", "many of the"; not "so many", "some 300", "most important"."""
    if cue.before() in DEFINITE or cue.ends_clause or is_number(cue):
        return False
    return cue.first_word != "most" or _is_plural(cue.after())


def vague_opinion(cue: CueContext) -> bool:
    """ "some say", "many scholars believe", "as some say"."""
    inserted = cue.before() == "as" and cue.first_word == "some" and cue.after() in OPINION
    return (inserted or _quantifies(cue)) and _opinion_follows(cue)


def vague_quantity(cue: CueContext) -> bool:
    """ "some countries have", "many of the", "several new theories"; not "so many", "some years"."""
    word, before, after = cue.first_word, cue.before(), cue.after()
    if not _quantifies(cue):
        return False
    if word not in {"some", "many", "several"} or after in MEASURE_WORDS:
        return False
    if word == "several" or after == "of" or not before or before in OPENINGS:
        return True
    return _is_plural(cue.after(2)) or (word == "some" and _is_plural(after))


def vague_part(cue: CueContext) -> bool:
    """ "in some countries", "of many"; not "for some time", "in many years", "of some 300"."""
    return bool(cue.after()) and cue.after() not in MEASURE_WORDS and not is_number(cue)


def one_of_the(cue: CueContext) -> bool:
    """ "one of the most", "one of the finest"; not "one of the latest"."""
    after = cue.after()
    ranked = after.endswith("est") and len(after) > 5 and after not in {"latest", "forest", "earliest"}
    return ranked or after in {"most", "best", "worst"}


WEASEL_GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        considered, seen_as, impersonal, criticised, vague_group, vague_opinion, vague_quantity, by_nobody,
        vague_part, one_of_the,
    )
}  # fmt: skip
