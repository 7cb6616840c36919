"""One name for one outlet: "Fox Online News" and foxnews.com are Fox News.

``aliases.csv`` has a row an outlet: ``outlet,domains,aliases``, several of them parted by ``;``. A file of the same
columns at ``data/outlets.csv`` goes before it, for the outlets of a user's own; the feeds of ``seeds/outlets.csv`` name
further domains.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from analysis.paths import DATA, SEEDS

TABLE = Path(__file__).with_name("aliases.csv")
OWN = DATA / "outlets.csv"
FEEDS = SEEDS / "outlets.csv"
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.IGNORECASE)
#: hosts that carry the articles of others, so that the host says nothing about the outlet
CARRIERS = ("web.archive.org", "archive.org", "archive.ph", "archive.today", "webcache.googleusercontent.com",
            "news.google.com", "cdn.ampproject.org", "allsides.com", "msn.com")  # fmt: skip
#: what a site calls itself is at most this long; more is a slogan
LONGEST_NAME = 60
SLOGAN = re.compile(r"\s+[|–—·»•:-]+\s+")


def outlet_of(name: str | None, url: str | None = None) -> str | None:
    """The outlet's one name, from what a source calls it or else from the host of its address.

    An outlet that no table knows keeps the name it was given; without a name it is called by its host.
    """
    stated = " ".join((name or "").split())
    if stated:
        known = names().get(key(stated)) or (of_host(stated) if HOST.fullmatch(stated) else None)
        return known or stated
    host = host_of(url)
    return of_host(host) or host if host else None


def outlet_of_page(site: str | None, url: str | None) -> str | None:
    """The outlet of a web page: by its host where a table knows it, else as the page calls its site, else the host."""
    host = host_of(url)
    if host and (known := of_host(host)):
        return known
    stated = SLOGAN.split(" ".join((site or "").split()))[0]
    return outlet_of(stated if len(stated) <= LONGEST_NAME else None, url)


def host_of(url: str | None) -> str | None:
    """The host of an address without its ``www.``; ``None`` of a host that carries the articles of others."""
    try:
        host = (urlsplit(url or "").hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return None
    return None if not host or any(host == c or host.endswith("." + c) for c in CARRIERS) else host


def of_host(host: str) -> str | None:
    """The outlet that a table has for a host or for the domain above it."""
    parts = host.lower().removeprefix("www.").split(".")
    return next((found for k in range(len(parts) - 1) if (found := domains().get(".".join(parts[k:])))), None)


def key(name: str) -> str:
    """What two spellings of a name share: letters and digits, without a leading "The" and a trailing ".com"."""
    bare = re.sub(r"^the\s+|\.(?:com|org|net|co\.uk)$", "", name.strip().casefold())
    return re.sub(r"[\W_]+", "", bare.replace("&", "and")) or name.casefold()


@cache
def names() -> dict[str, str]:
    """The ``key`` of every name and alias -> the outlet."""
    found: dict[str, str] = {}
    for outlet, _, aliases in _rows():
        for alias in (outlet, *aliases):
            found.setdefault(key(alias), outlet)
    return found


@cache
def domains() -> dict[str, str]:
    """Every domain -> the outlet."""
    found: dict[str, str] = {}
    for outlet, hosts, _ in _rows():
        for host in hosts:
            found.setdefault(host.lower().removeprefix("www."), outlet)
    return found


def _rows() -> list[tuple[str, list[str], list[str]]]:
    rows = []
    for path in (OWN, TABLE):
        if path.exists():
            with open(path, encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    if outlet := (row.get("outlet") or "").strip():
                        rows.append((outlet, _several(row.get("domains")), _several(row.get("aliases"))))
    if FEEDS.exists():
        with open(FEEDS, encoding="utf-8", newline="") as file:
            rows += [(row["name"], [row["domain"]], []) for row in csv.DictReader(file)]
    return rows


def _several(cell: str | None) -> list[str]:
    return [part.strip() for part in (cell or "").split(";") if part.strip()]
