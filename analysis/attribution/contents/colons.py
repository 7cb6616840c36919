"""Stage 5, contents: speakers before a colon ("Smith: “C”") and after a dash ("“C.” ― Ann Lee")."""

from __future__ import annotations

from analysis.attribution.contents.clauses import content_of, strip_end
from analysis.attribution.cues import Cue, Statement
from analysis.attribution.sentences import Range, Tokens, Unit
from analysis.attribution.sources.noun_phrases import names_a_source
from analysis.attribution.sources.subjects import subject_of
from analysis.attribution.words import DETERMINERS
from analysis.types import Span

#: labels that a page puts before a colon, and that are no speakers
LABELS = frozenset(
    ["headline", "subtitle", "subhead", "byline", "date", "publisher", "author", "source", "file photo", "photo",
     "photos", "image", "caption", "video", "watch", "listen", "live", "correction", "note", "clarification",
     "editor's note", "editors' note", "update", "updated", "breaking", "related", "read more", "more", "see also"]
)  # fmt: skip
#: labels of links to other pages, and the most tokens of one
TEASERS = frozenset(
    ["watch", "watch below", "watch live", "watch now", "watch more", "read", "read more", "read also", "also read",
     "more", "related", "see also", "also see", "learn more", "listen", "don't miss", "headline", "subtitle"]
)  # fmt: skip
LONGEST_LABEL = 3
#: most tokens of a speaker before a colon
LONGEST_SPEAKER = 8


def is_teaser(tokens: Tokens) -> bool:
    """True for "WATCH BELOW: Minister denies she knew": a label of the page and the headline of something else."""
    colon = next((k for k in range(1, min(len(tokens), LONGEST_LABEL + 1)) if tokens[k].text == ":"), None)
    return colon is not None and " ".join(t.lower for t in tokens[:colon]) in TEASERS


def after_colon(unit: Unit, cue: Cue) -> Statement | None:
    """ "Smith: “C”" and "Smith had one word for it: “C”", where C is the content."""
    tokens = unit.tokens
    before = tokens[: cue.first]
    last = cue.first + 1 if tokens[cue.first + 1].quote is not None else len(tokens) - 1
    end = strip_end(tokens, cue.first + 1, last)
    content = content_of(tokens, cue.first + 1, end)
    if content is None:
        content = Span(tokens[cue.first + 1].start, tokens[end].end), "indirect"  # "KARL: Yeah."
    is_name = all(t.is_capitalised or not t.is_word or t.lower in DETERMINERS for t in before)
    if len(before) <= LONGEST_SPEAKER and is_name:
        source: Range | None = (next((k for k, t in enumerate(before) if t.is_word), 0), cue.first - 1)
    else:
        source = subject_of(tokens, cue.first)
    if content is None or source is None or not names_a_source(tokens, *source):
        return None
    if " ".join(t.lower for t in tokens[source[0] : source[1] + 1]) in LABELS:
        return None
    return cue.statement(unit, source, *content)


def signed(unit: Unit, cue: Cue) -> Statement:
    """ "“C.” ― Ann Lee"."""
    tokens = unit.tokens
    content = Span(tokens[0].start, tokens[cue.first - 1].end)
    source = cue.last + 1, strip_end(tokens, cue.last + 1, len(tokens) - 1)
    return cue.statement(unit, source, content, "direct")
