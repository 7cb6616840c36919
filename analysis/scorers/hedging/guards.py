"""Guards of single words: the word class or sense in which a cue hedges, told by the words around it."""

from __future__ import annotations

from analysis.attribution.words import ARTICLES, DETERMINERS, FINITE, PREPOSITIONS, PRONOUNS, is_adverb, source_nouns
from analysis.scorers.hedging.place import Guard, Place

BE = frozenset("is are was were be been being am isn't aren't wasn't weren't it's he's she's that's they're".split())
NUMBERS = frozenset(
    "half two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred thousand million billion dozen dozens one third quarter every".split()
)
MIGHTS = frozenset("military economic all of with financial political industrial full naval".split())
BEFORE_MAY = PREPOSITIONS | frozenset("last next this early late mid theresa minister pm mrs ms miss and told".split())
SENSING = frozenset("hear see feel smell taste".split())
NO_POSSIBILITY = frozenset("as if where when wherever whenever best worst every made make makes all".split())
NO_ATTRIBUTE = PREPOSITIONS | frozenset("that and or to is was".split())
NO_POTENTIAL = NO_ATTRIBUTE | {"energy", "difference"}
PAST_ABILITY = SENSING | frozenset("not no barely hardly only never afford easily".split())
#: what begins a clause or a noun phrase after a verb of thinking
SUBJECTS = DETERMINERS | PRONOUNS | frozenset("that there they them him me us".split())
ASSUMED = frozenset("role office control responsibility presidency post title command".split())
LINKED = frozenset("to that likely as increasingly".split())
COMPLEMENT_ENDINGS = ("ed", "ing", "ent", "ous", "ful", "ive")


def is_number(at: Place, distance: int = 1) -> bool:
    """True for a number, in digits or words, so many words after the cue."""
    word = at.after(distance)
    return word[:1].isdigit() or word in NUMBERS


def before_noun(at: Place) -> bool:
    """ "the alleged killer"; not "he was supposed to"."""
    return not at.ends_clause and at.after() not in NO_ATTRIBUTE and at.before() not in PRONOUNS


def potential(at: Place) -> bool:
    """ "a potential buyer"; not the noun: "its potential to grow"."""
    return not at.ends_clause and at.after() not in NO_POTENTIAL


def possible(at: Place) -> bool:
    """ "a possible link"; not "as soon as possible", nor an ability: "possible to see the coast"."""
    return at.before() not in NO_POSSIBILITY and at.after() != "to"


def likely(at: Place) -> bool:
    """Not a term of pollsters: "likely voters"."""
    return at.after() not in {"voters", "voter"}


def predicate(at: Place) -> bool:
    """ "is unknown", "still unknown"; not "an unknown man"."""
    return at.before() in BE or is_adverb(at.before())


def not_known(at: Place) -> bool:
    """ "not known whether"; not "not known for its beaches"."""
    return at.after() not in {"for", "as", "by"}


def number(at: Place) -> bool:
    """ "about 300", "nearly half", "around a dozen"."""
    return not at.ends_clause and (is_number(at) or (at.after() == "a" and is_number(at, 2)))


def or_so(at: Place) -> bool:
    """ "a week or so"; not "or so they say"."""
    return at.ends_clause or at.after() in PREPOSITIONS


def sort_of(at: Place) -> bool:
    """The adverb, "he sort of agreed"; not the noun, "a kind of bird"."""
    return at.before() in PRONOUNS or at.before() in BE


def condition(at: Place) -> bool:
    """Not a comparison ("as if it knew") nor an aside ("few, if any")."""
    return at.before() not in {"as", "what"} and at.after() not in {"not", "any", "anything", "ever", "possible"}


def could(at: Place) -> bool:
    """Not past ability: "could not be reached", "could hear it", "so that they could", "as far as we could"."""
    if at.ends_clause or at.before(2) == "as" or (at.before(2) == "that" and at.before(3) == "so"):
        return False
    return at.after() not in PAST_ABILITY


def _in_title_case(at: Place) -> bool:
    """A capital that every word of a headline has: "Bridge May Close"; not the month, not Theresa May."""
    return at.precedes_name and at.before() not in BEFORE_MAY and not at.begins_clause


def may(at: Place) -> bool:
    """Not the month, not the name: the modal is lower case, but for headlines."""
    return not at.is_capitalised or _in_title_case(at)


def might(at: Place) -> bool:
    """Not the noun: "the might of the army", "military might"."""
    before = at.before()
    noun = before in ARTICLES or before in MIGHTS or before.endswith("'s") or at.after() in {"of", "and", "to", "in"}
    return not noun and (not at.is_capitalised or _in_title_case(at))


def unlinked_noun(at: Place) -> bool:
    """Not denied: "no rumours", "without suspicion"."""
    return at.before() not in {"no", "without"}


def seem(at: Place) -> bool:
    """A clause or a complement follows."""
    return not at.ends_clause


def appear(at: Place) -> bool:
    """ "appears to have left", "appear calm"; not showing up: "appeared in court"."""
    after = at.after()
    linked = after in LINKED or at.before() == "it" or after.endswith(COMPLEMENT_ENDINGS)
    return linked and not at.ends_clause


def suggest(at: Place) -> bool:
    """What evidence suggests or somebody thinks; not a proposal: "suggested that the meeting start at ten"."""
    after = at.after()
    if at.ends_clause or after.endswith("ing"):
        return False
    if after != "that":
        return True
    # A proposal has a bare verb, so no finite one follows.
    clause = [at.after(distance) for distance in range(2, 12)]
    return any(word in FINITE or word.endswith("ed") or _is_present(word) for word in clause)


def _is_present(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "'s")) and word not in DETERMINERS


def indicate(at: Place) -> bool:
    """What a sign shows: "indicates that"; not "indicated left"."""
    return at.after() in SUBJECTS and not at.ends_clause


def held_by_somebody(at: Place) -> bool:
    """The verb, "we doubt it"; not the noun, "a suspect", "no doubt"."""
    before = at.before()
    holder = before in PRONOUNS or before.endswith(("s", "ly")) or before in source_nouns()
    return holder and before not in ARTICLES


def suspect(at: Place) -> bool:
    """The verb with what is suspected: "police suspect that", "they suspect the driver"."""
    return held_by_somebody(at) and at.after() in {"that", "the", "he", "she", "they", "it", "a"}


def assume(at: Place) -> bool:
    """Take for true: "assume that"; not "assumed the role"."""
    return at.after() in SUBJECTS and at.after(2) not in ASSUMED


def doxastic(at: Place) -> bool:
    """A clause is believed: "thinks that", "believe it will"; not "think about", "believe in", "a think tank"."""
    if at.ends_clause or at.before() in ARTICLES:
        return False
    return at.after() in SUBJECTS or at.precedes_name


def estimate(at: Place) -> bool:
    """ "estimates that", "estimated 300", "estimated at 4%"."""
    return at.after() in {"that", "at"} or is_number(at)


def consider(at: Place) -> bool:
    """Hold to be, "consider it a failure"; not think over, "consider the plan"."""
    return at.after() in {"it", "them", "him", "her", "himself", "themselves", "herself", "itself"}


def certainty(at: Place) -> bool:
    """Not weakened: "almost certainly", "not definitely"."""
    return at.before() not in {"not", "almost", "no", "isn't", "nearly", "less", "far"}


def clearly(at: Place) -> bool:
    """Of the statement; not of manner: "spoke clearly", "more clearly"."""
    return not (at.ends_clause and not at.begins_clause) and at.before() not in {"more", "very", "as", "not", "pretty"}


def certain(at: Place) -> bool:
    """ "it is clear that", "they are sure that"; not "make sure that"."""
    before = at.before()
    weakened = before in {"not", "make", "made", "makes", "making", "far", "less", "never"} or before.endswith("n't")
    return at.after() == "that" and not weakened


def no_doubt(at: Place) -> bool:
    """Not "no question of", which denies."""
    return at.after() not in {"of", "to"}


def must_have(at: Place) -> bool:
    """A conclusion, "must have been"; not a duty, "must have a licence"."""
    return at.after() == "been" or at.after().endswith("ed")


WORD_GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        before_noun, potential, possible, likely, predicate, not_known, number, or_so, sort_of, condition, could, may,
        might, unlinked_noun, seem, appear, suggest, indicate, held_by_somebody, suspect, assume, doxastic, estimate,
        consider, certainty, clearly, certain, no_doubt, must_have,
    )
}  # fmt: skip
