"""Cells of tables: values of any type -> text, outlet, names of authors."""

from __future__ import annotations

import ast
import datetime as dt
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from analysis.ingest.outlets import HOST, host_of, name_key, names, outlet_of
from analysis.ingest.repair import repaired
from analysis.ingest.tables.markup import plain_line

#: values that programs write for a missing value, in lower case
MISSING = frozenset((
    "", "nan", "none", "null", "na", "n/a", "n.a.", "#n/a", "#n/a n/a", "<na>", "nat", "\\n", "-", "--", "(null)",
    "[null]", "nil", "undefined", "[]", "{}", "()", "['']", '[""]', "#value!", "#ref!", "#name?", "#null!", "[none]",
    "[nan]",
))  # fmt: skip
#: keys of objects that have the value itself, the first that is there
VALUE_KEYS = ("name", "title", "rendered", "main", "original", "$date", "$numberLong", "$oid", "#text", "text", "value",
              "label", "uri", "content", "url", "id")  # fmt: skip
#: keys of objects that have a text of several paragraphs
TEXT_KEYS = ("rendered", "text", "plaintext", "content", "paragraphs", "sections", "body", "value", "#text", "html",
             "paragraph", "main")  # fmt: skip
#: keys of objects that name an outlet
OUTLET_KEYS = ("name", "title", "site", "domain", "uri", "url", "id")
#: characters; longer cells are not read as lists
LONGEST_LIST = 200_000
#: characters; longer cells of authors are not cached
LONGEST_CACHED = 500
#: the deepest list in a list that is read
DEEPEST = 6
#: lists that pandas and NumPy write without commas: ['A' 'B']
NO_COMMA = re.compile(r"(?<=['\"])\s+(?=['\"])")
#: the brackets around a list or an object, and its beginning
BRACKETS = ("[]", "{}", "()")
LISTED = re.compile(r"[\[{(]\s*[\[{\"'\]}]")
NUMPY = re.compile(r"^array\((\[.*\])(?:, dtype=\w+)?\)$", re.DOTALL)


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no value."""
    return len(text) < 12 and text.lower() in MISSING


def parsed(value: Any) -> Any:
    """The list or object that a cell contains as text, as Python or JSON write it; any other value unchanged."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if (match := NUMPY.match(text)) and len(text) < LONGEST_LIST:
        text = match[1]
    if text[:1] + text[-1:] not in BRACKETS or len(text) > LONGEST_LIST or LISTED.match(text) is None:
        return value
    for read in (json.loads, lambda listed: ast.literal_eval(NO_COMMA.sub(", ", listed))):
        try:
            found = read(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
            continue
        return found if isinstance(found, (list, tuple, dict)) else value
    return value


def text_of(value: Any) -> str | None:
    """The cell as one line or text, or ``None`` if it is missing. Of a list, the values separated by commas."""
    value = parsed(value)
    if isinstance(value, dict):
        value = next((value[key] for key in VALUE_KEYS if value.get(key) not in (None, "", [], {})), None)
        return text_of(value)
    if value is None:
        return None
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return ", ".join(part for item in value if (part := text_of(item)) is not None) or None
    text = value if isinstance(value, str) else str(value)
    text = repaired(text).strip()
    return None if is_missing(text) else text


def line_of(value: Any) -> str | None:
    """The cell as one line without markup, or ``None`` if it is missing or has no letter and no digit."""
    text = text_of(value)
    if text is None or not any(map(str.isalnum, text)):
        return None
    if "&" in text or "<" in text:
        text = plain_line(text)
    if "\n" in text:  # other spaces stay, since the ID of an article depends on its headline
        text = " ".join(text.split())
    text = text.strip()
    return None if is_missing(text) else text


def body_of(value: Any) -> str | None:
    """The cell as a text: of lists and of objects of paragraphs, each paragraph on its own lines."""
    if isinstance(value, str):
        if not value.startswith(("[", "{", "(", "array([")) or (listed := parsed(value)) is value:
            text = repaired(value).strip()
            if "\\n" in text and "\n" not in text:  # line breaks as programs write them in one line
                text = re.sub(r"(?:\\r)?\\n", "\n", text).strip()
            return None if is_missing(text) else text
        value = listed
    parts = [part for part in _paragraphs(value, DEEPEST) if not is_missing(part)]
    return repaired("\n\n".join(parts)).strip() or None


def _paragraphs(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, (list, tuple)) and depth:
        for item in value:
            yield from _paragraphs(item, depth - 1)
    elif isinstance(value, dict) and depth:
        inner = next((value[key] for key in TEXT_KEYS if value.get(key) not in (None, "", [], {})), None)
        yield from _paragraphs(inner, depth - 1)
    elif value is not None and not isinstance(value, (list, tuple, dict)):
        yield str(value).strip()


def stated_outlet(value: Any) -> str | None:
    """The outlet that a cell states: its name, also where the cell is an object or the address of its site."""
    value = parsed(value)
    if isinstance(value, dict):
        name = next((value[key] for key in OUTLET_KEYS if value.get(key)), None)
        return stated_outlet(name)
    if isinstance(value, (list, tuple)):
        return stated_outlet(value[0]) if value else None
    name = line_of(value)
    if name is None or " " in name or "." not in name:
        return name
    address = name if "://" in name else f"https://{name.removeprefix('//')}"
    try:
        path = urlsplit(address).path
    except ValueError:
        return name
    host = (host_of(address) or "").lower()
    if not host:
        return None if "://" in name else name
    known = "://" in name or name.startswith(("//", "www.")) or path.strip("/")
    return (outlet_of(None, address) or name) if known and HOST.fullmatch(host) else name


# -- authors --------------------------------------------------------------------------------------

BY = re.compile(r"^(?:(?:story|words|written|reported|posted|analysis|opinion|text|reporting)\s+)?by\b:?\s*(?=\S)",
                re.IGNORECASE)  # fmt: skip
#: what separates names for certain
STRONG = re.compile(r"\s*(?:[;|\n•·]|\s/\s|&(?!\w+;)|\band\b(?=\s)|\bwith\b(?=\s)|,\s*and\b)\s*", re.IGNORECASE)
EMAIL = re.compile(r"[<(]?\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*[>)]?")
SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|esq)\.?", re.IGNORECASE)
#: words of what somebody is, and not of a name
ROLE = re.compile(
    r"\b(?:correspondent|editor|reporter|writer|staff|bureau|columnist|journalist|producer|contributor|special to|"
    r"political|chief|desk|newsroom|agency|news service|wire service|web team|admin|editorial board|associate|freelance"
    r"|updated|published|photographer|analyst|critic)\b",
    re.IGNORECASE,
)  # fmt: skip
PARTICLES = frozenset("van von de der den del della di da dos du la le al el bin ibn st st. mc o' ten ter".split())


def authors_of(value: Any, outlet: str | None = None) -> tuple[str, ...]:
    """The names of the authors in a cell, each once; never the outlet, a role or an address.

    “Fenwick, Orla” is one author, whose family name comes first.
    """
    if value is None:
        return ()
    if isinstance(value, str) and len(value) <= LONGEST_CACHED:
        return _authors_in(value, outlet)
    return _authors(parsed(value), outlet)


@lru_cache(20_000)
def _authors_in(text: str, outlet: str | None) -> tuple[str, ...]:
    """The authors in a text; cached, since an author writes many articles."""
    return _authors(parsed(text), outlet)


def _authors(value: Any, outlet: str | None) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for written in _written(value, DEEPEST):
        found |= dict.fromkeys(name for name in _names(written) if not _is_outlet(name, outlet))
    return tuple(found)


def _written(value: Any, depth: int) -> Iterator[str]:
    """The texts with names in a cell: those of each element of a list."""
    if isinstance(value, (list, tuple)) and depth:
        for item in value:
            yield from _written(item, depth - 1)
    elif isinstance(value, dict):
        first, last = (value.get(key) or "" for key in ("firstname", "lastname"))
        if first or last:
            yield f"{first} {last}".strip()
        elif isinstance(value.get("person"), list) and not value.get("original"):
            yield from _written(value["person"], depth - 1)
        elif (text := text_of(value)) is not None:
            yield text
    elif (text := text_of(value)) is not None:
        yield plain_line(text)


def _names(written: str) -> Iterator[str]:
    written = EMAIL.sub(lambda match: "" if match[0][0] not in "<(" else " ", written)
    written = BY.sub("", " ".join(part.strip() for part in written.splitlines() if part.strip())
                     if "\n" not in written.strip() else written.strip())  # fmt: skip
    for part in STRONG.split(written):
        bare = re.sub(r"^\(([^()]*)\)$", r"\1", (part or "").strip(" ,\t\"'[]"))
        yield from (name for name in _of_commas(BY.sub("", bare)) if _is_name(name))


def _of_commas(part: str) -> list[str]:
    """The names in a text with commas between names, or between the family name and the given names."""
    pieces = [" ".join(piece.split()) for piece in part.split(",")]
    pieces = [piece for piece in pieces if piece]
    joined: list[str] = []
    for piece in pieces:
        if joined and SUFFIX.fullmatch(piece):
            joined[-1] += f", {piece}"
        else:
            joined.append(piece)
    joined = [piece for piece in joined if not ROLE.search(piece) or len(joined) == 1]
    if len(joined) == 2 and _is_family_name(joined[0]) and _is_given_name(joined[1]):
        return [f"{joined[1]} {joined[0]}"]
    if len(joined) > 2 and len(joined) % 2 == 0 and all(" " not in piece for piece in joined[::2]):
        if all(_is_given_name(piece) for piece in joined[1::2]):
            return [f"{given} {family}" for family, given in zip(joined[::2], joined[1::2], strict=True)]
    return joined


def _is_family_name(piece: str) -> bool:
    words = piece.split(",")[0].split()
    names_in = [word for word in words if word.lower() not in PARTICLES]
    return len(names_in) == 1 and words[-1][:1].isupper() and name_key(piece) not in names()


def _is_given_name(piece: str) -> bool:
    words = piece.split()
    return 1 <= len(words) <= 2 and all(word[:1].isupper() for word in words)


def _is_name(name: str) -> bool:
    if is_missing(name.strip()) or not any(map(str.isalpha, name)) or len(name) > 80:
        return False
    return "://" not in name and not name.startswith(("@", "www.")) and not re.fullmatch(r"[\w-]+(\.[\w-]+)+", name)


def _is_outlet(name: str, outlet: str | None) -> bool:
    """Whether a name is that of the outlet, also with “Staff” or in another spelling, or only a role."""
    has_role = ROLE.search(name) is not None
    bare = ROLE.sub("", name).strip(" ,-–—") if has_role else name
    if not bare:
        return True
    if outlet is None:
        return False
    keys = _outlet_keys(outlet)
    spellings = (name_key(name), name_key(bare)) if has_role else (name_key(name),)
    return any(key in keys or (key in names() and name_key(names()[key]) in keys) for key in spellings)


@lru_cache(2_000)
def _outlet_keys(outlet: str) -> frozenset[str]:
    return frozenset((name_key(outlet), name_key(outlet_of(outlet) or outlet)))
