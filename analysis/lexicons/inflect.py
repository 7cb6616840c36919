"""The inflected forms of a lexicon entry, by the rules of English (Quirk et al. 1985, chapters 3 and 5)."""

from __future__ import annotations

import re

#: past and participle of verbs without "ed": "fall:fell/fallen"
_PASTS = (
    "bear:bore/borne beat:beat/beaten bend:bent bite:bit/bitten blow:blew/blown break:broke/broken "
    "bring:brought build:built buy:bought cast:cast catch:caught cling:clung come:came/come cut:cut dig:dug "
    "draw:drew/drawn drink:drank/drunk drive:drove/driven eat:ate/eaten fall:fell/fallen feed:fed fight:fought "
    "fling:flung fly:flew/flown get:got/gotten give:gave/given go:went/gone grind:ground hide:hid/hidden "
    "hit:hit hold:held keep:kept lead:led leap:leapt leave:left let:let lose:lost make:made put:put rend:rent "
    "ride:rode/ridden rise:rose/risen run:ran/run sell:sold send:sent set:set shake:shook/shaken shoot:shot "
    "shrink:shrank/shrunk shut:shut sing:sang/sung sink:sank/sunk sit:sat slay:slew/slain sling:slung "
    "slink:slunk speak:spoke/spoken spin:spun spit:spat/spit split:split stand:stood steal:stole/stolen "
    "stick:stuck sting:stung stink:stank/stunk strike:struck/stricken sweep:swept swing:swung take:took/taken "
    "teach:taught tear:tore/torn tell:told think:thought throw:threw/thrown thrust:thrust tread:trod/trodden "
    "wear:wore/worn weep:wept win:won wring:wrung write:wrote/written"
)
IRREGULAR = {verb: tuple(pasts.split("/")) for verb, _, pasts in (pair.partition(":") for pair in _PASTS.split())}
VOWEL_THEN_ONE = re.compile(r"[^aeiou][aeiou][bdgklmnprtz]$")
SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")


def forms(term: str, kind: str) -> tuple[str, ...]:
    """Return the forms of a ``verb``, a ``noun`` or an ``adjective`` with its adverb; any other kind has one form.

    In a verb of several words the first is inflected ("lash out", "lashed out"), in a noun the last.
    """
    if kind == "verb":
        first, _, rest = term.partition(" ")
        return tuple(f"{form} {rest}".rstrip() for form in _verb(first))
    if kind == "noun":
        return (term, _with_s(term))
    if kind == "adjective":
        return (term, _adverb(term), _quality(term), *_compared(term))
    return (term,)


def _with_s(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    if word.endswith("man") and word not in {"human", "german", "roman", "talisman", "shaman"}:
        return word[:-2] + "en"  # "henchman", "madwoman"
    return word + ("es" if SIBILANT.search(word) else "s")


def _verb(word: str) -> tuple[str, ...]:
    stem = word
    if word in IRREGULAR:
        ing = word[:-1] if word.endswith("e") else word + word[-1] * bool(VOWEL_THEN_ONE.search(word))
        return (word, _with_s(word), *IRREGULAR[word], f"{ing}ing")
    if re.search(r"[^aeiou]y$", word):
        return (word, _with_s(word), word[:-1] + "ied", word + "ing")
    if word.endswith("e"):
        ing = word + "ing" if word.endswith(("ee", "oe", "ye")) else word[:-1] + "ing"
        return (word, _with_s(word), word + "d", ing)
    if VOWEL_THEN_ONE.search(word) and len(re.findall("[aeiou]+", word)) == 1:
        stem = word + word[-1]
    return (word, _with_s(word), stem + "ed", stem + "ing")


def _adverb(word: str) -> str:
    if word.endswith("ic"):
        return word + "ally"
    if re.search(r"[^aeiou]le$", word):
        return word[:-1] + "y"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ily"
    return word + "ly"


def _quality(word: str) -> str:
    """The noun of an adjective: "credulousness", "ugliness"."""
    return (word[:-1] + "i" if re.search(r"[^aeiou]y$", word) else word) + "ness"


def _compared(word: str) -> tuple[str, ...]:
    """Comparative and superlative ("uglier", "ugliest") of a short adjective; a longer one has none."""
    if len(re.findall("[aeiouy]+", word)) > 2 or len(word) > 6:
        return ()
    stem = word[:-1] + "i" if re.search(r"[^aeiou]y$", word) else word.removesuffix("e")
    return (stem + "er", stem + "est")
