"""Stage 2, sentences and tokens: splits a text into the units that the later stages read.

A quotation of several sentences is one token, so that "“One. Two,” she said." is one unit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, repeat
from typing import NamedTuple

from nupunkt import load

from analysis.attribution.quotes import Quote
from analysis.attribution.words import entity_words, quoting_verbs
from analysis.text import new_tuple, plain_each
from analysis.types import Span

TOKEN = re.compile(
    r"[^\W_]+(?:(?:[’'.\-&]|(?<=\d),(?=\d{3}(?!\d)))[^\W_]+)*(?:[’'](?:s?\b|(?<=s.)(?=\s\w)))?|[^\w\s\-]|--+|-|_+"
)
_BY_TOKEN = re.compile(f"({TOKEN.pattern})")
#: most tokens of an aside in brackets that is left out
LONGEST_ASIDE = 12

#: place, day and agency before an article's first words: "MEXICO CITY, Feb. 8 (UPI) —", "Seoul (CNN) "
DATELINE = re.compile(
    r"\W?[A-Z][A-Z.’'\-]+(?:[ /][A-Z][A-Z.’'\-]*)*"
    r"(?:, (?:[A-Z][a-z]*\.? ?){1,2}(?:[A-Z]\.)*)?(?:,? \w{3,9}\.? \d{1,2})?"
    r"(?: ?\((?:[A-Z][\w.]+ ?){1,3}\))? ?(?:—|–|--|(?<=\)) ?-) ?"
    r"|(?:[A-Z][\w.’'\-]+,? ){1,5}\((?:CNN|CNN Business|AP|AFP|UPI|Reuters)\) ?(?:[—–-]+ ?)?"
)
#: number of lines at the beginning of a text in which a dateline is looked for
DATELINED = 6
#: most tokens of a unit; longer ones, in texts without full stops, are cut so that the time stays linear
LONGEST_UNIT = 300
#: where nupunkt may end a sentence inside a line; most lines have no such place and are not passed to it
_MAY_END = re.compile(r"[.!?…](?=[\s\"'’”»()\[\]{}*;:@?!])(?![\"'’”»)\]}*]{0,3}\s*$)")
#: a full stop without a space behind it: "in Illinois.A judge"
_UNSPACED = re.compile(r"(?<=[a-z]{3}[.!?])(?!(?:Com|Org|Net|Gov|Edu)\b)(?=[A-Z](?:[a-z]+)? )")
_LAST_WORD = re.compile(r"[A-Za-z]+(?=[.!?]?$)")
#: ranks and titles before a name whose full stop ends no sentence, though nupunkt does not know them
RANKS = frozenset(
    "ald amb assoc asst atty brig capt cllr cmdr col cpl det dist fr gen gov hon insp lcpl lieut lt maj msgr pfc pres "
    "prof pvt rep rev sen sfc sgt spc supt".split()
)
_RANK_ENDS = re.compile(r"(?:^|[^\w.])([A-Za-z]{2,5})\.$")


class Token(NamedTuple):
    """A word, a punctuation mark, or a whole quotation (then ``quote`` is set and ``lower`` is empty)."""

    start: int
    end: int
    text: str
    lower: str
    quote: Quote | None = None

    @property
    def is_word(self) -> bool:
        return self[4] is None and self[2][0].isalnum()

    @property
    def is_capitalised(self) -> bool:
        return self[4] is None and self[2][0].isupper()


Tokens = tuple[Token, ...]
#: first and last token of a phrase, both included
Range = tuple[int, int]


def sentence_spans(text: str, lines: list[Span]) -> list[Span]:
    """Return the sentences of ``text``, split by nupunkt (Punkt, Kiss & Strunk 2006); none crosses a line."""
    splitter = load("default")
    spans: list[Span] = []
    unspaced = _unspaced if _UNSPACED.search(text) else _whole
    for line in lines:
        part = line.of(text)
        pieces: list[Span] = []
        if not _MAY_END.search(part):
            end = line.start + len(part.rstrip())
            spans += unspaced(text, Span(end - len(part.strip()), end))
            continue
        for start, end in splitter.span_tokenize(part):
            piece = part[start:end].rstrip()
            if piece:
                begin = line.start + start + len(piece) - len(piece.lstrip())
                pieces.append(Span(begin, line.start + start + len(piece)))
        for sentence in _with_ranks(text, pieces):
            spans += unspaced(text, sentence)
    return spans


def _whole(_: str, sentence: Span) -> Iterator[Span]:
    """A sentence as it is."""
    yield sentence


def _unspaced(text: str, sentence: Span) -> Iterator[Span]:
    """The sentences of one in which a space is missing: "in Illinois.A judge said no"."""
    begin = sentence.start
    for match in _UNSPACED.finditer(text, sentence.start, sentence.end):
        word = _LAST_WORD.search(text, max(begin, match.start() - 8), match.start() - 1)
        if word is None or word[0].lower() not in RANKS:
            yield Span(begin, match.start())
            begin = match.start()
    yield Span(begin, sentence.end)


def _with_ranks(text: str, pieces: list[Span]) -> list[Span]:
    """The sentences of a line, joined where one ends with a rank before a name ("said Lt." and "Dan Moss.") or inside
    brackets ("Nunes (R-Calif." and "), the chair, said no.")."""
    joined: list[Span] = []
    for piece in pieces:
        if joined and text[piece.start] in "),;]":
            joined[-1] = Span(joined[-1].start, piece.end)
            continue
        before = _RANK_ENDS.search(text, max(joined[-1].start, joined[-1].end - 8), joined[-1].end) if joined else None
        if before is not None and before[1].lower() in RANKS and text[piece.start].isupper():
            joined[-1] = Span(joined[-1].start, piece.end)
        else:
            joined.append(piece)
    return joined


@dataclass(frozen=True, slots=True)
class Unit:
    """What attribution reads at once: one or more sentences of a paragraph that end outside quotation marks.

    ``paragraph`` is the number of its line, and ``tokens`` is empty where nothing in it can introduce a statement.
    """

    span: Span
    paragraph: int
    tokens: Tokens


def units(
    text: str, lines: list[Span], sentences: list[Span], quotes: list[Quote], openings: Sequence[int]
) -> list[Unit]:
    """Return the units of a text, with tokens where they contain a quotation or one of ``openings``."""
    found: list[Unit] = []
    for start, end, line, within in _joined(text, sentences, _line_numbers(lines, sentences), quotes):
        if line < DATELINED and start == lines[line].start:
            dateline = DATELINE.match(text, start, end)
            start = dateline.end() if dateline is not None and dateline.end() < end else start
        opening = bisect_left(openings, start)
        introduces = within or (opening < len(openings) and openings[opening] < end)
        tokens = tokens_of(text, start, end, within) if introduces else ()
        if len(tokens) <= LONGEST_UNIT:
            found.append(Unit(Span(start, end), line, tokens))
            continue
        for first in range(0, len(tokens), LONGEST_UNIT):
            part = tokens[first : first + LONGEST_UNIT]
            found.append(Unit(Span(part[0].start, part[-1].end), line, part))
    return found


def _joined(
    text: str, sentences: list[Span], line_of: list[int], quotes: list[Quote]
) -> Iterator[tuple[int, int, int, list[Quote]]]:
    """Yield start, end, line and quotations of sentences, those that a quotation spans joined to one."""
    remaining = iter(quotes)
    quote = next(remaining, None)
    index = 0
    while index < len(sentences):
        start, end, line = sentences[index].start, sentences[index].end, line_of[index]
        within: list[Quote] = []
        index += 1
        while quote is not None and quote.span.start < end:
            if quote.span.end > start:
                within.append(quote)
                while index < len(sentences) and sentences[index].start < quote.span.end and line_of[index] == line:
                    end = sentences[index].end
                    index += 1
                # A sentence may end just before the mark that closes its quotation.
                end = max(end, quote.span.end)
            quote = next(remaining, None)
            at_end = within and within[-1].span.end >= end
            if (
                at_end
                and index < len(sentences)
                and line_of[index] == line
                and _continues(text, within[-1], sentences[index])
            ):
                end = sentences[index].end
                index += 1
        yield start, end, line, within


def _continues(text: str, quote: Quote, sentence: Span) -> bool:
    """True where what follows a quotation goes on with its sentence: "“Will it?” she asked" or "Lund asked"."""
    first = text[sentence.start]
    if first.islower() or first in ",;—–-―":
        return True
    if text[quote.inner.end - 1] not in "?!—–-…":
        return False
    if text[max(0, quote.span.start - 3) : quote.span.start].rstrip()[-1:] in {",", ":"}:
        return False  # "Fenn asked, “Is it rotten?” The mayor said": the question is Fenn's
    return _speaker().match(text, sentence.start, sentence.end) is not None


@cache
def _speaker() -> re.Pattern[str]:
    """The speaker of a question before it: "Sen. Ada Lund (D-Ohio), the chair, asked"; not of words after it."""
    verbs = "|".join(sorted(quoting_verbs()))
    return re.compile(
        r"(?:(?:The|A|An|His|Her|One|Another) (?:[\w’'-]+ ){1,4}?|(?:[A-Z][\w.’'-]*\s+){0,6}?[A-Z][\w’'-]*\s?)"
        r"(?:\([^()\n]{1,30}\))?(?:,\s[^.!?\n“\"]{2,80}?,)?\s?(?:\w+ly\s)?"
        rf"(?:{verbs})\b(?! to\b)(?!(?:[,:]| \w+[,:]) ?[“\"])"
        r"(?=[^\w\s]|\s*$|\s[A-Z]|\s(?:in|on|at|of|to|during|after|before|when|while|as|with|from|by|for|about|over|via|"
        r"just|shortly|this|last|earlier|later|early|late|him|her|them|me|us|reporters|lawmakers|\w+ly|"
        r"the (?:council|court|crowd|audience|committee|panel|paper|newspaper|house|senate|judge|jury|press))\b)"
    )


def _line_numbers(lines: list[Span], sentences: list[Span]) -> list[int]:
    """The index in ``lines`` of the line of each sentence."""
    numbers, line = [], 0
    for sentence in sentences:
        while lines[line].end <= sentence.start:
            line += 1
        numbers.append(line)
    return numbers


def tokens_of(text: str, start: int, end: int, quotes: list[Quote]) -> Tokens:
    """Return the tokens of a stretch of text, each quotation as one token and without short asides in brackets."""
    tokens: list[Token] = []
    position = start
    for quote in quotes:
        if position < quote.span.start:
            tokens += _unquoted_tokens(text[position : quote.span.start], position)
        tokens.append(Token(quote.span.start, quote.span.end, quote.span.of(text), "", quote))
        position = quote.span.end
    if position < end:
        tokens += _unquoted_tokens(text[position:end], position)
    return tuple(_without_asides(tokens) if "(" in text[start:end] or "[" in text[start:end] else tokens)


def tokens_within(tokens: Tokens, span: Span) -> Tokens:
    """Return the tokens that begin in a span."""
    return tuple(token for token in tokens if span.start <= token.start < span.end)


def lower_at(tokens: Tokens, index: int) -> str:
    """Return the token at ``index`` in lower case, or "" where there is none."""
    return tokens[index].lower if 0 <= index < len(tokens) else ""


def is_abbreviation(tokens: Tokens, index: int) -> bool:
    """True for the full stop of "Gen." or "J." in a name."""
    return (
        tokens[index].text == "."
        and 0 < index < len(tokens) - 1
        and tokens[index - 1].is_capitalised
        and (len(tokens[index - 1].text) <= 4 or entity_words().get(tokens[index - 1].lower) == "title")
        and tokens[index].start == tokens[index - 1].end
    )


def _unquoted_tokens(text: str, offset: int) -> map[Token]:
    """The words and punctuation marks of a piece of text without quotations that begins at ``offset``.

    One split with a capturing pattern makes gaps and tokens alternate, and the positions follow from their lengths:
    a third of the time of matching token by token.
    """
    parts = _BY_TOKEN.split(text)
    places = list(accumulate(map(len, parts), initial=offset))
    found = parts[1::2]
    return map(new_tuple, repeat(Token), zip(places[1:-1:2], places[2::2], found, plain_each(found), repeat(None)))


def _without_asides(tokens: list[Token]) -> list[Token]:
    """Leave out short asides in brackets: "Rep. John Mica (R-Fla.) said" becomes "Rep. John Mica said"."""
    kept: list[Token] = []
    index = 0
    while index < len(tokens):
        if tokens[index].text in "([" and kept:
            end = index + 1
            while end < len(tokens) and end - index <= LONGEST_ASIDE and tokens[end].text not in "()[]":
                end += 1
            if end < len(tokens) and tokens[end].text in ")]" and all(t.quote is None for t in tokens[index:end]):
                index = end + 1
                continue
        kept.append(tokens[index])
        index += 1
    return kept
