"""The link from one page of an article to the next."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

#: page numbers in a path and in a query string, and the highest that is followed
PAGE_IN_PATH = re.compile(r"[/_,-](?:page|pagina|seite|pg|p)[/_-]?(?P<number>\d{1,3})$", re.IGNORECASE)
PAGE_PARAMETERS = frozenset(("page", "paged", "pg", "p", "pagenum", "page_number", "pagina", "seite", "pn"))
MOST_PAGES = 50
#: a number of a first page that is an ID: ?p=12 and /p12
ID_LIKE = re.compile(r"(?:[?&]p=|[/_,-]pg?[/_-]?)(?!1\b)\d+(?:\.\w+)?/?(?:$|[?&#])", re.IGNORECASE)


def is_next_page(following: str, url: str, first: str) -> bool:
    """Whether a URL is that of the page after ``url`` in the article that begins at ``first``.

    A number that is not marked as that of a page, as in /story/10235, counts only if ``first`` has none in its place.
    """
    try:
        here, there, start = urlsplit(url), urlsplit(following), urlsplit(first)
    except ValueError:
        return False
    if here.hostname != there.hostname or not start.path.strip("/") or ID_LIKE.search(first):
        return False
    number = _page_number(following, first)
    current = (_without_page_number(url)[1] or 1) if url == first else _page_number(url, first)
    if number is None or number > MOST_PAGES:
        return False
    if current is None:
        return False
    return number == current + 1 or (url == first and current == 1 and number == 1 and following != url)


def _page_number(url: str, first: str) -> int | None:
    """The page number of a URL if it differs from ``first`` in nothing else."""
    marked, start = _without_page_number(url), _without_page_number(first)
    if marked[1] is not None and marked[0] == start[0]:
        return marked[1]
    # a number alone: /pier/2 after /pier, and pier-2.html after pier.html
    stem, extension = _stem(urlsplit(first).path)
    other, other_extension = _stem(urlsplit(url).path)
    number = (
        re.fullmatch(r"(?P<mark>[/,_-])(?P<number>\d{1,2})", other[len(stem) :]) if other.startswith(stem) else None
    )
    if number is None or extension != other_extension or urlsplit(url).query != urlsplit(first).query:
        return None
    return int(number["number"]) if number["mark"] in "/," or extension else None


def _stem(path: str) -> tuple[str, str]:
    """A path without trailing slash and extension, and its extension."""
    match = re.fullmatch(r"(.*?)(\.[a-z]{3,5})?/?", path, re.IGNORECASE)
    return (match[1], match[2] or "") if match else (path, "")


def _without_page_number(url: str) -> tuple[str, int | None]:
    """A URL without a number that is marked as that of a page (?page=2, /page/2, -page-2), and the number."""
    parts = urlsplit(url)
    stem, extension = _stem(parts.path)
    number = None
    if in_path := PAGE_IN_PATH.search(stem):
        number, stem = int(in_path["number"]), stem[: in_path.start()]
    kept = []
    for pair in parts.query.split("&"):
        name, _, value = pair.partition("=")
        if name.lower() in PAGE_PARAMETERS and re.fullmatch(r"\d{1,3}", value):
            number = int(value)
        elif pair:
            kept.append(pair)
    return f"{parts.hostname}{stem}{extension}?{'&'.join(kept)}", number
