"""Normalisation of URLs, so that an article counts once although several URLs lead to its page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

#: query parameters that record where a reader came from and do not affect the page
TRACKING = frozenset(
    "fbclid gclid dclid gbraid wbraid msclkid yclid igshid mc_cid mc_eid ref_src cmpid ocid smid xtor s_cid "
    "ns_mchannel ns_source ns_campaign ns_linkname at_medium at_campaign traffic_source".split()
)
#: query parameters that select a version of the page for mobile devices or printing
VERSIONS = frozenset(("amp", "outputtype", "print"))
#: the same in hosts, as in amp.news.example
HOST_VERSIONS = re.compile(r"^(?:(?:www\d?|amp|m|mobile)\.)+(?=[^.]+\.)")
#: the same in paths, as in /story/amp
PATH_VERSIONS = re.compile(r"(?:/(?:amp|print))?/*$|\.amp(?=(?:\.html?)?$)")
#: characters; longer values are not real URLs
LONGEST = 2000
DEFAULT_PORTS = (None, 80, 443)


def without_tracking(query: str) -> str:
    """The query string without tracking parameters; a query string without any is returned unchanged."""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _tracks(name)]
    return query if len(kept) == len(pairs) else urlencode(kept)


def page_key(url: str | None) -> str | None:
    """A key that all URLs of one page share.

    It ignores the scheme, ``www.``, the default port, a trailing slash, tracking parameters, the order of the other
    parameters, the fragment, and whether the URL is for the AMP, mobile or print version. ``None`` if the URL is
    invalid, not a web address, or a site's front page.
    """
    try:
        parts = urlsplit((url or "").strip())
        host, port = HOST_VERSIONS.sub("", (parts.hostname or "").rstrip(".")), parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or len(url or "") > LONGEST:
        return None
    path = PATH_VERSIONS.sub("", unquote(parts.path))
    pairs = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _tracks(name) and name.lower() not in VERSIONS
    )
    # single-page applications keep the path of the page after “#!” or “#/”
    route = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    if not (path or pairs or route):
        return None
    other_port = "" if port in DEFAULT_PORTS else f":{port}"
    query = f"?{urlencode(pairs, errors='replace')}" if pairs else ""
    return f"{host}{other_port}{path}{query}" + (f"#{route}" if route else "")


def _tracks(name: str) -> bool:
    return name.lower() in TRACKING or name.lower().startswith("utm_")


#: in the address of every copy: a fast test that saves most URLs the others
COPIES = re.compile(r"archive|wayback|arquivo|google|ampproject|facebook", re.IGNORECASE)
#: characters before the address of the original in the path of an archived copy: a time, a code or “newest”
ARCHIVED = re.compile(
    r"/(?:\*|\d{4,14}[\d*]*(?:[a-z]{2}_)?|\d{4}\.\d\d\.\d\d-\d{4,6}|newest|latest|o/\w+|web)/+(https?:/+.+|www\..+)$",
    re.IGNORECASE,
)
#: copies that name the original without its scheme
COPIED = re.compile(
    r"https?://(?:[\w-]+\.)?(?:cdn\.ampproject\.org/(?:[cviw]|wp)|(?:www\.)?google\.[a-z.]{2,6}/amp)/(?:s/)?(.+)$"
    r"|https?://web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/([^/]+\.[^/]+/.*)$",
    re.IGNORECASE,
)
#: the copy in Google's cache, and links that lead on to the page
CACHED = re.compile(
    r"https?://webcache\.googleusercontent\.com/search\?q=cache:(?:[\w-]{8,16}:)?([^+&]+)", re.IGNORECASE
)
FORWARDED = re.compile(
    r"https?://(?:(?:www\.)?google\.[a-z.]{2,6}/url|lm?\.facebook\.com/l\.php)\?(?:[^#]*&)?(?:q|u|url)=(https?%3A[^&#]+"
    r"|https?://[^&#]+)",
    re.IGNORECASE,
)


def original_url(url: str) -> str:
    """The URL of the page that an archived or cached copy shows; any other URL unchanged.

    Copies are those of the Wayback Machine and archives like it, archive.today, Google's cache and AMP caches.
    """
    if len(url) > LONGEST or not COPIES.search(url):
        return url
    if match := FORWARDED.match(url):
        return unquote(match[1])
    host = urlsplit(url).hostname or "" if "://" in url[:9] and "[" not in url else ""
    found = None
    if match := CACHED.match(url):
        found = unquote(match[1])
    elif match := COPIED.match(url):
        found = match[1] or match[2]
    elif ("archive" in host or "wayback" in host or "arquivo" in host) and (match := ARCHIVED.search(url)):
        found = unquote(match[1]) if "%3a" in match[1][:9].lower() else match[1]
    if found is None:
        return url
    found = re.sub(r"^(https?):/+", r"\1://", found, flags=re.IGNORECASE)
    return found if "://" in found[:9] else f"https://{found}"
