"""Tellings of one story in columns, with their marks and the numbers of the statements that they share. Pure.

All text from articles is escaped.
"""

from __future__ import annotations

import html
from collections.abc import Collection, Mapping, Sequence
from functools import partial

from analysis.corpus.claims import Sentence, SharedClaim
from analysis.store.relations.furniture import KeptApart
from analysis.types import Article, ScoredArticle
from dashboard.markup.highlight import apart_highlights, highlights_of, marked_html
from dashboard.markup.passages import NO_HEADLINE, Selection, page_link
from dashboard.views.formatting import day, number_of, outlet_name
from dashboard.views.stories import Speakers

#: tellings of which "all" are both
FEW = 2
Numbered = Sequence[tuple[int, SharedClaim]]


def tellings_html(
    tellings: Sequence[ScoredArticle],
    claims: Sequence[SharedClaim],
    apart: Mapping[str, Sequence[KeptApart]],
    kinds: Collection[str],
    selection: Selection | None,
    colours: Mapping[str, str],
) -> str:
    """The tellings as columns, in this order; statements that several make have the same number in each.

    ``apart`` is what is kept apart, by article ID, ``colours`` has the colours of outlets. Marks and headlines are
    links to the page Article with this selection; without one, as in a file, there are none.
    """
    numbered = list(enumerate(claims, 1))
    places = _places(tellings)
    columns = []
    for one in tellings:
        article = one.article
        link = partial(_address, article.id, selection)
        marks = [*highlights_of(one, kinds, None, link), *apart_highlights(apart.get(article.id, ()))]
        body = marked_html(article.text, marks, before=_numbers(article.id, numbered, places))
        language = f' lang="{html.escape(article.language)}"' if article.language else ""
        colour = html.escape(colours.get(outlet_name(article.outlet or ""), "currentColor"))
        columns.append(
            f'<article class="reading telling" style="border-top-color: {colour}"{language}>'
            f"{_head(article, link(''))}{body}</article>"
        )
    return _grid("".join(columns), len(tellings), "Articles on this story, side by side")


def _grid(columns: str, number: int, label: str) -> str:
    return (
        f'<div class="tellings" tabindex="0" role="region" aria-label="{label}" '
        f'style="--sl-columns: {number}">{columns}</div>'
    )


def _address(article: str, selection: Selection | None, evidence: str) -> str:
    if selection is None:
        return ""
    return page_link("article", selection, article=article, **({"at": evidence} if evidence else {}))


def _head(article: Article, address: str) -> str:
    """The outlet, the headline as a link, the day and the length of a telling."""
    title = f"<bdi>{html.escape(article.title or NO_HEADLINE)}</bdi>"
    if address:
        title = f'<a href="{html.escape(address)}" target="_self">{title}</a>'
    about = " · ".join(part for part in (day(article.published), number_of(len(article.text.split()), "word")) if part)
    outlet = html.escape(outlet_name(article.outlet or ""))
    return f"<p class='outlet'><bdi>{outlet}</bdi></p><h4>{title}</h4><p class='lead'>{about}</p>"


# -- statements that several tellings make ----------------------------------------------------


def _numbers(article: str, numbered: Numbered, places: Mapping[str, int]) -> dict[int, str]:
    """Offset in the text of an article -> the number of the statement that begins there, as HTML."""
    return {
        sentence.span.start: _number_html(number, sentence, claim, places)
        for number, claim in numbered
        for sentence in claim.sentences
        if sentence.article == article
    }


def _number_html(number: int, sentence: Sentence, claim: SharedClaim, places: Mapping[str, int]) -> str:
    """The number of a statement, a link to it in the next telling that makes it."""
    at = next(k for k, one in enumerate(claim.sentences) if one is sentence)
    others = [*claim.sentences[at + 1 :], *claim.sentences[:at]]
    how = _how(sentence, claim)
    others_in_words = ", ".join(
        outlet_name(one.outlet) + (f" ({said})" if (said := _how(one, claim)) else "") for one in others
    )
    title = html.escape(f"Statement {number}{', ' + how + ' here' if how else ''}; also in: {others_in_words}")
    here, there = (_anchor(number, one, places) for one in (sentence, others[0]))
    css = f"same {how}".strip()
    return f'<a class="{css}" id="{here}" href="#{there}" title="{title}">{number}{" " + how if how else ""}</a> '


def _places(tellings: Sequence[ScoredArticle]) -> dict[str, int]:
    """Article ID -> the number of its column."""
    return {one.article.id: place for place, one in enumerate(tellings, 1)}


def _anchor(number: int, sentence: Sentence, places: Mapping[str, int]) -> str:
    return f"statement-{number}-{places[sentence.article]}"


def _how(sentence: Sentence, claim: SharedClaim) -> str:
    """How a telling states what another one hedges or does not: "hedged" or "unhedged"; empty if they do not differ."""
    return "hedged" if sentence in claim.hedged else "unhedged" if sentence in claim.flat else ""


def statements_html(claims: Sequence[SharedClaim], tellings: Sequence[ScoredArticle]) -> str:
    """How many statements several tellings make, and which of them are hedged in one and flat in another.

    The number of each of the latter leads to its first sentence.
    """
    if not claims:
        return "<p class='lead'>No sentences in these articles share enough words to count as the same statement.</p>"
    carry = "statements are" if len(claims) > 1 else "statement is"
    found = f"{len(claims)} {carry} in several articles, with the same number in each."
    differing = [(number, claim) for number, claim in enumerate(claims, 1) if claim.hedged]
    if not differing:
        return f"<p class='lead'>{found} None is hedged in one article and unhedged in another.</p>"
    places = _places(tellings)
    told = "".join(
        f'<li><a class="same" href="#{_anchor(number, claim.sentences[0], places)}">{number}</a> {_who(claim)}</li>'
        for number, claim in differing
    )
    head = f"<p class='lead'>{found} Hedged in one article and unhedged in another:</p>"
    return f"{head}<ul class='differing'>{told}</ul>"


def _who(claim: SharedClaim) -> str:
    hedged, flat = (
        " and ".join(f"<bdi>{html.escape(outlet_name(one.outlet))}</bdi>" for one in side)
        for side in (claim.hedged, claim.flat)
    )
    return f"hedged in {hedged}, unhedged in {flat}"


# -- speakers ---------------------------------------------------------------------------------


def speakers_html(speakers: Speakers, tellings: Sequence[ScoredArticle]) -> str:
    """Whom all tellings, several and only one quotes by name."""
    rows = [("In all of them" if len(tellings) > FEW else "In both", speakers.common)]
    if len(tellings) > FEW:
        rows.append(("In several", speakers.several))
    names = [outlet_name(one.article.outlet or "") for one in tellings]
    rows += [(f"Only in {name}", alone) for name, alone in zip(names, speakers.alone, strict=True)]
    shown = "".join(f"<dt><bdi>{html.escape(head)}</bdi></dt><dd>{_names(found)}</dd>" for head, found in rows)
    return f'<dl class="quoted">{shown}</dl>'


def _names(names: Sequence[str]) -> str:
    return ", ".join(f"<bdi>{html.escape(name)}</bdi>" for name in names) or "no one by name"
