"""Stage 5, contents: what somebody calls a thing: "called the plan “absurd”", "described it as a mess"."""

from __future__ import annotations

from dataclasses import replace

from analysis.attribution.contents.attitudes import attitude, attitude_to, has_label
from analysis.attribution.cues import Cue, Statement
from analysis.attribution.sentences import Range, Tokens, Unit
from analysis.attribution.words import FINITE, PRONOUNS, is_adverb, source_nouns
from analysis.types import Span

#: verbs of which "as" leads to what is said: "described it as a mess"
DESCRIBING = frozenset(["describe", "characterize", "label"])
NAMING = frozenset("call dub".split())
BEFORE_NAMING = FINITE | PRONOUNS | {"who", "and", "but"}
#: most characters between a cue and the label in quotation marks
LONGEST_LABELLED = 80


def labelled(unit: Unit, cue: Cue, following: Cue | None, source: Range, said: Span) -> Statement | None:
    """ "called the plan “absurd”": the thing and its label, if the label comes soon after the cue."""
    tokens = unit.tokens
    if cue.entry.lemma in NAMING and not _can_name(tokens, cue.first):
        return None
    first = max(said.start, tokens[cue.last].end)
    quotes = [t for t in tokens if t.quote is not None and first <= t.start < said.end]
    if not quotes:
        return described(unit, cue, source, following)
    if quotes[0].start - tokens[cue.last].end > LONGEST_LABELLED:
        return None
    span = Span(max(said.start, tokens[cue.last].end + 1), quotes[-1].end)
    return cue.statement(unit, source, span, "mixed")


def described(unit: Unit, cue: Cue, source: Range, following: Cue | None) -> Statement | None:
    """ "called it a mess", "described it as a mess": what it is said to be; else what somebody wants or opposes."""
    if cue.entry.lemma in NAMING and has_label(unit.tokens, cue.last + 1):
        named = attitude_to(unit, cue, source, cue.last + 1, following)
        return None if named is None else replace(named, act="speech")
    found = attitude(unit, cue, source, following)
    if found is None or cue.entry.lemma not in DESCRIBING:
        return found
    says = any(t.lower == "as" and found.content.start < t.start < found.content.end for t in unit.tokens)
    return replace(found, act="speech") if says else found


def _can_name(tokens: Tokens, cue: int) -> bool:
    """False for "a survey called “America in One Room”": the name of a thing, not what somebody calls it."""
    before = tokens[cue - 1]
    if cue + 1 < len(tokens) and tokens[cue + 1].quote is not None:
        # "a blog called “The Feed”" is a name; "what she called “the feed”" is her label.
        return any(t.lower in {"what", "whatever"} for t in tokens[:cue]) or any(
            t.lower in {"which", "that", "whom"} for t in tokens[max(0, cue - 10) : cue]
        )
    return (
        not (before.is_word and before.text.islower())
        or before.lower in BEFORE_NAMING
        or before.lower in source_nouns()
        or is_adverb(before.lower)
    )
