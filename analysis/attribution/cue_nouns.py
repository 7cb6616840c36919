"""Stage 3, cues: forms that are nouns or adjectives where they stand: "asylum claims", "the report exceeded"."""

from __future__ import annotations

from analysis.attribution.cue_context import VerbContext
from analysis.attribution.sentences import Token, Tokens, lower_at
from analysis.attribution.words import (
    ARTICLES,
    FINITE,
    PREPOSITIONS,
    PRONOUNS,
    common_words,
    entity_words,
    is_adverb,
    source_nouns,
)

#: determiners that may be a subject by themselves: "many say"
ALSO_SUBJECTS = frozenset("many some another others most all both few several one".split())
#: forms that are usually nouns and count as verbs only next to a quotation, "that", "in" or "on"
MOSTLY_NOUNS = frozenset("state states rule rules ruling remark remarks comment comments".split())
AFTER_NOUN = frozenset("of on for from to in by is are was were has had".split())
#: endings of nouns for people
PERSONS = ("er", "or", "ist", "ian", "man", "woman", "person", "ee", "ant", "ent")
NUMBERS = frozenset("two three four five six seven eight nine ten".split())


def is_participle_or_noun(context: VerbContext) -> bool:
    """ "400 pledged delegates", "charged with", "reporting on", "an old quip", "the report exceeded"."""
    if context.word.endswith(("ed", "ing")):
        fixed = (context.word, context.following) in {("charged", "with"), ("reporting", "on")}
        return fixed or _is_counted(context) or _is_attribute(context) or context.previous == "worth"
    return "noun" in context.entry.frames and _is_noun(context)


def _is_counted(context: VerbContext) -> bool:
    """ "400 pledged delegates", "more promising"; not a year, nor "3,000 said that"."""
    word, previous, following = context.word, context.previous, context.following
    number = previous.replace(",", "").isdigit() and len(previous) != 4 and not following.startswith(("that", "wh"))
    return number or (word.endswith("ing") and previous in {"most", "more", "less"})


def _is_attribute(context: VerbContext) -> bool:
    """ "politically charged denials": between an adverb and a noun."""
    follows_adverb = context.at > 0 and context.tokens[context.at - 1].lower.endswith("ly")
    noun = common_words().get(context.following, "") in {"NN", "NNS"}
    return context.word.endswith("ed") and follows_adverb and noun and context.following not in source_nouns()


def _is_noun(context: VerbContext) -> bool:
    """ "an old quip", "claims that have failed", "the report exceeded"."""
    tokens, index, following = context.tokens, context.at, context.following
    if following == "that" and lower_at(tokens, index + 2) in FINITE:
        return True
    if common_words().get(context.previous, "").startswith("JJ") and context.previous not in ALSO_SUBJECTS:
        return True  # "a public report", "her implicit claim that"
    if _is_compound(context) or _ends_adjunct(context):
        return True
    if context.before >= 1 and tokens[context.before - 1].lower in {"a", "an", "every", "each"}:
        return not context.word.endswith("s")
    if context.before >= 1 and tokens[context.before - 1].lower.endswith("'s") and context.previous.endswith("s"):
        return not context.word.endswith("s")  # "Friday's jobs report"
    if context.before >= 1 and tokens[context.before].is_capitalised and tokens[context.before - 1].lower == "the":
        return index + 1 < len(tokens) and not context.word.endswith("s") and not opens_statement(tokens[index + 1])
    return following.endswith("ed") and tokens[index + 1].is_word


def _is_compound(context: VerbContext) -> bool:
    """ "asylum claims", "fraud allegation": after a noun for a thing; not "the plumber claims"."""
    noun = context.previous
    thing = common_words().get(noun) == "NN" and noun not in source_nouns() and not noun.endswith(PERSONS)
    return thing and context.before == context.at - 1 and context.tokens[context.before].text.islower()


def _ends_adjunct(context: VerbContext) -> bool:
    """ "is mentioned in the CBC reports": the words before end an adjunct of a verb; not "In May Lund claims"."""
    tokens, first = context.tokens, context.before
    if first < 2 or not context.word.endswith("s"):
        return False
    while first > 0 and tokens[first].is_capitalised:
        if entity_words().get(tokens[first].lower) == "date":
            return False
        first -= 1
    first -= tokens[first].lower in ARTICLES
    if first == context.before or first < 1 or tokens[first].lower not in PREPOSITIONS:
        return False
    verb = tokens[first - 1]
    return (
        verb.text.islower() and common_words().get(verb.lower, "").startswith("VB") and verb.lower not in source_nouns()
    )


def is_noun_form(context: VerbContext) -> bool:
    """ "pilot projects operated", "many reasons why", "some states": a form that is a noun more often than a verb."""
    if not common_words().get(context.word, "").startswith("NN") or context.before < 0:
        return False
    previous, before = context.previous, context.tokens[context.before]
    if previous in ALSO_SUBJECTS | NUMBERS and context.word.endswith("s"):
        return True
    if previous in ALSO_SUBJECTS:
        return False  # "they all claim"
    if context.following == "that" and _is_relative_verb(context.tokens, context.at + 2):
        return True
    person = previous in source_nouns() or previous.rstrip("s").endswith(PERSONS)
    subject = before.is_capitalised or previous in PRONOUNS | {"who", "which", "that"} or previous.endswith("s")
    return before.is_word and context.before == context.at - 1 and not (person or subject)


def _is_relative_verb(tokens: Tokens, index: int) -> bool:
    """True where the verb of a relative clause comes at ``index``: "the texts that so convulsed the town"."""
    while index < len(tokens) and (is_adverb(tokens[index].lower) or tokens[index].lower == "so"):
        index += 1
    word = lower_at(tokens, index)
    return word in FINITE or common_words().get(word, "") in {"VBD", "VBZ"}


def is_mostly_noun(context: VerbContext) -> bool:
    """ "eleven states", "majority rule"; not "comments that", "remarked in"."""
    if context.word == "states" and common_words().get(context.previous, "").startswith(("JJ", "NNS")):
        return True  # "red states that"
    return context.word in MOSTLY_NOUNS and context.following not in {"that", "in", "on"}


def is_noun_before_cue(context: VerbContext) -> bool:
    """ "a United Nations estimate said"."""
    return "noun" in context.entry.frames and context.is_cue_next and not context.word.endswith("ing")


def is_noun_by_next_word(context: VerbContext) -> bool:
    """ "report of", "estimates are"; not "reported in"."""
    noun = "noun" in context.entry.frames and not context.word.endswith(("ed", "ing"))
    return noun and context.following in AFTER_NOUN


def opens_statement(token: Token) -> bool:
    """True for a token that can begin what is said: a name, "that" or a punctuation mark."""
    return token.is_capitalised or not token.is_word or token.lower == "that"
