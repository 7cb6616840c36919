"""A selection, a page and its pictures as files."""
