"""Stage 1, quotation marks and posts: embedded posts, and the turns of a transcript.

"We sail at noon! — Ann Lee (@annlee) June 30, 2025" has neither quotation marks nor a verb of saying; the name after
the dash gives the speaker. In US news of 2018 and 2019 every tenth article contains such a post.

">> ANN LEE, HOST: We sail at noon." is a turn. The readers of subtitles and transcripts put the sign of captions, ">>",
before every turn, so that no line of an ordinary article is taken for one. The label gives the speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.attribution.quotes import Quote
from analysis.attribution.speakers.people import People
from analysis.attribution.words import entity_words
from analysis.types import Attribution, SourceType, Span

SIGNED = re.compile(r"\((@\w{1,30})\) [A-Z][a-z]{2,8} \d{1,2}, \d{4}")
#: the name under a letter
SIGNATURE = re.compile(r"(?:[—–―]|--) ?([A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]+){1,3})(?:, [A-ZÀ-Þ][^\n]{2,40})?\s*")
#: links at the end of a post
LINKS = re.compile(r"(?:\s*(?:https?://\S+|pic\.twitter\.com/\S+))+\s*$")
#: most characters of a name
LONGEST_NAME = 80
#: most characters of a post with a link or two; longer lines begin with an unknown number of the outlet's own words
LONGEST_POST = 400
DASH = "— "
#: what stands before a turn, and the share of lines with it from which a text is a transcript
SIGN, SHARE = ">> ", 0.4
#: a name of one to six words, perhaps with its role behind a comma or in brackets; or Q and A
LABEL = re.compile(
    r"(?P<name>[QA]|[A-ZÀ-Þ][\w.'’-]{0,30}"
    r"(?: (?:[A-ZÀ-Þ][\w.'’-]{0,30}|de|der|den|van|von|la|le|al|bin|du|di|da|\d{1,2})){0,5})"
    r"(?:, [^:\n]{1,80}| ?\([^:()\n]{1,60}\)| ?\[[^:\[\]\n]{1,60}\])? ?:(?=\s)[^\S\n]*(?=\S)"
)
#: labels that name nobody
UNNAMED = re.compile(
    r"(?:(?:the|unidentified|unknown|male|female|first|second|third|audience) )*(?:q|a|question|answer|hosts?|anchor"
    r"|reporters?|interviewer|interviewee|moderator|narrator|speakers?|announcer|operator|voice|man|woman|male|female"
    r"|members?|participants?|audience|crowd|unidentified|unknown|translator|interpreter|caller|guest)"
    r"(?: \d{1,2}| [a-z])?(?: (?:voice|speaker|male|female|man|woman|member))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Post:
    """The text of a post, the name that signs it and its account.

    In a turn, the account is the colon behind the name; without a name it is the sign, and the name is empty.
    """

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
        content = None if content is None else _without_links(text, content)
        if dash < 0 or content is None or name is None:
            continue
        if content.end - content.start <= LONGEST_POST and name.end - name.start <= LONGEST_NAME:
            found.append(Post(content, name, Span(*signed.span(1))))
    return found


def _without_links(text: str, content: Span) -> Span:
    """A post without the links at its end: "We sail at noon! https://t.co/abc pic.twitter.com/abc"."""
    links = LINKS.search(text, content.start, content.end)
    return content if links is None or links.start() == content.start else Span(content.start, links.start())


def find_letters(text: str, lines: Sequence[Span]) -> list[Post]:
    """Return the letters of a page of letters, each a paragraph above "— Ann Lee"; none where only one is signed."""
    signed = {k: m for k, line in enumerate(lines) if k and (m := SIGNATURE.fullmatch(text, line.start, line.end))}
    if len(signed) < 2:
        return []
    return [
        Post(lines[k - 1], Span(*match.span(1)), Span(match.start(), match.start() + 1))
        for k, match in signed.items()
        if k - 1 not in signed
    ]


def find_turns(text: str, lines: Sequence[Span]) -> list[Post]:
    """Return the turns of a transcript in order, none for any other text. The time is linear in the text's length."""
    signed = [line for line in lines if text.startswith(SIGN, line.start)] if SIGN in text else []
    if not signed or len(signed) < SHARE * len(lines):
        return []
    return [turn for line in signed if len((turn := _turn(text, line)).content)]


def _turn(text: str, line: Span) -> Post:
    begin = line.start + len(SIGN)
    end = max(begin, line.start + len(text[line.start : line.end].rstrip()))
    label = LABEL.match(text, begin, end)
    if label is None:
        return Post(Span(begin, end), Span(begin, begin), Span(line.start, begin - 1))
    colon = text.rindex(":", begin, label.end())
    return Post(Span(label.end(), end), Span(*label.span("name")), Span(colon, colon + 1))


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
    names = full_names(post.name.of(text) for post in posts)
    own = [_attribution(post, people, text) if _is_post(post, text) else _said(post, names, text) for post in posts]
    return sorted([*outside, *own], key=lambda attribution: attribution.content.start)


def _overlaps_post(posts: list[Post]) -> Callable[[Span], bool]:
    """Return a function that tells whether a span overlaps the text of a post."""
    starts = [post.content.start for post in posts]

    def overlaps(span: Span) -> bool:
        last = bisect_left(starts, span.end) - 1  # the last post that begins before the span ends
        return last >= 0 and posts[last].content.overlaps(span)

    return overlaps


def _is_post(post: Post, text: str) -> bool:
    return text.startswith("@", post.account.start)


def _said(turn: Post, names: Mapping[str, str], text: str) -> Attribution:
    """A turn as an attribution; "Q" and "HOST" are nobody's name."""
    label = turn.name.of(text)
    kind: SourceType = "named_person" if label in names else "unnamed_person"
    return Attribution(
        turn.content, turn.name if label else None, turn.account, "direct", "speech", names.get(label), kind
    )


def full_names(labels: Iterable[str]) -> dict[str, str]:
    """The full name of each label that names somebody: "BELL" is Anna Bell where another label says so."""
    labels = [label for label in dict.fromkeys(labels) if label and UNNAMED.fullmatch(label) is None]
    by_last: dict[str, set[str]] = {}
    for name in map(_cased, labels):
        by_last.setdefault(name.rpartition(" ")[2], set()).add(name)
    full: dict[str, str] = {}
    for label in labels:
        name = _cased(label)
        longer = by_last.get(name, set()) - {name}
        full[label] = next(iter(longer)) if len(longer) == 1 else name
    return full


def _cased(name: str) -> str:
    """A name in capitals as names are written: "ANNA BELL" is Anna Bell."""
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name) if name.isupper() else name


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
