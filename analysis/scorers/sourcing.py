"""Sourcing: who is quoted, named or not, and how much of the text is in their words."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from analysis.attribution.cues import states_something
from analysis.document import Document
from analysis.scorers.base import Example, Reading, Scorer
from analysis.types import UNNAMED_TYPES, Attribution, Measure, Measurement

LIMITS = (
    "Rules without a parser: they find plain reported speech best and miss much that is reported in other ways "
    "(opposing, praising, planning). A source that cannot be identified is left out of the shares."
)
OF_ATTRIBUTIONS = "% of attributions"
OF_WORDS = "% of words"
RATE = Measure(
    "sourcing.attributions", "Attributions", "attributions per 1,000 words", 1000,
    "Statements attributed to a source, per 1,000 words.", LIMITS,
)  # fmt: skip
SOURCES = Measure(
    "sourcing.sources", "Distinct sources", "sources per article", 1,
    "Different sources in an article with any attribution: each name and each description without a name counts once.",
    LIMITS, in_profile=True,
)  # fmt: skip
UNNAMED = Measure(
    "sourcing.unnamed", "Sources without a name", OF_ATTRIBUTIONS, 100,
    "Share of attributions whose source is a person or a group without a name (“a senior official”, “analysts”), "
    "among those whose source is known.", LIMITS,
    in_profile=True,
)  # fmt: skip
DOUBTING = Measure(
    "sourcing.doubting", "Introduced with doubt", OF_ATTRIBUTIONS, 100,
    "Share of attributions introduced by a verb that signals doubt (“claimed”, “alleged”, “insisted”) rather than a "
    "neutral one.", LIMITS,
    in_profile=True,
)  # fmt: skip
ENDORSING = Measure(
    "sourcing.endorsing", "Introduced as fact", OF_ATTRIBUTIONS, 100,
    "Share of attributions introduced by a verb that presents them as fact (“admitted”, “revealed”, “noted”).", LIMITS,
    in_profile=True,
)  # fmt: skip
QUOTED = Measure(
    "sourcing.quoted_words", "Words in quotation marks", OF_WORDS, 100,
    "Share of the article’s words in a quotation that somebody speaks, or in a post that the page shows.", LIMITS,
    in_profile=True,
)  # fmt: skip
ATTRIBUTED = Measure(
    "sourcing.attributed_words", "Words in reported statements", OF_WORDS, 100,
    "Share of the article’s words that report a source without quotation marks.", LIMITS,
)  # fmt: skip


OWN_WORDS = Measure(
    "sourcing.outlet_words", "Words in the outlet’s own voice", OF_WORDS, 100,
    "Share of the article’s words outside quotations that somebody speaks and outside reported statements.",
    LIMITS,
)  # fmt: skip
UNNAMED_WORDS = Measure(
    "sourcing.unnamed_words", "Words of sources without a name", "% of words attributed to sources", 100,
    "Of the words in quotations and reported statements with a known source, the share attributed to a person or "
    "group without a name.", LIMITS,
)  # fmt: skip
CONCENTRATION = Measure(
    "sourcing.concentration", "Share of the most quoted source", OF_ATTRIBUTIONS, 100,
    "Of an article’s attributions with a known source, the share of the most quoted source.", LIMITS,
    in_profile=True,
)  # fmt: skip
PAPERS = Measure(
    "sourcing.documents", "Documents and other media as sources", OF_ATTRIBUTIONS, 100,
    "Share of attributions whose source is a document (“the filing shows”) or another medium, among those whose source "
    "is known.", LIMITS,
    in_profile=True,
)  # fmt: skip
FIRST = Measure(
    "sourcing.first_source", "Words before the first source", OF_WORDS, 100,
    "How far into an article its first source is named or described: the share of its words before that point.", LIMITS,
)  # fmt: skip


def source_key(document: Document, attribution: Attribution) -> str | None:
    """Return what identifies a source: its name, or its description if it has no name."""
    if attribution.speaker is not None:
        return attribution.speaker
    if attribution.source_type is None or attribution.source is None:
        return None
    return attribution.source.of(document.text).lower()


def _words_in(document: Document, attribution: Attribution) -> int:
    """The number of words in the content of an attribution."""
    words, content = document.words, attribution.content
    first = bisect_left(words, (content.start,))
    return bisect_left(words, (content.end,), lo=first) - first


def measure(document: Document) -> Reading:
    """Measure the article's attributions; shares are ``None`` if nothing is attributed.

    Bare attitudes ("opposed the plan") are shown as evidence but not counted.
    """
    text = document.text
    found = [a for a in document.attributions if states_something(a.act, a.cue.of(text), a.content.of(text))]
    known = [a for a in found if a.source_type is not None]
    unnamed = [a for a in known if a.source_type in UNNAMED_TYPES]
    keys = Counter(key for a in found if (key := source_key(document, a)) is not None)
    papers = [a for a in known if a.source_type in ("document", "media")]
    words, voices = len(document.words), document.words_by_voice
    said = {a: _words_in(document, a) for a in known}
    starts = [a.source.start for a in found if a.source is not None]
    before = bisect_left(document.words, (min(starts),)) if starts else 0
    counted = words if found else 0
    values: dict[str, Measurement] = {
        RATE.key: RATE.of(len(found), words),
        SOURCES.key: SOURCES.of(len(keys), 1 if found else 0),
        UNNAMED.key: UNNAMED.of(len(unnamed), len(known)),
        DOUBTING.key: DOUBTING.of(sum(a.cue_class == "doubting" for a in found), len(found)),
        ENDORSING.key: ENDORSING.of(sum(a.cue_class == "endorsing" for a in found), len(found)),
        QUOTED.key: QUOTED.of(voices["quoted"], counted),
        ATTRIBUTED.key: ATTRIBUTED.of(voices["attributed"], counted),
        OWN_WORDS.key: OWN_WORDS.of(voices["outlet"], counted),
        UNNAMED_WORDS.key: UNNAMED_WORDS.of(sum(said[a] for a in unnamed), sum(said.values())),
        CONCENTRATION.key: CONCENTRATION.of(max(keys.values(), default=0), keys.total()),
        PAPERS.key: PAPERS.of(len(papers), len(known)),
        FIRST.key: FIRST.of(before, words if starts else 0),
    }
    return Reading(values, attributions=document.attributions)


SCORER = Scorer(
    name="sourcing",
    title="Sourcing",
    unit=OF_ATTRIBUTIONS,
    version="6",
    measures=(
        UNNAMED,
        UNNAMED_WORDS,
        SOURCES,
        CONCENTRATION,
        RATE,
        PAPERS,
        DOUBTING,
        ENDORSING,
        QUOTED,
        ATTRIBUTED,
        OWN_WORDS,
        FIRST,
    ),
    measure=measure,
    examples=(
        Example("“We will rebuild,” Mayor Ann Lee said.", ("said",)),
        Example("The plan will fail, according to analysts.", ("according to",)),
        Example("The minister claimed that the bridge was safe.", ("claimed",)),
        Example("The region is a “land bridge” to the sea.", ()),
        Example("The bridge was rebuilt in March.", ()),
    ),
)
