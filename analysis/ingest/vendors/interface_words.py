"""What the readers of database exports share: dates, word counts, outlets and authors as the databases write them.

Month names and labels follow the language of the database's interface, which says nothing about the article's language.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from analysis.ingest.outlets import name_key, names

#: interface language -> the months, each with its abbreviations joined by "/"
MONTH_NAMES = {
    "English": "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep "
    "october/oct november/nov december/dec",
    "German": "januar/jänner februar märz/maerz/mär/mrz april mai juni juli august september oktober/okt november "
    "dezember/dez",
    "French": "janvier/janv février/févr/fév mars avril/avr mai juin juillet/juil août/aout septembre octobre novembre "
    "décembre/déc",
    "Dutch": "januari februari maart/mrt april mei juni juli augustus september oktober/okt november december",
    "Swedish": "januari februari mars april maj juni juli augusti september oktober/okt november december",
    "Spanish": "enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/set octubre noviembre "
    "diciembre/dic",
    "Italian": "gennaio/gen febbraio marzo aprile maggio/mag giugno/giu luglio/lug agosto settembre/set ottobre/ott "
    "novembre dicembre/dic",
    "Portuguese": "janeiro fevereiro/fev março abril maio junho julho agosto setembro/set outubro/out novembro "
    "dezembro/dez",
    "Norwegian": "januar februar mars april mai juni juli august september oktober/okt november desember/des",
    "Russian": "января/январь февраля/февраль марта/март апреля/апрель мая/май июня/июнь июля/июль августа/август "
    "сентября/сентябрь октября/октябрь ноября/ноябрь декабря/декабрь",
    "Finnish": "tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu toukokuuta/toukokuu "
    "kesäkuuta/kesäkuu heinäkuuta/heinäkuu elokuuta/elokuu syyskuuta/syyskuu lokakuuta/lokakuu marraskuuta/marraskuu "
    "joulukuuta/joulukuu",
    "Polish": "stycznia/styczeń lutego/luty marca/marzec kwietnia/kwiecień maja/maj czerwca/czerwiec lipca/lipiec "
    "sierpnia/sierpień września/wrzesień października/październik listopada/listopad grudnia/grudzień",
    "Turkish": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
}
MONTHS = {
    name: number
    for year in MONTH_NAMES.values()
    for number, month in enumerate(year.split(), start=1)
    for name in month.split("/")
}
#: interface language -> what follows the number of words of an article
WORD_LABELS = {
    "English": "word words",
    "German": "Wort Wörter Worte",
    "French": "mot mots",
    "Dutch": "woord woorden",
    "Swedish": "ord",
    "Chinese": "字 个字 個字 字数 單詞 单词",
    "Spanish": "palabra palabras",
    "Italian": "parola parole",
    "Portuguese": "palavra palavras",
    "Japanese": "文字 語 ワード",
    "Korean": "단어 자",
    "Russian": "слово слова слов",
}
WORD_COUNT = re.compile(
    rf"\(?\d[\d.,'’ ]{{0,12}}(?:{'|'.join(' '.join(WORD_LABELS.values()).split())})\.?\)?", re.IGNORECASE
)
#: a number and one word: a word count in a language that the table lacks
COUNT_LIKE = re.compile(r"\d[\d.,]{0,9} [^\W\d]{1,14}")
TIME = re.compile(
    r"(?:(?:上午|下午|午前|午後|오전|오후) ?)?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?"
    r"(?: ?(?:uhr|gmt|[a-z]{2,4}))?",
    re.IGNORECASE,
)
#: the paragraph that opens the description of a picture, in newspapers that put it at the end of the text
CAPTION = re.compile(
    r"(?:photo(?:graph)?s?|pictures?|drawings?|cartoons?|maps?|charts?|graphs?|graphics?|diagrams?|illustrations?|captions?"
    r"|image|fotos?|bild(?:er|text)?|grafik|zeichnung|karte|légende|dessin|infographie|illustratie|tekening)"
    r"(?: ?\([^()]{0,40}\))? ?:",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(
    r"\(?(?:©|\(c\)|copyright\b|tous droits réservés|all rights reserved|alle rechte vorbehalten)", re.IGNORECASE
)
#: words of a paragraph that is only a copyright line
COPYRIGHT_WORDS = 25
#: characters of a header's line at most; the rest of a longer one is not looked at
LONGEST_LINE = 300

YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
EASTERN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.)?\s*(?:de\s+)?([^\W\d_]{3,12})\.?,?\s*(?:de\s+)?(\d{4})(?!\d)", re.IGNORECASE
)
MONTH_FIRST = re.compile(r"([^\W\d_]{3,10})\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+)(\d{4})(?!\d)", re.IGNORECASE)


def date_of(text: str | None) -> dt.date | None:
    """Return the day that a database states, blanks inside its words ("Ja n 5, 2023") ignored."""
    if not text:
        return None
    found = dated(text) or dated(re.sub(r"\s", "", text))
    return found[0] if found else None


def dated(text: str) -> tuple[dt.date, int, int] | None:
    """Return the first date in a text with its half-open span, or ``None`` if there is none."""
    for pattern, order in ((ISO, "ymd"), (EASTERN, "ymd"), (DAY_FIRST, "dmy"), (MONTH_FIRST, "mdy")):
        for match in pattern.finditer(text):
            parts = dict(zip(order, match.groups(), strict=True))
            month = MONTHS.get(parts["m"].lower(), 0) if parts["m"].isalpha() else int(parts["m"])
            try:
                return dt.date(int(parts["y"]), month, int(parts["d"])), match.start(), match.end()
            except ValueError:  # no month has this name, or no such day
                continue
    return None


def is_word_count(text: str) -> bool:
    """Whether a line states the length of an article ("1,204 words", "664 Wörter")."""
    return WORD_COUNT.fullmatch(text) is not None


def is_dateline(text: str) -> bool:
    """Whether a line is a date and at most a weekday and a time besides."""
    found = dated(text) if len(text) <= 60 else None
    return found is not None and len(text) - (found[2] - found[1]) <= 20


def header_of(lines: list[str]) -> tuple[int, dt.date | None, str | None]:
    """Read a header without labels: word count, date, optional time, outlet, in this order.

    Returns the position of the word count (of the date where no count is stated, ``len(lines)`` where neither is),
    the date and the outlet's name.
    """
    count = next((k for k, line in enumerate(lines) if is_word_count(line)), None)
    if count is None:
        pairs = pairwise(lines)
        count = next((k for k, (a, b) in enumerate(pairs) if COUNT_LIKE.fullmatch(a) and is_dateline(b)), None)
    day = next((k for k in range(0 if count is None else count + 1, len(lines)) if is_dateline(lines[k])), None)
    if day is None and count is not None and count + 2 < len(lines) and YEAR.search(lines[count + 1][:60]):
        day = count + 1  # a date in a language that the table lacks
    if day is None:
        return len(lines) if count is None else count, None, None
    rest = (line for line in lines[day + 1 :] if TIME.fullmatch(line) is None)
    return day if count is None else count, date_of(lines[day]), outlet_name(next(rest, None))


# -- outlets ----------------------------------------------------------------------------------

#: an edition behind the name: "New York Times, Late Edition (East Coast)", "The Guardian - Final Edition"
EDITION = re.compile(
    r"(?:\s*[,(]|\s+[–—-])\s*(?:[^,;()]*\b(?:edition|ausgabe|édition|editie|upplaga)\b.*|(?:no|nr|n°)\.? ?\d+)$",
    re.IGNORECASE,
)
BRACKETED_PLACE = re.compile(r"(.*\S)\s*\(([^()]*)\)$")
#: names that several newspapers have -> the places of the one that the bare name means
HOMES = {
    "guardian": ("london", "manchester", "uk"), "times": ("london", "uk"), "sundaytimes": ("london", "uk"),
    "independent": ("london", "uk"), "dailytelegraph": ("london", "uk"), "telegraph": ("london", "uk"),
    "observer": ("london", "uk"), "sun": ("london", "uk"), "mirror": ("london", "uk"), "dailymail": ("london", "uk"),
}  # fmt: skip


def outlet_name(stated: str | None) -> str | None:
    """Return an outlet's name without place ("…; Los Angeles, Calif.") and edition, or ``None`` if none is stated.

    The place stays where it distinguishes a newspaper from a better known one of that name: "The Guardian
    (Charlottetown)". In brackets it also stays behind names that no table knows.
    """
    name, _, place = " ".join((stated or "")[:LONGEST_LINE].split()).partition(";")
    name = EDITION.sub("", name.strip()).strip(" ,;")
    if match := BRACKETED_PLACE.fullmatch(name):
        if name_key(name) in names() or name_key(match[1]) not in HOMES:
            return name
        name, place = match[1], match[2]
    if place.strip() and not set(HOMES.get(name_key(name), ())).isdisjoint(re.findall(r"\w+", place.casefold())):
        place = ""
    if place.strip() and name_key(name) in HOMES:
        return f"{name} ({place.strip(' .')})"
    return name or None


# -- authors ----------------------------------------------------------------------------------

BYLINE = re.compile(r"^(?:by|von|par|door|av|de notre correspondante?|story by|written by)\b:?\s+", re.IGNORECASE)
BETWEEN = re.compile(r"\s*(?:;|/|\||,\s+and\b|\b(?:and|und|et|en|och)\b(?=\s+[A-ZÀ-Þ])|&)\s*")
COMMA = re.compile(r"\s*,\s*")
#: what follows a name: an address, an account, a place, a remark
BEHIND = re.compile(
    r"\s*(?:\S*@\S*|https?:|www\.|\(|"
    r"\b(?:in|from|IN|FROM|OPINION|Opinion|Twitter|Special to|For the|for The|is an?|are)\b).*$",
    re.DOTALL,
)
#: words that show that a part of a byline is no person, and words that show it only if there are no others
OFFICE = re.compile(
    r"staff\w*|writers?|reporters?|reporting|correspondents?|editors?|bureau|columnists?|newsroom|newswires?|agency|agence|"
    r"agentur|contributors?|contributed|editorial|redaktion|rédaction|redactie|photographer|producer|reuters|afp|dpa",
    re.IGNORECASE,
)
IMPERSONAL = re.compile(
    r"the|associated|press|news|wires?|services?|chief|desk|special|political|national|foreign|business|sports?|critics?|times|"
    r"post|star|herald|tribune|bloomberg|ap|pa|upi|local|city|online|opinion|anonymous|and|of|for",
    re.IGNORECASE,
)
SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|phd|md|esq)\.?", re.IGNORECASE)
#: two names without a blank between them: "John StapletonYvonne Yuan"
RUN_TOGETHER = re.compile(r"(?<=[a-zà-ÿ]{4})(?=[A-Z][a-zà-ÿ]+\s+[A-Z])")
MOST_WORDS, LONGEST_NAME = 6, 60
#: characters of a byline that are looked at
LONGEST_BYLINE = 1000


def author_names(stated: str | None, outlet: str | None = None, last_first: bool = False) -> tuple[str, ...]:
    """Return the persons that a byline names, without "By", offices, addresses and the outlet.

    ``last_first`` reads "Wines, Michael; Cramer, Maria" as Michael Wines and Maria Cramer.
    """
    text = BYLINE.sub("", " ".join((stated or "")[:LONGEST_BYLINE].split()))
    parts: Iterable[str] = BETWEEN.split(text)
    if last_first:
        parts = (_first_name_first(part) for part in parts)
    else:
        parts = (piece for part in parts for piece in COMMA.split(part))
    found = (name for part in parts for name in _persons(part, outlet))
    return tuple(dict.fromkeys(found))


def credited_names(stated: str, outlet: str | None = None) -> tuple[str, ...]:
    """Return the persons of a credit line, where names and offices follow each other without marks between.

    Names of two words each are separated ("Rob Doe Jane Roe"); before an office two words are the name.
    """
    found: list[str] = []
    text = _without_outlet(" ".join(stated[:LONGEST_BYLINE].split()), outlet)
    for part in BETWEEN.split(RUN_TOGETHER.sub("; ", text)):
        words = BEHIND.sub("", BYLINE.sub("", part)).strip(" ,;.").split()
        office = next((k for k, word in enumerate(words) if _is_office(word)), None)
        if office is not None:
            words = words[:2] if office >= 2 else []
        pairs = len(words) >= 4 and len(words) % 2 == 0 and all(word[0].isupper() for word in words)
        size = 2 if pairs else len(words) or 1
        for k in range(0, len(words), size):
            found += _persons(" ".join(words[k : k + size]), outlet)
    return tuple(dict.fromkeys(found))


def _is_office(word: str) -> bool:
    return bool(OFFICE.fullmatch(word) or IMPERSONAL.fullmatch(word)) or word.endswith(("'s", "’s"))


def _first_name_first(name: str) -> str:
    last, comma, first = (part.strip() for part in name.partition(","))
    return f"{first} {last}" if comma and first and not SUFFIX.fullmatch(first) else name


def _without_outlet(text: str, outlet: str | None) -> str:
    return re.sub(rf"\b{re.escape(outlet)}\b", " ", text, flags=re.IGNORECASE) if outlet else text


def _persons(part: str, outlet: str | None) -> Iterator[str]:
    """The name in a part of a byline, if it is a person's."""
    name = BEHIND.sub("", _without_outlet(BYLINE.sub("", part.strip()), outlet)).strip(" ,;:*•-–—")
    words = name.split()
    if not words or len(words) > MOST_WORDS or len(name) > LONGEST_NAME or any(char.isdigit() for char in name):
        return
    bare = [word.strip(".,;") for word in words]
    if any(OFFICE.fullmatch(word) for word in bare) or SUFFIX.fullmatch(name):
        return
    if bare[0].casefold() == "the" or all(IMPERSONAL.fullmatch(word) for word in bare):
        return
    if words[0][0].isupper() or not words[0][0].isascii():
        yield name


# -- paragraphs -------------------------------------------------------------------------------


def without_endings(paragraphs: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Split a text into its paragraphs and the captions at its end; a copyright line at the end is dropped.

    A text of captions alone stays as it is.
    """
    last = len(paragraphs)
    captions: list[str] = []
    while last > 1 and (CAPTION.match(paragraphs[last - 1]) or is_copyright(paragraphs[last - 1])):
        last -= 1
        if not is_copyright(paragraphs[last]):
            captions.append(paragraphs[last])
    return paragraphs[:last], tuple(reversed(captions))


def is_copyright(paragraph: str) -> bool:
    """Whether a paragraph is only a copyright line."""
    return COPYRIGHT.match(paragraph) is not None and len(paragraph.split()) <= COPYRIGHT_WORDS
