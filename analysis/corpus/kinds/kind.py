"""The kind of an article: what its source states, then how its text is laid out, then its words."""

from __future__ import annotations

import re
from collections import Counter

from analysis.corpus.kinds import words
from analysis.corpus.kinds.base import Kind
from analysis.corpus.kinds.stated import stated_kind
from analysis.types import Article

#: a paragraph of a transcript: "KING: ..." or "Ann Lee: ..."
TURN = re.compile(r"(?:[A-Z][\w.’'\-]*(?: [A-Z][\w.’'\-]*){0,3}|Q|A)(?: \([^()\n]{1,40}\))?:\s")
#: what an interview says of itself: "a transcript of our conversation", "the interview has been edited and condensed"
NOTE = re.compile(
    r"\btranscript of (?:our|my) (?:full )?(?:conversation|interview|discussion|talk)\b"
    r"|\b(?:interview|conversation|transcript|q ?& ?a)\b[^.\n]{0,40}\b(?:edited|condensed)\b",
    re.IGNORECASE,
)
#: a paragraph that is only a name: whose turn it is
NAME_ALONE = re.compile(r"[A-Z][\w.’'\-]*(?: [A-Z][\w.’'\-]*){1,3}:?")
#: fewest turns of each of two names that stand alone
FEWEST_ALONE = 3
#: a paragraph of a live blog: "10:15 a.m. ET", "14.05 GMT"
CLOCK = re.compile(r"\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?\b|ET\b|EST\b|EDT\b|GMT\b|BST\b|PT\b)", re.IGNORECASE)
#: fewest such paragraphs, and the smallest share of all paragraphs that they make up
FEWEST_TURNS, SHARE_OF_TURNS = 6, 0.4
FEWEST_CLOCKS, SHARE_OF_CLOCKS = 5, 0.15


def kind_of(article: Article) -> Kind:
    """Return the kind of an article with the reason; "unknown" if nothing is stated and its words leave it open.

    Never raises on any text. The words are read of English articles only, and never of one that is only the beginning.
    """
    stated = stated_kind(article)
    if stated is not None:
        return stated
    if article.partial:
        return Kind("unknown", "only the beginning of the article is there", False)
    if not (article.language or "en").casefold().startswith("en"):
        return Kind("unknown", "its words are not English", False)
    return _by_layout(article.text) or _by_words(article)


def _by_layout(text: str) -> Kind | None:
    paragraphs = [line for line in text.splitlines() if line.strip()]
    if NOTE.search(text):
        return Kind("interview", "the text calls itself an edited interview or a transcript", False)
    names = Counter(line.strip().rstrip(":") for line in paragraphs if NAME_ALONE.fullmatch(line.strip()))
    if sum(count >= FEWEST_ALONE for count in names.values()) > 1:
        return Kind("interview", f"{sum(names.values())} paragraphs that are only a speaker’s name", False)
    for pattern, fewest, share, name, what in (
        (TURN, FEWEST_TURNS, SHARE_OF_TURNS, "interview", "paragraphs that begin with a speaker’s name"),
        (CLOCK, FEWEST_CLOCKS, SHARE_OF_CLOCKS, "live", "paragraphs that begin with a time of day"),
    ):
        found = sum(bool(pattern.match(paragraph.lstrip())) for paragraph in paragraphs)
        if found >= fewest and found >= share * len(paragraphs):
            return Kind("interview" if name == "interview" else "live", f"{found} {what}", False)
    return None


def _by_words(article: Article) -> Kind:
    """Opinion or a news report by the words; unknown where neither is likely enough."""
    rates = words.features(article)
    if rates is None:
        return Kind("unknown", f"fewer than {words.FEWEST_WORDS} words outside quotation marks", False)
    added = words.parts(rates)
    chance = words.chance(added)
    said = f"(chance of opinion by its words: {100 * chance:.0f} %)"
    if chance >= words.OPINION_FROM:
        return Kind("opinion", f"{words.reasons(rates, added, 1)} {said}", False)
    if chance <= words.NEWS_UP_TO:
        return Kind("news", f"{words.reasons(rates, added, -1)} {said}", False)
    return Kind("unknown", f"its words point to neither news nor opinion {said}", False)
