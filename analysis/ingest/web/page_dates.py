"""The date of publication that a page states, in any of the usual places."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from analysis.ingest.dates import MONTHS, read_date
from analysis.ingest.web.markup import label
from analysis.ingest.web.surroundings import Surroundings

#: names of ``meta`` elements, as only their letters, the most reliable first
PUBLISHED = tuple(
    """
    articlepublishedtime ogarticlepublishedtime ogpublishedtime datepublished parselypubdate publishdate publicationdate
    published pubdate publishedtime publishtime publishedat publishedon publisheddate datepublish pdate articlepublished
    articlepublishdate articlepubdate articlepublishtime articledateoriginal articledate articlepostdate articlecreated
    originalpublicationdate originaldate firstpublished firstpublisheddate ogpubdate ogpublishdate ogpublicationdate
    ogarticlepubdate mediatorpublishedtime shareaholicarticlepublishedtime sailthrudate cxenseparserecspublishtime
    csepubdate btpubdate dcdateissued dctermsissued dctermsavailable dctermscreated dcdatecreated dcdatepublished dcdate
    dctermsdate dcissued dccreated citationpublicationdate citationdate citationonlinedate rnewsdatepublished
    displaydate postdate releasedate dateposted dateissued timestamp date datecreated createddate created
""".split()
)
#: a whole date in the path of a URL, as in /2019/03/05/, /2019/mar/05/ and /20190305/
URL_DATE = re.compile(
    r"/((?:19|20)\d\d)(?:[/-](0?[1-9]|1[0-2]|[a-z]{3,9})[/-](0?[1-9]|[12]\d|3[01])|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))"
    r"(?=[/\-_.]|$)",
    re.IGNORECASE,
)
#: seconds, or milliseconds, since 1970
UNIX_TIME = re.compile(r"(1?\d{9})(?:\.\d+|\d{3})?")
#: the time before the year, as in "Mon Aug 03 12:45:00 EDT 2015"
YEAR_LAST = re.compile(
    r"\b([a-z]{3,9})\.? +(\d{1,2}),? +\d{1,2}:\d\d(?::\d\d)? +(?:\S{1,9} +){0,2}(\d{4})\b", re.IGNORECASE
)
ISO_DATE = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
#: dates that systems write where they know none, and the earliest year that is believed
SENTINELS = frozenset(
    dt.date(*day) for day in ((1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1904, 1, 1), (1969, 12, 31), (1970, 1, 1))
)
EARLIEST_YEAR = 1800
#: the earliest year of a time in seconds since 1970: no page of the web is older
EARLIEST_UNIX_YEAR = 1991
#: classes of elements with the date of publication, and of those with another date
DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:pub(?:lish(?:ed|ing)?|lication)?[_-]?(?:date|time|on|at)?|date[_-]?(?:pub\w*|posted|line|stamp|time)?"
    r"|(?:post(?:ed)?|entry|article|story|byline|release|issue|news)[_-]{0,2}(?:date|time|datetime|timestamp|on)"
    r"|(?:article|post|entry|story)[_-]{1,2}(?:meta|info|details)|timestamp|dtreviewed)(?:$|[\s_-])",
    re.IGNORECASE,
)
PUBLISHED_LABEL = re.compile(
    r"\s*(?:first )?(?:published|posted|publi[eé]|publicado|pubblicato|ver[öo]ffentlicht)\b", re.IGNORECASE
)
#: what separates a date from a name in one line
SEPARATOR = re.compile(r"\s+[|·•–—/]\s+")
CHANGED = re.compile(r"\b(?:last[- ])?(?:updated?|modified|edited)\b", re.IGNORECASE)
OTHER_DATE = re.compile(r"updat|modif|edited|expir|event|access|birth", re.IGNORECASE)
#: elements and attributes in which pages state dates
DATE_TAGS = "time abbr span p div li em small dd i b td h2 h3 h4 a".split()
DATE_ATTRIBUTES = ("datetime", "content", "title", "data-datetime", "data-timestamp", "data-date")
#: characters; a longer text is not that of a date
LONGEST_LABEL = 120
#: elements with a class of dates that are read; the first ones are those of the article
MOST_DATES = 300


def stated_day(written: str) -> dt.date | None:
    """The day that a page states, or ``None`` if it is not a date, or one that systems write where they know none."""
    text = written.strip()[:LONGEST_LABEL]
    if unix := UNIX_TIME.fullmatch(text):
        day = dt.datetime.fromtimestamp(int(unix[1]), dt.UTC).date()
        return day if day.year >= EARLIEST_UNIX_YEAR and _is_plausible(day) else None
    day_found = read_date(text)
    if day_found is None and (match := YEAR_LAST.search(text)):
        day_found = _day(int(match[3]), MONTHS.get(match[1].lower(), 0), int(match[2]))
    if day_found is None and (iso := ISO_DATE.search(text)):
        day_found = read_date(iso[0])
    return day_found if day_found and _is_plausible(day_found) else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _is_plausible(day: dt.date) -> bool:
    # tomorrow is today in other time zones
    return day.year >= EARLIEST_YEAR and day not in SENTINELS and day <= dt.date.today() + dt.timedelta(days=1)


def published_on(
    tree: HtmlElement,
    metas: dict[str, list[str]],
    surroundings: Surroundings,
    url: str | None,
    published: Iterable[str],
    created: Iterable[str],
) -> dt.date | None:
    """The day of publication as written, in the time zone of the page.

    ``published`` and ``created`` are the dates in JSON-LD. A ``time`` element without further information counts only
    if the page has no other: it may be that of another article. The URL comes last.
    """
    by_letters: dict[str, list[str]] = {}
    for name, contents in metas.items():
        by_letters.setdefault(re.sub(r"[^a-z]", "", name), []).extend(contents)
    for text in [*published, *(text for name in PUBLISHED for text in by_letters.get(name, ())), *created]:
        if found := stated_day(text):
            return found
    marked, unmarked = _date_elements(tree, surroundings)
    return next(iter(marked), None) or (unmarked[0] if len(set(unmarked)) == 1 else None) or _day_in_url(url)


def _date_elements(tree: HtmlElement, surroundings: Surroundings) -> tuple[list[dt.date], list[dt.date]]:
    """The dates that elements mark as those of publication, the clearest first, and those of ``time`` elements."""
    clear: list[dt.date] = []
    by_class: list[dt.date] = []
    unmarked: list[dt.date] = []
    read = 0
    for element in tree.iter(*DATE_TAGS):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        is_clear = (element.get("itemprop") or "").lower() == "datepublished" or "pubdate" in element.attrib
        has_class = len(names) > 1 and DATE_CLASS.search(names) and not OTHER_DATE.search(names)
        is_labelled = element.text is not None and PUBLISHED_LABEL.match(element.text[:LONGEST_LABEL]) is not None
        if not (is_clear or has_class or is_labelled or element.tag == "time") or surroundings.are_foreign(element):
            continue
        if _is_of_change(element, f"{names} {element.get('itemprop') or ''}"):
            continue
        read += 1
        if read > MOST_DATES:
            break
        stated = [element.get(name) or "" for name in DATE_ATTRIBUTES]
        stated += SEPARATOR.split(label(element))
        day = next((day for text in stated if text and (day := stated_day(text))), None)
        if day:
            (clear if is_clear else by_class if has_class or is_labelled else unmarked).append(day)
    return [*clear, *by_class], unmarked


def _is_of_change(element: HtmlElement, names: str) -> bool:
    """Whether a date is that of a change: its element, or the one around it, says so."""
    if "publish" in names.lower():
        return False
    around = element.getparent()
    outer = (
        ""
        if around is None or len(around) > 3
        else f"{around.get('class') or ''} {(around.text or '')[:LONGEST_LABEL]}"
    )
    return bool(OTHER_DATE.search(names) or CHANGED.search(outer))


def _day_in_url(url: str | None) -> dt.date | None:
    try:
        match = URL_DATE.search(urlsplit(url or "").path)
    except ValueError:
        return None
    if match is None:
        return None
    month = match[2] or match[4]
    day = _day(
        int(match[1]), MONTHS.get(month.lower(), 0) if month.isalpha() else int(month), int(match[3] or match[5])
    )
    return day if day and _is_plausible(day) else None
