"""Wire copy and near-duplicates: articles that carry the same text, in whole or in part.

Texts are compared as sets of five-word shingles. A sample of the shingles, those whose hash is a multiple of
``SAMPLED``, finds the pairs worth comparing (Broder 1997, *On the resemblance and containment of documents*:
such a sample, unlike a MinHash of fixed length, also finds a short text inside a long one); of these pairs
all shingles are then compared. Quoted words do not link two articles: two reporters may quote one speech.
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

from analysis.text import WORD, plain, plain_words
from analysis.types import Article

CopyKind = Literal["exact", "near", "partial"]
Mask = npt.NDArray[np.bool_]
Hashes = npt.NDArray[np.uint64]
Samples = npt.NDArray[np.uint32]

BY_WORD = re.compile(f"({WORD.pattern})")
#: words in quotation marks, and a line that is a post: "... — Ilse Marrant (@marrant) June 30, 2025"
QUOTED = re.compile(r"“[^”\n]{1,2000}”|\"[^\"\n]{1,2000}\"|^.*— .{1,80} \(@\w+\) \w+ \d{1,2}, \d{4}", re.MULTILINE)
SHINGLE = 5
#: odd numbers, one for each word of a shingle
FACTORS = np.array([pow(0x9E3779B97F4A7C15, k, 1 << 64) for k in range(1, SHINGLE + 1)], np.uint64)
STIR = tuple((np.uint64(shift), np.uint64(factor)) for shift, factor in (
    (30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB),
))  # fmt: skip
#: words whose hashes are kept
MOST_WORDS = 500_000
SAMPLED = 16
#: two articles are compared when they share so many sampled shingles, and as many as this share of the words of the
#: shorter would have: a sixth of ``LEAST_SHARE``, for its other five sixths may be quotations
SHARED_SAMPLES = 2
SAMPLED_SHARE = 0.05
#: what one outlet prints in more articles than this is its furniture, not copy
FURNITURE = 5
#: articles of one outlet further apart share background or furniture; within these days they are updates
UPDATE_DAYS = 7
#: a shingle with more carriers is paired along the line of carriers, not all with all: time stays linear
ALL_PAIRS = 10
#: copy shares at least so many words outside quotations, and this share of one of the two texts
FEWEST_WORDS = 50
LEAST_SHARE = 0.3
#: both texts share at least this much: one text, edited; less is a part of one in the other
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
#: "ALDENPORT (Reuters) - ", "ALDENPORT, Nov. 3 (AP) — "; the agency may be one we do not know
DATELINE = re.compile(r"(?P<place>[A-ZÀ-Þ][\w .,’'/\-]{1,60})?\((?P<name>[^()\n]{2,40})\)\s*[-–—]+\s")
BYLINE = re.compile(rf"(?:by\s+)?(?:the\s+)?(?P<name>{NAMES})(?:\s+(?:staff|news agency))?", re.IGNORECASE)
CREDIT = re.compile(
    rf"\b(?P<name>{NAMES})\b[^.\n]{{0,80}}\bcontributed to this (?:report|story|article)"
    rf"|\bThe (?P<short>Associated Press|Press Association|Canadian Press) contributed\b"
    rf"|(?:©|\(c\)|copyright)\s*(?:\d{{4}}\s*)?(?:the\s+)?(?P<owner>{NAMES})\b",
    re.IGNORECASE,
)
#: the credit of an agency stands in the last lines
TAIL = 800


@dataclass(frozen=True, slots=True)
class Copy:
    """An article whose text others carry too.

    ``group`` is shared by all carriers and is the id of the earliest, as is ``first`` (by date, an unknown date
    last, then by id). ``share`` is the part of the article's own words, 0 to 1, that stands in
    text shared with another carrier. ``kind`` is that of its closest match: ``exact`` has the same words
    throughout, ``near`` shares at least 60 % of both, ``partial`` at least 30 % of one, quotations left
    aside. ``origin`` is the agency that this article names (``named``), else the one that another carrier names,
    else ``None``. ``shared`` are the first words, and those past the last, of what is shared, by number.
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
    """The agency that an article says its text is from: by its byline, its dateline or a credit at its end.

    ``None`` where it names none. An agency's own articles name it as well.
    """
    for author in (article.wire or "", *article.authors):
        if match := BYLINE.fullmatch(author.strip()):
            return AGENCIES[match["name"].lower()]
    if match := DATELINE.match(article.text):
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


def carriers(articles: Iterable[Article], words: Sequence[Sequence[str]] | None = None) -> pd.DataFrame:
    """What finds the pairs worth comparing: a row a sampled shingle of an article.

    ``hash, article_id, outlet``, and ``words``, how many words the article has. ``words`` are the articles' own, as
    ``plain_words`` tells them, where they are known already.
    """
    given = list(articles)
    words = [plain_words(article.text) for article in given] if words is None else words
    samples = [_sampled(of_one) for of_one in words]
    sizes = [len(sample) for sample in samples]
    ids, outlets = (np.array(column, dtype=object) for column in ([a.id for a in given], [a.outlet for a in given]))
    return pd.DataFrame({
        "hash": np.concatenate([*samples, np.empty(0, np.uint32)]), "article_id": np.repeat(ids, sizes),
        "outlet": np.repeat(outlets, sizes), "words": np.repeat(np.array([*map(len, words)], np.int32), sizes),
    })  # fmt: skip


def _sampled(words: Sequence[str]) -> Samples:
    hashes = _hashes(words)
    return np.unique((hashes[hashes % SAMPLED == 0] >> np.uint64(32)).astype(np.uint32))


@dataclass(frozen=True, slots=True)
class _Shingles:
    """The hash of the shingle that begins at each word, and which words are quoted."""

    hashes: Hashes
    quoted: Mask


@dataclass(frozen=True, slots=True)
class Link:
    """Two articles by id that share text, and which words of each."""

    left: str
    right: str
    kind: CopyKind
    left_words: Mask
    right_words: Mask


class _WordHashes(dict[str, int]):
    """The hash of each word met so far, so that a word is hashed once."""

    def __missing__(self, word: str) -> int:
        if len(self) >= MOST_WORDS:
            self.clear()
        found = int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little")
        self[word] = found
        return found


_hash_of = _WordHashes().__getitem__


def _hashes(words: Sequence[str]) -> Hashes:
    """The hash of the shingle that begins at each word: its words' hashes, each multiplied by its place's own number,
    added up and stirred (the last steps of SplitMix64, Steele, Lea & Flood 2014).
    """
    one = np.fromiter(map(_hash_of, words), np.uint64, len(words))
    count = max(0, len(words) - SHINGLE + 1)
    mixed = np.zeros(count, np.uint64)
    for place, factor in enumerate(FACTORS):
        mixed += one[place : place + count] * factor
    for shift, factor in STIR:
        mixed = (mixed ^ (mixed >> shift)) * factor
    return mixed ^ (mixed >> np.uint64(31))


def _shingles(text: str) -> _Shingles:
    parts = BY_WORD.split(text)  # gaps and words in turn; where the words begin follows from the lengths
    starts = np.cumsum([*map(len, parts)])[:-1:2]
    quoted = np.zeros(len(starts), np.bool_)
    for quotation in QUOTED.finditer(text):
        first, past = np.searchsorted(starts, quotation.span())
        quoted[first:past] = True
    return _Shingles(_hashes(plain("\n".join(parts[1::2])).split("\n")), quoted)


def candidates(table: pd.DataFrame) -> list[tuple[str, str]]:
    """The pairs of articles, by id, that share sampled shingles which are nobody's furniture.

    ``table`` is that of ``carriers``; the earlier article of a pair is the one that comes earlier in it.
    """
    article, ids = pd.factorize(table["article_id"])
    outlet = pd.factorize(table["outlet"])[0]
    outlet = np.where(outlet < 0, -1 - article, outlet)  # articles without an outlet count as one outlet each
    sizes = np.zeros(len(ids), np.int64)
    sizes[article] = table["words"]
    table = pd.DataFrame({"hash": table["hash"].to_numpy(), "article": article, "outlet": outlet})
    table = table[table.duplicated("hash", keep=False)]
    in_outlet = table.groupby(["hash", "outlet"])["article"].transform("size")
    furniture = table.loc[in_outlet > FURNITURE, "hash"].unique()
    table = table[~table["hash"].isin(furniture)].sort_values(["hash", "article"])
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for _, carrying in table.groupby("hash", sort=False)["article"]:
        for pair in _pairs(carrying.tolist()):
            shared[pair] += 1
    return [
        (ids[left], ids[right])
        for (left, right), count in sorted(shared.items())
        if count >= SHARED_SAMPLES and count * SAMPLED >= SAMPLED_SHARE * min(sizes[left], sizes[right])
    ]


def _pairs(carrying: list[int]) -> Iterable[tuple[int, int]]:
    if len(carrying) <= ALL_PAIRS:
        return combinations(carrying, 2)
    first = carrying[0]
    return {(first, later) for later in carrying[1:]} | set(pairwise(carrying))


def compared(pairs: Iterable[tuple[str, str]], articles: Mapping[str, Article]) -> list[Link]:
    """The pairs that carry one text, after all their shingles have been compared."""
    shingles = lru_cache(maxsize=256)(lambda article_id: _shingles(articles[article_id].text))
    links = (_compare(articles[left], articles[right], shingles) for left, right in pairs)
    return [link for link in links if link is not None]


def _compare(left: Article, right: Article, shingles: Callable[[str], _Shingles]) -> Link | None:
    if _same_outlet_long_apart(left, right):
        return None
    a, b = shingles(left.id), shingles(right.id)
    in_a, in_b = _covered(a, b.hashes), _covered(b, a.hashes)
    own_a, own_b = in_a[~a.quoted], in_b[~b.quoted]
    if min(own_a.sum(), own_b.sum()) < FEWEST_WORDS or max(own_a.mean(), own_b.mean()) < LEAST_SHARE:
        return None
    least = min(float(in_a.mean()), float(in_b.mean()))
    same = len(a.hashes) == len(b.hashes) and bool((a.hashes == b.hashes).all())
    kind: CopyKind = "exact" if same else "near" if least >= NEAR_SHARE else "partial"
    return Link(left.id, right.id, kind, in_a, in_b)


def _same_outlet_long_apart(left: Article, right: Article) -> bool:
    if left.outlet is None or left.outlet != right.outlet or left.published is None or right.published is None:
        return False
    return abs((left.published - right.published).days) > UPDATE_DAYS


def _covered(own: _Shingles, others: Hashes) -> Mask:
    """Which words stand in a shingle that the other text has too."""
    shared = np.isin(own.hashes, others)
    words = np.zeros(len(own.quoted), dtype=np.bool_)
    for offset in range(SHINGLE):
        words[offset : offset + len(shared)] |= shared
    return words


def joined(known: Iterable[Copy], links: Iterable[Link], articles: Mapping[str, Article]) -> list[Copy]:
    """The copies that ``links`` make, together with the ``known`` ones of the groups that they reach.

    ``articles`` holds those of the links that are no copies yet.
    """
    before = {copy.article_id: copy for copy in known}
    parent: dict[str, str] = {copy.article_id: copy.group for copy in before.values()}

    def root(article_id: str) -> str:
        while parent.setdefault(article_id, article_id) != article_id:
            parent[article_id] = article_id = parent[parent[article_id]]
        return article_id

    kinds: dict[str, CopyKind] = {at: copy.kind for at, copy in before.items()}
    words = {at: _mask(copy) for at, copy in before.items()}
    order: tuple[CopyKind, ...] = ("exact", "near", "partial")
    for link in links:
        parent[root(link.right)] = root(link.left)
        for at, mask in ((link.left, link.left_words), (link.right, link.right_words)):
            words[at] = words[at] | mask if at in words else mask
            kinds[at] = min(kinds.get(at, "partial"), link.kind, key=order.index)
    groups: dict[str, list[Copy]] = defaultdict(list)
    for at, kind in kinds.items():
        groups[root(at)].append(_copy(at, kind, words[at], before.get(at), articles))
    return [copy for group in groups.values() for copy in _named(group)]


def _copy(at: str, kind: CopyKind, words: Mask, before: Copy | None, articles: Mapping[str, Article]) -> Copy:
    """A copy whose group is still to be told."""
    shared = tuple(np.flatnonzero(np.diff(words, prepend=False, append=False)).tolist())
    if before is not None:
        published, named = before.published, before.named
    else:
        published, named = articles[at].published, origin_of(articles[at])
    return Copy(at, at, kind, float(words.mean()), named, at, published, named, len(words), shared)


def _mask(copy: Copy) -> Mask:
    steps = np.zeros(copy.words + 1, np.int8)
    steps[list(copy.shared)] = [1, -1] * (len(copy.shared) // 2)
    return np.cumsum(steps[:-1]).astype(np.bool_)


def _named(group: Iterable[Copy]) -> Iterable[Copy]:
    """The copies of one group with its name, the earliest, and the agency that the earliest to name one names."""
    ordered = sorted(group, key=lambda copy: (copy.published or dt.date.max, copy.article_id))
    first = ordered[0].article_id
    origin = next((copy.named for copy in ordered if copy.named), None)
    return [replace(copy, group=first, first=first, origin=copy.named or origin) for copy in ordered]
