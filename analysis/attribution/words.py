"""For all stages: word classes, the few hundred words that shape a clause and so replace a parser."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from analysis.lexicons import rows, words

DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your some any no each every another one two three "
    "four five six seven eight nine ten several many few most other both all such".split()
)
ARTICLES = frozenset("the a an this these those his her its their our my your".split())
PRONOUNS = frozenset("he she they we i it you".split())
#: pronouns of one person
PERSONAL = frozenset("he she".split())
AUXILIARIES = frozenset(
    "is are was were be been being am isn't aren't wasn't weren't will would can could may might must should "
    "shall won't wouldn't can't couldn't shouldn't do does did don't doesn't didn't".split()
)
#: forms of "have"
PERFECT = frozenset("has have had hasn't haven't hadn't having".split())
#: auxiliary verbs, which show that there is a clause
FINITE = AUXILIARIES | PERFECT
#: finite forms that cannot be known by the ending "ed"
IRREGULAR = frozenset(
    "said told took went made gave left came saw got ran met won lost held kept led put set let began spoke wrote "
    "says tells takes goes makes gives leaves comes sees gets runs meets wins loses holds keeps leads puts sets "
    "paid fell rose grew knew thought felt brought bought spent meant built cut hit shot stood understood became "
    "broke chose drew drove fought flew forgot froze hid sent sat sold slept struck taught threw wore sought "
    "pays falls rises grows knows thinks feels brings means needs wants shows stands becomes".split()
)
#: listed forms of finite verbs
VERBS = FINITE | IRREGULAR
#: words that begin a clause of their own
SUBORDINATORS = frozenset(
    "that as while though although when because if where since after before until unless whether but yet so whom "
    "what why how than whereas once and or nor".split()
)
#: words that join a clause or a sentence to the one before
CONJUNCTIONS = frozenset("and but or nor so yet".split())
#: words before the subject of a sentence
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
    "subsequently who've reportedly since instead yet long".split()
)
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
#: words of a number
AMOUNTS = frozenset(
    "half two three four five six seven eight nine ten dozen dozens hundred hundreds thousand thousands million "
    "millions billion one a".split()
)
TIMES = WEEKDAYS | frozenset("today yesterday tonight earlier later recently afterward afterwards previously".split())
#: marks that separate clauses, or the items of a page
CLAUSE_MARKS = frozenset(", ; : — – -- - ( ) [ ] / * • | … ! ?".split())
DASHES = frozenset("— – -- ―".split())
END_MARKS = frozenset(". ! ? …".split())
CLAUSE_ENDS = CLAUSE_MARKS | END_MARKS
#: marks that are cut off at the end of what is said
CONTENT_ENDS = END_MARKS | {",", ";", ":", "—"}


def is_adverb(word: str) -> bool:
    """True for a word that may come between a subject and its verb."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in {"family", "assembly", "italy"})


@cache
def source_nouns() -> dict[str, str]:
    """Return the source type of each noun; the plural of an organisation is a group without a name."""
    nouns = words("sources", "noun", "type")
    bodies = [noun for noun, kind in nouns.items() if kind == "named_organisation"]
    plurals = {noun[:-1] + "ies" if noun.endswith("y") else noun + "s": "unnamed_group" for noun in bodies}
    return plurals | nouns


@cache
def entity_words() -> dict[str, str]:
    """Return what a name with each word stands for: with "committee" an organisation."""
    return words("entities", "word", "kind")


@cache
def quoting_verbs() -> frozenset[str]:
    """Return the forms of one word that can introduce a quotation: "said", "asked"."""
    forms = (form for row in rows("cues") if "quote" in row["frames"].split() for form in row["forms"].split("|"))
    return frozenset(form for form in forms if " " not in form)


@cache
def first_names() -> dict[str, str]:
    """Return first names in lower case, each with its pronoun, or "" where both men and women bear it."""
    return words("first_names", "name", "pronoun")


@cache
def common_words() -> dict[str, str]:
    """Return the words of English that are no proper names, each with its most frequent part of speech.

    From the lexicon of TextBlob's tagger (Brill 1992; Penn Treebank tags).
    """
    entries = files("textblob.en").joinpath("en-lexicon.txt").read_text(encoding="utf-8").splitlines()
    pairs = (entry.split(" ")[:2] for entry in entries if entry[:1].islower() and " " in entry)
    return {word: tag for word, tag in pairs if not tag.startswith(("NNP", "FW"))}
