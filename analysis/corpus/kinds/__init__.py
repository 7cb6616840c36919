"""The kind of an article: news report, opinion and others; see ``docs/methods/kinds.md``."""

from analysis.corpus.kinds.base import TITLES, Kind, Name, title_of
from analysis.corpus.kinds.kind import kind_of

#: increased with every change of a rule or a table, so that stored kinds are found again
VERSION = "1"

__all__ = ["TITLES", "VERSION", "Kind", "Name", "kind_of", "title_of"]
