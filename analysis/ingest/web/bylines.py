"""Names of authors, from what pages write into their fields for authors."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from analysis.ingest.web.markup import label
from analysis.ingest.web.surroundings import Surroundings

#: the words before the names in a byline
BYLINE = re.compile(
    r"^(?:(?:story|words|text|written|reported|posted|published|analysis|opinion|review|report|article)\s+)?by\b:?\s+"
    r"|^(?:words|text|author|writer):\s*",
    re.IGNORECASE,
)
#: separators between groups of names, and between the names of a group
BETWEEN_GROUPS = re.compile(r"\s*(?:;|\||·|•|\s/\s|\s[-–—]\s|,?\s+(?:and|with)\s|\s&\s)\s*", re.IGNORECASE)
BETWEEN_NAMES = re.compile(r"\s*,\s*")
#: people other than authors, up to the end of the field
OTHER_ROLES = re.compile(
    r"\b(?:(?:photo(?:graph)?s?|pictures?|images?|video|illustrations?|graphics?|edited|editing|translat(?:ed|ion)|"
    r"fact[- ]check(?:ed|ing)?|reviewed|research)\s*(?:by\b|:)|editor:).*",
    re.IGNORECASE | re.DOTALL,
)
#: job titles, places and outlets after a name
ROLE = re.compile(
    r"\b(?:correspondent|editor|reporter|writer|columnist|contributor|critic|journalist|producer|chief|director|analyst|"
    r"special to|staff|bureau|desk|fellow|professor)s?\b",
    re.IGNORECASE,
)
FOR_OUTLET = re.compile(r"(?<=\w)(?P<name>\s\S+)\s+(?:for|of|at|from)\s+(?:the\s+)?[A-Z].*")
SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
DEGREE = re.compile(r"(?:ph\.?\s?d|m\.?d|r\.?n|m\.?a|m\.?s|m\.?b\.?a|j\.?d|esq|obe|mbe|cbe|mp)\.?", re.IGNORECASE)
#: words of dates; a part that consists of them and of numbers is no name
DATE_WORD = re.compile(
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?|january|february|march|april|may|june|july|august|september|"
    r"october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|updated|published|posted|on|at|am|pm",
    re.IGNORECASE,
)
#: names of accounts, and words that systems write where they know no author
NOBODY = frozenset("admin administrator author authors by byline guest none null undefined unknown anonymous na "
                   "staff webmaster editor editors editorial contributor web online user root default "
    "wpadmin".split())  # fmt: skip
#: last words of names of organisations
ORGANISATION = re.compile(
    r"(?:media|news|newsroom|press|agency|agencies|group|network|networks|radio|tv|television|online|digital|wire|services?|team|"
    r"staff|desk|bureau|board|ltd|llc|inc|plc|gmbh|corp(?:oration)?|company|foundation|institute|association|society|university|"
    r"union|council|post|times|herald|tribune|gazette|chronicle|journal|magazine|newspapers?|publishing|broadcasting|"
    r"communications|studios?|reuters|afp|bloomberg|reporters|editors|writers|correspondents|contributors)\.?",
    re.IGNORECASE,
)
#: particles before a surname, as in "van Dyk, Jan"
PARTICLE = re.compile(
    r"(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ibn|mac|st\.?|o[’'])", re.IGNORECASE
)
#: elements that each contain one name of a byline
BYLINE_PARTS = ("span", "li", "a", "b", "strong")
LONGEST_NAME = 80
#: characters of a field that are read, and the most names
LONGEST_FIELD, MOST_NAMES = 2000, 50


def letters(text: str) -> str:
    """The letters and digits of a text, by which spellings of one name are compared."""
    return re.sub(r"[\W_]+", "", text).casefold()


def names_in(fields: Iterable[str], outlets: Iterable[str] = ()) -> tuple[str, ...]:
    """The authors that fields such as "By Orla Fenwick and Jan Tiller, Harbour Post" name, in their order.

    ``outlets`` are names of the page's outlet, which is not its own author. Names of organisations count only if there
    are no others.
    """
    own = {letters(re.sub(r"^the\s+", "", outlet, flags=re.IGNORECASE)) for outlet in outlets if outlet}
    found: dict[str, str] = {}
    for text in fields:
        for name in _names(text[:LONGEST_FIELD]):
            key = letters(name)
            bare = letters(re.sub(r"^the\s+", "", name, flags=re.IGNORECASE))
            if bare not in own and key not in NOBODY and len(found) < MOST_NAMES:
                found.setdefault(key, name)
    names = list(found.values())
    return tuple([name for name in names if not is_organisation(name)] or names)


def is_organisation(name: str) -> bool:
    """Whether a name ends in a word such as "Media" or "Agency", or is an abbreviation."""
    words = name.split()
    return bool(ORGANISATION.fullmatch(words[-1])) or (len(words) == 1 and name.isupper() and len(name) <= 6)


def _names(field: str) -> list[str]:
    text = OTHER_ROLES.sub("", " ".join(field.split()))
    names: list[str] = []
    for group in BETWEEN_GROUPS.split(BYLINE.sub("", text)):
        parts = [part for raw in BETWEEN_NAMES.split(group) if (part := _bare(raw))]
        if len(parts) == 2 and _is_surname(parts[0]) and _is_given_name(parts[1]):
            parts = [f"{parts[1]} {parts[0]}"]
        for part in parts:
            if SUFFIX.fullmatch(part) and names:
                names[-1] += f" {part}"
            elif _is_name(part):
                names.append(part)
    return names


def _bare(part: str) -> str:
    """A part of a field without the marks around it, a degree, or the outlet behind the name."""
    bare = BYLINE.sub("", part.strip(" \t\n,;:|/*·•–—-()[]"))
    bare = FOR_OUTLET.sub(r"\g<name>", re.sub(r"\s*[(\[][^)\]]*[)\]]?$", "", bare))
    return "" if DEGREE.fullmatch(bare) else re.sub(r"(?<=\w{4})\.$", "", bare)


def _is_surname(part: str) -> bool:
    words = part.split()
    return (
        bool(words) and all(PARTICLE.fullmatch(word) for word in words[:-1]) and not ORGANISATION.fullmatch(words[-1])
    )


def _is_given_name(part: str) -> bool:
    words = part.split()
    first_names = [word for word in words if not re.fullmatch(r"[A-Z]\.?", word)]
    if len(words) > 2 or len(first_names) > 1 or not all(word[0].isalpha() for word in words):
        return False
    return not (ORGANISATION.fullmatch(words[-1]) or SUFFIX.fullmatch(part))


def _is_name(part: str) -> bool:
    if not part or len(part) > LONGEST_NAME or not any(c.isalpha() for c in part):
        return False
    if "://" in part or "@" in part or re.search(r"\d|\bwww\.|\.(?:com|org|net)\b", part):
        return False
    words = part.split()
    return not (
        all(DATE_WORD.fullmatch(word) for word in words) or (len(words) > 1 and ROLE.search(part)) or len(words) > 8
    )


def visible_byline(tree: HtmlElement, surroundings: Surroundings) -> list[str]:
    """The names in the first visible byline: further ones may belong to readers or to other articles."""
    names: list[str] = []
    byline: HtmlElement | None = None
    for element in tree.xpath(
        "//*[(@rel or @itemprop) and (self::a or self::span or self::address or self::p or self::div)]"
    ):
        marks = ((element.get("rel") or "").lower().split(), (element.get("itemprop") or "").lower())
        if ("author" not in marks[0] and marks[1] != "author") or surroundings.are_foreign(element):
            continue
        if byline is None:
            byline = element.getparent()
            if (
                byline is not None
                and byline.tag in ("span", "li", "a", "b", "strong")
                and byline.getparent() is not None
            ):
                byline = byline.getparent()
        elif byline not in (element.getparent(), *[e for e, _ in zip(element.iterancestors(), range(3), strict=False)]):
            break
        names.append(label(element))
    return names
