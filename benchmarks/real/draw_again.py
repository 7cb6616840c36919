"""Draw a second time, for what the first draw has too little of: sources without a name, and words in others' voice.

    python -m benchmarks.real.draw_again FOLDER [BATCHES]

Again by patterns of words alone. A source is drawn where the words beside a verb of saying end in lower case:
“officials said”, “according to a person briefed on the talks”. A hedge or loaded word is drawn where its sentence has a
cue outside quotation marks. Articles of the first draw are left out. Writes ``FOLDER/batch-N.txt`` for readers, and
adds the places to ``tests/gold/real/places.jsonl``, marked ``"draw": 2``.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import sys
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.real.articles import Text, articles
from benchmarks.real.draw import PLACES, SAYING, SEALED, WORDS, stored, voice_pattern, written

DRAW = 2
#: places wanted of each kind, and the most in one article. A “body” is a source in lower case beside a capitalised name
WANTED = {"plain": (300, 2), "body": (50, 1), "voice": (220, 2)}
#: most articles of one outlet, and fewest places of an article that is read
MOST_OF_OUTLET, LEAST = 12, 2
#: one article in this many is drawn from evenly; in the others, words outside quotations come first, and sources with
#: “the” in the singular come last (“the president”: most of them have a name)
EVEN = 3
CUE = re.compile(rf"\b(?:{SAYING}|according to)\b")
#: the verbs a source is drawn beside: not those that are as often nouns, and no participles (“told by”)
VERB = re.compile(rf"\b(?!claims|notes)(?:{SAYING}|according to)\b(?! by\b)")
BOUNDARY = re.compile(r"[.,;:?!“”\"()\[\]\n—–]|\s-+\s")
QUOTATION = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"")
SENTENCE = re.compile(r"[^\n]+?(?:[.?!][”\"’)]*(?=\s)|(?=\n)|\Z)")
#: words that may stand between a source and its verb
BETWEEN = re.compile(
    r"(?:\s+(?:also|then|later|has|had|have|once|repeatedly|recently|previously|already|first|long|still|never|often|always|now|\w+ly))+$",
    re.IGNORECASE,
)
#: words in lower case that end no noun phrase
CLOSED = frozenset(
    "i you he she they it we who which that this these those what there one and or but nor not to as when while "
    "if then than so yet because since before after until is are was were be been being has have had do does "
    "did will would can could may might must should of in on at by for from with about into over under against "
    "the a an his her their its our my your him them me us himself herself itself themselves all both each "
    "either neither never ever also just even still only too again once later earlier now here often always "
    "soon already immediately reportedly where why how whether like though although however more most very "
    "others other another ago no yes".split()
)

DETERMINERS = frozenset("a an the one two three four several some many his her their its another these those".split())
#: beginnings of “he’s” and others like it
CONTRACTED = tuple(f"{word}{mark}" for word in ("he", "she", "it", "they", "we", "you", "who", "that") for mark in "’'")
#: the end of “a spokesman for Acme”
OF_BODY = re.compile(
    r"^(?:an?|one|two|several|some|the)? ?(?:[a-z][a-z’'-]+ )+(?:for|at|in|from|with) (?:the )?(?:[A-Z][\w’'&-]* ?)+$"
)
#: the most words of a phrase before a verb that are looked at, and how often the corpus must have a word
LONGEST, LOWER_LEAST = 7, 20


def _phrase_before(text: str, at: int) -> str | None:
    """The words between the last mark of punctuation and the verb at this offset, adverbs left out."""
    before = text[max(0, at - 120) : at]
    clause = BETWEEN.sub("", BOUNDARY.split(before)[-1].rstrip()).strip()
    return clause or None


def _phrase_after(text: str, cue: re.Match[str]) -> str | None:
    """The words after “according to”, or after a verb that follows a quotation or a comma."""
    lead = text[max(0, cue.start() - 3) : cue.start()]
    if cue.group() not in ("according to", "said", "says", "added", "wrote") or (
        cue.group() != "according to" and not re.search(r"[”\"] $|, $", lead)
    ):
        return None
    return BOUNDARY.split(text[cue.end() : cue.end() + 120].lstrip())[0].strip() or None


@cache
def common_words() -> frozenset[str]:
    """Words that are more often in lower case than with a capital inside a sentence: “officials”, not “sanders”."""
    lower, capital = Counter[str](), Counter[str]()
    for article in articles().values():
        lower.update(re.findall(r"\b[a-z]{3,}\b", article.text))
        capital.update(word.lower() for word in re.findall(r"(?<=[a-z] )[A-Z][a-z]{2,}\b", article.text))
    return frozenset(word for word, count in lower.items() if count >= LOWER_LEAST and count > capital[word])


def _is_noun(word: str) -> bool:
    """Whether a word is in lower case and none that ends no noun phrase."""
    return bool(re.fullmatch(r"[a-z][a-z’'-]+", word)) and not word.startswith(CONTRACTED) and word not in CLOSED


def _kind(words: list[str]) -> str | None:
    """“plain”, a phrase in lower case; “body”, one with a name beside its head; None if it ends in a name."""
    if not any(word[0].isupper() for word in words):
        return "plain" if _is_noun(words[-1]) else None
    return "body" if _is_noun(words[-1]) or OF_BODY.search(" ".join(words)) else None


def _before(text: str, verb: re.Match[str]) -> str | None:
    phrase = _phrase_before(text, verb.start())
    words = phrase.split() if phrase else []
    first = words[0].lower() if words else ""
    if first in common_words() or first in DETERMINERS:
        words[0] = first  # a capital at the beginning of a sentence: “The officials said”
    return _kind(words[-LONGEST:]) if words else None


def _after(text: str, verb: re.Match[str]) -> str | None:
    phrase = _phrase_after(text, verb)
    words = phrase.split() if phrase else []
    if len(words) < 2 and not (words and words[0].endswith("s")):
        return None
    return _kind(words) if words[0] in DETERMINERS or _is_noun(words[0]) else None


def kind_of_source(text: str, verb: re.Match[str]) -> str | None:
    """What is beside a verb of saying: “plain”, a noun phrase in lower case; “body”, one with a name in it; or None."""
    if verb.group() == "according to":
        return _after(text, verb)
    return _before(text, verb) or _after(text, verb)


def outside_quotations(text: str, start: int, end: int, cues: re.Pattern[str]) -> list[tuple[int, int]]:
    """The matches of a pattern between two offsets that are not between quotation marks."""
    quoted = [match.span() for match in QUOTATION.finditer(text, start, end)]
    found = [match.span() for match in cues.finditer(text, start, end)]
    return [span for span in found if not any(left <= span[0] < right for left, right in quoted)]


def voices(article: Text, words: re.Pattern[str]) -> list[tuple[bool, int, int]]:
    """Hedges and loaded words whose sentence has a cue outside quotation marks: whether quoted, start, end."""
    found = []
    for sentence in SENTENCE.finditer(article.text):
        start, end = sentence.span()
        if not (cues := outside_quotations(article.text, start, end, CUE)):
            continue
        outside = set(outside_quotations(article.text, start, end, words))
        for match in words.finditer(article.text, start, end):
            if all(match.end() <= cue[0] or match.start() >= cue[1] for cue in cues):
                found.append((match.span() not in outside, *match.span()))
    return found


def order_of(first_draw: set[str], chance: random.Random) -> list[Text]:
    """Articles that are not in the first draw, in the order to draw from: one of each outlet, then a second, and on."""
    by_outlet: dict[str, list[Text]] = defaultdict(list)
    for article in articles().values():
        if article.date and article.id not in first_draw and WORDS[0] <= len(article.text.split()) <= WORDS[1]:
            by_outlet[article.outlet].append(article)
    rounds: list[Text] = []
    for found in by_outlet.values():
        chance.shuffle(found)
    for number in range(MOST_OF_OUTLET):
        outlets = sorted(outlet for outlet, found in by_outlet.items() if number < len(found))
        chance.shuffle(outlets)
        rounds += [by_outlet[outlet][number] for outlet in outlets]
    return rounds


def sources(article: Text) -> list[tuple[str, int, int]]:
    """Verbs of saying outside quotation marks that are beside a phrase in lower case: its kind, start and end."""
    text = article.text
    quoted = [match.span() for match in QUOTATION.finditer(text)]
    found = []
    for verb in VERB.finditer(text):
        kind = kind_of_source(text, verb)
        if kind and not any(start <= verb.start() < end for start, end in quoted):
            found.append((kind, *verb.span()))
    return found


def often_named(text: str, start: int) -> bool:
    """Whether the verb follows “the” and words that end in the singular."""
    phrase = _phrase_before(text, start) or ""
    return bool(re.search(r"\b[Tt]he (?:\S+ )*\S*[^s\s]$", phrase))


def of_article(article: Text, number: int, words: re.Pattern[str], chance: random.Random) -> list[tuple[str, int, int]]:
    """What can be drawn from an article, in the order in which it is taken."""
    found, spoken = sources(article), voices(article, words)
    chance.shuffle(found)
    chance.shuffle(spoken)
    if number % EVEN:
        found.sort(key=lambda place: often_named(article.text, place[1]))
        spoken.sort(key=lambda place: place[0])
    return [*found, *(("voice", start, end) for _, start, end in spoken)]


def drawn(order: list[Text], chance: random.Random) -> list[dict[str, Any]]:
    """The places to label, as many of each kind as are wanted and found; no article with fewer than ``LEAST``."""
    words = voice_pattern()
    left = Counter({kind: wanted for kind, (wanted, _) in WANTED.items()})
    places: list[dict[str, Any]] = []
    for number, article in enumerate(order):
        chosen = Counter[str]()
        taken = []
        for kind, start, end in of_article(article, number, words, chance):
            if chosen[kind] < min(WANTED[kind][1], left[kind]):
                chosen[kind] += 1
                taken.append(("voice" if kind == "voice" else "source", start, end))
        if len(taken) < LEAST:
            continue
        left -= chosen
        sealed = hashlib.sha256(article.id.encode()).digest()[0] % SEALED == 0
        for kind, start, end in taken:
            row = {"article": article.id, "kind": kind, "start": start, "end": end}
            item = f"{'W' if kind == 'voice' else 'U'}{len(places)}"
            places.append({**row, "item": item, "sealed": sealed, "draw": DRAW})
    return places


def main() -> None:
    """Draw, and write the batches and the places."""
    folder, batches = Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 3
    chance = random.Random(20191102)  # noqa: S311 (a sample, no secret)
    rows = map(json.loads, PLACES.read_text(encoding="utf-8").splitlines())
    order = order_of({row["article"] for row in rows if row.get("draw", 1) == 1}, chance)
    places = drawn(order, chance)
    written(folder, order, places, batches, chance)
    stored(DRAW, places)


if __name__ == "__main__":
    main()
