"""Stage 3: cues. Which words of a unit introduce what somebody says, thinks, or what a document shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from analysis.attribution.sentences import Unit
from analysis.attribution.tokens import Token
from analysis.attribution.words import (
    ARTICLES,
    AUXILIARIES,
    DASHES,
    DETERMINERS,
    PERFECT,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
    is_adverb,
)
from analysis.lexicons import rows
from analysis.text import Word
from analysis.types import Act, CueClass, Span


@dataclass(frozen=True, slots=True)
class CueEntry:
    """One entry of the cue lexicon; ``frames`` is explained in ``lexicons/README.md``."""

    lemma: str
    act: Act
    cue_class: CueClass
    frames: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a unit: the tokens ``first`` to ``last`` and the lexicon's entry for them."""

    entry: CueEntry
    first: int
    last: int

    def span(self, unit: Unit) -> Span:
        return Span(unit.tokens[self.first].start, unit.tokens[self.last].end)


ACCORDING = CueEntry("according to", "speech", "neutral", frozenset({"source follows"}))
REPORTED = CueEntry("as reported by", "speech", "neutral", frozenset({"source follows"}))
PER = CueEntry("per", "speech", "neutral", frozenset({"source follows"}))
QUOTED = CueEntry("quoted as saying", "speech", "neutral", frozenset({"that", "quote"}))
SIGNED = CueEntry("signed", "speech", "neutral", frozenset({"quote"}))
COLON = CueEntry(":", "speech", "neutral", frozenset({"quote"}))
BE = frozenset(
    "is are was were be been being am seem seems seemed remain remains remained feel feels felt 's 're".split()
)
#: verbs before "to" that let somebody speak: "went on to say", "appeared to suggest"
CATENATIVE = frozenset(
    "on went continued continues continuing began appears appeared appear seems seemed seem used".split()
)
#: forms that are mostly nouns, so that a quotation or "that" must stand beside them
NOUNS_AS_WELL = frozenset("state states rule rules remark remarks comment comments".split())
#: what stands before a noun such as "claim that" where it is one
OWNERS = ARTICLES | {"any", "no", "some"}
OPENING_TOKENS = DASHES | {":", "as", "As", "AS"}
UNSAID = frozenset("say tell comment respond explain mention know reply answer".split())
#: "declined to say", "refused to confirm": nobody says anything
NOT_SAYING = frozenset(["declined", "declines", "refused", "refuses", "failed", "fails", "unable", "reluctant"])


@cache
def _lexicon() -> tuple[dict[str, CueEntry], dict[tuple[str, str], CueEntry]]:
    single: dict[str, CueEntry] = {}
    double: dict[tuple[str, str], CueEntry] = {}
    for row in rows("cues"):
        entry = CueEntry(
            row["lemma"], cast(Act, row["act"]), cast(CueClass, row["class"]), frozenset(row["frames"].split())
        )
        for form in row["forms"].split("|"):
            head, _, tail = form.partition(" ")
            if tail:
                double[head, tail] = entry
            else:
                single.setdefault(form, entry)
    return single, double


@cache
def _openers() -> frozenset[str]:
    """The words that a cue may begin with; "as reported by" is known by its second."""
    single, double = _lexicon()
    return frozenset({*single, *(head for head, _ in double), "according", "reported", "per", "quoted", "cited"})


def openings(text: str, words: Sequence[Word]) -> list[int]:
    """Where a cue may stand outside quotation marks: a stretch without any of these places introduces nothing."""
    openers = _openers()
    found = [start for start, _, lower in words if lower in openers]
    colons = []
    at = text.find(":")
    while at >= 0:
        colons.append(at)
        at = text.find(":", at + 1)
    return sorted(found + colons) if colons else found


def find_cues(unit: Unit) -> list[Cue]:
    """The cues of a unit outside its quotation marks, in order; nouns and passives are left out."""
    single, double = _lexicon()
    tokens = unit.tokens
    openers = _openers()
    cues: list[Cue] = []
    free = 0
    for index in [k for k, t in enumerate(tokens) if t[3] in openers or t[2] in OPENING_TOKENS]:
        if index < free:
            continue
        token = tokens[index]
        after = tokens[index + 1].lower if index + 1 < len(tokens) else ""
        cue: Cue | None = None
        if token.lower == "according" and after == "to":
            cue = Cue(ACCORDING, index, index + 1)
        elif token.lower == "as" and "reported" in {after, _lower(tokens, index + 2)}:
            last = index + 2 if after == "reported" else index + 3
            cue = Cue(REPORTED, index, last) if _lower(tokens, last) == "by" else None
        elif token.text == ":" and 0 < index < len(tokens) - 1:
            quoted = tokens[index + 1].quote is not None or _is_transcript(tokens, index)
            cue = Cue(COLON, index, index) if quoted and not cues else None
        elif token.text in DASHES and 0 < index < len(tokens) - 1 and _is_signed(tokens, index):
            cue = Cue(SIGNED, index, index)
        elif token.lower == "per" and _names_something(tokens, index + 1):
            cue = Cue(PER, index, index)
        elif token.lower in {"quoted", "cited"} and after == "as" and _lower(tokens, index + 2) == "saying":
            cue = Cue(QUOTED, index, index + 2)
        elif (token.lower, after) in double and _fits_pair(tokens, index, double[token.lower, after]):
            nominal = "nominal" in double[token.lower, after].frames
            cue = Cue(double[token.lower, after], index, index if nominal else index + 1)
        elif token.lower in single and not token.text[0].isupper() | (index == 0):
            entry = single[token.lower]
            if _is_verb(tokens, index, entry):
                cue = Cue(entry, index, index)
        if cue is not None:
            cues.append(cue)
            free = cue.last + 1
    return cues


def is_cue(word: str) -> bool:
    """True for a form of a verb in the lexicon of cues."""
    return word in _lexicon()[0]


def states_something(act: Act, cue: str, content: str) -> bool:
    """False for a bare attitude ("opposed the plan", "wants to leave"): it reports nobody's words or thoughts."""
    if act != "thought":
        return True
    head, _, rest = cue.lower().partition(" ")
    single, double = _lexicon()
    entry = double.get((head, rest)) if rest else single.get(head)
    return entry is not None and entry.act == "thought" and "that" in entry.frames and not content.startswith("to ")


def _is_transcript(tokens: tuple[Token, ...], colon: int) -> bool:
    """ "WALLACE: Let's begin": a name in capitals opens the line."""
    before = [t for t in tokens[:colon] if t.text not in {".", '"', "“"}]
    return 0 < len(before) <= 4 and all(t.text.isupper() and len(t.text) > 2 for t in before)


def _opens(token: Token) -> bool:
    """True where a token can open what is said: a name, "that", a mark."""
    return token.is_capitalised or not token.is_word or token.lower == "that"


def _beside_quotation(tokens: tuple[Token, ...], index: int) -> bool:
    """True where a quotation stands in the clause before a verb, or right behind it."""
    follows = index + 1 < len(tokens) and (tokens[index + 1].quote is not None or tokens[index + 1].text == ":")
    return follows or any(t.quote is not None for t in tokens[max(0, index - 8) : index])


def _is_signed(tokens: tuple[Token, ...], dash: int) -> bool:
    """ "“A disgrace.” ― Ann Lee": a quotation alone, a dash and a name to the end."""
    behind = [t for t in tokens[dash + 1 :] if t.text != "."]
    return (
        all(t.quote is not None for t in tokens[:dash])
        and 0 < len(behind) <= 8
        and behind[0].is_capitalised
        and sum(t.is_capitalised for t in behind) * 2 >= len(behind)
    )


def _lower(tokens: tuple[Token, ...], index: int) -> str:
    return tokens[index].lower if 0 <= index < len(tokens) else ""


def _names_something(tokens: tuple[Token, ...], index: int) -> bool:
    """ "per the Associated Press", not "per cent" or "per month"."""
    if _lower(tokens, index) == "the":
        index += 1
    return index < len(tokens) and tokens[index].is_capitalised


def _fits_pair(tokens: tuple[Token, ...], index: int, entry: CueEntry) -> bool:
    """A pair that is a predicate needs a form of "be" before it; "claim that" a determiner or an owner."""
    previous = _before_adverbs(tokens, index)
    if "predicate" in entry.frames:
        return previous in BE
    if _lower(tokens, index + 2) in TIMES:
        return False  # "insisted on Tuesday"
    if "agentless" in entry.frames:
        asked = tokens[index].lower == "asked" and previous in {"", "when", ",", "if"}
        return asked or previous in {"is", "are", "was", "were", "been", "be", "being", "'s", "'re"}
    if "nominal" in entry.frames and "that" not in entry.frames:
        return True
    if "nominal" in entry.frames:
        return previous in OWNERS or previous.endswith(("'s", "s'"))
    return True


def _modifies_noun(tokens: tuple[Token, ...], index: int, before: int, entry: CueEntry) -> bool:
    """True for a participle or a noun where a verb could stand: "400 pledged delegates", "an old quip"."""
    word, previous, following = tokens[index].lower, _lower(tokens, before), _lower(tokens, index + 1)
    if word.endswith(("ed", "ing")):
        number = previous.replace(",", "").isdigit() and len(previous) != 4 and not following.startswith(("that", "wh"))
        counted = number or (word.endswith("ing") and previous in {"most", "more", "less"})
        return counted or (word == "charged" and following == "with") or (word == "reporting" and following == "on")
    if "noun" not in entry.frames:
        return False
    if before >= 1 and _lower(tokens, before - 1) in {"a", "an", "every", "each"}:
        return not word.endswith("s")
    relative = following == "that" and _lower(tokens, index + 2) in AUXILIARIES | PERFECT
    return relative or (following.endswith("ed") and index + 1 < len(tokens) and tokens[index + 1].is_word)


def _before_adverbs(tokens: tuple[Token, ...], index: int) -> str:
    before = index - 1
    while before >= 0 and (is_adverb(tokens[before].lower) or tokens[before].lower in {"more", "very", "so", "less"}):
        before -= 1
    return _lower(tokens, before)


def _is_verb(tokens: tuple[Token, ...], index: int, entry: CueEntry) -> bool:
    word, before = tokens[index].lower, index - 1
    while before >= 0 and is_adverb(tokens[before].lower):
        before -= 1
    previous = _lower(tokens, before)
    following = _lower(tokens, index + 1)
    if "predicate" in entry.frames:
        return _before_adverbs(tokens, index) in BE and following == ("that" if "that" in entry.frames else "to")
    if previous in ARTICLES or (
        previous in DETERMINERS
        and previous not in {"many", "some", "others", "most", "all", "both", "few", "several", "one"}
    ):
        return False
    if (
        previous != "to"
        and previous in PREPOSITIONS
        and tokens[before].end < tokens[index].start
        and not word.endswith("ing")
    ):
        return False  # "secretary of state"
    if previous == "to":
        quoted = index + 1 < len(tokens) and any(t.quote is not None for t in tokens[index + 1 : index + 3])
        return (_lower(tokens, before - 1) in CATENATIVE or quoted) and bool({"that", "quote"} & entry.frames)
    if previous.endswith("'s") and word in entry.lemma:
        return False
    passive = previous in {"is", "are", "was", "were", "be", "been", "being", "get", "got"}
    if passive and not word.endswith("ing"):
        return following == "by" and bool({"object", "label"} & entry.frames)
    if previous in AUXILIARIES and not passive and "do" not in previous and "did" not in previous:
        # "would say", "will tell": what nobody has said yet, unless the words follow in marks
        return entry.act == "speech" and index + 1 < len(tokens) and tokens[index + 1].quote is not None
    if entry.lemma in UNSAID and before + 1 < index and _lower(tokens, index - 1) in {"not", "n't"}:
        return False  # "did not say whether"
    if previous in {"didn't", "doesn't", "don't", "wouldn't"} and entry.lemma in UNSAID:
        return False
    if _modifies_noun(tokens, index, before, entry):
        return False
    if word in NOUNS_AS_WELL and following not in {"that", "in", "on"}:
        return _beside_quotation(tokens, index)  # not the noun: "eleven states", "majority rule"
    behind = tokens[index + 1 : index + 2]
    if (
        word == "alleged"
        and following not in DETERMINERS
        and following not in PRONOUNS
        and not any(map(_opens, behind))
    ):
        return False  # "the alleged designer"
    if following in {"so", "otherwise"} and word in {"say", "says", "said", "think", "thinks", "thought"}:
        return False  # "who says so"
    if entry.lemma == "ask" and following == "not":
        return False  # "asked not to be named"
    if (
        entry.lemma == "speak"
        and following == "on"
        and "condition" in {_lower(tokens, index + 2), _lower(tokens, index + 3)}
    ):
        return False
    if "noun" in entry.frames and following in _lexicon()[0] and not word.endswith("ing"):
        return False  # "a United Nations estimate said"
    if (
        "noun" in entry.frames
        and not word.endswith(("ed", "ing"))
        and following
        in {
            "of",
            "on",
            "for",
            "from",
            "to",
            "in",
            "by",
            "is",
            "are",
            "was",
            "were",
            "has",
            "had",
        }
    ):
        return entry.lemma in {"note", "state", "report"} and following in {"on", "in"}
    return previous not in NOT_SAYING
