"""Who says what. One stage a file: quotation marks, sentences, cues, sources, contents, speakers.

Rules over tokens and clauses, with no parser: the marks and the few hundred words that shape a
clause carry most of what is needed, at many times a parser's speed.
"""

from __future__ import annotations

from analysis.attribution.attribute import Attributions, attribute

__all__ = ["Attributions", "attribute"]
