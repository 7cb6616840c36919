"""Fictional outlets with generated articles, for tests and benchmarks to fetch.

Every outlet has its own host under ``.example``, a feed, and pages with typical boilerplate.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from analysis.fetch.outlets import Outlet
from tests.support.local_site import Site, rss

OUTLETS = (
    "The Aldenport Ledger", "The Quayside Post", "Marrow Bay Courier", "Capital Insider", "Harbour 6 News",
    "The Open Page", "Tamsel Tribune", "The Upland Standard", "Evening Lantern", "Meridian Wire",
)  # fmt: skip
PLACES = ("Aldenport", "Quillhaven", "Tamsel", "Marrow Bay", "Carrowmere", "Brackwater", "Upland", "Saltby")
PEOPLE = ("Ada Marlow", "Tobias Renn", "Ines Calloway", "Piet Harrow", "Lena Ostrava", "Samuel Quist")
THINGS = (
    "the harbour road",
    "the grain levy",
    "the night ferry",
    "the dam’s spillway",
    "the school roofs",
    "a tram line",
)
ENDS = ("would cost more than planned", "could be ready by winter", "should be voted on again", "may never open")
SENTENCES = (
    "The council of {place} voted {n} to {m} on Tuesday to go on with {thing}.",
    "{person}, who chairs the committee, said {thing} {end}.",
    "“We will probably need another {n} weeks,” {person} said.",
    "Officials who asked not to be named said that {thing} {end}.",
    "Critics called the plan reckless; {person} called it overdue.",
    "According to a report seen by members, {m} of {n} contracts have been signed.",
    "Residents of {place} may see delays, the ministry said in a statement.",
    "Perhaps {thing} was always going to be hard, but the work in {place} has clearly slowed.",
    "The tender for {thing} closed in {place} with {m} offers, the lowest of {n} million crowns.",
    "{person} told reporters in {place} that the decision was “a disgrace”.",
)  # fmt: skip
PARAGRAPHS, SENTENCES_EACH = 6, 4


@dataclass(frozen=True)
class Written:
    """A generated article."""

    outlet: str
    title: str
    body: str


def write(outlet: str, number: int) -> Written:
    """Generate an article; the same outlet and number always give the same text."""
    rng = random.Random(f"{outlet} {number}")  # not used for secrets
    place, thing = rng.choice(PLACES), rng.choice(THINGS)

    def sentence() -> str:
        values = {"place": rng.choice(PLACES), "person": rng.choice(PEOPLE), "thing": thing, "end": rng.choice(ENDS)}
        return rng.choice(SENTENCES).format(**values, n=rng.randint(5, 90), m=rng.randint(2, 40))

    paragraphs = (" ".join(sentence() for _ in range(SENTENCES_EACH)) for _ in range(PARAGRAPHS))
    return Written(outlet, f"{place} argues over {thing}, day {number + 1}", "\n\n".join(paragraphs))


def page(article: Written, number: int) -> str:
    """The web page of an article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in article.body.split("\n\n"))
    day = f"2025-{1 + number // 28 % 12:02}-{1 + number % 28:02}T08:00:00+00:00"
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{article.title} | {article.outlet}</title>'
        f'<meta property="og:title" content="{article.title}">'
        f'<meta property="og:site_name" content="{article.outlet}">'
        f'<meta property="article:published_time" content="{day}"></head><body>'
        "<nav><a href='/'>Home</a> <a href='/news'>News</a> <a href='/sport'>Sport</a></nav>"
        f"<article><h1>{article.title}</h1>{body}</article><aside><h3>Most read</h3><ul><li>Ferry late again</li>"
        "<li>Ten soups for winter</li></ul></aside><footer>Contact us. All rights reserved.</footer></body></html>"
    )


def open_newsrooms(site: Site, outlets: int, pages: int) -> list[Outlet]:
    """Serve the given number of pages of each of the first outlets, and their feeds."""
    made = []
    for name in OUTLETS[:outlets]:
        host = name.lower().replace(" ", "-") + ".example"
        links = []
        for number in range(pages):
            article = write(name, number)
            site.serve(f"{host}/news/{number}", page(article, number))
            links.append((article.title, site.link(f"/news/{number}", host)))
        site.serve(f"{host}/feed", rss(links), "application/rss+xml", ETag=f'"{pages}"')
        made.append(Outlet(name, host, "", "", site.link("/feed", host), "", ""))
    return made
