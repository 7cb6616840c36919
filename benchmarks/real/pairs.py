"""Draw pairs of mentions in two articles that share a surname: are they one person?

    python -m benchmarks.real.pairs FOLDER [BATCHES]

Mentions are found by a pattern of words: a title and a surname, or a first name and one or two more capitalised words.
The corpus itself shows what a first name is: a word between “Sen.” or the like and another capitalised word. Pairs are
drawn in strata, so that most are hard. Writes ``FOLDER/pairs-N.txt`` for readers, and the pairs to
``tests/gold/real/pairs.jsonl``.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.paths import ROOT
from benchmarks.real.articles import Text, articles
from benchmarks.real.draw import SEALED

PAIRS = ROOT / "tests" / "gold" / "real" / "pairs.jsonl"
#: the chance of the draw, so that it can be repeated
SEED = 20191103
#: stratum -> pairs wanted
WANTED = {
    "same_name": 30,
    "initial_or_nickname": 45,
    "title_only": 60,
    "different_first_names": 40,
    "different_roles": 40,
    "far_apart": 25,
}
#: most pairs with one surname in all strata, days between two articles that are far apart, and characters shown around
MOST_OF_SURNAME, FAR, CONTEXT = 2, 300, 500
#: most mentions of a surname that are compared, and characters shown around an earlier mention
MENTIONS_MOST, BEFORE = 60, 120
#: in how many articles a word must come after a title and before a name to be a first name
FIRST_LEAST = 2
TITLE = (
    "Mr|Mrs|Ms|Dr|Sen|Sens|Senator|Rep|Representative|Congressman|Congresswoman|Gov|Governor|President|Vice President|"
    "Justice|Judge|Chief Justice|Secretary|Attorney General|Mayor|Gen|General|Col|Lt|Sgt|Capt|Officer|Sheriff|"
    "Chancellor|Prime Minister|Minister|Ambassador|Professor|Prof|Rev|Pastor|Speaker|Leader|Chairman|Director|"
    "Commissioner|Chief"
)
#: titles that say the same as another, or nothing of an office
SAME_TITLE = {
    **dict.fromkeys(("Representative", "Congressman", "Congresswoman"), "Rep"),
    **dict.fromkeys(("Senator", "Sens"), "Sen"),
    **dict.fromkeys(("Mr", "Mrs", "Ms"), ""),
    "Governor": "Gov",
    "General": "Gen",
    "Professor": "Dr",
    "Prof": "Dr",
    "Chief Justice": "Justice",
}
NAME = r"[A-Z](?:[a-z]+|[’'][A-Z][a-z]+|c[A-Z][a-z]+|ac[A-Z][a-z]+)(?:-[A-Z][a-z]+)?"
MENTION = re.compile(
    rf"\b(?:(?P<title>{TITLE})\.?\s)?(?P<first>{NAME}|[A-Z]\.(?:\s?[A-Z]\.)?)\s(?:(?P<middle>[A-Z]\.|{NAME})\s)?(?P<last>{NAME})\b"
    rf"(?!\s[A-Z])|\b(?P<only>{TITLE})\.?\s(?P<alone>{NAME})\b(?!\s[A-Z])"
)
TITLED_FIRST = re.compile(rf"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.\s({NAME})\s(?:[A-Z]\.\s)?{NAME}\b")
#: capitalised words that are no first name or no surname though they stand where one could
NO_FIRST_NAME = frozenset("The And But Trump House Senate Democratic Republican American New North South White".split())
NO_SURNAME = frozenset(
    "House Senate Court Department News Times Post Party City County Committee University Street School Law Act "
    "State States Press Journal Center Institute Foundation College Company Inc Corp Group Church Hill Republican "
    "Democrat Republicans Democrats Democratic American Americans National Monday Tuesday Wednesday Thursday "
    "Friday Saturday Sunday January February March April June July August September October November December "
    "General Sen Rep Mr Mrs Ms Dr Gov Justice Judge President Board Council Library Hospital Airport Island Beach "
    "Park Republic Magazine Show Twitter Facebook Administration Campaign Carolina Dakota York Jersey Virginia "
    "Florida Texas California Lake River Fort Memorial Union Rule Report Amendment Photo Images Jr Sr And The Is "
    "Has In On For To From With At By Of Read".split()
)
#: short forms of first names, both ways
NICKNAMES = {
    frozenset(pair.split("/"))
    for pair in (
        "bill/william billy/william will/william bob/robert rob/robert bobby/robert mike/michael jim/james "
        "jimmy/james joe/joseph tom/thomas dan/daniel danny/daniel dave/david steve/steven steve/stephen "
        "chris/christopher matt/matthew nick/nicholas tony/anthony ed/edward ted/edward ted/theodore ben/benjamin "
        "sam/samuel greg/gregory jeff/jeffrey ken/kenneth ron/ronald don/donald rick/richard dick/richard "
        "chuck/charles charlie/charles andy/andrew drew/andrew al/albert pat/patrick pat/patricia liz/elizabeth "
        "beth/elizabeth betsy/elizabeth kate/katherine kathy/kathleen sue/susan debbie/deborah alex/alexander "
        "alex/alexandria larry/lawrence jerry/gerald jerry/jerrold fred/frederick tim/timothy doug/douglas "
        "phil/philip josh/joshua jon/jonathan zach/zachary mitch/mitchell bernie/bernard abby/abigail "
        "gabby/gabrielle max/maxine rudy/rudolph newt/newton vince/vincent walt/walter gene/eugene hank/henry "
        "harry/harold jack/john ray/raymond russ/russell stan/stanley val/valerie vicky/victoria cindy/cynthia "
        "barb/barbara jen/jennifer maggie/margaret peggy/margaret"
    ).split()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of a person: where, and its parts; ``first`` is empty where there is a title and a surname alone."""

    article: str
    start: int
    end: int
    title: str
    first: str
    middle: str
    last: str


def _mentions(article: Text) -> Iterator[Mention]:
    for match in MENTION.finditer(article.text):
        part = {key: value or "" for key, value in match.groupdict().items()}
        yield Mention(
            article.id,
            *match.span(),
            title=part["title"] or part["only"],
            first=part["first"],
            middle=part["middle"],
            last=part["last"] or part["alone"],
        )


@cache
def first_names() -> frozenset[str]:
    """First names, as the corpus itself shows them: words between “Sen.”, “Mr.” or the like and another name."""
    counts = Counter[str]()
    for article in articles().values():
        counts.update(set(TITLED_FIRST.findall(article.text)))
    shortened = {name.capitalize() for pair in NICKNAMES for name in pair}
    return frozenset({name for name, count in counts.items() if count >= FIRST_LEAST} - NO_FIRST_NAME) | shortened


def _is_person(mention: Mention) -> bool:
    """Whether the words have the form of a person’s name: a known first name or an initial before, or a title."""
    if mention.last in NO_SURNAME or mention.middle in NO_SURNAME or (mention.middle and mention.last in first_names()):
        return False  # the last: pages that repeat a name without a space, “Jon Tester Jonathan (Jon) Tester”
    if not mention.first:
        return mention.title not in ("President", "General", "Leader", "Chief", "Director", "Secretary", "Chairman")
    return mention.first in first_names() or bool(mention.title and "." in mention.first)


@cache
def first_mentions() -> dict[str, list[Mention]]:
    """Surname -> the first mention of each person with it in each article, where the corpus has several articles."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for article in articles().values():
        if not article.date:
            continue
        seen: set[tuple[str, str]] = set()
        for mention in filter(_is_person, _mentions(article)):
            if (mention.first, mention.last) not in seen:
                seen.add((mention.first, mention.last))
                found[mention.last].append(mention)
    surnames = {last for last, mentions in found.items() if any(mention.first for mention in mentions)}
    return {last: found[last] for last in sorted(surnames) if len({mention.article for mention in found[last]}) > 1}


def nearly_same(one: str, other: str) -> bool:
    """Whether two first names can be one person’s: equal, an initial of the other, or a short form."""
    first, second = one.casefold(), other.casefold()
    if "." in one or "." in other:
        return first[0] == second[0]
    return first == second or frozenset((first, second)) in NICKNAMES


def _days(one: Mention, other: Mention) -> int:
    first, second = (date.fromisoformat(str(articles()[mention.article].date)) for mention in (one, other))
    return abs((first - second).days)


def strata(one: Mention, other: Mention) -> Iterator[str]:
    """The strata that a pair of mentions belongs to."""
    if not (one.first and other.first):
        if one.first or other.first:
            yield "title_only"
        return
    if not nearly_same(one.first, other.first):
        yield "different_first_names"
        return
    if one.first != other.first or (one.middle != other.middle and "." in one.middle + other.middle):
        yield "initial_or_nickname"
        return
    yield "same_name"
    titles = {SAME_TITLE.get(mention.title, mention.title) for mention in (one, other)}
    if "" not in titles and len(titles) > 1:
        yield "different_roles"
    if _days(one, other) >= FAR:
        yield "far_apart"


def _is_shared(mentions: list[Mention]) -> bool:
    """Whether the corpus has two persons or more with this surname, as far as first names show."""
    firsts = {mention.first for mention in mentions if mention.first}
    return any(not nearly_same(one, other) for one, other in combinations(sorted(firsts), 2))


def candidates(chance: random.Random) -> dict[str, dict[str, list[tuple[Mention, Mention]]]]:
    """Stratum -> surname -> pairs in two articles, in chance order, those of two outlets first."""
    found: dict[str, dict[str, list[tuple[Mention, Mention]]]] = {stratum: defaultdict(list) for stratum in WANTED}
    for last, mentions in first_mentions().items():
        some = chance.sample(mentions, min(len(mentions), MENTIONS_MOST))
        pairs = [pair for pair in combinations(some, 2) if pair[0].article != pair[1].article]
        chance.shuffle(pairs)
        pairs.sort(key=lambda pair: len({articles()[mention.article].outlet for mention in pair}), reverse=True)
        for pair in pairs:
            for stratum in strata(*pair):
                found[stratum][last].append(pair)
    return found


def drawn(chance: random.Random) -> list[dict[str, Any]]:
    """The pairs to label, one of a surname in each stratum. Two of three share a surname that several people have."""
    used = Counter[str]()
    chosen: list[tuple[str, Mention, Mention]] = []
    for stratum, by_surname in candidates(chance).items():
        order = sorted(by_surname)
        chance.shuffle(order)
        shared = [last for last in order if _is_shared(first_mentions()[last]) and used[last] < MOST_OF_SURNAME]
        shared = shared[: WANTED[stratum] * 2 // 3]
        others = [last for last in order if last not in shared and used[last] < MOST_OF_SURNAME]
        for last in [*shared, *others][: WANTED[stratum]]:
            pair = list(by_surname[last][0])
            chance.shuffle(pair)
            chosen.append((stratum, *pair))
            used[last] += 1
    chance.shuffle(chosen)
    return [_row(number, *pair) for number, pair in enumerate(chosen)]


def _row(number: int, stratum: str, one: Mention, other: Mention) -> dict[str, Any]:
    sealed = hashlib.sha256(one.article.encode()).digest()[0] % SEALED == 0
    places = {key: {"article": mention.article, "start": mention.start, "end": mention.end}
              for key, mention in (("a", one), ("b", other))}  # fmt: skip
    return {"pair": f"Y{number}", **places, "stratum": stratum, "sealed": sealed}


def shown(key: str, place: dict[str, Any]) -> str:
    """A mention with outlet, date, headline and surroundings, and where its surname comes first if that is earlier."""
    article = articles()[place["article"]]
    text, start, end = article.text, place["start"], place["end"]
    left, right = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    around = (
        f"{'…' if left else ''}{text[left:start]}⟦{key}:{text[start:end]}⟧{text[end:right]}{'…' * (right < len(text))}"
    )
    first = text.find(text[start:end].split()[-1])
    before = text[max(0, first - BEFORE) : first + BEFORE].replace("\n", " ")
    earlier = f"[the surname comes first here: …{before}…]\n" if first < left else ""
    return f"--- {key} · {article.outlet} · {article.date} · {article.title}\n{earlier}{around}\n"


def main() -> None:
    """Draw, and write the batches and the pairs."""
    folder, batches = Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 2
    rows = drawn(random.Random(SEED))  # noqa: S311 (a sample, no secret)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(batches):
        part = [f"##### {row['pair']}\n{shown('A', row['a'])}{shown('B', row['b'])}" for row in rows[number::batches]]
        (folder / f"pairs-{number + 1}.txt").write_text("\n".join(part), encoding="utf-8")
    PAIRS.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    print(f"{dict(Counter(row['stratum'] for row in rows))}, {sum(row['sealed'] for row in rows)} sealed")


if __name__ == "__main__":
    main()
