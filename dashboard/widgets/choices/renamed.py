"""Choices that had other names once: links made then open what they meant."""

from __future__ import annotations

import streamlit as st

#: an earlier title of a measure -> its title now
MEASURES = {
    "Statements hedged": "Hedged sentences",
    "Statements the outlet hedges itself": "Sentences hedged in the outlet’s own voice",
    "Headlines hedged": "Hedged headlines",
    "Amounts left open": "Vague amounts",
    "Words of the outlet’s own": "Words in the outlet’s own voice",
    "Sentences with a loaded word of the outlet’s own": "Sentences with a loaded word in the outlet’s own voice",
}
#: name in the address -> an earlier name of a choice -> its name now
RENAMED = {
    "wire": {"Count each": "Count every copy"},
    "topics-by": {"Words": "Article text", "Publisher": "Publisher labels"},
    "in": {"Texts": "Text and headline", "Cues of speech": "Attribution cues"},
    "part": {"Who is quoted by whom": "Who quotes whom"},
    "source": {"Kind not known": "Unknown kind"},
    "reason": {
        "Asked, without a reason": "Anonymity mentioned, no reason", "Nothing about it": "Anonymity not mentioned",
    },
    "words-of": {"All words of the sentence": "All words in the sentence"}, "measure": MEASURES, "other": MEASURES,
}  # fmt: skip


def rename_choices() -> None:
    """Run the page again if its address has earlier names of choices. Call this before the widgets are drawn."""
    asked = {name: st.query_params.get_all(name) for name in RENAMED if name in st.query_params}
    now = {name: [RENAMED[name].get(value, value) for value in values] for name, values in asked.items()}
    if now != asked:
        st.query_params.update(now)
        st.rerun()
