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
