"""Draw pairs of articles of two outlets within two days, for readers who say whether both report one event.

    python -m benchmarks.events.draw FOLDER [BATCHES]

Pairs are drawn in bands of likeness (cosine of plain TF-IDF over title and text), as many in each; below the lowest
band, pairs are taken as different. Each pair has the number of pairs in its band, so that figures can be weighted to
all of them. An article is in one pair at most. Writes ``FOLDER/events-N.txt`` for readers, and the pairs, as ids, to
``tests/gold/events/pairs.jsonl``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.paths import ROOT
from benchmarks.real.articles import Text, articles

PAIRS = ROOT / "tests" / "gold" / "events" / "pairs.jsonl"
#: where a band of likeness begins
BANDS = (0.10, 0.18, 0.30)
#: pairs drawn of each band
OF_BAND = 100
#: days between two articles, at most
DAYS = 2
#: words of an article that a reader sees
SHOWN = 150
#: one pair in this many is sealed
SEALED = 3


def bands(texts: list[Text]) -> dict[int, list[tuple[int, int]]]:
    """Band -> every pair of articles in it, as places in ``texts``."""
    vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=2, max_df=0.3)
    matrix = vectors.fit_transform([f"{text.title or ''}\n{text.text}" for text in texts])
    days = np.array([dt.date.fromisoformat(text.date or "").toordinal() for text in texts])
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for day in np.unique(days):
        ones, others = np.flatnonzero(days == day), np.flatnonzero((days >= day) & (days <= day + DAYS))
        likeness = (matrix[ones] @ matrix[others].T).toarray()
        for row, column in zip(*np.nonzero(likeness >= BANDS[0]), strict=True):
            one, other = int(ones[row]), int(others[column])
            if (days[other] > day or other > one) and texts[one].outlet != texts[other].outlet:
                found[int(np.searchsorted(BANDS, likeness[row, column], side="right")) - 1].append((one, other))
    return found


def shown(text: Text) -> str:
    """What a reader sees of an article."""
    return f"{text.outlet} · {text.date} · {text.title or '(no headline)'}\n{' '.join(text.text.split()[:SHOWN])} …"


def main() -> None:
    """Draw, and write the readers' files and the pairs."""
    folder, batches = Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 2
    chance = random.Random(20261130)  # noqa: S311 (a sample, no secret)
    texts = [text for text in articles().values() if text.date]
    drawn, taken = [], set[int]()
    for band, pairs in sorted(bands(texts).items()):
        chosen = []
        for one, other in chance.sample(pairs, len(pairs)):
            if len(chosen) < OF_BAND and not {one, other} & taken:
                taken |= {one, other}
                chosen.append((one, other))
        drawn += [(band, len(pairs), *pair) for pair in chosen]
    chance.shuffle(drawn)
    rows, sheets = [], []
    for number, (band, of, one, other) in enumerate(drawn):
        pair = f"E{number}"
        sealed = hashlib.sha256(f"{texts[one].id} {texts[other].id}".encode()).digest()[0] % SEALED == 0
        rows.append({"pair": pair, "one": texts[one].id, "other": texts[other].id, "band": band, "of": of,
                     "sealed": sealed})  # fmt: skip
        sheets.append(f"##### {pair}\nA: {shown(texts[one])}\n\nB: {shown(texts[other])}\n")
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(batches):
        (folder / f"events-{number + 1}.txt").write_text("\n".join(sheets[number::batches]), encoding="utf-8")
    PAIRS.parent.mkdir(parents=True, exist_ok=True)
    PAIRS.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} pairs, {sum(row['sealed'] for row in rows)} sealed")


if __name__ == "__main__":
    main()
