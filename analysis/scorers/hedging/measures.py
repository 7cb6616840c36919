"""The measures and kinds of marks of the hedging scorer, with their descriptions for readers."""

from __future__ import annotations

from analysis.scorers.base import Count, MarkKind
from analysis.types import Measure, Voice

#: categories that leave an amount open and no statement in doubt
AMOUNTS = ("vague", "approximator")
UNIT = "hedges per 1,000 words"
LIMITS = (
    "Word lists with guards that look a few words to each side, without a parser: hedges without a listed word are "
    "missed. A modal of permission or of general fact (“members may vote”) counts like one of doubt, and so does “if”."
)
BOOSTER_LIMITS = "A word list with guards: emphasis without a listed word is missed, and so is irony."
SENTENCE_LIMITS = "One hedge makes a sentence hedged, whichever part of it the hedge weakens. " + LIMITS
HEADLINE_LIMITS = "Questions and irony are not recognised as doubt. Headlines have few words, so compare many articles."
FIRMER_LIMITS = (
    "The sentence is chosen by shared words, so its claim may differ from the headline’s, and the hedge may weaken "
    "another part of it. Read the pairs before you cite the number. Headlines that share too few words are left out."
)
ALL = Measure(
    "hedging", "Hedging, all voices", UNIT, 1000,
    "Words that weaken a statement (“probably”, “may”, “skeptical”, “some say”) per 1,000 words of the article, "
    "in any voice.", LIMITS,
)  # fmt: skip
OUTLET = Measure(
    "hedging.outlet", "Hedging in the outlet’s own voice", "hedges per 1,000 own words", 1000,
    "Hedges outside quotation marks and outside statements reported from a source, per 1,000 words "
    "of the outlet’s own.", LIMITS, in_profile=True,
)  # fmt: skip
QUOTED = Measure(
    "hedging.quoted", "Hedging inside quotations", "hedges per 1,000 quoted words", 1000,
    "Hedges inside quotation marks, per 1,000 quoted words: the doubt of the people quoted.", LIMITS,
)  # fmt: skip
ATTRIBUTED = Measure(
    "hedging.attributed", "Hedging in reported statements", "hedges per 1,000 reported words", 1000,
    "Hedges in statements reported from a source without quotation marks (“Milley said it will probably fail”), per "
    "1,000 such words.", LIMITS,
)  # fmt: skip
SENTENCES = Measure(
    "hedging.sentences", "Hedged sentences", "% of sentences", 100,
    "Share of the article’s sentences with at least one hedge, in any voice. Vague amounts (“about 300”, “some "
    "towns”) do not count.", SENTENCE_LIMITS,
)  # fmt: skip
OUTLET_SENTENCES = Measure(
    "hedging.outlet_sentences", "Sentences hedged in the outlet’s own voice", "% of sentences with own words", 100,
    "Of the sentences with words of the outlet’s own, the share with a hedge in its own voice.", SENTENCE_LIMITS,
)  # fmt: skip
VAGUE = Measure(
    "hedging.vague", "Vague amounts", "vague amounts per 1,000 words", 1000,
    "“About 300”, “some countries”, “several” and similar words per 1,000 words of the article, in any voice. They are "
    "marked but counted only here, not among the hedges: they leave no statement in doubt.",
    "About half state a plain fact that a number would not make clearer.",
)  # fmt: skip
HEADLINE = Measure(
    "hedging.headline", "Hedged headlines", "% of headlines", 100,
    "Share of headlines with at least one hedge, quoted or not.", HEADLINE_LIMITS,
)  # fmt: skip
FIRMER = Measure(
    "hedging.headline_firmer", "Headline firmer than the body", "% of headlines judged", 100,
    "Share of headlines that state without a hedge what the body hedges: the headline has no hedge on the statement, "
    "no source, no quotation marks and no question, while the body makes the same claim with a hedge, outside "
    "quotation marks. The claim is taken from the sentence, among the first ten, that shares most content words with "
    "the headline: at least three, and at least half of the headline’s. A hedge counts if a shared word is among the "
    "next two content words. Hedges on an amount or a noun (“about 300”, “the alleged thief”), vague groups and "
    "conditions do not count.", FIRMER_LIMITS,
)  # fmt: skip
BOOSTERS = Measure(
    "hedging.boosters", "Boosters, all voices", "boosters per 1,000 words", 1000,
    "Words that strengthen a statement (“clearly”, “without doubt”, “of course”) per 1,000 words of the article, "
    "in any voice.", BOOSTER_LIMITS,
)  # fmt: skip
OUTLET_BOOSTERS = Measure(
    "hedging.boosters_outlet", "Boosters in the outlet’s own voice", "boosters per 1,000 own words", 1000,
    "Boosters outside quotation marks and reported statements, per 1,000 words of the outlet’s own.",
    BOOSTER_LIMITS, in_profile=True,
)  # fmt: skip
QUOTED_BOOSTERS = Measure(
    "hedging.boosters_quoted", "Boosters inside quotations", "boosters per 1,000 quoted words", 1000,
    "Boosters inside quotation marks, per 1,000 quoted words.", BOOSTER_LIMITS,
)  # fmt: skip
ATTRIBUTED_BOOSTERS = Measure(
    "hedging.boosters_attributed", "Boosters in reported statements", "boosters per 1,000 reported words", 1000,
    "Boosters in statements reported from a source without quotation marks, per 1,000 such words.", BOOSTER_LIMITS,
)  # fmt: skip
HEDGES_BY_VOICE: dict[Voice, Measure] = {"outlet": OUTLET, "quoted": QUOTED, "attributed": ATTRIBUTED}
BOOSTERS_BY_VOICE: dict[Voice, Measure] = {
    "outlet": OUTLET_BOOSTERS,
    "quoted": QUOTED_BOOSTERS,
    "attributed": ATTRIBUTED_BOOSTERS,
}
MEASURES = (
    ALL,
    OUTLET,
    QUOTED,
    ATTRIBUTED,
    SENTENCES,
    OUTLET_SENTENCES,
    HEADLINE,
    FIRMER,
    VAGUE,
    BOOSTERS,
    OUTLET_BOOSTERS,
    QUOTED_BOOSTERS,
    ATTRIBUTED_BOOSTERS,
)
KINDS = (
    MarkKind(
        "hedge", "hedge", "Hedges", "Words that weaken a statement.", "hedges", "doubt",
        counts=(
            Count(ALL.key, without=AMOUNTS),
            *(Count(measure.key, voices=(voice,), without=AMOUNTS) for voice, measure in HEDGES_BY_VOICE.items()),
            Count(VAGUE.key, categories=AMOUNTS),
        ),
    ),
    MarkKind(
        "booster", "booster", "Boosters", "Words that strengthen a statement.", "boosters", "emphasis",
        counts=(
            Count(BOOSTERS.key),
            *(Count(measure.key, voices=(voice,)) for voice, measure in BOOSTERS_BY_VOICE.items()),
        ),
    ),
)  # fmt: skip
