"""Stage 3, cues: guards for verbs of saying that name an act: "denied the request", "added 200 places"."""

from __future__ import annotations

from analysis.attribution.cue_context import VerbContext
from analysis.attribution.sentences import Tokens
from analysis.attribution.words import FINITE

#: what is added to a number, and what is posted without words
ADDED = frozenset("a an another more additional new extra two three four five six seven eight nine ten".split())
CLAIMED = frozenset("mandate credit responsibility victory life lives title prize seat refund benefits crown".split())
PICTURES = frozenset(
    "photo photos picture pictures image images video videos clip clips screenshot link selfie".split()
)
#: what is denied to somebody who asks for it, and the most tokens between
REQUESTED = frozenset(
    "request requests application applications bid motion motions appeal appeals petition petitions access entry visa "
    "visas permit permits bail parole asylum permission certification service coverage benefits admission".split()
)
LONGEST_REQUEST = 7
#: what makes "cast" an attitude: "cast doubt on", "cast him as a liar"
CAST = frozenset("as doubt doubts aspersions blame judgment".split())


def adds_amount(context: VerbContext) -> bool:
    """ "added another 200 places", "added 0.4 percent": nothing is said."""
    if context.entry.lemma != "add":
        return False
    after = context.tokens[context.at + 1 :]
    adds_to = any(t.lower == "to" for t in after[1:6]) and context.following not in {"that", "to"}
    if not (adds_to or context.following in ADDED or context.following.isdigit()):
        return False
    return not any(t.lower in FINITE for t in _clause(after))


def takes_possession(context: VerbContext) -> bool:
    """ "claimed the mandate", "claimed responsibility": nothing is said to be so."""
    after = context.tokens[context.at + 1 : context.at + 5]
    claims = context.entry.lemma == "claim" and any(t.lower in CLAIMED for t in after)
    return claims and not any(t.lower in FINITE for t in after)


def _clause(tokens: Tokens) -> Tokens:
    """The tokens up to the next mark."""
    return tokens[: next((k for k, t in enumerate(tokens) if not t.is_word), len(tokens))]


def writes_itself(context: VerbContext) -> bool:
    """ "the joke writes itself", "speaks for itself": nobody says anything."""
    return context.following in {"itself", "themselves"} and context.entry.lemma in {"write", "say", "tell"}


def shows_off(context: VerbContext) -> bool:
    """ "show off their skills", "posted a video": an act, no words."""
    if context.entry.lemma == "show" and context.following == "off":
        return True
    after = context.tokens[context.at + 1 : context.at + 5]
    posts = context.entry.lemma in {"post", "tweet", "share"} and context.following in {"a", "an", "the", "his", "her"}
    return posts and any(t.lower in PICTURES for t in after)


def completes_verb(context: VerbContext) -> bool:
    """ "considering adding him", "stopped calling", "reporting directly to": no statement of its own."""
    if (context.word, context.following) == ("reporting", "to"):
        return True
    adjacent = context.before == context.at - 1
    return context.word.endswith("ing") and adjacent and context.previous.endswith("ing")


def lacks_subject(context: VerbContext) -> bool:
    """ "the evidence the network sought could help": the verb of a relative clause, and the main verb after it."""
    return context.following in FINITE and context.entry.frames.isdisjoint({"that", "quote", "predicate"})


def refuses_request(context: VerbContext) -> bool:
    """ "denied the request", "denied him entry"."""
    tokens, at = context.tokens, context.at
    return context.entry.lemma == "deny" and any(t.lower in REQUESTED for t in tokens[at + 1 : at + LONGEST_REQUEST])


def acts_in_response(context: VerbContext) -> bool:
    """ "responded as if", "responded with force"."""
    return context.entry.lemma in {"respond", "reply"} and context.following != "that"


def casts_thing(context: VerbContext) -> bool:
    """ "cast a ballot", "cast a shadow": an act."""
    after = context.tokens[context.at + 1 : context.at + LONGEST_REQUEST]
    return context.entry.lemma == "cast" and not any(t.lower in CAST for t in _clause(after))
