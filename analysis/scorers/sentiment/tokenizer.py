"""Splits a text into the words that TextBlob finds in it, caching each run of characters between white space.

The steps are those of ``find_tokens`` in TextBlob: blank lines end sentences, quotation marks are words, punctuation is
cut off at both ends, and words that look like an emoticon within a sentence are joined again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import compress, count, pairwise
from typing import Any

from analysis.scorers.sentiment.rules import Assessment, Chunk, Token, Word, assess

#: most chunks in the cache; it is then cleared, and the frequent ones are soon in it again
CACHE_SIZE = 200_000
#: most characters of a cached chunk; longer ones are addresses and the like, which do not recur
LONGEST_CACHED = 50
_CHUNK = re.compile(r"\S+")
_CHUNK_OR_BREAK = re.compile(r"\S+|\n\r?\n")
#: matches most English chunks: a word that ends a negation and a modifier, and marks that are words by themselves
_LONG_WORD = re.compile(r"([“‘\"']?)([^\W\d_]{3,}(?:[-–—][^\W\d_]+)*)((?:[’']s)?[.,;:?”’\"')]*)")
#: to TextBlob every quotation mark is a word, and "n't" begins a word if its apostrophe is straight
_PART = re.compile(r"[“”‘’'\"]|n(?='t)|(?:(?!n't)[^“”‘’'\"])+")
#: the word that TextBlob puts in place of a blank line
_BREAK = "END-OF-SENTENCE"
_ENDS = frozenset(["...", ".", "!", "?", _BREAK])
#: words that still belong to the sentence after its end mark
_CLOSING = _ENDS | {"”", "’", ")"}

#: a word and its half-open position
_Piece = tuple[str, int, int]


class _ChunkCache(dict[str, Chunk | None]):
    """A cache of active chunks, with ``None`` for inactive ones; ``find`` makes what is missing."""

    def __init__(self, find: Callable[[str], Chunk | None]) -> None:
        self._find = find

    def __missing__(self, chunk: str) -> Chunk | None:
        if len(chunk) > LONGEST_CACHED:
            return self._find(chunk)
        if len(self) >= CACHE_SIZE:
            self.clear()
        self[chunk] = found = self._find(chunk)
        return found


class Tokenizer:
    """Splits texts into words and assesses them, with the lexicon and the patterns of the installed TextBlob.

    ``textblob`` is its loaded ``en.sentiment`` and ``rules`` its module ``_text``. Raises ``AttributeError``,
    ``LookupError``, ``TypeError`` or ``ValueError`` if they are not as this module expects.
    """

    def __init__(self, textblob: Any, rules: Any) -> None:
        self._lexicon = {word: tuple(tags[None]) for word, tags in textblob.items() if None in tags}
        self._modifying = {word for word, tags in textblob.items() if any(tag in tags for tag in textblob.modifiers)}
        self._negations = frozenset(textblob.negations)
        if not self._negations.isdisjoint(self._lexicon) or any(len(word) < 2 for word in self._lexicon):
            raise ValueError("a negation or a single character has a polarity of its own")
        self._is_adverb = textblob.modifier
        self._rules = rules
        self._leading = frozenset(rules.PUNCTUATION.replace(".", ""))
        faces = [(face, mood) for (_, mood), group in rules.EMOTICONS.items() for face in group]
        self._moods = {face.lower(): mood for face, mood in reversed(faces)}
        active = self._lexicon.keys() | self._negations | self._moods.keys()
        self._active_words = active | {word.removesuffix(".") for word in active}
        self._faces = ("(!)", *(face for face, _ in faces))
        self._longest_face = max(map(len, self._faces))
        #: two words may be joined only if the last character of the first and the whole second word are one of these
        self._joints = {face[k:] for face in self._faces for k in range(len(face) - 1)}
        self._openers = {joint[1:] for joint in self._joints}
        self._word = lru_cache(CACHE_SIZE)(self._look_up)
        self._chunks = _ChunkCache(self._find_active)
        self._never_joined = lru_cache(CACHE_SIZE)(self._find_never_joined)
        self._ends = lru_cache(CACHE_SIZE)(self._find_ends)

    def chunk(self, part: str) -> Chunk | None:
        """Return a run of characters between white space as a chunk, or ``None`` if it is inactive."""
        return self._chunks[part]

    def chunks(self, parts: list[str]) -> list[Chunk | None]:
        """Return the chunk of each run of characters, with ``None`` for inactive ones."""
        return list(map(self._chunks.__getitem__, parts))

    def assessments(self, text: str, parts: list[str], chunks: list[Chunk | None], placed: bool) -> list[Assessment]:
        """Return the assessments of a text, with emoticons joined.

        ``parts`` are ``text.split()`` and ``chunks`` the result of ``chunks(parts)``. Without ``placed`` the positions
        of the assessments are meaningless.
        """
        active = list(zip(compress(count(), chunks), filter(None, chunks), strict=False))
        doubtful = [k for k, chunk in active if chunk.joins or (chunk.opener and self._may_end(parts, k, chunk.opener))]
        starts: Mapping[int, int] = {}
        if doubtful:
            starts = {k: match.start() for k, match in enumerate(_CHUNK.finditer(text))}
            active = sorted((dict(active) | self._joined(text, parts, starts, doubtful)).items())
        elif placed:
            starts = _starts(text, [(k, parts[k]) for k, _ in active])
        return assess(active, starts, lambda k: self._ends(parts[k]))

    def _may_end(self, parts: list[str], k: int, opener: str) -> bool:
        """True where the first word of a chunk may complete an emoticon that began in earlier chunks."""
        if not k or parts[k - 1][-1] + opener not in self._joints:
            return False
        return "".join((*parts[max(0, k - self._longest_face) : k], opener)).endswith(self._faces)

    def _joined(self, text: str, parts: list[str], starts: Mapping[int, int], doubtful: list[int]) -> dict[int, Chunk]:
        """The chunks of sentences in which words may have to be joined; a joined word is in the chunk it begins in."""
        chunks: dict[int, Chunk] = {}
        for k in doubtful:
            if k in chunks:
                continue
            first = last = k
            while first > 0 and not self._ends_between(parts[first - 1], parts[first]):
                first -= 1
            while last + 1 < len(parts) and not self._ends_between(parts[last], parts[last + 1]):
                last += 1
            tokens: dict[int, list[Token]] = {number: [] for number in range(first, last + 1)}
            number = first
            for word, start, end in self._sentence_words(text, starts[first], starts[last] + len(parts[last])):
                while number < last and starts[number + 1] <= start:
                    number += 1
                tokens[number].append((word, start - starts[number], end - starts[number]))
            chunks |= {number: Chunk(tuple(some), active=True) for number, some in tokens.items()}
        return chunks

    def _ends_between(self, part: str, following: str) -> bool:
        """True where a sentence certainly ends and another begins."""
        if part[-1] not in ".!?E":  # the last characters of ``_ENDS``
            return False
        start, end = self._split(part)[-1]
        return part[start:end] in _ENDS and not following.startswith(tuple(_CLOSING))

    def _sentence_words(self, text: str, start: int, end: int) -> Iterator[Token]:
        """Yield the words of a stretch of text, with emoticons joined."""
        for sentence in _sentences(self._pieces(text, start, end)):
            words = [word for word, _, _ in sentence]
            if any(one[-1] + other in self._joints for one, other in pairwise(words)):
                sarcastic = self._rules.RE_SARCASM.sub("(!)", " ".join(words))
                words = self._rules.RE_EMOTICONS.sub(lambda m: m[1].replace(" ", "") + m[2], sarcastic).split()
            parts = iter(sentence)
            for word in words:
                part, first, last = next(parts)
                length = len(part)
                while length < len(word):
                    part, _, last = next(parts)
                    length += len(part)
                yield self._word(word), first, last

    def _pieces(self, text: str, start: int, end: int) -> Iterator[_Piece]:
        """Yield the words of a stretch of text before emoticons are joined."""
        for match in _CHUNK_OR_BREAK.finditer(text, start, end):
            if match[0].isspace():
                yield _BREAK, match.start(), match.end()
            else:
                for first, last in self._split(match[0]):
                    yield match[0][first:last], match.start() + first, match.start() + last

    def _find_active(self, part: str) -> Chunk | None:
        if self._is_plain(part):
            return None
        chunk = self._parse(part)
        return chunk if chunk.active else None

    def _find_ends(self, part: str) -> tuple[bool, bool]:
        chunk = self._parse(part)
        return chunk.ends_negation, chunk.ends_modifier

    def _parse(self, chunk: str) -> Chunk:
        """Split a chunk into its words and look them up."""
        places = self._split(chunk)
        words = [chunk[start:end] for start, end in places]
        tokens = tuple((self._word(word), *place) for word, place in zip(words, places, strict=True))
        opener = words[0] if words[0] in self._openers else ""
        joins = _BREAK in words or any(
            words[k - 1][-1] + words[k] in self._joints
            and self._may_be_face(words[max(0, k - self._longest_face) : k + 1])
            for k in range(1, len(words))
        )
        return Chunk(tokens, joins or bool(opener) or any(word.active for word, _, _ in tokens), opener, joins)

    def _may_be_face(self, words: list[str]) -> bool:
        """True where an emoticon may end with the last of the words; it may have begun in the chunk before."""
        head = "".join(words)
        return head.endswith(self._faces) or any(face.endswith(head) for face in self._faces)

    def _is_plain(self, chunk: str) -> bool:
        """True for most inactive chunks, recognised without splitting them."""
        found = _LONG_WORD.fullmatch(chunk)
        if found is None:
            return False
        mark, word, rest = found.groups()
        return (
            word.lower() not in self._active_words
            and word not in self._openers
            and (not mark or (mark not in self._openers and mark + word not in self._joints))
            and (not rest or self._never_joined(word[-1] + rest))
        )

    def _find_never_joined(self, marks: str) -> bool:
        return not any(one + other in self._joints for one, other in pairwise(marks))

    def _split(self, chunk: str) -> list[tuple[int, int]]:
        """The positions of the words in a chunk, with the punctuation marks at both ends as words of their own."""
        places: list[tuple[int, int]] = []
        for part in _PART.finditer(chunk):
            start, end = part.span()
            while start < end and chunk[start] in self._leading:
                places.append((start, start + 1))
                start += 1
            tail: list[tuple[int, int]] = []
            while start < end and (chunk[end - 1] == "." or chunk[end - 1] in self._leading):
                if chunk[end - 1] != ".":
                    tail.append((end - 1, end))
                    end -= 1
                if chunk.endswith("...", start, end):
                    tail.append((end - 3, end))
                    end = start + len(chunk[start : end - 3].rstrip("."))
                if chunk.endswith(".", start, end):
                    if self._is_abbreviation(chunk[start:end]):
                        break
                    tail.append((end - 1, end))
                    end -= 1
            if start < end:
                places.append((start, end))
            places.extend(reversed(tail))
        return places

    def _is_abbreviation(self, word: str) -> bool:
        rules = self._rules
        return word in rules.ABBREVIATIONS or any(
            pattern.match(word) for pattern in (rules.RE_ABBR1, rules.RE_ABBR2, rules.RE_ABBR3)
        )

    def _look_up(self, word: str) -> Word:
        lower = word.lower()
        known = self._lexicon.get(lower)
        negates = lower in self._negations
        mood = self._moods.get(lower) if not lower.isalpha() and len(lower) <= 5 else None
        return Word(
            lower,
            known,
            modifies=lower in self._modifying,
            is_adverb=self._is_adverb(lower),
            negates=negates,
            ends_negation=len(lower.strip("'")) > 1,
            ends_modifier=len(lower) > 2,
            mood=mood,
            active=known is not None or negates or mood is not None or lower in ("!", "(!)"),
        )


def _starts(text: str, parts: Iterable[tuple[int, str]]) -> dict[int, int]:
    """The positions of numbered chunks, which come in order and include every occurrence of equal ones."""
    padded = f" {text} "
    starts: dict[int, int] = {}
    at = 0
    for k, part in parts:
        at = padded.find(part, at + 1)
        while not (padded[at - 1].isspace() and padded[at + len(part)].isspace()):
            at = padded.find(part, at + 1)
        starts[k] = at - 1
    return starts


def _sentences(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Yield the words up to a full stop or a blank line, with the closing marks after it."""
    sentence: list[_Piece] = []
    ended = False
    for piece in pieces:
        if ended and piece[0] not in _CLOSING:
            yield sentence
            sentence, ended = [], False
        ended = ended or piece[0] in _ENDS
        if piece[0] != _BREAK:
            sentence.append(piece)
    yield sentence
