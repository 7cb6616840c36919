"""Draw sentences of real articles for two readers, who label hedges, boosters, loaded words and tone without any marks.

    python -m benchmarks.marks.draw FOLDER [BATCHES]

One sentence an article, outlet by outlet until all are drawn, so that a small outlet counts as much as a large one in
the first rounds and every outlet is there. The program's own measurements are not asked. Writes
``FOLDER/sentences-N.txt`` for readers, and the places, as ids and offsets, to ``tests/gold/marks/places.jsonl``.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import sys
from collections import defaultdict
from pathlib import Path

from nupunkt import sent_spans

from benchmarks.paths import ROOT
from benchmarks.real.articles import Text, articles

PLACES = ROOT / "tests" / "gold" / "marks" / "places.jsonl"
WANTED = 500
#: words of a sentence that is drawn
WORDS = (6, 60)
#: one article in this many is sealed
SEALED = 3


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence of running text: a line without a full stop is a heading or page furniture."""
    found, at = [], 0
    for line in text.split("\n"):
        for start, end in sent_spans(line):
            words = line[start:end].split()
            if WORDS[0] <= len(words) <= WORDS[1] and re.search(r"[.!?][\"'”’)]*$", line[start:end].strip()):
                found.append((at + start, at + end))
        at += len(line) + 1
    return found


def order(chance: random.Random) -> list[Text]:
    """The articles in rounds: one of each outlet, then a second of each, and so on."""
    by_outlet: dict[str, list[Text]] = defaultdict(list)
    for article in articles().values():
        if article.date:
            by_outlet[article.outlet].append(article)
    rounds: list[Text] = []
    for found in by_outlet.values():
        chance.shuffle(found)
    for number in range(max(map(len, by_outlet.values()))):
        outlets = sorted(outlet for outlet, found in by_outlet.items() if number < len(found))
        chance.shuffle(outlets)
        rounds += [by_outlet[outlet][number] for outlet in outlets]
    return rounds


def main() -> None:
    """Draw, and write the readers' files and the places."""
    folder, batches = Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 2
    chance = random.Random(20261130)  # noqa: S311 (a sample, no secret)
    places, shown = [], []
    for article in order(chance):
        if len(places) == WANTED:
            break
        found = sentences(article.text)
        if not found:
            continue
        number = chance.randrange(len(found))
        start, end = found[number]
        before = article.text[slice(*found[number - 1])].strip() if number else "–"
        item = f"S{len(places)}"
        sealed = hashlib.sha256(article.id.encode()).digest()[0] % SEALED == 0
        places.append({"item": item, "article": article.id, "start": start, "end": end, "sealed": sealed})
        shown.append(f"before: {before}\n{item}: {article.text[start:end].strip()}\n")
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(batches):
        (folder / f"sentences-{number + 1}.txt").write_text("\n".join(shown[number::batches]), encoding="utf-8")
    PLACES.parent.mkdir(parents=True, exist_ok=True)
    PLACES.write_text("".join(json.dumps(place) + "\n" for place in places), encoding="utf-8")
    print(f"{len(places)} sentences, {sum(place['sealed'] for place in places)} sealed")


if __name__ == "__main__":
    main()
