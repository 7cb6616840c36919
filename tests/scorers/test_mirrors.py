"""Even-handed: the two words of a pair that name opposite camps get the same marks, in every sentence.

TextBlob's sentiment is reported unchanged, as another library's number, and therefore not held to this.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from analysis.document import prepare
from analysis.lexicons import rows
from analysis.scorers import scorers
from analysis.types import Article, Mark

LEAN = Path(__file__).resolve().parents[2] / "docs" / "measurements" / "lean.csv"
#: the term of a pair as part of a sentence, by its form
PHRASES = {
    "singular": "the {}",
    "plural": "the {}",
    "adjective": "the {} group",
    "name": "{}",
    "party": "the {}",
}
#: invented sentences; ``{cap}`` is the phrase with a capital
FRAMES = (
    "The council spoke of {} for an hour.",
    "The mayor wrote about {} in May.",
    "Critics beside {} disagreed.",
    "The shameful plan of the port surprised {} in town.",
    "The huge, ridiculous pier was for {} alone.",
    "“We met {} at the pier,” Ann Lee said.",
    "Ann Lee said that {} came to the harbour.",
    "According to the clerk, {} came early.",
    "Perhaps {} came first.",
    "The vote was not about {} at all.",
    "The clerk never liked {} in the harbour.",
    "The paper called it a disgrace for {} and the town.",
    "{cap} gained two seats.",
    "{cap} of Norwell paid for the pier.",
    "Is {} in town?",
    "The town is proud of {} again.",
    "Some say that {} grew stronger.",
    "“{cap} won,” the sign in the window read.",
    "In 2019, {} met the utterly corrupt mayor.",
    "The ferry that prevented a famine carried {} to Norwell.",
)
#: groups that carry no tone and are not loaded, whatever is said of them
PEOPLES = (
    "American Mexican Canadian Cuban Venezuelan Brazilian British English Scottish Welsh Irish French German Austrian "
    "Swiss Dutch Belgian Danish Swedish Norwegian Finnish Polish Czech Hungarian Romanian Bulgarian Greek Turkish "
    "Kurdish Armenian Azerbaijani Georgian Russian Ukrainian Serbian Croatian Bosnian Albanian Italian Spanish Catalan "
    "Basque Portuguese Moroccan Algerian Egyptian Libyan Sudanese Ethiopian Eritrean Somali Kenyan Nigerian Congolese "
    "Rwandan Israeli Palestinian Arab Syrian Lebanese Jordanian Iraqi Iranian Saudi Yemeni Afghan Pakistani Indian "
    "Kashmiri Bangladeshi Chinese Tibetan Uighur Taiwanese Japanese Korean Vietnamese Filipino Indonesian Australian "
    "Black White Hispanic Latino Asian Roma Inuit Maori Navajo"
).split()
RELIGIONS = (
    "Christian Catholic Protestant Orthodox Evangelical Baptist Methodist Lutheran Mormon Quaker Amish Muslim Sunni "
    "Shiite Sufi Ahmadi Jewish Hasidic Hindu Sikh Jain Buddhist Taoist Shinto Zoroastrian Yazidi Bahai Druze Pagan "
    "Atheist Agnostic Scientologist"
).split()
PARTIES = (
    "Democrats Republicans Greens Libertarians Labour Tories Conservatives Liberals Plaid UKIP Syriza Podemos Vox "
    "Ciudadanos Lega Fidesz Jobbik Likud Meretz Kadima Fatah Hamas Hezbollah Kuomintang Komeito Morena Chega Smer"
).split()
#: living politicians of many countries and camps, by family name
POLITICIANS = (
    "Trump Biden Obama Clinton Bush Sanders Warren Pelosi McConnell Cruz Rubio Harris Pence Romney Ocasio-Cortez Omar "
    "DeSantis Newsom Johnson May Blair Corbyn Starmer Sunak Farage Sturgeon Varadkar Macron Mélenchon Hollande Scholz "
    "Merkel Weidel Habeck Kurz Rutte Wilders Frederiksen Marin Orbán Tusk Kaczyński Meloni Salvini Renzi Sánchez "
    "Abascal Iglesias Tsipras Mitsotakis Erdoğan Imamoğlu Putin Zelensky Poroshenko Netanyahu Lapid Gantz Abbas Mashal "
    "Sisi Pezeshkian Rouhani Khan Sharif Modi Gandhi Hasina Xi Tsai Kishida Moon Kim Duterte Marcos Widodo Ardern "
    "Morrison Albanese Trudeau Poilievre Singh Obrador Lula Bolsonaro Maduro Guaidó Milei Kirchner Ramaphosa Malema "
    "Kagame Tinubu Obi Ruto Museveni"
).split()


def _phrase(term: str, form: str) -> str:
    """The term as part of a sentence, with no second article."""
    return term if term.lower().startswith(("the ", "a ")) else PHRASES[form].format(term)


def _sentence(frame: str, phrase: str) -> str:
    return frame.format(phrase, cap=phrase[0].upper() + phrase[1:])


def _sign(mark: Mark, start: int, end: int) -> tuple[object, ...]:
    """What must be equal on both sides: kind, category, voice and strength; outside the term also the word itself."""
    within = start <= mark.span.start and mark.span.end <= end
    strength = re.findall(r"weight [^)]+\).*", mark.why or "") if mark.kind == "tone" else None
    return mark.kind, mark.category, mark.voice, str(strength), "" if within else mark.cue


def _marks_of(frame: str, terms: tuple[tuple[str, str], ...]) -> list[Counter[tuple[object, ...]]]:
    """The marks in the frame around each term and form, read as one document of many paragraphs."""
    phrases = [_phrase(term, form) for term, form in terms]
    paragraphs = [_sentence(frame, phrase) for phrase in phrases]
    document = prepare(Article("mirrors", None, None, "\n\n".join(paragraphs)))
    held = [scorer for scorer in scorers() if scorer.name != "sentiment"]
    marks = sorted((m for s in held for m in s.measure(document).marks), key=lambda mark: mark.span.start)
    found: list[Counter[tuple[object, ...]]] = []
    start = at = 0
    for phrase, paragraph in zip(phrases, paragraphs, strict=True):
        here: Counter[tuple[object, ...]] = Counter()
        first = start + paragraph.lower().index(phrase.lower())
        while at < len(marks) and marks[at].span.start < start + len(paragraph):
            here[_sign(marks[at], first, first + len(phrase))] += 1
            at += 1
        found.append(here)
        start += len(paragraph) + 2
    return found


@cache
def _pairs() -> tuple[tuple[tuple[str, str], tuple[str, str]], ...]:
    return tuple(((row["one"], row["form"]), (row["other"], row["form"])) for row in rows("mirrors"))


@pytest.mark.parametrize("frame", FRAMES)
def test_both_words_of_a_pair_get_the_same_marks(frame: str) -> None:
    one = _marks_of(frame, tuple(one for one, _ in _pairs()))
    other = _marks_of(frame, tuple(other for _, other in _pairs()))
    assert [
        (*pair, left - right, right - left)
        for pair, left, right in zip(_pairs(), one, other, strict=True)
        if left != right
    ] == []


def test_the_pairs_are_many_and_complete() -> None:
    assert len(FRAMES) == 20
    forms = Counter(form for (_, form), _ in _pairs())
    assert forms.keys() == PHRASES.keys()
    assert forms["singular"] >= 150
    assert forms["plural"] >= 150
    assert len(set(_pairs())) == len(_pairs())
    for row in rows("mirrors"):
        assert row["one"] != row["other"]
        assert row["about"]
        assert row["source"]


@pytest.mark.parametrize(
    "names", [PEOPLES, RELIGIONS, PARTIES, POLITICIANS], ids=["peoples", "faiths", "parties", "politicians"]
)
def test_names_of_people_and_groups_carry_no_mark(names: list[str]) -> None:
    terms = tuple((name, form) for name in names for form in ("name", "adjective"))
    terms += tuple((name.lower(), "adjective") for name in names if names in (PEOPLES, RELIGIONS))
    for frame in ("The council spoke of {} for an hour.", "{cap} gained two seats.", "In 2019, {} met in Norwell."):
        for term, here in zip(terms, _marks_of(frame, terms), strict=True):
            assert [sign for sign in here if sign[0] in ("tone", "loaded") and not sign[-1]] == [], term


def test_what_was_decided_is_what_the_lists_hold() -> None:
    with open(LEAN, encoding="utf-8", newline="") as file:
        decided = list(csv.DictReader(file))
    lists = {name: {row["term"]: row for row in rows(name)} for name in ("loaded", "tone")}
    for row in decided:
        here = lists[row["list"]]
        assert (row["term"] in here) == (row["decision"] != "removed"), row
        if row["decision"] != "removed":
            one, other = here[row["term"]], here[row["mirror"]]
            assert (one["category"], one["strength"]) == (other["category"], other["strength"]), row
