"""Stage 6, continuations: gives quotations without a cue to whoever spoke just before or is named just after."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from analysis.attribution.contents.clauses import final_character
from analysis.attribution.cues import COLON, Cue, Statement, find_cues
from analysis.attribution.sentences import Token, Unit
from analysis.attribution.sources.around_cue import source_before
from analysis.attribution.sources.subjects import subject_of
from analysis.types import Span

#: a quotation with fewer words and no end mark is a fragment or a scare quote, not speech
SPEECH_WORDS = 4
#: a paragraph that is near no other
LONG_AGO = -9


def continue_quotations(units: list[Unit], statements: list[Statement]) -> list[Statement]:
    """Return the statements together with those of the quotations that no cue introduces.

    These are further quotations, as in "“A,” she said. “B.”", and paragraphs that each open with a quotation mark again
    while the paragraph before was not closed.
    """
    of_unit: dict[int, list[Statement]] = {}
    for statement in statements:
        of_unit.setdefault(statement.unit.span.start, []).append(statement)
    reader = _Reader()
    for unit in units:
        reader.read(unit, of_unit.get(unit.span.start, []))
    return reader.result


@dataclass(slots=True)
class _Reader:
    """Reads units in order and keeps track of who is speaking.

    ``speaking`` is the last statement that is not a thought, ``paragraph`` where its speaker was last quoted, and
    ``is_open`` tells whether the last quotation continues in the next paragraph. ``announcing`` is the previous unit if
    it has no statement of its own, and ``waiting`` are open quotations whose speaker is not known yet.
    """

    result: list[Statement] = field(default_factory=list)
    speaking: Statement | None = None
    paragraph: int = LONG_AGO
    is_open: bool = False
    announcing: Unit | None = None
    waiting: list[Token] = field(default_factory=list)

    def read(self, unit: Unit, own: list[Statement]) -> None:
        """Add the statements of a unit, ``own``, and those of its remaining quotations."""
        self.result.extend(own)
        quotes = [t for t in unit.tokens if t.quote is not None]
        alone = bool(quotes) and not any(t.is_word for t in unit.tokens)
        spoken = [statement for statement in own if statement.act != "thought"]
        if spoken:
            self._speak(unit, spoken)
        elif alone and self.announcing is not None and (announced := _announced(self.announcing)) is not None:
            self.speaking, self.paragraph = announced, unit.paragraph
        if not alone:
            self.waiting = []
        near = alone and (self.is_open or unit.paragraph - self.paragraph in (0, 1)) and self._same_marks(quotes[0])
        for token in quotes:
            if not _is_covered(token, own):
                self._assign(unit, token, spoken, near, alone)
        if quotes and quotes[-1].quote is not None:
            self.is_open = quotes[-1].quote.continues
        self.announcing = None if own or alone else unit

    def _same_marks(self, quotation: Token) -> bool:
        """False for single marks after double ones: a heading between paragraphs."""
        before = self.speaking
        if before is None or quotation.text[0] not in "‘'":
            return True
        quoted = [t.text[0] for t in before.unit.tokens if t.quote is not None]
        return not quoted or quoted[-1] in "‘'"

    def _speak(self, unit: Unit, spoken: list[Statement]) -> None:
        """Note the speaker, and give them the waiting quotations if the unit opens with their words."""
        self.speaking, self.paragraph = spoken[-1], unit.paragraph
        if spoken[0].kind == "direct" and spoken[0].content.start == unit.span.start:
            self.result.extend(replace(spoken[0], content=Span(t.start, t.end)) for t in self.waiting)

    def _assign(self, unit: Unit, token: Token, spoken: list[Statement], near: bool, alone: bool) -> None:
        """Give a quotation to whoever is speaking, or let it wait."""
        follows_own = bool(spoken) and token.start > spoken[-1].cue.start and _is_after_mark(unit, token)
        if self.speaking is not None and (near or follows_own) and _is_speech(token.text):
            self.result.append(replace(self.speaking, content=Span(token.start, token.end), kind="direct"))
            self.paragraph = unit.paragraph
        elif alone and token.quote is not None and token.quote.continues:
            self.waiting.append(token)


def _is_covered(token: Token, statements: list[Statement]) -> bool:
    """True where a quotation is part of a statement, or starts where its content starts."""
    contents = [statement.content for statement in statements]
    return any(c.start == token.start or (c.start <= token.start and token.end <= c.end) for c in contents)


def _announced(unit: Unit) -> Statement | None:
    """The statement in "Captain Stroud put it bluntly." before a quotation: a cue with a source, but no content yet."""
    tokens = unit.tokens
    cues = [cue for cue in find_cues(unit) if "quote" in cue.entry.frames]
    source = source_before(tokens, cues[-1].first) if cues else None
    if source is None and tokens and tokens[-1].text == ":" and len(tokens) > 2:
        # "Stroud had a word for him:"
        source = subject_of(tokens, len(tokens) - 1)
        cues = [Cue(COLON, len(tokens) - 1, len(tokens) - 1)]
    return None if source is None else cues[-1].statement(unit, source, unit.span, "direct")


def _is_after_mark(unit: Unit, quote: Token) -> bool:
    """True where a quotation comes after a punctuation mark, so that it is no part of a clause."""
    index = unit.tokens.index(quote)
    return index > 0 and not unit.tokens[index - 1].is_word


def _is_speech(quoted: str) -> bool:
    return len(quoted.split()) >= SPEECH_WORDS or final_character(quoted) in {".", "!", "?", ","}
