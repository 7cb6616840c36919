"""Stage 3, cues: guards. The words around a form in the cue lexicon decide whether it introduces a statement there.

``is_verb`` judges single forms by the table ``CASES`` at the end of this file, ``fits_pair`` forms of two words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.attribution.acts import (
    acts_in_response,
    adds_amount,
    casts_thing,
    completes_verb,
    lacks_subject,
    refuses_request,
    shows_off,
    takes_possession,
    writes_itself,
)
from analysis.attribution.cue_context import Guard, VerbContext
from analysis.attribution.cue_nouns import (
    ALSO_SUBJECTS,
    NUMBERS,
    is_mostly_noun,
    is_noun_before_cue,
    is_noun_by_next_word,
    is_noun_form,
    is_participle_or_noun,
    opens_statement,
)
from analysis.attribution.sentences import Tokens, lower_at
from analysis.attribution.words import (
    ARTICLES,
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
    common_words,
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
#: words before a noun cue such as "claim that"
BEFORE_NOUN_CUE = ARTICLES | {"any", "no", "some"}
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
    nearest = context.tokens[context.at - 1].lower
    if nearest == "once" and context.at > 1:
        nearest = context.tokens[context.at - 2].lower  # "not once mentioned"
    follows_not = context.before + 1 < context.at and nearest in {"not", "n't", "never"}
    return follows_not or context.previous in DENIALS


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
    return not any(map(opens_statement, after))


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
    (casts_thing, never),
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
