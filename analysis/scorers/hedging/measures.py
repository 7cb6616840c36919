"""The measures and kinds of marks of the hedging scorer, with their descriptions for readers."""

from __future__ import annotations

from analysis.scorers.base import Count, MarkKind
from analysis.types import Measure, Voice

#: categories that leave an amount open and no statement in doubt
AMOUNTS = ("vague", "approximator")
UNIT = "hedges per 1,000 words"
LIMITS = (
    "Word lists with guards that look a few words to each side, no parser: hedges without a listed word are missed, "
    "and a modal of permission or of general fact (“members may vote”) counts like one of doubt, and so does “if”."
)
BOOSTER_LIMITS = "A word list with guards: emphasis without a listed word is missed, and so is irony."
SENTENCE_LIMITS = "One hedge makes a sentence hedged, whichever part of it the hedge weakens. " + LIMITS
HEADLINE_LIMITS = "Questions and irony are not recognised as doubt; few words, so compare over many articles."
FIRMER_LIMITS = (
    "The sentence is chosen by shared words, so it may make another claim than the headline, and the hedge may weaken "
    "another part of it. Read the pairs before you cite the number. Headlines that share too few words are left out."
)
ALL = Measure(
    "hedging", "Hedging, all voices", UNIT, 1000,
    "Words that weaken a statement (“probably”, “may”, “skeptical”, “some say”) per 1,000 words of the article, "
    "whoever speaks.", LIMITS,
)  # fmt: skip
OUTLET = Measure(
    "hedging.outlet", "Hedging in the outlet’s own voice", "hedges per 1,000 own words", 1000,
    "Hedges that stand neither in quotation marks nor in a statement reported from a source, per 1,000 words "
    "of the outlet’s own.", LIMITS, in_profile=True,
)  # fmt: skip
QUOTED = Measure(
    "hedging.quoted", "Hedging inside quotations", "hedges per 1,000 quoted words", 1000,
    "Hedges inside quotation marks, per 1,000 quoted words: the doubt of those who are quoted.", LIMITS,
)  # fmt: skip
ATTRIBUTED = Measure(
    "hedging.attributed", "Hedging in reported statements", "hedges per 1,000 reported words", 1000,
    "Hedges in statements reported from a source without quotation marks (“Milley said it will probably fail”), per "
    "1,000 such words.", LIMITS,
)  # fmt: skip
SENTENCES = Measure(
    "hedging.sentences", "Statements hedged", "% of sentences", 100,
    "Share of the article’s sentences with at least one hedge, whoever speaks. Amounts left open (“about 300”, “some "
    "towns”) do not count.", SENTENCE_LIMITS,
)  # fmt: skip
OUTLET_SENTENCES = Measure(
    "hedging.outlet_sentences", "Statements the outlet hedges itself", "% of sentences with own words", 100,
    "Of the sentences with words of the outlet’s own, the share with a hedge in its own voice.", SENTENCE_LIMITS,
)  # fmt: skip
VAGUE = Measure(
    "hedging.vague", "Amounts left open", "open amounts per 1,000 words", 1000,
    "“About 300”, “some countries”, “several” and their like, per 1,000 words of the article, whoever speaks. They "
    "are marked as evidence and counted here alone, not among the hedges: they leave no statement in doubt.",
    "About half state a plain fact that a number would not make clearer.",
)  # fmt: skip
HEADLINE = Measure(
    "hedging.headline", "Headlines hedged", "% of headlines", 100,
    "Share of headlines with at least one hedge, quoted or not.", HEADLINE_LIMITS,
)  # fmt: skip
FIRMER = Measure(
    "hedging.headline_firmer", "Headline firmer than the body", "% of headlines judged", 100,
    "Share of headlines that state flatly what the body hedges: no hedge on the statement, no source, no quotation "
    "marks, no question, while the body makes the same claim with a hedge, outside quotation marks. The claim stands "
    "in the sentence, among the first ten, that shares most content words with the headline: at least three, and at "
    "least half of the headline’s. A hedge counts where a shared word is among the next two content words; hedges on "
    "an amount or a noun (“about 300”, “the alleged thief”), vague groups and conditions do not.", FIRMER_LIMITS,
)  # fmt: skip
BOOSTERS = Measure(
    "hedging.boosters", "Boosters, all voices", "boosters per 1,000 words", 1000,
    "Words that strengthen a statement (“clearly”, “without doubt”, “of course”) per 1,000 words of the article, "
    "whoever speaks.", BOOSTER_LIMITS,
)  # fmt: skip
OUTLET_BOOSTERS = Measure(
    "hedging.boosters_outlet", "Boosters in the outlet’s own voice", "boosters per 1,000 own words", 1000,
    "Boosters that stand neither in quotation marks nor in a reported statement, per 1,000 words of the outlet’s own.",
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
