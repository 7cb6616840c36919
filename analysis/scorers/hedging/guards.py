"""Guards of single words: the words around a cue show whether it has the word class and the sense in which it hedges.

The docstring of a guard gives what it accepts and what it rejects.
"""

from __future__ import annotations

from analysis.attribution.words import (
    ARTICLES,
    DETERMINERS,
    FINITE,
    PREPOSITIONS,
    PRONOUNS,
    common_words,
    is_adverb,
    source_nouns,
)
from analysis.scorers.hedging.context import CueContext, Guard

#: forms of "be", also contracted with a subject
BE = frozenset("is are was were be been being am isn't aren't wasn't weren't it's he's she's that's they're".split())
#: words that are or begin an amount
NUMBERS = frozenset(
    "half two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred thousand million billion dozen dozens one third quarter every".split()
)
#: words that only stand before nouns; "this might fail" has none
BEFORE_NOUN = ARTICLES - {"this", "these", "those"}
#: words before the noun "might"
MIGHTS = frozenset("military economic all of with financial political industrial full naval".split())
#: words before the month or the name May
BEFORE_MAY = PREPOSITIONS | frozenset("last next this early late mid theresa minister pm mrs ms miss and told".split())
#: marks that open a quotation: "suggested that “the town has a duty”" is somebody's words
OPENING_MARKS = frozenset('“"')
SENSING = frozenset("hear see feel smell taste".split())
#: words before "possible" that leave nothing in doubt
NO_POSSIBILITY = frozenset("as if where when wherever whenever best worst every made make makes all".split())
#: words after a polite "if you"
WISHES = frozenset("want like need wish prefer would please are haven't missed".split())
#: verbs of asking, and how many words before "if" one is looked for
ASKING, ASKED = frozenset("ask asks asked asking".split()), 5
#: words after an adjective that is not before a noun
NO_ATTRIBUTE = PREPOSITIONS | frozenset("that and or to is was".split())
NO_POTENTIAL = NO_ATTRIBUTE | {"energy", "difference"}
#: words after "could" of past ability
PAST_ABILITY = SENSING | frozenset("not no barely hardly only never afford easily".split())
#: words that begin a clause or a noun phrase after a verb of thinking
SUBJECTS = DETERMINERS | PRONOUNS | frozenset("that there they them him me us".split())
#: whose belief leaves open whether something is true: the speaker's own, and that of those who find out
HOLDERS = frozenset(
    "i we i'd i've we've i'm we're one who police investigators detectives prosecutors officials authorities officers "
    "scientists researchers doctors experts analysts economists historians engineers forecasters astronomers".split()
)
AUXILIARY = frozenset("do did does don't have has had would also still just kind of now not to came come".split())
#: objects of "assume" in the sense of taking over
ASSUMED = frozenset("role office control responsibility presidency post title command".split())
#: words after "appear" in the sense of seeming
LINKED = frozenset("to that likely as increasingly".split())
#: "made it clear that" reports what was announced
MADE = frozenset("make made makes making".split())
#: words before an adverb that deny it or make it one of manner
NOT_VOUCHED = frozenset("not never no n't nor more very as than if what".split())
COMPLEMENT_ENDINGS = ("ed", "ing", "ent", "ous", "ful", "ive")


def is_number(cue: CueContext, distance: int = 1) -> bool:
    """True for a number, in digits or words, ``distance`` words after the cue."""
    word = cue.after(distance)
    return word[:1].isdigit() or word in NUMBERS


def before_noun(cue: CueContext) -> bool:
    """ "the alleged killer"; not "he was supposed to"."""
    return not cue.ends_clause and cue.after() not in NO_ATTRIBUTE and cue.before() not in PRONOUNS


def expected(cue: CueContext) -> bool:
    """ "the expected conclusion"; not "the mayor expected rain"."""
    return cue.before() in ARTICLES and not cue.ends_clause and cue.after() not in NO_ATTRIBUTE


def charged(cue: CueContext) -> bool:
    """ "men suspected of theft", "is accused of lying"; not "accused him of lying"."""
    return cue.before() not in PRONOUNS | {"has", "have", "had", "who"}


def potential(cue: CueContext) -> bool:
    """ "a potential buyer"; not the noun, "its potential to grow"."""
    return not cue.ends_clause and cue.after() not in NO_POTENTIAL


def possible(cue: CueContext) -> bool:
    """ "a possible link"; not "as soon as possible", nor an ability, "possible to see the coast"."""
    superlative = cue.before().endswith("est") and len(cue.before()) > 4
    return cue.before() not in NO_POSSIBILITY and cue.after() != "to" and not superlative


def likely(cue: CueContext) -> bool:
    """ "a likely winner"; not the pollsters' term, "likely voters", nor what is counted, "three times as likely"."""
    counted = cue.before() == "as" and cue.before(2) in {"times", "twice", "half"}
    compared = cue.before() in {"more", "less"} and cue.before(2) in {"percent", "times", "%"}
    return cue.after() not in {"voters", "voter"} and not counted and not compared


def predicate(cue: CueContext) -> bool:
    """ "is unknown", "still unknown"; not "an unknown man"."""
    return cue.before() in BE or is_adverb(cue.before())


def not_known(cue: CueContext) -> bool:
    """ "not known whether"; not "not known for its beaches"."""
    return cue.after() not in {"for", "as", "by"}


def number(cue: CueContext) -> bool:
    """ "about 300", "nearly half", "around a dozen"."""
    return not cue.ends_clause and (is_number(cue) or (cue.after() == "a" and is_number(cue, 2)))


def or_so(cue: CueContext) -> bool:
    """ "a week or so"; not "or so they say"."""
    return cue.ends_clause or cue.after() in PREPOSITIONS


def sort_of(cue: CueContext) -> bool:
    """The adverb, "he sort of agreed"; not the noun, "a kind of bird"."""
    return cue.before() in PRONOUNS or cue.before() in BE


def condition(cue: CueContext) -> bool:
    """ "if confirmed"; not a comparison, "as if it knew", nor an aside, "few, if any"."""
    if cue.before() == "as" or cue.after() in {"not", "any", "anything", "ever", "possible"}:
        return False
    polite = not cue.before() and cue.after() in {"you", "you'd"} and cue.after(2) in WISHES
    return not polite and not _asked(cue)


def question(cue: CueContext) -> bool:
    """ "whether the plan works is open"; not a topic, "asked whether to close it", nor "whether old or young"."""
    if cue.after() == "to" or _asked(cue):
        return False
    concedes = cue.begins_clause and cue.after() not in SUBJECTS and not cue.precedes_name
    return not (concedes and "or" in [cue.after(distance) for distance in range(2, 9)])


def _asked(cue: CueContext) -> bool:
    """ "asked if", "asked the mayor whether", "asked whether … or if": the topic of a question."""
    return any(cue.before(distance) in ASKING for distance in range(1, ASKED))


def depending(cue: CueContext) -> bool:
    """ "depending on the weather"; not in the sense of relying, "are depending on volunteers"."""
    return cue.before() not in BE


def could(cue: CueContext) -> bool:
    """ "could fail"; not past ability: "could hear it", nor purpose, wish or reproach: "so they could"."""
    if cue.ends_clause or cue.before(2) == "as" or cue.after() in PAST_ABILITY:
        return False
    if any(cue.before(distance) in {"so", "wish", "wishes", "wished"} for distance in range(2, 5)):
        return False
    reproach = cue.before() in PRONOUNS - {"it"} and cue.after() == "have" and cue.after(2) != "been"
    return not reproach


def _in_title_case(cue: CueContext) -> bool:
    """ "Bridge May Close", where every word has a capital; not the month, nor Theresa May."""
    return cue.precedes_name and cue.before() not in BEFORE_MAY and not cue.begins_clause


def may(cue: CueContext) -> bool:
    """The modal, which is in lower case except in headlines; not the month, nor the name."""
    return not cue.is_capitalised or _in_title_case(cue)


def might(cue: CueContext) -> bool:
    """ "might fail"; not the noun, "the might of the army", "military might"."""
    before = cue.before()
    noun = (
        before in BEFORE_NOUN or before in MIGHTS or before.endswith("'s") or cue.after() in {"of", "and", "to", "in"}
    )
    return not noun and (not cue.is_capitalised or _in_title_case(cue))


def unlinked_noun(cue: CueContext) -> bool:
    """ "rumours of a merger"; not denied, "no rumours", "without suspicion"."""
    return cue.before() not in {"no", "without"}


def seem(cue: CueContext) -> bool:
    """ "seems sound", with a clause or a complement after it."""
    return not cue.ends_clause


def appear(cue: CueContext) -> bool:
    """ "appears to have left", "appeared shaken"; not "appeared in court"."""
    after = cue.after()
    linked = after in LINKED or cue.before() == "it" or after.endswith(COMPLEMENT_ENDINGS)
    return linked and not cue.ends_clause


def suggest(cue: CueContext) -> bool:
    """ "the figures suggest a slowdown"; not a proposal, "suggested that the meeting start at ten"."""
    after = cue.after()
    quoted = cue.text[cue.words[cue.last].end :].lstrip().removeprefix("that").lstrip()[:1]
    if cue.ends_clause or after.endswith("ing") or quoted in OPENING_MARKS:
        return False
    if after != "that":
        return True
    # The clause of a proposal has no finite verb.
    clause = [cue.after(distance) for distance in range(2, 12)]
    return any(word in FINITE or word.endswith("ed") or _is_present(word) for word in clause)


def _is_present(word: str) -> bool:
    """True for a word that may be a verb in the third person singular."""
    return word.endswith("s") and not word.endswith(("ss", "'s")) and word not in DETERMINERS


def indicate(cue: CueContext) -> bool:
    """ "indicates that", "indicates a leak"; not "indicated left"."""
    return cue.after() in SUBJECTS and not cue.ends_clause


def held_by_somebody(cue: CueContext) -> bool:
    """The verb after its subject, "we doubt it"; not the noun, "a suspect", "no doubt"."""
    before = cue.before()
    holder = before in PRONOUNS or before.endswith(("s", "ly")) or before in source_nouns()
    return holder and before not in ARTICLES


def suspect(cue: CueContext) -> bool:
    """The verb with its object, "police suspect that", "they suspect the driver"; not "the suspect"."""
    return held_by_somebody(cue) and cue.after() in {"that", "the", "he", "she", "they", "it", "a"}


def assume(cue: CueContext) -> bool:
    """ "assume that", "assume the worst"; not "assumed the role"."""
    return cue.after() in SUBJECTS and cue.after(2) not in ASSUMED


def doxastic(cue: CueContext) -> bool:
    """ "I think that", "police believe it was"; not "a think tank", nor what others hold, "voters think"."""
    if cue.ends_clause or cue.before() in ARTICLES:
        return False
    if cue.before(2) == "than" or not (cue.after() in SUBJECTS or cue.precedes_name):
        return False
    near = map(cue.before, range(1, 5))  # "I came to believe"
    holder = next((word for word in near if word and not is_adverb(word) and word not in AUXILIARY), "")
    return holder in HOLDERS


def expects(cue: CueContext) -> bool:
    """ "expects to report a loss"; not "were not expected to"."""
    return cue.after() == "to"


def looks(cue: CueContext) -> bool:
    """ "looks like it will rain", "looks as if"; not "looks like his father"."""
    return cue.after() in PRONOUNS | {"as"} or (cue.after() == "like" and cue.after(2) in PRONOUNS)


def estimate(cue: CueContext) -> bool:
    """ "estimates that", "estimated 300", "estimated at 4%"."""
    return cue.after() in {"that", "at"} or is_number(cue)


def consider(cue: CueContext) -> bool:
    """ "consider it a failure"; not "consider the plan"."""
    return cue.after() in {"it", "them", "him", "her", "himself", "themselves", "herself", "itself"}


def certainty(cue: CueContext) -> bool:
    """ "certainly"; not weakened, "almost certainly", "not definitely"."""
    return cue.before() not in {"not", "almost", "no", "isn't", "nearly", "less", "far"}


def vouching(cue: CueContext) -> bool:
    """ "it really sank", "simply wrong"; not of degree, "really tall", nor asked or denied, "not really"."""
    if cue.before() in NOT_VOUCHED or cue.before().endswith("n't") or _is_asked(cue):
        return False
    return cue.first_word not in {"really", "truly"} or not _of_degree(cue)


def _of_degree(cue: CueContext) -> bool:
    """ "really tall", "a truly remarkable day": before an adjective or an adverb."""
    return common_words().get(cue.after(), "").startswith(("JJ", "RB"))


def _is_asked(cue: CueContext) -> bool:
    """True in a question."""
    end = next((c for c in cue.text[cue.words[cue.last].end :][:300] if c in ".!?\n"), "")
    return end == "?"


def simply(cue: CueContext) -> bool:
    """ "that is simply wrong", "will simply automate the jobs"; not "simply put", "not simply", "simply because"."""
    return cue.before() not in NOT_VOUCHED and cue.after() not in {"put", "because", "by", "to", "as", "for"}


def clearly(cue: CueContext) -> bool:
    """ "Clearly the roof leaks"; not an adverb of manner, "spoke clearly", "more clearly"."""
    manner = cue.ends_clause and not cue.begins_clause
    manner = manner or (cue.before() in BE and cue.after().endswith("ed"))
    if "if" in map(cue.before, range(1, 6)):
        return False  # "if the jury clearly did not agree"
    return not manner and cue.before() not in {"more", "very", "as", "not", "pretty"}


def certain(cue: CueContext) -> bool:
    """ "it is clear that", "they are sure that"; not "make sure that"."""
    before = cue.before()
    weakened = (
        cue.before(2) in MADE
        or before in {"not", "make", "made", "makes", "making", "far", "less", "never"}
        or before.endswith("n't")
    )
    return cue.after() == "that" and not weakened


def no_doubt(cue: CueContext) -> bool:
    """ "no question that"; not "no question of", which denies something."""
    return cue.after() not in {"of", "to"}


def must_have(cue: CueContext) -> bool:
    """A conclusion, "must have been"; not a duty, "must have a licence"."""
    return cue.after() == "been" or cue.after().endswith("ed")


WORD_GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        before_noun, expected, charged, potential, possible, likely, predicate, not_known, number, or_so, sort_of,
        condition, question, depending, could, may, might, unlinked_noun, seem, appear, suggest, indicate,
        held_by_somebody, suspect, assume, doxastic, expects, looks, estimate, consider, certainty, vouching, simply,
        clearly, certain, no_doubt, must_have,
    )
}  # fmt: skip
