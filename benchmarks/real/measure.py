"""How rightly sources, pronouns, descriptions and voices are read on real articles, by labels of our own.

    python -m benchmarks.real.measure [LIST | --sealed]

The labels are in ``tests/gold/real/labels.jsonl`` as offsets; ``README.md`` there says how they were drawn and
labelled. With LIST (pronoun, description, type, unnamed, voice, cue or statement), the wrong ones are listed.
``--sealed`` measures the third of the articles that is kept apart while rules are changed.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from analysis.attribution.cues import states_something
from analysis.document import Document, prepare
from analysis.types import UNNAMED_TYPES, Article, Attribution, Span
from benchmarks.accuracy.data import ROOT, Figure, lines
from benchmarks.paths import CORPUS
from benchmarks.real.articles import articles

GOLD = ROOT / "tests" / "gold" / "real"
LABELS = GOLD / "labels.jsonl"
#: pronouns of one person
PERSONAL = ("he", "she", "him", "her")
#: what is added to the name of a figure -> the draws that its labels are from
DRAWS = {"": (1,), "_second_draw": (2,), "_both_draws": (1, 2)}
#: kinds of article with figures of their own; of the kind "other" there are too few
KINDS = ("news", "opinion")
#: the lists with figures by kind of article and by outlet
BY_GROUP = ("type", "unnamed", "statement")
#: an outlet has figures of its own from this many labels on
ENOUGH_LABELS = 30
#: where the articles of SCU have the name of an outlet
NO_OUTLET = "SCU"


@dataclass(frozen=True, slots=True)
class Answer:
    """One label and what the program says at its place."""

    label: dict[str, Any]
    document: Document
    right: bool
    said: str
    wanted: str

    @property
    def draw(self) -> int:
        """The draw that the place is from."""
        return int(self.label.get("draw", 1))

    def line(self) -> str:
        """The place with its surroundings, what is said of it and what is right, in one line."""
        start, end, text = self.label["start"], self.label["end"], self.document.text
        around = f"{text[max(0, start - 130) : start]}⟦{text[start:end]}⟧{text[end : end + 110]}".replace("\n", " ¶ ")
        return f"{self.label['item']} said {self.said!r}, right {self.wanted!r}: {around}"


@cache
def documents(sealed: bool) -> dict[str, tuple[Document, list[dict[str, Any]]]]:
    """Article id -> the article as attribution reads it, and its labels."""
    labels: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in lines(LABELS):
        if row["sealed"] == sealed:
            labels[row["article"]].append(row)
    return {
        text.id: (prepare(Article(text.id, text.outlet, text.title, text.text)), labels[text.id])
        for text in articles().values()
        if text.id in labels
    }


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


def states(document: Document, found: Attribution) -> bool:
    """Whether the measures of sourcing count an attribution: bare attitudes are left out."""
    return states_something(found.act, found.cue.of(document.text), found.content.of(document.text))


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
            said = found is not None and found.source_type in UNNAMED_TYPES and states(document, found)
            if said or kind in UNNAMED_TYPES:
                yield Answer(label, document, said == (kind in UNNAMED_TYPES), str(found and found.source_type), kind)


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


def statements(sealed: bool) -> Iterator[Answer]:
    """Whether a verb of saying introduces a statement. Of the first draw: the second looks for one kind of source."""
    for document, label, found in _statements(sealed):
        if label.get("draw", 1) == 1:
            is_found, is_one = found is not None and found.act != "thought", bool(label["label"]["statement"])
            said, wanted = (STATEMENT if yes else "none" for yes in (is_found, is_one))
            yield Answer(label, document, is_found == is_one, said, wanted)


STATEMENT = "statement"
LISTS = {
    "pronoun": pronouns,
    "description": descriptions,
    "type": types,
    "unnamed": unnamed,
    "voice": voices,
    "cue": cues,
    "statement": statements,
}
#: list -> the name of its precision and recall, the answers that these are of, and what the labels are of
PARTS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "unnamed": ("without_a_name", UNNAMED_TYPES, "sources"),
    "voice": ("attributed_voice", ("attributed",), "words"),
    STATEMENT: ("statements", (STATEMENT,), "cues"),
}


def _figure(answers: Sequence[Answer], right: Sequence[bool], dataset: str, measure: str, of: str) -> Figure:
    """The share of right answers, which are one or more."""
    articles = len({answer.label["article"] for answer in answers})
    return Figure("sourcing", dataset, measure, sum(right) / len(right), len(right), of, articles)


def _shares(name: str, answers: Sequence[Answer], dataset: str, suffix: str) -> Iterator[Figure]:
    """Precision and recall of the answers of a list in ``PARTS``; neither if it would be a share of none."""
    measure, parts, of = PARTS[name]
    said = [answer for answer in answers if answer.said in parts]
    wanted = [answer for answer in answers if answer.wanted in parts]
    if said:
        right = [answer.wanted in parts for answer in said]
        yield _figure(said, right, dataset, f"{measure}_precision{suffix}", of)
    if wanted:
        right = [answer.said in parts for answer in wanted]
        yield _figure(wanted, right, dataset, f"{measure}_recall{suffix}", of)


def _of_list(name: str, everything: Sequence[Answer], dataset: str, at_least: int = 1) -> Iterator[Figure]:
    """The figures of one list, by draw where its labels are of both; none of fewer than ``at_least`` answers."""
    for suffix, draws in DRAWS.items() if name in PARTS else [("", (1,))]:
        answers = [answer for answer in everything if answer.draw in draws]
        if len(answers) < at_least or {answer.draw for answer in answers} != set(draws):
            continue
        if name in PARTS:
            yield from _shares(name, answers, dataset, suffix)
        if name not in ("unnamed", STATEMENT):
            right = [answer.right for answer in answers]
            yield _figure(answers, right, dataset, f"{name}s_right{suffix}", "labels")


def _dataset(sealed: bool) -> str:
    return "real articles, sealed" if sealed else "real articles"


@cache
def kinds() -> dict[str, str]:
    """Article of the first draw -> news, opinion or other; the kind of the others is not known."""
    return {row["article"]: row["kind"] for row in lines(GOLD / "articles.jsonl")}


def sources_by_outlet(sealed: bool = False) -> Counter[str]:
    """Outlet -> its labelled sources, of both draws; articles whose outlet is not known are left out."""
    return Counter(
        document.article.outlet
        for document, labels in documents(sealed).values()
        for label in labels
        if label["kind"] in ("source", "description") and document.article.outlet not in (None, NO_OUTLET)
    )  # type: ignore[arg-type]


def _by_group(answers: dict[str, list[Answer]], sealed: bool) -> Iterator[Figure]:
    """Figures of each kind of article, and of each outlet with ``ENOUGH_LABELS`` labelled sources and answers."""
    for kind in KINDS:
        for name, everything in answers.items():
            own = [answer for answer in everything if kinds().get(answer.label["article"]) == kind]
            yield from _of_list(name, own, f"{_dataset(sealed)}, {kind}")
    for outlet, labels in sorted(sources_by_outlet(sealed).items()):
        for name, everything in answers.items() if labels >= ENOUGH_LABELS else ():
            own = [answer for answer in everything if answer.document.article.outlet == outlet]
            yield from _of_list(name, own, f"{_dataset(sealed)}, {outlet}", ENOUGH_LABELS)


def figures(sealed: bool = False) -> Iterator[Figure]:
    """Yield the share that is right of each kind, and precision and recall of what is without a name or attributed.

    A figure is of the first draw unless its name ends in ``_second_draw`` or ``_both_draws``; these two exist for
    sources without a name and for voices, which the second draw is for, once it has labels. Figures of one kind of
    article or one outlet have its name behind that of the dataset; the kind is known in the first draw only.
    """
    if not CORPUS.exists():
        return
    answers = {name: list(answers_of(sealed)) for name, answers_of in LISTS.items()}
    for name, everything in answers.items():
        yield from _of_list(name, everything, _dataset(sealed))
    yield from _by_group({name: answers[name] for name in BY_GROUP if name in answers}, sealed)


def main() -> None:
    """Print the figures, or what is wrong."""
    if sys.argv[1:] and sys.argv[1] in LISTS:
        print("\n".join(answer.line() for answer in LISTS[sys.argv[1]](False) if not answer.right))
        return
    sealed = "--sealed" in sys.argv
    for figure in figures(sealed):
        print(f"{figure.dataset}: {figure.measure}: {figure.value:.3f} of {figure.n} in {figure.articles} articles")
    for outlet, labels in sources_by_outlet(sealed).most_common(1):
        print(f"most labelled sources of one outlet: {labels} ({outlet}); figures by outlet need {ENOUGH_LABELS}")


if __name__ == "__main__":
    main()
