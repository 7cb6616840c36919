"""How the sourced statements of 24 recent US articles are found, after Santa Clara University's Markkula Center.

    python -m benchmarks.accuracy.scu [missed | extra | type | name | title]

The labels (``gold/scu_*``) name the statement, its source and the source's type and role. 13 large language models were
scored on them; the best of these on each column: recall 0.837, type 0.935, name 0.898, title 0.895. An attribution
counts as found if its hull (content, cue and source) overlaps the statement by half of the shorter of the two. With a
word, the wrong ones are listed.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from analysis.attribution import attribute
from analysis.types import Attribution, Span
from benchmarks.accuracy.data import SHARED, Figure, lines

#: difflib's ratio from which two names are the same
ALIKE = 0.8


@dataclass(slots=True)
class Result:
    """What was found of one article: pairs of label and attribution; labels missed; attributions extra and in all."""

    text: str
    people: frozenset[str]
    pairs: list[tuple[dict[str, Any], Attribution]] = field(default_factory=list)
    missed: list[dict[str, Any]] = field(default_factory=list)
    extra: list[Attribution] = field(default_factory=list)
    found: int = 0


def hull(found: Attribution) -> Span:
    """The span from the first to the last of content, cue and source."""
    parts = [span for span in (found.content, found.cue, found.source) if span is not None]
    return Span(min(part.start for part in parts), max(part.end for part in parts))


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share half of the shorter one."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= min(len(one), len(other)) and shared > 0


def results() -> Iterator[Result]:
    """Read every article and match its labels with the attributions, without acts of thought."""
    labels: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in lines(SHARED / "gold" / "scu_sources.jsonl.gz"):
        if row["span"] is not None:  # a few statements are not in the text word for word
            labels[row["doc"]].append(row)
    for article in lines(SHARED / "gold" / "scu_articles.jsonl.gz"):
        read = attribute(article["text"])
        result = Result(article["text"], frozenset(mention.name for mention in read.people))
        found = [a for a in read.attributions if a.act != "thought"]
        for label in labels[article["id"]]:
            span = Span(*label["span"])
            matching = [a for a in found if overlaps(hull(a), span)]
            if matching:
                inside = [a for a in matching if span.start <= a.cue.start < span.end]
                result.pairs.append((label, (inside or matching)[0]))
            else:
                result.missed.append(label)
        result.found = len(found)
        spans = [Span(*label["span"]) for label in labels[article["id"]]]
        result.extra = [a for a in found if not any(overlaps(hull(a), span) for span in spans)]
        yield result


def type_is_right(label: dict[str, Any], found: Attribution, people: frozenset[str]) -> bool:
    """Whether the source has the right type; media are organisations there."""
    kind = "named_organisation" if found.source_type == "media" or _is_body(found, people) else found.source_type
    return bool(label["source_type"] == kind)


def _is_body(found: Attribution, people: frozenset[str]) -> bool:
    """Whether the labels name an organisation for a source without a name, or a document: the one it speaks for."""
    return found.speaker is None and found.on_behalf_of is not None and found.on_behalf_of not in people


def name_of(found: Attribution, people: frozenset[str]) -> str:
    """The name of a source or of the organisation it speaks for, else its label; persons without a name have none."""
    if found.speaker is not None:
        return found.speaker
    if found.on_behalf_of is not None and _is_body(found, people):
        return found.on_behalf_of
    return "" if found.source_type == "unnamed_person" else found.label or ""


def alike(one: str | None, other: str | None) -> bool:
    """Whether two names or titles are alike; case does not count."""
    first, second = (one or "").lower(), (other or "").lower()
    return first == second or SequenceMatcher(None, first, second).ratio() >= ALIKE


def name_is_right(label: dict[str, Any], found: Attribution, people: frozenset[str]) -> bool:
    """Whether the name is alike."""
    return alike(name_of(found, people), label["name"])


def figures() -> Iterator[Figure]:
    """Yield recall and precision of statements, and the shares of right types and names among those found."""
    if not (SHARED / "gold" / "scu_articles.jsonl.gz").exists():
        return
    read = list(results())
    pairs = [(label, found, result.people) for result in read for label, found in result.pairs]
    missed, extra = sum(len(r.missed) for r in read), sum(len(r.extra) for r in read)
    n = len(pairs) + missed
    shares = {
        "recall": len(pairs) / n,
        "precision": 1 - extra / sum(result.found for result in read),
        "source_type": sum(type_is_right(*pair) for pair in pairs) / len(pairs),
        "name": sum(name_is_right(*pair) for pair in pairs) / len(pairs),
        "title": sum(alike(found.title, label["title"]) for label, found, _ in pairs) / len(pairs),
    }
    for measure, value in shares.items():
        yield Figure("sourcing", "SCU statements", measure, value, n, "statements")


def wrong(kind: str) -> Iterator[str]:
    """A line for each statement that is missed or too many, or whose type or name is wrong."""
    for result in results():
        text = result.text
        if kind == "missed":
            yield from (f"{label['statement']}  [{label['name']}]" for label in result.missed)
        if kind == "extra":
            yield from (f"{hull(found).of(text)}  [{found.cue.of(text)}]" for found in result.extra)
        for label, found in result.pairs:
            source = found.source.of(text) if found.source else None
            if kind == "type" and not type_is_right(label, found, result.people):
                yield f"{label['source_type']} / {found.source_type}: {source} ({label['name']})"
            if kind == "name" and not name_is_right(label, found, result.people):
                yield f"{label['name']} / {name_of(found, result.people)}: {source} ({label['source_type']})"
            if kind == "title" and not alike(found.title, label["title"]):
                yield f"{label['title']} / {found.title}: {source} ({label['name']})"


def main() -> None:
    """Print the figures, or what is wrong."""
    if sys.argv[1:]:
        print("\n".join(wrong(sys.argv[1])))
        return
    for figure in figures():
        print(f"{figure.measure}: {figure.value:.3f} of {figure.n}")


if __name__ == "__main__":
    main()
