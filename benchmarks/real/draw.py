"""Draw places in real articles for labelling, and write them as texts with marked places for a reader.

    python -m benchmarks.real.draw FOLDER [BATCHES]

The places are drawn by patterns of words alone: the program's own measurements are not asked, so a reader sees nothing
of them and places that it misses are drawn too. Articles are drawn outlet by outlet, so that a small outlet counts as
much as a large one. Writes ``FOLDER/batch-N.txt`` for readers, and the places to ``tests/gold/real/places.jsonl``.
"""

from __future__ import annotations

import csv
import hashlib
import json
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from benchmarks.paths import ROOT
from benchmarks.real.articles import Text, articles

PLACES = ROOT / "tests" / "gold" / "real" / "places.jsonl"
#: labels wanted of each kind, and the most in one article
WANTED = {"pronoun": (310, 2), "description": (210, 2), "source": (310, 2), "voice": (210, 1), "cue": (210, 1)}
#: words of an article that is read; most articles of each outlet
WORDS, MOST_OF_OUTLET = (300, 1300), 3
#: one article in this many is sealed
SEALED = 3
SAYING = (
    "said|says|told|tells|added|adds|wrote|writes|argued|argues|claimed|claims|noted|notes|explained|explains|warned|"
    "warns|insisted|insists|suggested|suggests|acknowledged|recalled|stressed|continued|concluded|tweeted|testified|"
    "asked|announced|stated|contended|confirmed|denied|predicted|reported|estimated|urged|observed|admitted|believes|"
    "believed|thinks|declared|responded|replied|complained|alleged|maintained|emphasized|cautioned|revealed|disclosed"
)
PATTERNS = {
    "pronoun": re.compile(
        rf"\b(?P<a>he|she|they|it)\b(?= (?:also |then |later |has |had |once |repeatedly )?(?:{SAYING})\b)"
        rf"|(?<=[,”\"] )(?:said|says|wrote|added) (?P<b>he|she|they)\b|\b[Aa]ccording to (?P<c>him|her|them)\b",
        re.IGNORECASE,
    ),
    "description": re.compile(
        rf"\b(?:said|says|added|according to|told \w+)\s+(?P<a>(?:the|an?|one|two|several|some|his|her|their) "
        rf"[^.,;:“”\"()\n]{{2,60}}?)(?=[.,;“”\"()\n])"
        rf"|(?:^|(?<=[.!?”\"\n] ))(?P<b>(?:The|An?|One|Two|Several|Some|His|Her|Their) (?!\w+ of )"
        rf"[^.,;:“”\"()\n]{{2,50}}?)"
        rf"(?= (?:also |then |later |has |had )?(?:{SAYING})\b)",
        re.MULTILINE,
    ),
    "source": re.compile(rf"\b(?P<a>{SAYING}|according to)\b"),
    "cue": re.compile(
        r"\b(?P<a>announc\w+|den(?:y|ied|ies|ying)|call(?:s|ed|ing) (?:for|on|it|him|her|them)|demand(?:s|ed|ing)?|"
        r"claims?|promis\w+|vow(?:s|ed|ing)?|threat(?:s|en\w*)|blam(?:es?|ed|ing)|accus(?:es?|ed|ing|ations?)|"
        r"criti(?:cism|ci[sz]\w+)|prais(?:es?|ed|ing)|oppos(?:es?|ed|ing|ition)|support(?:s|ed|ing)?|hop(?:es?|ed|ing)|"
        r"fear(?:s|ed|ing)?|express\w+|point(?:s|ed|ing) (?:out|to)|show(?:s|ed|ing)?|found|finds|argu(?:ments?|ing)|"
        r"warn(?:ings?)|view(?:s|ed)?|thought|believ(?:es?|ed|ing)|agree[sd]?|sign(?:aled|als)|order(?:s|ed)|"
        r"allegations?|reports?|statements?|questions?|questioned|doubt(?:s|ed)?|insist\w*|refus\w+|reject\w+|"
        r"propos\w+|estimat\w+|expect(?:s|ed)?|admit\w*|acknowledg\w+|defend\w*|dismiss\w*|describ\w+|labeled|dubbed)\b"
    ),
}  # fmt: skip


def voice_pattern() -> re.Pattern[str]:
    """Words of the lists of hedges and loaded words, one pattern."""
    words: set[str] = set()
    for name in ("hedges", "loaded"):
        with open(ROOT / "analysis" / "lexicons" / f"{name}.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
        words |= {row[next(iter(row))] for row in rows}
    plain = sorted((word for word in words if re.fullmatch(r"[a-z' -]{3,40}", word)), key=len, reverse=True)
    return re.compile(rf"\b(?P<a>{'|'.join(map(re.escape, plain))})\b")


def texts(chance: random.Random) -> list[Text]:
    """Articles in the order in which they are drawn from: one of each outlet, then a second, then a third; all of SCU's
    come first, since there are only 24."""
    by_outlet: dict[str, list[Text]] = defaultdict(list)
    for article in articles().values():
        if article.date and WORDS[0] <= len(article.text.split()) <= WORDS[1]:
            by_outlet[article.outlet].append(article)
    rounds: list[Text] = []
    for found in by_outlet.values():
        chance.shuffle(found)
    for number in range(MOST_OF_OUTLET):
        outlets = sorted(by_outlet)
        chance.shuffle(outlets)
        rounds += [by_outlet[outlet][number] for outlet in outlets if number < len(by_outlet[outlet])]
    scu = [article for article in articles().values() if not article.date]
    return [*scu, *rounds]


def drawn(order: list[Text], chance: random.Random) -> list[dict[str, Any]]:
    """The places to label, as many of each kind as are wanted."""
    patterns = {**PATTERNS, "voice": voice_pattern()}
    left = {kind: wanted for kind, (wanted, _) in WANTED.items()}
    places: list[dict[str, Any]] = []
    for article in order:
        taken: list[tuple[int, int]] = []
        for kind, (_, most) in WANTED.items():
            found = [match.span(next(name for name, part in match.groupdict().items() if part))
                     for match in patterns[kind].finditer(article.text)]  # fmt: skip
            chance.shuffle(found)
            if kind == "pronoun":  # "it" seldom speaks; he and she first
                found.sort(key=lambda span: article.text[slice(*span)].lower() in ("it", "they", "them"))
            chosen = 0
            for start, end in found:
                apart = all(end <= other[0] or start >= other[1] for other in taken)
                if chosen < min(most, left[kind]) and apart:
                    taken.append((start, end))
                    places.append({"article": article.id, "kind": kind, "start": start, "end": end})
                    chosen += 1
            left[kind] -= chosen
    for number, place in enumerate(places):
        digest = hashlib.sha256(place["article"].encode()).digest()[0]
        place |= {"item": f"{place['kind'][0].upper()}{number}", "sealed": digest % SEALED == 0}
    return places


def marked(article: Text, places: list[dict[str, Any]]) -> str:
    """The article with ⟦item:words⟧ at every place."""
    text = article.text
    for place in sorted(places, key=lambda place: -place["start"]):
        start, end = place["start"], place["end"]
        text = f"{text[:start]}⟦{place['item']}:{text[start:end]}⟧{text[end:]}"
    return f"##### ARTICLE {article.id} · {article.outlet} · {article.title or ''}\n\n{text}\n"


def written(folder: Path, order: list[Text], places: list[dict[str, Any]], batches: int, chance: random.Random) -> None:
    """Write the articles with their places, in chance order, into ``FOLDER/batch-N.txt``."""
    of_article: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for place in places:
        of_article[place["article"]].append(place)
    chosen = [article for article in order if article.id in of_article]
    chance.shuffle(chosen)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(batches):
        part = [marked(article, of_article[article.id]) for article in chosen[number::batches]]
        (folder / f"batch-{number + 1}.txt").write_text("\n".join(part), encoding="utf-8")
    counts = Counter(place["kind"] for place in places)
    print(f"{len(chosen)} articles, {dict(counts)}, {sum(place['sealed'] for place in places)} sealed")


def stored(draw: int, places: list[dict[str, Any]]) -> None:
    """Write the places of one draw to ``places.jsonl``; those of the other draws there stay, in the order of draws."""
    PLACES.parent.mkdir(parents=True, exist_ok=True)
    lines = PLACES.read_text(encoding="utf-8").splitlines() if PLACES.exists() else []
    others = [row for row in map(json.loads, lines) if row.get("draw", 1) != draw]
    rows = sorted([*others, *places], key=lambda row: row.get("draw", 1))
    PLACES.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def main() -> None:
    """Draw, and write the batches and the places."""
    folder, batches = Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 4
    chance = random.Random(20181102)  # noqa: S311 (a sample, no secret)
    order = texts(chance)
    places = drawn(order, chance)
    written(folder, order, places, batches, chance)
    stored(1, places)


if __name__ == "__main__":
    main()
