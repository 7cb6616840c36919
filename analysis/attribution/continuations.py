"""Quotations that stand alone: given to the one who was speaking just before, or who is named just after."""

from __future__ import annotations

from dataclasses import replace

from analysis.attribution.clauses import subject_of
from analysis.attribution.cues import COLON, Cue, find_cues
from analysis.attribution.sentences import Unit
from analysis.attribution.sources import source_before
from analysis.attribution.statement import Statement
from analysis.attribution.tokens import Token
from analysis.types import Span

#: a quotation with fewer words and no end mark is a fragment or a scare quote, not speech
SPEECH_WORDS = 4


def continue_quotations(read: list[Unit], statements: list[Statement]) -> list[Statement]:
    """Give quotations that stand alone to the one who was speaking just before.

    "“A,” she said. “B.”" and paragraphs that each open again without the last having closed.
    """
    of_unit: dict[int, list[Statement]] = {}
    for statement in statements:
        of_unit.setdefault(statement.unit.span.start, []).append(statement)
    result: list[Statement] = []
    speaking: Statement | None = None
    speaking_at = -9
    open_quote = False
    announcing: Unit | None = None
    unspoken: list[Token] = []
    for unit in read:
        own = of_unit.get(unit.span.start, [])
        result.extend(own)
        taken = {s.content.start for s in own}
        quotes = [t for t in unit.tokens if t.quote is not None]
        alone = bool(quotes) and not any(t.is_word for t in unit.tokens)
        spoken = [statement for statement in own if statement.act != "thought"]
        if spoken:
            speaking, speaking_at = spoken[-1], unit.paragraph
            if unspoken and spoken[0].kind == "direct" and spoken[0].content.start == unit.span.start:
                result.extend(replace(spoken[0], content=Span(t.start, t.end)) for t in unspoken)
        elif alone and announcing is not None and (announced := _announced(announcing)) is not None:
            speaking, speaking_at = announced, unit.paragraph
        unspoken = [] if not alone else unspoken
        near = speaking is not None and (
            speaking_at == unit.paragraph or open_quote or speaking_at == unit.paragraph - 1
        )
        for token in quotes:
            covered = any(s.content.start <= token.start and token.end <= s.content.end for s in own)
            if covered or token.start in taken:
                continue
            if speaking is None:
                unspoken += [token] if alone and token.quote is not None and token.quote.continues else []
                continue
            follows_own = bool(spoken) and token.start > spoken[-1].cue.start and _stands_free(unit, token)
            if ((alone and near) or follows_own) and _is_speech(token.text):
                result.append(replace(speaking, content=Span(token.start, token.end), kind="direct"))
                speaking_at = unit.paragraph
            elif alone and token.quote is not None and token.quote.continues:
                unspoken.append(token)
        if quotes and quotes[-1].quote is not None:
            open_quote = quotes[-1].quote.continues
        announcing = None if own or alone else unit
    return result


def _announced(unit: Unit) -> Statement | None:
    """ "Captain Stroud put it bluntly." before a quotation: a cue and its source that still lack their words."""
    tokens = unit.tokens
    cues = [cue for cue in find_cues(unit) if "quote" in cue.entry.frames]
    source = source_before(tokens, cues[-1].first) if cues else None
    if source is None and tokens and tokens[-1].text == ":" and len(tokens) > 2:
        # "Stroud had a word for him:" opens the next paragraph as well.
        source = subject_of(tokens, len(tokens) - 1)
        cues = [Cue(COLON, len(tokens) - 1, len(tokens) - 1)]
    if source is None:
        return None
    cue = cues[-1]
    entry = cue.entry
    return Statement(unit, cue.span(unit), entry.lemma, entry.act, entry.cue_class, source, unit.span, "direct")


def _stands_free(unit: Unit, quote: Token) -> bool:
    """True where a mark, not a word, stands before a quotation: it is no part of somebody's clause."""
    index = unit.tokens.index(quote)
    return index > 0 and not unit.tokens[index - 1].is_word


def _is_speech(quoted: str) -> bool:
    words = quoted.split()
    return len(words) >= SPEECH_WORDS or quoted.rstrip("”\"’'»")[-1:] in {".", "!", "?", ","}
