"""What the addresses of one page have in common, so that its article counts once however it was linked to."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

#: parameters that say where a reader came from, not what is read
TRACKING = frozenset(
    "fbclid gclid dclid gbraid wbraid msclkid yclid igshid mc_cid mc_eid ref_src cmpid ocid smid xtor s_cid "
    "ns_mchannel ns_source ns_campaign ns_linkname at_medium at_campaign traffic_source".split()
)
#: parameters that choose a form of a page for telephones or printers
FORMS = frozenset(("amp", "outputtype", "print"))
HOST_FORMS = re.compile(r"^(?:(?:www\d?|amp|m|mobile)\.)+(?=[^.]+\.)")
PATH_FORMS = re.compile(r"(?:/(?:amp|print))?/*$|\.amp(?=(?:\.html?)?$)")
#: characters of an address; a longer one is none that a page has
LONGEST = 2000
DEFAULT_PORTS = (None, 80, 443)


def without_tracking(query: str) -> str:
    """The query of a link without parameters that only say where a reader came from, otherwise as it is."""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _tracks(name)]
    return query if len(kept) == len(pairs) else urlencode(kept)


def page_key(url: str | None) -> str | None:
    """One spelling for all addresses of a page: two with the same key lead to the same article.

    Scheme, ``www.``, default port, trailing slash, tracking parameters, the order of the others, the fragment, and what
    asks for the AMP, mobile or print form make no difference. ``None`` where the address names no page: it is none of
    the web, cannot be read, or is a site's front page.
    """
    try:
        parts = urlsplit((url or "").strip())
        host, port = HOST_FORMS.sub("", (parts.hostname or "").rstrip(".")), parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or len(url or "") > LONGEST:
        return None
    path = PATH_FORMS.sub("", unquote(parts.path))
    pairs = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _tracks(name) and name.lower() not in FORMS
    )
    # a site of one page keeps the address of what it shows behind “#!” or “#/”
    shown = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    if not (path or pairs or shown):
        return None
    at = "" if port in DEFAULT_PORTS else f":{port}"
    query = f"?{urlencode(pairs, errors='replace')}" if pairs else ""
    return f"{host}{at}{path}{query}" + (f"#{shown}" if shown else "")


def _tracks(name: str) -> bool:
    return name.lower() in TRACKING or name.lower().startswith("utm_")
