"""Parses the fields of database exports: dates in several languages, outlets with editions, bylines."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from analysis.ingest.outlets import name_key
from analysis.ingest.vendors.interface_words import EASTERN, MONTHS

_WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
    "lunes martes miercoles jueves viernes sabado domingo "
    "lunedi martedi mercoledi giovedi venerdi sabato domenica "
    "segunda-feira terca-feira quarta-feira quinta-feira sexta-feira segunda terca quarta quinta sexta "
    "mandag tirsdag tisdag onsdag torsdag fredag lordag lørdag sondag søndag le den".split()
)
_SEASONS = frozenset("spring summer autumn fall winter fruhjahr fruhling sommer herbst printemps automne".split())
_OPENING = re.compile(r"([^\W\d_]{2,12}(?:-feira)?)\.?,?\s+", re.IGNORECASE)
_MONTH_FIRST = re.compile(
    r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s*[-–/]\s*(?:[^\W\d_]{3,12}\.?\s+)?\d{1,2})?\s*,?\s+(\d{4})\b"
)
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?:\s*[-–/]\s*\d{1,2}\.?)?\s*(?:de\s+|of\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(\d{4})\b"
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\b")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
#: with slashes only where the first number can be no month
_SLASHED = re.compile(r"(1[3-9]|2\d|3[01])/(\d{1,2})/(\d{4})\b")
#: each way to write a date, with the numbers of its groups for year, month and day
_DATES = (
    (_MONTH_FIRST, (3, 1, 2)), (_DAY_FIRST, (3, 2, 1)), (_ISO, (1, 2, 3)), (_DOTTED, (3, 2, 1)),
    (_SLASHED, (3, 2, 1)), (EASTERN, (1, 2, 3)),
)  # fmt: skip
_VAGUE = re.compile(r"([^\W\d_]{3,12})\.?(?:\s*[-–/]\s*[^\W\d_]{3,12}\.?)?,?\s+\d{4}(?:\s*[-–/]\s*\d{2,4})?$")
_AFTER_DATE = re.compile(r"[\s,;.(–-]|$")
#: maximum length in characters of a date with weekday, time and edition
_DATE_LINE = 140


def date_line(line: str) -> tuple[dt.date | None] | None:
    """Return the date at the beginning of a line as a tuple of one, ``None`` if the line is not a date.

    "March 14, 2013 Thursday 11:21 AM GMT" gives a day; "Summer, 2008", a date without a day, gives ``(None,)``.
    """
    text = " ".join(line.split())
    if not text or len(text) > _DATE_LINE:
        return None
    while (word := _OPENING.match(text)) and _plain(word[1]) in _WEEKDAYS:
        text = text[word.end() :]
    for pattern, order in _DATES:
        if (match := pattern.match(text)) and _AFTER_DATE.match(text, match.end()):
            written = match[order[1]]
            month = int(written) if written.isdigit() else _MONTHS.get(_plain(written), 0)
            day = _day(int(match[order[0]]), month, int(match[order[2]]))
            return (day,) if day else None
    vague = _VAGUE.match(text)
    return (None,) if vague and _plain(vague[1]) in _MONTHS.keys() | _SEASONS else None


def _plain(word: str) -> str:
    """A word in small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


#: the name of each month, in small letters without accents
_MONTHS = {_plain(name): number for name, number in MONTHS.items()}


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if 1600 < year < 2200 else None
    except ValueError:
        return None


_EDITION = r"(?:editions?|ausgabe|édition|editie|uitgave)"
_EDITIONS = re.compile(
    rf"\s*(?:\s[-–]+\s|,\s|;\s)[^,;–-]{{0,40}}\b{_EDITION}\b.*$|\s*\([^()]*\b{_EDITION}\b[^()]*\)\s*$", re.IGNORECASE
)


def outlet_name(line: str) -> str | None:
    """Return an outlet's name without edition and final stop; a place in brackets stays, since it identifies it."""
    name = " ".join(line.split())[:200].strip(" .;,")
    name = _EDITIONS.sub("", name) or name
    return re.sub(r"(?<=\w)\((?=\w)", " (", name).strip(" .;,–-") or None


_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BY = re.compile(r"(?:(?:compiled |edited |reported |reviewed |words |text )?by|von|par|door)[\s:]+", re.IGNORECASE)
_PLACED = re.compile(r"\s(?:in|for|at|from|reports?|reporting|reported|is|was|has|contributed|writes|who|of)\s.*$")
_JOINED = re.compile(r"\s+(?:and|und|et|en|with)\s+|\s*[&/|]\s*", re.IGNORECASE)
_JOBS = frozenset(
    "staff writer writers correspondent correspondents reporter reporters editor editors columnist critic special our "
    "service press news newspaper newspapers bureau chief foreign political agency agencies team desk reuters intern "
    "bloomberg magazine korrespondent korrespondentin redakteur redaktion verslaggever verslaggeefster redacteur onze "
    "redactie correspondant envoye speciaal unser unserem specials post times gazette tribune herald journal media "
    "wire associated producer host anchor professor director president executive report".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv md phd esq obe mbe qc mp".split())
_PARTICLES = frozenset("de der den del della di da dos du van von vom zu zur la le el al bin ibn ben ten ter y".split())
#: maximum number of authors taken from a byline
_MOST_AUTHORS = 20


def authors_of(byline: str, outlet: str | None = None) -> tuple[str, ...]:
    """Return the names in a byline, without "By", job titles, places, email addresses and the outlet."""
    text = _BRACKETS.sub(" ", _EMAIL.sub(" ", " ".join(byline.split())[:2_000]))
    found: list[str] = []
    for group in text.split(";"):
        for part in _JOINED.split(_BY.sub("", group.strip(), count=1) if _BY.match(group.strip()) else group):
            found += _names(part, outlet)
    return tuple(dict.fromkeys(found))[:_MOST_AUTHORS]


def _names(part: str, outlet: str | None) -> list[str]:
    """Return the names in a part of a byline that is separated by commas."""
    pieces = [piece.strip(" .:*–-") for piece in part.split(",")]
    if len(pieces) == 2 and all(re.fullmatch(r"[^\W\d_]{2,}(?:-[^\W\d_]+)?", piece) for piece in pieces):
        if not any(_plain(piece) in _JOBS | _SUFFIXES for piece in pieces):
            return [f"{pieces[1]} {pieces[0]}"]
    names: list[str] = []
    for place, piece in enumerate(pieces):
        if names and _plain(piece).replace(".", "") in _SUFFIXES:
            names[-1] += f", {piece}"
        elif name := _name(piece, outlet, first=place == 0):
            names.append(name)
    return names


def _name(piece: str, outlet: str | None, *, first: bool) -> str | None:
    """Return a piece of a byline as a name, ``None`` if it is the outlet, a job title, a place or a sentence."""
    piece = _PLACED.sub("", _BY.sub("", piece, count=1) if _BY.match(piece) else piece).strip(" .:*–-")
    if outlet and name_key(piece) in (name_key(outlet), name_key(_BRACKETS.sub("", outlet))):
        return None
    words = piece.split()
    jobs = [place for place, word in enumerate(words) if _plain(word).strip(".") in _JOBS]
    if jobs and not (first and name_key(piece) in _AGENCIES):
        initial = jobs[0] > 2 and len(words[1].strip(".")) == 1
        words = words[: 3 if initial else 2] if first and jobs[0] > 1 else []
    if not words or len(words) > 5 or (not first and len(words) < 2):
        return None
    sound = all(word[0].isupper() or _plain(word) in _PARTICLES for word in words)
    return " ".join(words) if sound and not re.search(r"\d|\.\w{2,}$|www\.", piece) else None


_AGENCIES = frozenset(name_key(name) for name in ("Associated Press", "Reuters", "Bloomberg News", "Press Association"))
