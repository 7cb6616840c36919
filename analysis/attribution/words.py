"""Closed word classes that stand in for a parser: the few hundred words that shape a clause."""

from __future__ import annotations

DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your some any no each every another one two three "
    "four five six seven eight nine ten several many few most other both all such".split()
)
ARTICLES = frozenset("the a an this these those his her its their our my your".split())
PRONOUNS = frozenset("he she they we i it you".split())
PERSONAL = frozenset("he she".split())
AUXILIARIES = frozenset(
    "is are was were be been being am isn't aren't wasn't weren't will would can could may might must should "
    "shall won't wouldn't can't couldn't shouldn't do does did don't doesn't didn't".split()
)
PERFECT = frozenset("has have had hasn't haven't hadn't having".split())
FINITE = AUXILIARIES | PERFECT
SUBORDINATORS = frozenset(
    "that as while though although when because if where since after before until unless whether but yet so whom "
    "what why how than whereas once and or nor".split()
)
CONNECTIVES = frozenset(
    "but and so yet still however meanwhile instead also then now moreover nevertheless nonetheless thus "
    "therefore though although while when after before as because if since or once besides furthermore "
    "separately".split()
)
PREPOSITIONS = frozenset(
    "in on at of for with by from to into over under about against during through between among after before "
    "since until without within despite like amid via per near outside inside toward towards upon across "
    "following".split()
)
ADVERBS = frozenset(
    "also later then once still now only just again already first never even too both earlier today meanwhile "
    "himself herself themselves often sometimes always ever further soon simply last yesterday not n't "
    "subsequently who've reportedly since instead yet".split()
)
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
AMOUNTS = frozenset(
    "half two three four five six seven eight nine ten dozen dozens hundred hundreds thousand thousands million "
    "millions billion one a".split()
)
TIMES = WEEKDAYS | frozenset("today yesterday tonight earlier later recently afterward afterwards previously".split())
CLAUSE_MARKS = frozenset(", ; : — – -- - ( ) [ ] / * • | … ! ?".split())
DASHES = frozenset("— – -- ―".split())
END_MARKS = frozenset(". ! ? …".split())
CLAUSE_ENDS = CLAUSE_MARKS | END_MARKS
CONTENT_ENDS = END_MARKS | {",", ";", ":", "—"}


def is_adverb(word: str) -> bool:
    """True for words that may stand between a subject and its verb."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in {"family", "assembly", "italy"})
