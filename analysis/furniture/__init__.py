"""Furniture: text that stands in an article but is not part of it, such as credits, calls to subscribe and links.

The text of an article never changes. Furniture is kept apart as spans, which words, scores and stories leave out:
what is recognised by its form (``forms``), and lines that an outlet repeats at the same place (``lines``).
"""

from __future__ import annotations

from analysis.furniture.forms import Piece, pieces_of, spans_of
from analysis.furniture.lines import REPEATED, Line, lines_of

#: increased with every change of the rules, so that every text is searched again
VERSION = "1"

__all__ = ["REPEATED", "VERSION", "Line", "Piece", "lines_of", "pieces_of", "spans_of"]
