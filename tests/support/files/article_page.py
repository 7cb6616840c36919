"""An invented web page with an article, and what may be around it."""

from __future__ import annotations

import json

PARAGRAPHS = [
    "The harbour board of Wexmere will probably close the north pier in June, officials said on Friday, after storms.",
    "“It might take a year,” said Orla Fenwick, the board’s chair, who has argued for the work since January.",
    "The ferry company Tarn Lines said the closure could cost it two million a year and that it was never told of it.",
    "A spokesman for the council did not respond to the claim, but two members said that the vote may be put off.",
    "Fishermen who land their catch at the pier said they would have to sail to Tarnholm, an hour more for each trip.",
]
TEXT = "\n\n".join(PARAGRAPHS)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
HEADLINE = "North pier to close in June"
LD = {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2019-05-03T09:12:00+01:00"}


def page(body: str, head: str = "", ld: object = LD, after: str = "", title: str = HEADLINE) -> str:
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Wexmere Post</title>{script}'
        f'{head}</head><body><header><nav><a href="/">Home</a></nav></header>'
        f"<main><article><h1>{title}</h1>{body}</article></main>{after}"
        "<footer><p>© 2024 Wexmere Post. All rights reserved.</p></footer></body></html>"
    )


def beginning(count: int = 2) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[:count])
