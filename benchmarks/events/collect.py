"""Turn the answers of two readers of pairs of articles into one set: how far they agree, and the labels.

    python -m benchmarks.events.collect FOLDER

``FOLDER`` has ``A-events*.jsonl`` and ``B-events*.jsonl`` of the two readers and, once disputes are settled,
``settled-events*.jsonl``. Prints the agreement, writes open disputes to ``FOLDER/disputes-events.txt``, and the labels
to ``tests/gold/events/labels.jsonl``. A pair is unclear if both readers said so.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy.data import lines
from benchmarks.events.draw import PAIRS, shown
from benchmarks.real.articles import articles

LABELS = PAIRS.parent / "labels.jsonl"

Label = dict[str, Any]


def read(paths: Iterable[Path]) -> dict[str, Label]:
    """Pair -> answer, of all files of one reader."""
    return {row["pair"]: row for path in sorted(paths) for row in lines(path)}


def kappa(answers: Sequence[tuple[bool, bool]]) -> float:
    """Cohen's kappa of two readers' answers: 1 if they always agree, 0 if as often as by chance."""
    if not answers:
        return 1.0
    agreed = sum(one == other for one, other in answers) / len(answers)
    first, second = (sum(pair[k] for pair in answers) / len(answers) for k in (0, 1))
    chance = first * second + (1 - first) * (1 - second)
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def settled_label(first: Label, second: Label, third: Label | None) -> Label | None:
    """The answer on which readers agree, with the third's word where they differ; ``None`` while that is missing."""
    differ = first["same"] != second["same"]
    if differ and third is None:
        return None
    same = (third or {})["same"] if differ else first["same"]
    return {"pair": first["pair"], "same": same, "unclear": bool(first["unclear"] and second["unclear"]),
            "differ": differ}  # fmt: skip


def main() -> None:
    """Print the agreement, write the disputes and the labels."""
    folder = Path(sys.argv[1])
    first, second, third = (read(folder.glob(f"{name}-events*.jsonl")) for name in ("A", "B", "settled"))
    pairs, texts = list(lines(PAIRS)), articles()
    answers = [(first[pair["pair"]]["same"], second[pair["pair"]]["same"]) for pair in pairs]
    agreed = sum(one == other for one, other in answers) / len(answers)
    print(f"the same answer on {agreed:.3f} of {len(answers)} pairs, kappa {kappa(answers):.3f}")
    rows, open_disputes = [], []
    for pair in pairs:
        name = pair["pair"]
        label = settled_label(first[name], second[name], third.get(name))
        if label is None:
            open_disputes.append(f"##### {name}\nA: {shown(texts[pair['one']])}\n\nB: {shown(texts[pair['other']])}\n")
        else:
            rows.append(label)
    (folder / "disputes-events.txt").write_text("\n".join(open_disputes), encoding="utf-8")
    LABELS.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} pairs labelled, {len(open_disputes)} to be settled")


if __name__ == "__main__":
    main()
