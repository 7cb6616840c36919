"""Pairs of sentences that make the same claim, one hedged and one not, as a table and as HTML. Pure."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

import pandas as pd

from analysis.corpus.claims import Claim, Sentence, voice_of
from analysis.types import Mark
from dashboard.markup.highlight import VOICE_NAMES, Highlight, marked_html
from dashboard.views.formatting import outlet_name


def claims_table(claims: Sequence[Claim]) -> pd.DataFrame:
    """A table with one row per claim: ``hedged_by, hedges, hedged, flat_by, flat, shared_words, part``."""
    rows = [
        (
            outlet_name(claim.hedged.outlet),
            ", ".join(hedge.cue for hedge in claim.hedges),
            claim.hedged.text,
            outlet_name(claim.flat.outlet),
            claim.flat.text,
            ", ".join(claim.shared),
            round(claim.part, 2),
        )
        for claim in claims
    ]
    columns = ["hedged_by", "hedges", "hedged", "flat_by", "flat", "shared_words", "part"]
    return pd.DataFrame(rows, columns=columns)


def claims_html(claims: Sequence[Claim], address: Callable[[Claim], str]) -> str:
    """Claims as pairs of sentences with their hedges and shared words highlighted; text from articles is escaped.

    ``address`` leads to the two articles side by side.
    """
    pairs = [
        _side(claim.hedged, "hedged", claim.hedges, claim.shared)
        + _side(claim.flat, "no hedge", (), claim.shared)
        + f'<a href="{html.escape(address(claim))}" target="_self">Read the two side by side</a>'
        for claim in claims
    ]
    return "".join(f"<div class='claim'>{pair}</div>" for pair in pairs)


def _side(sentence: Sentence, how: str, hedges: Sequence[Mark], shared: Sequence[str]) -> str:
    marks = [Highlight(hedge.span, "mark-doubt", f"{hedge.why}; {VOICE_NAMES[hedge.voice]}") for hedge in hedges]
    marks += [Highlight(span, "shared", "in both sentences") for word in shared for span in sentence.words[word]]
    voice = VOICE_NAMES[voice_of(sentence, shared)]
    head = f"<b><bdi>{html.escape(outlet_name(sentence.outlet))}</bdi></b> <small>{how}; {voice}</small>"
    return f"<div>{head}{marked_html(sentence.text, marks)}</div>"
