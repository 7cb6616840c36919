"""Numbers, days and names as readers see them, and values with their intervals in words. Pure."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pandas as pd

from analysis.types import Measure

NO_OUTLET = "(outlet not stated)"
NO_TOPIC = "(no topic)"
#: words of a topic's name that are written in capitals
_ACRONYMS = frozenset(
    "cdc cia dea dhs doj eu epa fbi fcc fda gop imf irs isis lgbt lgbtq nasa nato nhs nra nsa opec uk un us usa wto"
    .split()
)  # fmt: skip
#: names in a topic's name: each of their words has a capital
_PROPER = (
    "afghanistan", "africa", "african", "america", "american", "asia", "asian", "australia", "brazil", "brexit",
    "britain", "british", "canada", "china", "chinese", "christmas", "congress", "conservative party", "cuba",
    "democrat", "democratic party", "democrats", "egypt", "europe", "european", "france", "french", "german", "germany",
    "great britain", "green party", "hispanic", "homeland security", "india", "iran", "iraq", "ireland", "islam",
    "islamic", "israel", "italy", "japan", "jewish", "justice department", "labour party", "latin america", "medicaid",
    "medicare", "mexico", "middle east", "muslim", "north korea", "pakistan", "palestine", "pentagon", "republican",
    "republican party", "republicans", "russia", "russian", "saudi arabia", "senate", "social security",
    "south africa", "south america", "south korea", "spain", "state department", "supreme court", "syria", "taiwan",
    "tea party", "treasury", "ukraine", "united kingdom", "united nations", "united states", "us constitution",
    "us house", "venezuela", "veterans affairs", "wall street", "white house", "yemen",
)  # fmt: skip
_PROPER_NAME = re.compile(rf"\b(?:{'|'.join(sorted(_PROPER, key=len, reverse=True))})\b")

#: characters that have a meaning in Markdown
MARKDOWN = frozenset("\\`*_{}[]()<>#+-.!|$:~&")


def markdown_escaped(text: str) -> str:
    """Text for a label, which is Markdown, with everything escaped that would be markup."""
    return "".join(f"\\{character}" if character in MARKDOWN else character for character in text)


def number(value: float, digits: int) -> str:
    """A number with thousands separators and a true minus sign."""
    return f"{value:,.{digits}f}".replace("-", "−")


def number_of(count: Any, noun: str, plural: str = "") -> str:
    """A number of things: "1 article", "2,000 articles"; ``plural`` is for nouns whose plural is not formed by "s"."""
    return f"{count:,.0f} {noun if count == 1 else plural or noun + 's'}"


def slug(*parts: str) -> str:
    """The parts as a stem for the names of a picture's files: lower-case letters, digits and hyphens."""
    joined = "-".join(parts).lower()
    return "".join(c if c.isalnum() and c.isascii() else "-" for c in joined).strip("-").replace("--", "-")


def signed(value: float, digits: int) -> str:
    """A difference with its sign and a true minus; a small one gets more digits, so that it is not shown as zero."""
    while digits < 6 and value and abs(value) < 0.5 * 10**-digits:
        digits += 1
    return f"{value:+.{digits}f}".replace("-", "−")


def outlet_name(name: str) -> str:
    """An outlet's name for readers; a placeholder if the outlet is unknown."""
    return name or NO_OUTLET


def topic_name(name: str) -> str:
    """A topic's name for readers: ``us_house`` becomes "US House"; a placeholder if there is no topic.

    A name that has a capital is left as it is written.
    """
    if not name:
        return NO_TOPIC
    shown = " ".join(name.replace("_", " ").split())
    if shown != shown.lower():
        return shown
    shown = _PROPER_NAME.sub(lambda found: found[0].title(), shown)
    shown = " ".join(word.upper() if word.lower() in _ACRONYMS else word for word in shown.split(" "))
    return shown[:1].upper() + shown[1:]


def day(date: dt.date | None) -> str:
    """A day as readers write it, such as 1 Jul 2018; empty if there is none."""
    return "" if date is None else f"{date.day} {date:%b %Y}"


def label(*parts: str) -> str:
    """Parts joined for a list of choices, without empty ones; each keeps its own writing direction."""
    return " – ".join(f"\u2068{part}\u2069" for part in parts if part)


def row_of(table: pd.DataFrame, index: Any) -> Any:
    """The row of a table with this index label, with columns as attributes."""
    return next(table.loc[[index]].reset_index().itertuples())


def with_unit(value: float, measure: Measure) -> str:
    """A value with its unit; without it for a scale such as "tone, −1 to 1", which is not counted in anything."""
    shown = number(value, measure.decimals)
    return shown if "," in measure.unit.replace("1,000", "") else f"{shown} {measure.unit}"


def with_interval(row: Any, measure: Measure, unit: bool = False) -> str:
    """A row's value, with its ``unit`` if wanted, its interval and number of articles."""
    digits = measure.decimals
    value = with_unit(row.value, measure) if unit else number(row.value, digits)
    ends = f"{number(row.low, digits)} to {number(row.high, digits)}"
    return f"{value} ({ends}; {number_of(row.articles, 'article')})"


def rounded(table: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """A table of comparisons with its numbers rounded to one digit more than those of the measure."""
    own = ("value", "slope", "size", "before", "after", "low", "high")
    return table.round(dict.fromkeys(own, measure.decimals + 1) | {"p": 3, "q": 3})


def signed_with_interval(value: float, low: float, high: float, digits: int) -> str:
    """A difference and its interval, each with its sign."""
    return f"{signed(value, digits)} ({signed(low, digits)} to {signed(high, digits)})"
