"""How rightly sources, pronouns, descriptions and voices are read on real articles, by labels of our own.

    python -m benchmarks.real.measure [LIST | --sealed]

The labels are in ``tests/gold/real/labels.jsonl`` as offsets; ``README.md`` there says how they were drawn and
labelled. With LIST (pronoun, description, type, unnamed, voice or cue), the wrong ones are listed. ``--sealed``
measures the third of the articles that is kept apart while rules are changed.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from analysis.attribution.cues import states_something
from analysis.document import Document, prepare
from analysis.types import Article, Attribution, Span
from benchmarks.accuracy.data import ROOT, SHARED, Figure, lines
from benchmarks.paths import CORPUS

LABELS = ROOT / "tests" / "gold" / "real" / "labels.jsonl"
UNNAMED = ("unnamed_person", "unnamed_group")
#: pronouns of one person
PERSONAL = ("he", "she", "him", "her")


@dataclass(frozen=True, slots=True)
class Answer:
    """One label and what the program says at its place."""

    label: dict[str, Any]
    document: Document
    right: bool
    said: str
    wanted: str

    def line(self) -> str:
        """The place with its surroundings, what is said of it and what is right, in one line."""
        start, end, text = self.label["start"], self.label["end"], self.document.text
        around = f"{text[max(0, start - 130) : start]}⟦{text[start:end]}⟧{text[end : end + 110]}".replace("\n", " ¶ ")
        return f"{self.label['item']} said {self.said!r}, right {self.wanted!r}: {around}"


def _articles(wanted: set[str]) -> Iterator[Article]:
    frame = pd.read_parquet(CORPUS, columns=["id", "outlet", "title", "text"])
    for row in frame[frame["id"].isin(wanted)].itertuples():
        yield Article(row.id, row.outlet, row.title, row.text)
    with gzip.open(SHARED / "gold" / "scu_articles.jsonl.gz", "rt", encoding="utf-8") as file:
        for record in map(json.loads, file):
            if record["id"] in wanted:
                yield Article(record["id"], "SCU", None, record["text"])


@cache
def documents(sealed: bool) -> dict[str, tuple[Document, list[dict[str, Any]]]]:
    """Article id -> the article as attribution reads it, and its labels."""
    labels: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in lines(LABELS):
        if row["sealed"] == sealed:
            labels[row["article"]].append(row)
    return {article.id: (prepare(article), labels[article.id]) for article in _articles(set(labels))}


def words_at(document: Document, span: list[int] | None) -> str | None:
    """The words of the article, or of its title behind it, at these offsets."""
    whole = f"{document.text}\n\n{document.article.title}"
    return None if span is None else whole[span[0] : span[1]]


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names stand for the same: the last word of one is a word of the other."""
    if one is None or other is None:
        return one is other
    first, second = (re.findall(r"[^\W_]+", re.sub(r"[’']s\b", "", name.casefold())) for name in (one, other))
    return bool(first and second) and (first[-1] in second or second[-1] in first)


def _of_source(document: Document, place: Span) -> Attribution | None:
    """The attribution whose source overlaps a place."""
    return next((a for a in document.attributions if a.source is not None and a.source.overlaps(place)), None)


def _of_cue(document: Document, place: Span) -> Attribution | None:
    """The attribution whose cue overlaps a place."""
    return next((a for a in document.attributions if a.cue.overlaps(place)), None)


def pronouns(sealed: bool) -> Iterator[Answer]:
    """He and she as sources that are found: whom they mean. One that is left open is wrong."""
    for document, labels in documents(sealed).values():
        for label in labels:
            place = Span(label["start"], label["end"])
            if label["kind"] != "pronoun" or label["label"].get("not_a_source"):
                continue
            if place.of(document.text).lower() not in PERSONAL:
                continue
            found = _of_source(document, place)
            if found is not None and found.source is not None and len(found.source) < 5:
                wanted = words_at(document, label["label"]["means"])
                yield Answer(label, document, same_name(found.speaker, wanted), str(found.speaker), str(wanted))


def descriptions(sealed: bool) -> Iterator[Answer]:
    """Descriptions that are sources, where they are found: whom they mean, or that nobody is named for them."""
    for document, labels in documents(sealed).values():
        for label in labels:
            if label["kind"] != "description" or label["label"]["kind"] == "nobody":
                continue
            found = _of_source(document, Span(label["start"], label["end"]))
            if found is not None:
                wanted = words_at(document, label["label"]["means"])
                yield Answer(label, document, same_name(found.speaker, wanted), str(found.speaker), str(wanted))


def _statements(sealed: bool) -> Iterator[tuple[Document, dict[str, Any], Attribution | None]]:
    for document, labels in documents(sealed).values():
        for label in labels:
            if label["kind"] == "source":
                yield document, label, _of_cue(document, Span(label["start"], label["end"]))


def types(sealed: bool) -> Iterator[Answer]:
    """The type of the source of statements that are found."""
    for document, label, found in _statements(sealed):
        if label["label"]["statement"] and found is not None and label["label"]["type"] != "none":
            wanted = label["label"]["type"]
            yield Answer(label, document, found.source_type == wanted, str(found.source_type), wanted)


def unnamed(sealed: bool) -> Iterator[Answer]:
    """Sources without a name, by the program or by the label; right where both agree.

    Both the labels of statements and those of descriptions count, each attribution once.
    """
    for document, labels in documents(sealed).values():
        seen: set[Span] = set()
        for label in labels:
            place, given = Span(label["start"], label["end"]), label["label"]
            if label["kind"] == "source":
                found, kind = _of_cue(document, place), given["type"] if given["statement"] else "no statement"
            elif label["kind"] == "description":
                found, kind = _of_source(document, place), _described(given)
            else:
                continue
            if found is not None and found.cue in seen:
                continue
            seen |= {found.cue} if found is not None else set()
            said = found is not None and found.act != "thought" and found.source_type in UNNAMED
            if said or kind in UNNAMED:
                yield Answer(label, document, said == (kind in UNNAMED), str(found and found.source_type), kind)


def _described(given: dict[str, Any]) -> str:
    """The type of source of a description, as far as it decides whether it has a name."""
    if given["kind"] in ("person", "group") and given["means"] is None:
        return f"unnamed_{given['kind']}"
    return str(given["kind"])


def voices(sealed: bool) -> Iterator[Answer]:
    """In whose voice a word stands."""
    for document, labels in documents(sealed).values():
        for label in labels:
            if label["kind"] == "voice":
                said, wanted = document.voice_at(label["start"]), label["label"]["voice"]
                yield Answer(label, document, said == wanted, said, wanted)


def cues(sealed: bool) -> Iterator[Answer]:
    """Whether a word introduces a statement, an attitude or neither."""
    for document, labels in documents(sealed).values():
        for label in labels:
            if label["kind"] == "cue":
                found = _of_cue(document, Span(label["start"], label["end"]))
                said = "neither"
                if found is not None:
                    states = states_something(found.act, found.cue.of(document.text), found.content.of(document.text))
                    said = "statement" if states else "attitude"
                yield Answer(label, document, said == label["label"]["is"], said, label["label"]["is"])


LISTS = {
    "pronoun": pronouns,
    "description": descriptions,
    "type": types,
    "unnamed": unnamed,
    "voice": voices,
    "cue": cues,
}


def figures(sealed: bool = False) -> Iterator[Figure]:
    """Yield the share that is right of each kind, and precision and recall of what is without a name or attributed."""
    if not CORPUS.exists():
        return
    dataset = "real articles, sealed" if sealed else "real articles"
    for name, answers_of in LISTS.items():
        answers = list(answers_of(sealed))
        if name in ("unnamed", "voice"):
            counts = Counter[str]()
            wanted_of = UNNAMED if name == "unnamed" else ("attributed",)
            for answer in answers:
                said, wanted = answer.said in wanted_of, answer.wanted in wanted_of
                counts += Counter(said=said, wanted=wanted, both=said and wanted)
            kind = "without_a_name" if name == "unnamed" else "attributed_voice"
            yield Figure(
                "sourcing", dataset, f"{kind}_precision", counts["both"] / counts["said"], counts["said"], "sources"
            )
            yield Figure(
                "sourcing", dataset, f"{kind}_recall", counts["both"] / counts["wanted"], counts["wanted"], "sources"
            )
        if name != "unnamed":
            right = sum(answer.right for answer in answers) / len(answers)
            yield Figure("sourcing", dataset, f"{name}s_right", right, len(answers), "labels")
    statements = list(_statements(sealed))
    stated = [
        found is not None and found.act != "thought" for _, label, found in statements if label["label"]["statement"]
    ]
    found_at = [
        label["label"]["statement"] for _, label, found in statements if found is not None and found.act != "thought"
    ]
    yield Figure("sourcing", dataset, "statements_precision", sum(found_at) / len(found_at), len(found_at), "cues")
    yield Figure("sourcing", dataset, "statements_recall", sum(stated) / len(stated), len(stated), "cues")


def main() -> None:
    """Print the figures, or what is wrong."""
    if sys.argv[1:] and sys.argv[1] in LISTS:
        print("\n".join(answer.line() for answer in LISTS[sys.argv[1]](False) if not answer.right))
        return
    for figure in figures("--sealed" in sys.argv):
        print(f"{figure.measure}: {figure.value:.3f} of {figure.n}")


if __name__ == "__main__":
    main()
