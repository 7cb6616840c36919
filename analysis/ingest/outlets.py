"""Outlet names: "Fox Online News" and foxnews.com are both Fox News.

``aliases.csv`` has one row per outlet: ``outlet,domains,aliases``, with ``;`` between several domains or aliases. Users
can add outlets in ``data/outlets.csv``, a file with the same columns that takes precedence. Domains that neither lists
are looked up in the table of feeds, ``seeds/outlets.csv``.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from analysis.paths import DATA, SEEDS

TABLE = Path(__file__).with_name("aliases.csv")
USER_TABLE = DATA / "outlets.csv"
FEEDS = SEEDS / "outlets.csv"
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.IGNORECASE)
#: hosts that show articles of other outlets, so that the host does not identify the outlet
AGGREGATORS = ("web.archive.org", "archive.org", "archive.ph", "archive.today", "webcache.googleusercontent.com",
            "news.google.com", "cdn.ampproject.org", "allsides.com", "msn.com")  # fmt: skip
#: characters; a longer site name is a slogan
LONGEST_NAME = 60
#: the separator between a site's name and its slogan
SLOGAN = re.compile(r"\s+[|–—·»•:-]+\s+")


def outlet_of(name: str | None, url: str | None = None) -> str | None:
    """The standard name of an outlet, from a stated name or else from the host of a URL.

    An outlet that is in no table keeps its stated name; without one it is named by its host.
    """
    stated = " ".join((name or "").split())
    if stated:
        known = names().get(name_key(stated)) or (outlet_of_host(stated) if HOST.fullmatch(stated) else None)
        return known or stated
    host = host_of(url)
    return outlet_of_host(host) or host if host else None


def outlet_of_page(site: str | None, url: str | None) -> str | None:
    """The outlet of a web page: the one that the tables list for its host, else the site's name, else the host."""
    host = host_of(url)
    if host and (known := outlet_of_host(host)):
        return known
    stated = SLOGAN.split(" ".join((site or "").split()))[0]
    return outlet_of(stated if len(stated) <= LONGEST_NAME else None, url)


def host_of(url: str | None) -> str | None:
    """The host of a URL without ``www.``, or ``None`` if there is no host or it shows articles of other outlets."""
    try:
        host = (urlsplit(url or "").hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return None
    return None if not host or any(host == c or host.endswith("." + c) for c in AGGREGATORS) else host


def outlet_of_host(host: str) -> str | None:
    """The outlet that the tables list for a host or one of its parent domains, or ``None``."""
    parts = host.lower().removeprefix("www.").split(".")
    return next((found for k in range(len(parts) - 1) if (found := domains().get(".".join(parts[k:])))), None)


def name_key(name: str) -> str:
    """A key that spellings of one name share: its letters and digits, without a leading "The" or a trailing ".com"."""
    bare = re.sub(r"^the\s+|\.(?:com|org|net|co\.uk)$", "", name.strip().casefold())
    return re.sub(r"[\W_]+", "", bare.replace("&", "and")) or name.casefold()


@cache
def names() -> dict[str, str]:
    """``name_key`` of every name and alias -> outlet."""
    outlet_by_key: dict[str, str] = {}
    for outlet, _, aliases in _rows():
        for alias in (outlet, *aliases):
            outlet_by_key.setdefault(name_key(alias), outlet)
    return outlet_by_key


@cache
def domains() -> dict[str, str]:
    """Domain -> outlet."""
    outlet_by_domain: dict[str, str] = {}
    for outlet, hosts, _ in _rows():
        for host in hosts:
            outlet_by_domain.setdefault(host.lower().removeprefix("www."), outlet)
    return outlet_by_domain


def _rows() -> list[tuple[str, list[str], list[str]]]:
    """Outlet, domains and aliases from all tables, in order of precedence."""
    rows = []
    for path in (USER_TABLE, TABLE):
        if path.exists():
            with open(path, encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    if outlet := (row.get("outlet") or "").strip():
                        rows.append((outlet, _split(row.get("domains")), _split(row.get("aliases"))))
    if FEEDS.exists():
        with open(FEEDS, encoding="utf-8", newline="") as file:
            rows += [(row["name"], [row["domain"]], []) for row in csv.DictReader(file)]
    return rows


def _split(cell: str | None) -> list[str]:
    return [part.strip() for part in (cell or "").split(";") if part.strip()]
