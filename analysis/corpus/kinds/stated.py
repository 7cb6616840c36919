"""The kind of an article as its source states it: in the headline, a section, the address, the byline, the outlet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from analysis.corpus.kinds.base import TITLES, Kind, Name
from analysis.corpus.kinds.tables import rows
from analysis.types import Article

LABELS = Path(__file__).with_name("labels.csv")
#: "OPINION: ...", "Analysis | ...", "LIVE – ..."
BEFORE = re.compile(r"\W{0,2}([^\W\d_](?:[^:;|–—\-]|-(?=\w)){1,30}?)\s*(?:[:;|\]]|\s[–—\-])\s")
#: "... | Opinion", "... – live"
BEHIND = re.compile(r"\s[|–—\-(]\s?([^|–—()]{3,30})\)?\s*$")
#: "5 takeaways from ...", "The four biggest reasons ..."
LIST = re.compile(
    r"(?:the )?(?:top )?(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|key)\s+"
    r"(?:[\w’'-]+\s+){0,3}?"
    r"(?:takeaways|things|ways|reasons|facts|tips|lessons|moments|charts|quotes|books|films|movies|songs|places)\b",
    re.IGNORECASE,
)
#: "Harbour Nights review: ...", "Harbour Nights (review)"
REVIEW = re.compile(r"^.{3,60}? (review)\s?[:–—]|\((review)\)", re.IGNORECASE)
#: "CITY (Reuters) - ..."; ”(AP)” alone could be anything
DATELINE = re.compile(r"[^\n]{0,60}\((Reuters|AP|AFP|UPI|dpa|Associated Press|Thomson Reuters Foundation)\)\s?[–—\-:]?")
#: characters at the beginning and the end of a text in which notes on it are looked for
HEAD, TAIL = 500, 700
#: a section of news says nothing if one of these is beside it
BESIDE_NEWS = frozenset({"magazine", "features", "feature", "blog", "blogs", "podcast", "video", "videos"})
#: a page with more authors than this lists those of other articles too
MOST_AUTHORS = 3
#: parts of a section or an address that are looked at
MOST_PARTS = 12
#: characters of what is stated that the reason shows
SHOWN = 60
#: parts of names that do not tell a person from another
TITLE_WORDS = frozenset({"dr", "rev", "sen", "rep", "mr", "mrs", "ms", "sir", "jr", "sr"})


@cache
def _patterns(place: str) -> tuple[tuple[re.Pattern[str], Name, str], ...]:
    """Return the patterns for one place, in the order of the table, with the kind and what was found."""
    of_place = [row for row in rows(LABELS) if row["place"] == place]
    known: dict[str, Name] = {name: name for name in TITLES}
    return tuple((re.compile(row["pattern"], re.IGNORECASE), known[row["kind"]], row["what"]) for row in of_place)


def stated_kind(article: Article) -> Kind | None:
    """Return the kind that the source states, or ``None``: the first statement counts, from headline to outlet."""
    return next(
        (kind for find in (_by_headline, _by_section, _by_address, _by_byline, _by_note, _by_outlet, _by_agency)
         if (kind := find(article))),
        None,
    )  # fmt: skip


def _named(place: str, texts: Iterable[str]) -> Kind | None:
    """Return the kind of the first text that a pattern of this place matches as a whole."""
    patterns = _patterns(place)
    for text in texts:
        cleaned = " ".join(text.split())[: 2 * SHOWN]
        for pattern, name, what in patterns:
            if cleaned and pattern.fullmatch(cleaned):
                return Kind(name, f"{what}: “{cleaned[:SHOWN]}”", True)
    return None


def _by_headline(article: Article) -> Kind | None:
    title = (article.title or "").strip()
    before, behind = BEFORE.match(title), BEHIND.search(title)
    found = _named("headline", [before[1]] if before else []) or _named("end", [behind[1]] if behind else [])
    if found:
        return found
    if review := REVIEW.search(title):
        return Kind("review", f"the headline: “{review[1] or review[2]}”", True)
    if counted := LIST.match(title):
        return Kind("list", f"the headline counts: “{counted[0]}”", True)
    return None


def _by_section(article: Article) -> Kind | None:
    parts = ["-".join(part.split()) for part in re.split(r"[/>|;,]", article.section or "", maxsplit=MOST_PARTS)]
    return _of_sections(parts, "a section")


def _by_address(article: Article) -> Kind | None:
    return _of_sections(list(_folders(article.url)), "the address")


def _of_sections(sections: Sequence[str], place: str) -> Kind | None:
    """The kind of the first section that states one; news says the least, so it counts only if no other does."""
    found = [kind for section in sections if (kind := _named("section", [section]))]
    analyses = (section[:SHOWN] for section in sections if section.endswith("-analysis"))
    found += [Kind("analysis", f"a section: “{section}”", True) for section in analyses]
    others = [kind for kind in found if kind.name != "news"]
    if not others and not BESIDE_NEWS.isdisjoint(section.casefold() for section in sections):
        return None
    best = next(iter(others or found), None)
    return replace(best, reason=best.reason.replace("a section", place)) if best else None


def _folders(url: str | None) -> Iterator[str]:
    """Yield the first part of the host, if it is one of several, and the folders of the address; not the page."""
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").removeprefix("www.").split(".")
    except ValueError:
        return
    if len(host) > 2:
        yield host[0]
    *folders, _ = parts.path.casefold().split("/", MOST_PARTS)
    yield from (folder for folder in folders if folder)


def _by_byline(article: Article) -> Kind | None:
    """All authors must be agencies; one editorial board or opinion contributor among the authors is enough."""
    found = [_named("byline", [author]) for author in article.authors[: MOST_AUTHORS + 1]]
    if len(found) > MOST_AUTHORS:
        return None
    for kind in found:
        if kind is not None and kind.name != "news":
            return kind
    return found[0] if found and None not in found else None


def _by_note(article: Article) -> Kind | None:
    text = article.text
    if dateline := DATELINE.match(text):
        return Kind("news", f"an agency’s dateline: “({dateline[1]})”", True)
    parts = [text] if len(text) <= HEAD + TAIL else [text[:HEAD], text[-TAIL:]]
    for pattern, name, what in _patterns("note"):
        for part in parts:
            if found := pattern.search(part):
                return Kind(name, f"{what}: “{found[0].strip()[:SHOWN]}”", True)
    return None


def _by_outlet(article: Article) -> Kind | None:
    outlet = article.outlet or ""
    if found := _named("outlet", [outlet]):
        return found
    name = _name_words(outlet)
    if len(name) >= 2 and any(_is_person(name, _name_words(author)) for author in article.authors[:1]):
        return Kind("opinion", f"the outlet is its author: “{outlet[:SHOWN]}”", True)
    return None


def _name_words(name: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", name.casefold()) if len(word) > 1 and word not in TITLE_WORDS]


def _is_person(outlet: list[str], author: list[str]) -> bool:
    """True if the outlet has the first or a middle name and the last name of the author: “Victor Hanson”."""
    return len(author) >= 2 and outlet[-1] == author[-1] and outlet[0] in author[:-1]


def _by_agency(article: Article) -> Kind | None:
    return Kind("news", f"an agency’s text: “{article.wire[:SHOWN]}”", True) if article.wire else None
