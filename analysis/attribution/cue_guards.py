"""Stage 3, cues: guards. The words around a form in the cue lexicon decide whether it introduces a statement there.

``is_verb`` judges single forms by the table ``CASES`` at the end of this file, ``fits_pair`` forms of two words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.attribution.acts import (
    acts_in_response,
    adds_amount,
    completes_verb,
    lacks_subject,
    refuses_request,
    shows_off,
    takes_possession,
    writes_itself,
)
from analysis.attribution.cue_context import Guard, VerbContext
from analysis.attribution.sentences import Token, Tokens, lower_at
from analysis.attribution.words import (
    ARTICLES,
    AUXILIARIES,
    DETERMINERS,
    FINITE,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
    common_words,
    entity_words,
    is_adverb,
    source_nouns,
)

if TYPE_CHECKING:
    from analysis.attribution.cues import CueEntry

LINKING_VERBS = frozenset(
    "is are was were be been being am seem seems seemed remain remains remained feel feels felt 's 're".split()
)
PASSIVE_AUXILIARIES = frozenset("is are was were be been being get got".split())
BEFORE_AGENTLESS = frozenset("is are was were been be being 's 're".split())
#: verbs before "to" that are followed by what somebody says: "went on to say", "appeared to suggest"
CATENATIVE = frozenset(
    "on went continued continues continuing began appears appeared appear seems seemed seem used".split()
)
#: determiners that may be a subject by themselves: "many say"
ALSO_SUBJECTS = frozenset("many some another others most all both few several one".split())
NEVER_SUBJECTS = ARTICLES | (DETERMINERS - ALSO_SUBJECTS)
#: "would say", "will tell", "isn't saying": nothing has been said
NOTHING_SAID_YET = frozenset(
    word for word in AUXILIARIES - PASSIVE_AUXILIARIES if "do" not in word and "did" not in word
)
DENIALS = frozenset("didn't doesn't don't".split())
#: lemmas that report nothing when negated: "did not say whether"
NOTHING_SAID_IF_NEGATED = frozenset(
    "say tell ask claim suggest imply admit comment respond explain mention know reply answer".split()
)
#: verbs right before a form that say nothing was said
REFUSALS = frozenset("declined declines refused refuses failed fails unable reluctant".split())
#: forms that are usually nouns and count as verbs only next to a quotation, "that", "in" or "on"
MOSTLY_NOUNS = frozenset("state states rule rules ruling remark remarks comment comments".split())
#: words before a noun cue such as "claim that"
BEFORE_NOUN_CUE = ARTICLES | {"any", "no", "some"}
AFTER_NOUN = frozenset("of on for from to in by is are was were has had".split())
#: endings of nouns for people
PERSONS = ("er", "or", "ist", "ian", "man", "woman", "person", "ee", "ant", "ent")
NUMBERS = frozenset("two three four five six seven eight nine ten".split())
SAY_OR_THINK = frozenset("say says said think thinks thought".split())


def never(_: VerbContext) -> bool:
    """No form is the verb of a statement."""
    return False


def quotation_follows(context: VerbContext) -> bool:
    """The next token is a quotation."""
    tokens, after = context.tokens, context.at + 1
    return after < len(tokens) and tokens[after].quote is not None


def is_predicate(context: VerbContext) -> bool:
    """A predicate of the lexicon: "is worried that"."""
    return "predicate" in context.entry.frames


def completes_linking_verb(context: VerbContext) -> bool:
    """ "is very worried that", "seems eager to"; not "the worried mayor"."""
    complement = "that" if "that" in context.entry.frames else "to"
    return _before_adverbs(context.tokens, context.at) in LINKING_VERBS and context.following == complement


def follows_determiner(context: VerbContext) -> bool:
    """A noun: "the report", "her claim"; not "a mother of five said", "two say"."""
    is_number = context.previous in NUMBERS and context.word in SAY_OR_THINK
    return context.previous in NEVER_SUBJECTS and not is_number and not _is_relative(context)


def _is_relative(context: VerbContext) -> bool:
    """True for "that" after a noun: "a sign that says"; not in "believe that reports"."""
    noun = lower_at(context.tokens, context.before - 1)
    return context.previous == "that" and context.before > 1 and source_nouns().get(noun) == "document"


def follows_preposition(context: VerbContext) -> bool:
    """A noun: "secretary of state"; not "by saying"."""
    before = context.tokens[context.before]
    return (
        context.previous != "to"
        and context.previous in PREPOSITIONS
        and before.end < context.tokens[context.at].start
        and not context.word.endswith("ing")
    )


def follows_to(context: VerbContext) -> bool:
    """An infinitive: "to say"."""
    return context.previous == "to"


def is_reporting_infinitive(context: VerbContext) -> bool:
    """ "went on to say", "to warn: “...”"; not "hopes to explain"."""
    after = context.tokens[context.at + 1 : context.at + 3]
    catenative = lower_at(context.tokens, context.before - 1)
    used_for = catenative == "used" and lower_at(context.tokens, context.before - 2) in PASSIVE_AUXILIARIES
    reports = (catenative in CATENATIVE and not used_for) or any(t.quote is not None for t in after)
    return reports and not context.entry.frames.isdisjoint({"that", "quote"})


def follows_owner(context: VerbContext) -> bool:
    """A noun: "the mayor's claim"."""
    return context.previous.endswith(("'s", "s'")) and context.word.startswith(context.entry.lemma.split()[0])


def is_passive(context: VerbContext) -> bool:
    """ "was opposed", "got blamed"; not "was saying"."""
    return context.previous in PASSIVE_AUXILIARIES and not context.word.endswith("ing")


def has_agent(context: VerbContext) -> bool:
    """ "was opposed by the union"."""
    return context.following == "by" and not context.entry.frames.isdisjoint({"object", "label"})


def follows_modal(context: VerbContext) -> bool:
    """ "would say", "will tell", "isn't saying", "they'd tell": nothing has been said."""
    contracted = context.previous.endswith(("'ll", "'d")) and context.word == context.entry.lemma
    return context.previous in NOTHING_SAID_YET or contracted


def is_quoted_speech(context: VerbContext) -> bool:
    """A verb of saying with a quotation right after it: "he would say “no”"."""
    return context.entry.act == "speech" and quotation_follows(context)


def is_negated(context: VerbContext) -> bool:
    """ "did not say whether", "doesn't know"."""
    if context.at > 1 and context.tokens[context.at - 1].lower == "longer":
        return True  # "no longer believe"
    if context.entry.lemma not in NOTHING_SAID_IF_NEGATED:
        return False
    follows_not = context.before + 1 < context.at and context.tokens[context.at - 1].lower in {
        "not",
        "n't",
        "never",
        "once",
    }
    return follows_not or context.previous in DENIALS


def is_participle_or_noun(context: VerbContext) -> bool:
    """ "400 pledged delegates", "charged with", "reporting on", "an old quip", "the report exceeded"."""
    if context.word.endswith(("ed", "ing")):
        fixed = (context.word, context.following) in {("charged", "with"), ("reporting", "on")}
        return fixed or _is_counted(context) or _is_attribute(context) or context.previous == "worth"
    return "noun" in context.entry.frames and _is_noun(context)


def _is_attribute(context: VerbContext) -> bool:
    """ "politically charged denials": between an adverb and a noun."""
    follows_adverb = context.at > 0 and context.tokens[context.at - 1].lower.endswith("ly")
    noun = common_words().get(context.following, "") in {"NN", "NNS"}
    return context.word.endswith("ed") and follows_adverb and noun and context.following not in source_nouns()


def _is_counted(context: VerbContext) -> bool:
    """ "400 pledged delegates", "more promising"; not a year, nor "3,000 said that"."""
    word, previous, following = context.word, context.previous, context.following
    number = previous.replace(",", "").isdigit() and len(previous) != 4 and not following.startswith(("that", "wh"))
    return number or (word.endswith("ing") and previous in {"most", "more", "less"})


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
        return index + 1 < len(tokens) and not context.word.endswith("s") and not _opens_statement(tokens[index + 1])
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


def is_near_quotation(context: VerbContext) -> bool:
    """A quotation is right after the form or among the eight tokens before it."""
    tokens, index = context.tokens, context.at
    if quotation_follows(context) or (index + 1 < len(tokens) and tokens[index + 1].text == ":"):
        return True
    return any(t.quote is not None for t in tokens[max(0, index - 8) : index])


def is_adjective(context: VerbContext) -> bool:
    """ "the alleged designer"; not "alleged that", "alleged the mayor"."""
    following = context.following
    if context.word != "alleged" or following in DETERMINERS | PRONOUNS | PREPOSITIONS:
        return False
    if context.previous in source_nouns():
        return False  # "The student alleged years of harassment"
    after = context.tokens[context.at + 1 : context.at + 2]
    return not any(map(_opens_statement, after))


def means_this(context: VerbContext) -> bool:
    """ "to fix said problem": an adjective."""
    after = common_words().get(context.following, "")
    leads = context.previous in PREPOSITIONS or common_words().get(context.previous) == "VB"
    return context.word == "said" and after in {"NN", "NNS"} and leads and context.previous not in source_nouns()


def refers_back(context: VerbContext) -> bool:
    """ "who says so", "thought otherwise"."""
    return context.following in {"so", "otherwise"} and context.word in SAY_OR_THINK


def asks_not_to(context: VerbContext) -> bool:
    """ "asked not to be named"."""
    return context.entry.lemma == "ask" and context.following == "not"


def sets_condition(context: VerbContext) -> bool:
    """ "spoke on condition of anonymity", "spoke on the condition that"."""
    if context.entry.lemma != "speak" or context.following != "on":
        return False
    return "condition" in {lower_at(context.tokens, context.at + 2), lower_at(context.tokens, context.at + 3)}


def is_noun_before_cue(context: VerbContext) -> bool:
    """ "a United Nations estimate said"."""
    return "noun" in context.entry.frames and context.is_cue_next and not context.word.endswith("ing")


def is_noun_by_next_word(context: VerbContext) -> bool:
    """ "report of", "estimates are"; not "reported in"."""
    noun = "noun" in context.entry.frames and not context.word.endswith(("ed", "ing"))
    return noun and context.following in AFTER_NOUN


def takes_setting(context: VerbContext) -> bool:
    """ "notes on Twitter", "states in the letter"."""
    return context.entry.lemma in {"note", "state", "report"} and context.following in {"on", "in"}


def follows_refusal(context: VerbContext) -> bool:
    """ "declined comment on the plan"."""
    return context.previous in REFUSALS


#: the first guard on the left that is true decides; the form is then a verb of a statement if the guard on the right is
#: true. A form to which no guard on the left applies is a verb of a statement. The order matters.
CASES: tuple[tuple[Guard, Guard], ...] = (
    (is_predicate, completes_linking_verb),
    (follows_determiner, never),
    (follows_preposition, never),
    (follows_to, is_reporting_infinitive),
    (follows_owner, never),
    (is_passive, has_agent),
    (follows_modal, is_quoted_speech),
    (is_negated, never),
    (is_participle_or_noun, never),
    (is_mostly_noun, is_near_quotation),
    (is_noun_form, is_near_quotation),
    (is_adjective, never),
    (refers_back, never),
    (means_this, never),
    (asks_not_to, never),
    (lacks_subject, never),
    (completes_verb, never),
    (adds_amount, never),
    (shows_off, never),
    (writes_itself, never),
    (takes_possession, never),
    (refuses_request, never),
    (acts_in_response, is_near_quotation),
    (sets_condition, never),
    (is_noun_before_cue, never),
    (is_noun_by_next_word, takes_setting),
    (follows_refusal, never),
)


def is_verb(context: VerbContext) -> bool:
    """True where a form in the lexicon is the verb of a statement, rather than a noun, an adjective or negated."""
    for applies, allows in CASES:
        if applies(context):
            return allows(context)
    return True


def fits_pair(tokens: Tokens, index: int, entry: CueEntry) -> bool:
    """True where the two words at ``index`` can be a cue; a predicate, a noun and a passive need the right word before.

    "is worried that", "the claim that", "was expected to"; not "insisted on Tuesday".
    """
    previous = _before_adverbs(tokens, index)
    if "predicate" in entry.frames:
        return previous in LINKING_VERBS
    if lower_at(tokens, index + 2) in TIMES:
        return False
    if "agentless" in entry.frames:
        asked = tokens[index].lower == "asked" and previous in {"", "when", ",", "if"}
        return asked or previous in BEFORE_AGENTLESS
    if "nominal" in entry.frames and "that" in entry.frames:
        opens = previous == "" and tokens[index].text[0].isupper() and tokens[index].lower.endswith("s")
        return opens or previous in BEFORE_NOUN_CUE or previous.endswith(("'s", "s'"))
    return True


def _before_adverbs(tokens: Tokens, index: int) -> str:
    """The nearest word on the left that is neither an adverb nor one of degree, or ""."""
    before = index - 1
    while before >= 0 and (is_adverb(tokens[before].lower) or tokens[before].lower in {"more", "very", "so", "less"}):
        before -= 1
    return lower_at(tokens, before)


def _opens_statement(token: Token) -> bool:
    """True for a token that can begin what is said: a name, "that" or a punctuation mark."""
    return token.is_capitalised or not token.is_word or token.lower == "that"
