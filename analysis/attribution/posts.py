"""Stage 1, quotation marks and posts: embedded posts, "We sail at noon! — Ann Lee (@annlee) June 30, 2025".

Such a line has neither quotation marks nor a verb of saying; the name after the dash gives the speaker. In US news of
2018 and 2019 every tenth article contains one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from analysis.attribution.quotes import Quote
from analysis.attribution.speakers.people import People
from analysis.attribution.words import entity_words
from analysis.types import Attribution, SourceType, Span

SIGNED = re.compile(r"\((@\w{1,30})\) [A-Z][a-z]{2,8} \d{1,2}, \d{4}")
#: most characters of a name
LONGEST_NAME = 80
#: most characters of a post with a link or two; longer lines begin with an unknown number of the outlet's own words
LONGEST_POST = 400
DASH = "— "


@dataclass(frozen=True, slots=True)
class Post:
    """The text of a post, the name that signs it and its account."""

    content: Span
    name: Span
    account: Span

    @property
    def quote(self) -> Quote:
        """The post as a quotation without marks."""
        return Quote(self.content, self.content)


def find_posts(text: str) -> list[Post]:
    """Return the posts of a text in order. The time is linear in the length of the text."""
    found: list[Post] = []
    past = 0
    for signed in SIGNED.finditer(text) if "(@" in text else ():
        first = max(past, text.rfind("\n", past, signed.start()) + 1)
        past = signed.end()
        dash = text.rfind(DASH, first, signed.start())
        name = _trimmed(text, dash + len(DASH), signed.start())
        content = _trimmed(text, first, max(first, dash))
        if dash < 0 or content is None or name is None:
            continue
        if content.end - content.start <= LONGEST_POST and name.end - name.start <= LONGEST_NAME:
            found.append(Post(content, name, Span(*signed.span(1))))
    return found


def quotes_with(posts: list[Post], quotes: list[Quote]) -> list[Quote]:
    """Return quotations and posts together, in order, without the quotations inside posts."""
    if not posts:
        return quotes
    overlaps_post = _overlaps_post(posts)
    outside = [quote for quote in quotes if not overlaps_post(quote.span)]
    return sorted([*outside, *(post.quote for post in posts)], key=lambda quote: quote.span.start)


def posted(posts: list[Post], people: People, text: str, others: list[Attribution]) -> list[Attribution]:
    """Return posts and other attributions together, in order, without others that overlap a post."""
    if not posts:
        return others
    overlaps_post = _overlaps_post(posts)
    outside = [attribution for attribution in others if not overlaps_post(attribution.content)]
    own = [_attribution(post, people, text) for post in posts]
    return sorted([*outside, *own], key=lambda attribution: attribution.content.start)


def _overlaps_post(posts: list[Post]) -> Callable[[Span], bool]:
    """Return a function that tells whether a span overlaps the text of a post."""
    starts = [post.content.start for post in posts]

    def overlaps(span: Span) -> bool:
        last = bisect_left(starts, span.end) - 1  # the last post that begins before the span ends
        return last >= 0 and posts[last].content.overlaps(span)

    return overlaps


def _attribution(post: Post, people: People, text: str) -> Attribution:
    named = people.within(post.name.start, post.name.end)
    name = post.name.of(text)
    speaker = named[0].name if named else name
    kind: SourceType = "named_person" if named else _kind(name)
    return Attribution(post.content, post.name, post.account, "direct", "speech", speaker, kind)


def _kind(name: str) -> SourceType:
    """The source type of an account that names no known person, judged by the words of its name."""
    kinds = {entity_words().get(word.lower().strip(".,&")) for word in name.split()}
    if "media" in kinds:
        return "media"
    body = kinds & {"organisation", "place", "people"} or name.startswith("The ") or name.isupper()
    return "named_organisation" if body else "named_person"


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends, or ``None`` where nothing is left."""
    inside = text[start:end]
    blank = len(inside) - len(inside.lstrip())
    stripped = inside.strip()
    return Span(start + blank, start + blank + len(stripped)) if stripped else None
