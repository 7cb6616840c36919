"""Measures on articles in which the words for opposite sides are exchanged."""
