"""Stage 3, cues: finds the words of a unit that introduce what somebody says or thinks, or what a document shows.

Later stages join each cue to its source and its content in a ``Statement``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from analysis.attribution.cue_context import VerbContext
from analysis.attribution.cue_guards import fits_pair, is_verb
from analysis.attribution.sentences import Range, Tokens, Unit, lower_at
from analysis.attribution.words import DASHES, is_adverb
from analysis.lexicons import rows
from analysis.text import Word
from analysis.types import Act, CueClass, Kind, Span

#: how what is said begins where a verb of thought reports only an attitude ("wants to leave")
INFINITIVE = "to "


@dataclass(frozen=True, slots=True)
class CueEntry:
    """An entry of the cue lexicon; ``lexicons/README.md`` explains ``frames``."""

    lemma: str
    act: Act
    cue_class: CueClass
    frames: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a unit: the tokens ``first`` to ``last``, both included, and their entry in the lexicon."""

    entry: CueEntry
    first: int
    last: int

    def span(self, unit: Unit) -> Span:
        return Span(unit.tokens[self.first].start, unit.tokens[self.last].end)

    def statement(self, unit: Unit, source: Range | None, content: Span, kind: Kind) -> Statement:
        """Return the statement that the cue introduces."""
        entry = self.entry
        return Statement(unit, self.span(unit), entry.lemma, entry.act, entry.cue_class, source, content, kind)


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution before its speaker is known.

    ``lemma``, ``act`` and ``cue_class`` are those of the cue's entry, ``source`` is the range of the tokens that name
    the speaker, and ``relay`` is the medium that passed the statement on.
    """

    unit: Unit
    cue: Span
    lemma: str
    act: str
    cue_class: CueClass
    source: Range | None
    content: Span
    kind: Kind
    relay: str | None = None

    @property
    def source_tokens(self) -> Tokens:
        """The tokens that name the speaker; none if the text names nobody."""
        return () if self.source is None else self.unit.tokens[self.source[0] : self.source[1] + 1]

    @property
    def source_span(self) -> Span | None:
        if self.source is None:
            return None
        return Span(self.unit.tokens[self.source[0]].start, self.unit.tokens[self.source[1]].end)


# Cues that are not in the list of words, since their form or their place is fixed.
ACCORDING = CueEntry("according to", "speech", "neutral", frozenset({"source follows"}))
REPORTED = CueEntry("as reported by", "speech", "neutral", frozenset({"source follows"}))
PER = CueEntry("per", "speech", "neutral", frozenset({"source follows"}))
POLLED = CueEntry("in a poll", "document", "neutral", frozenset({"source follows"}))
QUOTED = CueEntry("quoted as saying", "speech", "neutral", frozenset({"that", "quote"}))
SIGNED = CueEntry("signed", "speech", "neutral", frozenset({"quote"}))
COLON = CueEntry(":", "speech", "neutral", frozenset({"quote"}))
#: what shows a result in percent: "C in a Courier poll"
POLLS = frozenset(["poll", "survey"])
SHARES = frozenset("% percent percentage pct".split())
#: words that speak of a result that is not there yet: "candidates must reach 6 percent in a poll"
CONDITIONAL = frozenset("could would must may might should will can if".split())
#: most tokens between "in" and "poll", and from "poll" to the verb of those who were asked
LONGEST_POLL, POLLED_SAY = 7, 3
#: tokens that open a cue of fixed form and are not among the words of ``_openers``
OPENING_TOKENS = DASHES | {":", "as", "As", "AS"}
#: most tokens of a speaker's name before a colon, and after a dash
LONGEST_SPEAKER = 4
LONGEST_SIGNATURE = 8


@cache
def _lexicon() -> tuple[dict[str, CueEntry], dict[tuple[str, str], CueEntry]]:
    """The entries of the lexicon by their forms: forms of one word, and forms of two words."""
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
    """The first words of cues; for "as reported by", which begins with a frequent word, the second."""
    single, double = _lexicon()
    return frozenset(
        {*single, *(head for head, _ in double), "according", "reported", "per", "quoted", "cited", *POLLS}
    )


def openings(text: str, words: Sequence[Word]) -> list[int]:
    """Return the positions where a cue may begin, in order; text without any of them introduces no statement."""
    openers = _openers()
    found = [start for start, _, lower in words if lower in openers]
    colons = []
    at = text.find(":")
    while at >= 0:
        colons.append(at)
        at = text.find(":", at + 1)
    return sorted(found + colons) if colons else found


def find_cues(unit: Unit) -> list[Cue]:
    """Return the cues of a unit outside its quotation marks, in order, without forms that are nouns or passives."""
    tokens = unit.tokens
    openers = _openers()
    cues: list[Cue] = []
    free = 0
    for index in [k for k, t in enumerate(tokens) if t[3] in openers or t[2] in OPENING_TOKENS]:
        if index < free:
            continue
        cue = _fixed_cue(tokens, index, is_first=not cues) or _listed_cue(tokens, index)
        if cue is not None:
            if cues and cues[-1].entry is POLLED and index - free < POLLED_SAY:
                cues.pop()  # "41% of those in the poll said"
            cues.append(cue)
            free = max(index, cue.last) + 1
    return cues


def _start_of_poll(tokens: Tokens, poll: int) -> int | None:
    """The position of "in" before a poll whose result the unit gives in percent."""
    if not any(t.lower in SHARES for t in tokens) or any(t.lower in CONDITIONAL for t in tokens[:poll]):
        return None
    for index in range(poll - 1, max(0, poll - LONGEST_POLL - 1), -1):
        if tokens[index].lower in {"in", "across"}:
            return index
        if not tokens[index].is_word and tokens[index].text not in {"/", "-"}:
            return None
    return None


def _fixed_cue(tokens: Tokens, index: int, is_first: bool) -> Cue | None:
    """The cue of fixed form that begins at ``index``: "according to", a colon, a signature."""
    word, mark = tokens[index].lower, tokens[index].text
    after = lower_at(tokens, index + 1)
    if word == "according" and after == "to":
        return Cue(ACCORDING, index, index + 1)
    if word == "as" and "reported" in {after, lower_at(tokens, index + 2)}:
        last = index + 2 if after == "reported" else index + 3
        return Cue(REPORTED, index, last) if lower_at(tokens, last) == "by" else None
    if mark == ":" and is_first and 0 < index < len(tokens) - 1:
        introduces = tokens[index + 1].quote is not None or _is_transcript(tokens, index)
        return Cue(COLON, index, index) if introduces else None
    if mark in DASHES and 0 < index < len(tokens) - 1 and _is_signed(tokens, index):
        return Cue(SIGNED, index, index)
    if word in POLLS and is_first and (first := _start_of_poll(tokens, index)):
        return Cue(POLLED, first, first)
    if word == "per" and _names_something(tokens, index + 1):
        return Cue(PER, index, index)
    if word in {"quoted", "cited"} and after == "as" and lower_at(tokens, index + 2) == "saying":
        return Cue(QUOTED, index, index + 2)
    return None


def _listed_cue(tokens: Tokens, index: int) -> Cue | None:
    """The cue of the lexicon that begins at ``index``, two words before one."""
    single, double = _lexicon()
    word = tokens[index].lower
    pair = double.get((word, lower_at(tokens, index + 1)))
    if pair is not None and fits_pair(tokens, index, pair):
        return Cue(pair, index, index if "nominal" in pair.frames else index + 1)
    entry = single.get(word)
    if entry is None or index == 0 or tokens[index].text[0].isupper():
        return None
    return Cue(entry, index, index) if is_verb(_verb_context(tokens, index, entry)) else None


def _verb_context(tokens: Tokens, index: int, entry: CueEntry) -> VerbContext:
    before = index - 1
    while before >= 0 and is_adverb(tokens[before].lower):
        before -= 1
    following = lower_at(tokens, index + 1)
    return VerbContext(
        tokens, index, entry, tokens[index].lower, before, lower_at(tokens, before), following, is_cue(following)
    )


def is_cue(word: str) -> bool:
    """True for a form of a single word in the cue lexicon."""
    return word in _lexicon()[0]


def states_something(act: Act, cue: str, content: str) -> bool:
    """False for a bare attitude ("opposed the plan", "wants to leave"), which reports nobody's words or thoughts."""
    return act != "thought" or (cue.lower() in stating_thoughts() and not content.startswith(INFINITIVE))


@cache
def stating_thoughts() -> frozenset[str]:
    """Return the cues of thought, in lower case, that can report a thought ("believes that ...")."""
    single, double = _lexicon()
    forms = {**single, **{f"{head} {tail}": entry for (head, tail), entry in double.items()}}
    return frozenset(form for form, entry in forms.items() if entry.act == "thought" and "that" in entry.frames)


def _is_transcript(tokens: Tokens, colon: int) -> bool:
    """ "WALLACE: Let's begin", "Anders Lind: We had no plan": a name opens the line."""
    before = [t for t in tokens[:colon] if t.text not in {".", '"', "“"}]
    if not 0 < len(before) <= LONGEST_SPEAKER:
        return False
    full = len(before) > 1 and all(t.is_capitalised for t in before)
    return full or all(t.text.isupper() and len(t.text) > 2 for t in before)


def _is_signed(tokens: Tokens, dash: int) -> bool:
    """ "“A disgrace.” ― Ann Lee": nothing but a quotation, a dash and a name."""
    name = [t for t in tokens[dash + 1 :] if t.text != "."]
    return (
        all(t.quote is not None for t in tokens[:dash])
        and 0 < len(name) <= LONGEST_SIGNATURE
        and name[0].is_capitalised
        and sum(t.is_capitalised for t in name) * 2 >= len(name)
    )


def _names_something(tokens: Tokens, index: int) -> bool:
    """ "per the Associated Press", not "per cent" or "per month"."""
    if lower_at(tokens, index) == "the":
        index += 1
    return index < len(tokens) and tokens[index].is_capitalised
