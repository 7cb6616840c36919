"""Wire copy and near-duplicates: articles that share text, in whole or in part.

Texts are compared as sets of five-word shingles. A sample of the shingles, those whose hash is a multiple of
``SAMPLING``, yields candidate pairs (Broder 1997, *On the resemblance and containment of documents*: unlike a MinHash
of fixed length, such a sample also finds a short text inside a long one). All shingles of the candidate pairs are then
compared. What both print of somebody else's words does not count (``analysis.corpus.quoted``), since two reporters may
quote the same speech. Text that only one outlet has printed, again and again, is ``recycled``: no copy of another's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations, pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus.quoted import WordMask, announced, quoted_spans, spoken_spans, words_in
from analysis.text import WORD, plain, plain_words
from analysis.types import Article

CopyKind = Literal["exact", "near", "partial"]
Hashes = npt.NDArray[np.uint64]
Samples = npt.NDArray[np.uint32]

WORD_SPLIT = re.compile(f"({WORD.pattern})")
SHINGLE_WORDS = 5
#: an odd multiplier for each word of a shingle, so that the hash depends on the order of the words
FACTORS = np.array([pow(0x9E3779B97F4A7C15, k, 1 << 64) for k in range(1, SHINGLE_WORDS + 1)], np.uint64)
#: shifts and multipliers of SplitMix64's finaliser
MIX_STEPS = tuple((np.uint64(shift), np.uint64(factor)) for shift, factor in (
    (30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB),
))  # fmt: skip
#: size of the cache of word hashes
MAX_CACHED_WORDS = 500_000
#: one in this many shingles is sampled
SAMPLING = 16
#: sampled shingles that a candidate pair has in common, and the share of the shorter text that these must represent:
#: a sixth of ``MIN_SHARE``, in case five sixths of the text are quotations
MIN_SHARED_SAMPLES = 2
MIN_SAMPLED_SHARE = 0.05
#: a shingle in more articles of one outlet than this is boilerplate of the outlet, not copy
BOILERPLATE_ARTICLES = 5
#: days within which similar articles of one outlet are updates; further apart they share background or boilerplate
MAX_UPDATE_DAYS = 7
#: a shingle in more articles than this links each with the first and the next, not all with all: time stays linear
MAX_ALL_PAIRS = 10
#: two texts are copies if they share at least this many words outside quotations, and this share of one of the two
MIN_SHARED_WORDS = 50
MIN_SHARE = 0.3
#: if the shared words are at least this share of both texts, the copy is ``near``, otherwise ``partial``
NEAR_SHARE = 0.6

AGENCIES = {
    "ap": "Associated Press",
    "associated press": "Associated Press",
    "reuters": "Reuters",
    "afp": "Agence France-Presse",
    "agence france-presse": "Agence France-Presse",
    "agence france presse": "Agence France-Presse",
    "upi": "United Press International",
    "united press international": "United Press International",
    "xinhua": "Xinhua",
    "dpa": "dpa",
    "pa": "PA Media",
    "press association": "PA Media",
    "bloomberg news": "Bloomberg News",
    "canadian press": "Canadian Press",
    "kyodo": "Kyodo News",
    "kyodo news": "Kyodo News",
    "tass": "TASS",
    "ians": "IANS",
    "pti": "Press Trust of India",
    "press trust of india": "Press Trust of India",
}
NAMES = "|".join(sorted(map(re.escape, AGENCIES), key=len, reverse=True))
#: a dateline that credits an agency, known or not: "ALDENPORT (Reuters) - ", "ALDENPORT, Nov. 3 (AP) — ". It is wider
#: than the one with which ``analysis.ingest.text`` fills in ``Article.wire``, which needs a place in capitals: here the
#: name decides as well, and a known agency needs no place
ORIGIN_DATELINE = re.compile(r"(?P<place>[A-ZÀ-Þ][\w .,’'/\-]{1,60})?\((?P<name>[^()\n]{2,40})\)\s*[-–—]+\s")
BYLINE = re.compile(rf"(?:by\s+)?(?:the\s+)?(?P<name>{NAMES})(?:\s+(?:staff|news agency))?", re.IGNORECASE)
CREDIT = re.compile(
    rf"\b(?P<name>{NAMES})\b[^.\n]{{0,80}}\bcontributed to this (?:report|story|article)"
    rf"|\bThe (?P<short>Associated Press|Press Association|Canadian Press) contributed\b"
    rf"|(?:©|\(c\)|copyright)\s*(?:\d{{4}}\s*)?(?:the\s+)?(?P<owner>{NAMES})\b",
    re.IGNORECASE,
)
#: characters at the end of a text in which an agency may be credited
TAIL = 800


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that shares text with others.

    ``group`` and ``first`` are the ID of the earliest article of the group (by date, missing dates last, then by ID).
    ``share`` is the part of the article's own words, 0 to 1, in text shared with others of the group. ``kind`` is that
    of its closest match: ``exact`` has the same words throughout, ``near`` shares at least 60 % of both, ``partial`` at
    least 30 % of one, quotations not counted. ``origin`` is the agency that this article names (``named``), else the
    one that another of the group names, else ``None``. ``words`` is the length of the text; ``shared`` holds the
    half-open ranges of shared words, as word numbers: start, end, start, end, and so on.
    """

    article_id: str
    group: str
    kind: CopyKind
    share: float
    origin: str | None
    first: str
    published: dt.date | None
    named: str | None
    words: int
    shared: tuple[int, ...]


def origin_of(article: Article) -> str | None:
    """Return the agency that an article names as its source in byline, dateline or a credit at the end, or ``None``.

    An agency's own articles name it as well.
    """
    for author in (article.wire or "", *article.authors):
        if match := BYLINE.fullmatch(author.strip()):
            return AGENCIES[match["name"].lower()]
    if match := ORIGIN_DATELINE.match(article.text):
        name = match["name"].strip()
        known = AGENCIES.get(name.lower())
        if known is not None:
            return known
        own = article.outlet is not None and name.lower() in article.outlet.lower()
        if match["place"] and match["place"][:2].isupper() and not own:
            return name
    if match := CREDIT.search(article.text[-TAIL:]):
        return AGENCIES[(match["name"] or match["short"] or match["owner"]).lower()]
    return article.wire


def sampled_shingles(articles: Iterable[Article], words: Sequence[Sequence[str]] | None = None) -> pd.DataFrame:
    """Return the sampled shingles by which candidate pairs are found, one per row.

    ``hash, article_id, outlet, words``; ``words`` is the number of words of the article. The argument ``words`` may
    give the ``plain_words`` of the articles' texts if they are known already.
    """
    articles = list(articles)
    words = [plain_words(article.text) for article in articles] if words is None else words
    samples = [_sample(words_of_one) for words_of_one in words]
    sizes = [len(sample) for sample in samples]
    ids = np.array([article.id for article in articles], dtype=object)
    outlets = np.array([article.outlet for article in articles], dtype=object)
    return pd.DataFrame({
        "hash": np.concatenate([*samples, np.empty(0, np.uint32)]), "article_id": np.repeat(ids, sizes),
        "outlet": np.repeat(outlets, sizes), "words": np.repeat(np.array([*map(len, words)], np.int32), sizes),
    })  # fmt: skip


def _sample(words: Sequence[str]) -> Samples:
    hashes = _hashes(words)
    return np.unique((hashes[hashes % SAMPLING == 0] >> np.uint64(32)).astype(np.uint32))


@dataclass(frozen=True, slots=True)
class _TextShingles:
    """Where the words of a text start, the hash of the shingle that begins at each, and which words are quoted."""

    starts: npt.NDArray[np.int64]
    hashes: Hashes
    quoted: WordMask


@dataclass(frozen=True, slots=True)
class TextMatch:
    """Two articles, by ID, that share text, and which words of each are shared."""

    left: str
    right: str
    kind: CopyKind
    left_words: WordMask
    right_words: WordMask


class _WordHashes(dict[str, int]):
    """A cache of word hashes."""

    def __missing__(self, word: str) -> int:
        if len(self) >= MAX_CACHED_WORDS:
            self.clear()
        found = int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little")
        self[word] = found
        return found


_hash_of = _WordHashes().__getitem__


def _hashes(words: Sequence[str]) -> Hashes:
    """Return the hash of the shingle that begins at each word.

    The hashes of its words are multiplied by the factor of their position, added up and mixed (finaliser of SplitMix64;
    Steele, Lea & Flood 2014).
    """
    word_hashes = np.fromiter(map(_hash_of, words), np.uint64, len(words))
    count = max(0, len(words) - SHINGLE_WORDS + 1)
    mixed = np.zeros(count, np.uint64)
    for position, factor in enumerate(FACTORS):
        mixed += word_hashes[position : position + count] * factor
    for shift, factor in MIX_STEPS:
        mixed = (mixed ^ (mixed >> shift)) * factor
    return mixed ^ (mixed >> np.uint64(31))


def _shingles(text: str) -> _TextShingles:
    parts = WORD_SPLIT.split(text)  # gaps and words alternate; the starts of words follow from the lengths
    starts = np.cumsum([*map(len, parts)])[:-1:2]
    hashes = _hashes(plain("\n".join(parts[1::2])).split("\n"))
    return _TextShingles(starts, hashes, words_in(starts, quoted_spans(text)))


def candidate_pairs(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the pairs of article IDs that share enough sampled shingles, boilerplate excluded.

    ``table`` is that of ``sampled_shingles``; the first article of a pair is the one that comes first in it.
    """
    article, ids = pd.factorize(table["article_id"])
    outlet = pd.factorize(table["outlet"])[0]
    outlet = np.where(outlet < 0, -1 - article, outlet)  # articles without an outlet count as one outlet each
    sizes = np.zeros(len(ids), np.int64)
    sizes[article] = table["words"]
    table = pd.DataFrame({"hash": table["hash"].to_numpy(), "article": article, "outlet": outlet})
    table = table[table.duplicated("hash", keep=False)]
    in_outlet = table.groupby(["hash", "outlet"])["article"].transform("size")
    boilerplate = table.loc[in_outlet > BOILERPLATE_ARTICLES, "hash"].unique()
    table = table[~table["hash"].isin(boilerplate)].sort_values(["hash", "article"])
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for _, with_hash in table.groupby("hash", sort=False)["article"]:
        for pair in _pairs(with_hash.tolist()):
            shared[pair] += 1
    return [
        (ids[left], ids[right])
        for (left, right), count in sorted(shared.items())
        if count >= MIN_SHARED_SAMPLES and count * SAMPLING >= MIN_SAMPLED_SHARE * min(sizes[left], sizes[right])
    ]


def _pairs(articles: list[int]) -> Iterable[tuple[int, int]]:
    """Return all pairs of a few articles; of many, those of each with the first and with the next."""
    if len(articles) <= MAX_ALL_PAIRS:
        return combinations(articles, 2)
    first = articles[0]
    return {(first, later) for later in articles[1:]} | set(pairwise(articles))


def compare_pairs(pairs: Iterable[tuple[str, str]], articles: Mapping[str, Article]) -> list[TextMatch]:
    """Compare all shingles of these pairs of article IDs, and return those that share text."""
    shingles = lru_cache(maxsize=256)(lambda article_id: _shingles(articles[article_id].text))
    matches = (_compare(articles[left], articles[right], shingles) for left, right in pairs)
    return [match for match in matches if match is not None]


def _compare(left: Article, right: Article, shingles: Callable[[str], _TextShingles]) -> TextMatch | None:
    if _same_outlet_far_apart(left, right):
        return None
    a, b = shingles(left.id), shingles(right.id)
    in_a, in_b = _shared_words(a, b.hashes), _shared_words(b, a.hashes)
    if not _enough(in_a[~a.quoted], in_b[~b.quoted]):
        return None
    least = min(float(in_a.mean()), float(in_b.mean()))
    if least < NEAR_SHARE and (left.outlet is None or left.outlet != right.outlet):
        said_a, said_b = announced(left.text, a.starts, in_a), announced(right.text, b.starts, in_b)
        others_a = a.quoted | said_a | _shared_words(a, b.hashes[_begins(said_b, b)]) | _spoken(left, a)
        others_b = b.quoted | said_b | _shared_words(b, a.hashes[_begins(said_a, a)]) | _spoken(right, b)
        if not _enough(in_a[~others_a], in_b[~others_b]):
            return None
    same = len(a.hashes) == len(b.hashes) and bool((a.hashes == b.hashes).all())
    kind: CopyKind = "exact" if same else "near" if least >= NEAR_SHARE else "partial"
    return TextMatch(left.id, right.id, kind, in_a, in_b)


def _enough(own_a: WordMask, own_b: WordMask) -> bool:
    """Whether enough of what two texts say themselves is shared; each mask says which of these words are."""
    if min(own_a.sum(), own_b.sum()) < MIN_SHARED_WORDS:
        return False
    return bool(max(own_a.mean(), own_b.mean()) >= MIN_SHARE)


def _begins(words: WordMask, shingles: _TextShingles) -> WordMask:
    """Return which shingles begin at these words."""
    return words[: len(shingles.hashes)]


def _spoken(article: Article, shingles: _TextShingles) -> WordMask:
    return words_in(shingles.starts, spoken_spans(article.text))


def _same_outlet_far_apart(left: Article, right: Article) -> bool:
    if left.outlet is None or left.outlet != right.outlet or left.published is None or right.published is None:
        return False
    return abs((left.published - right.published).days) > MAX_UPDATE_DAYS


def _shared_words(own: _TextShingles, others: Hashes) -> WordMask:
    """Return which words are in a shingle that the other text contains."""
    shared = np.isin(own.hashes, others)
    words = np.zeros(len(own.quoted), dtype=np.bool_)
    for offset in range(SHINGLE_WORDS):
        words[offset : offset + len(shared)] |= shared
    return words


def merge_copies(known: Iterable[Copy], matches: Iterable[TextMatch], articles: Mapping[str, Article]) -> list[Copy]:
    """Return the copies that result from matches, merged with the ``known`` copies of the groups concerned.

    ``articles`` must contain the articles of the matches that are not copies yet.
    """
    before = {copy.article_id: copy for copy in known}
    parent: dict[str, str] = {copy.article_id: copy.group for copy in before.values()}

    def root(article_id: str) -> str:
        while parent.setdefault(article_id, article_id) != article_id:
            parent[article_id] = article_id = parent[parent[article_id]]
        return article_id

    kinds: dict[str, CopyKind] = {article_id: copy.kind for article_id, copy in before.items()}
    words = {article_id: _shared_mask(copy) for article_id, copy in before.items()}
    order: tuple[CopyKind, ...] = ("exact", "near", "partial")
    for match in matches:
        parent[root(match.right)] = root(match.left)
        for article_id, mask in ((match.left, match.left_words), (match.right, match.right_words)):
            words[article_id] = words[article_id] | mask if article_id in words else mask
            kinds[article_id] = min(kinds.get(article_id, "partial"), match.kind, key=order.index)
    groups: dict[str, list[Copy]] = defaultdict(list)
    for article_id, kind in kinds.items():
        copy = _ungrouped_copy(article_id, kind, words[article_id], before.get(article_id), articles)
        groups[root(article_id)].append(copy)
    return [copy for group in groups.values() for copy in _with_group(group)]


def _ungrouped_copy(
    article_id: str, kind: CopyKind, words: WordMask, before: Copy | None, articles: Mapping[str, Article]
) -> Copy:
    """Return a copy whose ``group``, ``first`` and ``origin`` are not final yet."""
    shared = tuple(np.flatnonzero(np.diff(words, prepend=False, append=False)).tolist())
    if before is not None:
        published, named = before.published, before.named
    else:
        published, named = articles[article_id].published, origin_of(articles[article_id])
    share = float(words.mean())
    return Copy(article_id, article_id, kind, share, named, article_id, published, named, len(words), shared)


def _shared_mask(copy: Copy) -> WordMask:
    """Return which words are shared, from the ranges in ``Copy.shared``."""
    steps = np.zeros(copy.words + 1, np.int8)
    steps[list(copy.shared)] = [1, -1] * (len(copy.shared) // 2)
    return np.cumsum(steps[:-1]).astype(np.bool_)


def _with_group(group: Iterable[Copy]) -> Iterable[Copy]:
    """Set the group of copies to the earliest one, and a missing origin to the first agency that any of them names."""
    ordered = sorted(group, key=lambda copy: (copy.published or dt.date.max, copy.article_id))
    first = ordered[0].article_id
    origin = next((copy.named for copy in ordered if copy.named), None)
    return [replace(copy, group=first, first=first, origin=copy.named or origin) for copy in ordered]
