"""The raw text reader: a news page saved as text -> a cleaned article.

The page's furniture is known from ``boilerplate.csv``, a rule a line: ``pattern`` must match a whole
line, ``action`` says what the line is, ``where`` whether it counts only above the first paragraph
(``top``) or is to be cut out of a line
(``inside``, all but its group ``keep``). Only lines with ``hint`` are searched: in lower case, but for ``inside``.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from analysis.ingest.dates import read_date
from analysis.ingest.language import language_of
from analysis.ingest.outlets import outlet_of
from analysis.ingest.repair import repaired
from analysis.scorers.score import article_id
from analysis.types import Article

TABLE = Path(__file__).with_name("boilerplate.csv")
#: a repeated headline further down than this is not the page's own
PHOTO_ZONE_LINES = 10
LONGEST_TITLE = 300
PARAGRAPH_WORDS = 12
#: a longer line is a paragraph whatever it looks like; it also bounds the work of the patterns
LONGEST_FURNITURE = 2000
#: a date line stays out of the body even where its date is not certain, as 03/04/2019
UNCERTAIN_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b")
DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .,’'\-]{2,40}\((?P<wire>[^()\n]{2,40})\)\s*[-–—]+\s")


class NoArticle(ValueError):
    """A text that holds no article; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Rule:
    pattern: re.Pattern[str]
    action: str
    where: str
    hint: str


@cache
def rules() -> tuple[Rule, ...]:
    """The boilerplate table, compiled."""
    with open(TABLE, encoding="utf-8", newline="") as file:
        return tuple(
            Rule(re.compile(row["pattern"], re.IGNORECASE), row["action"], row["where"], row["hint"])
            for row in csv.DictReader(file)
        )


@dataclass(slots=True)
class Page:
    """What has been understood of a page so far."""

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    published: dt.date | None = None
    updated: dt.date | None = None
    captions: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


def read_text(
    raw: str,
    *,
    outlet: str | None = None,
    published: dt.date | None = None,
    topic: str | None = None,
    url: str | None = None,
    source: str | None = None,
) -> Article:
    """Read a page saved as text: headline, photo lines, body, copyright line.

    What the caller states (a manifest, say) goes before what the page states. A year alone is no
    date. Raises ``NoArticle`` where no body is left.
    """
    lines = [line for line in (part.strip() for part in repaired(raw).splitlines()) if line]
    if not lines:
        raise NoArticle("the text is empty; save the page again")
    page = Page()
    rest = _headline(page, lines)
    for line in rest:
        if not _place(page, line):
            break
    if not page.body:
        raise NoArticle("no body text was found between the headline and the page's furniture")
    text = "\n\n".join(page.body)
    found_outlet = outlet_of(outlet or page.outlet, url)
    return Article(
        id=article_id(found_outlet, page.title, text),
        outlet=found_outlet,
        title=page.title,
        text=text,
        published=published or page.published or page.updated,
        topic=topic,
        url=url,
        authors=page.authors,
        section=page.section,
        captions=tuple(page.captions),
        wire=wire_of(text, found_outlet),
        language=language_of(text),
        source=source,
    )


def _headline(page: Page, lines: list[str]) -> list[str]:
    """Take the headline and, where it stands twice, the photo lines between; return the rest."""
    if len(lines) == 1 or len(lines[0]) > LONGEST_TITLE:
        return lines
    page.title = lines[0]
    again = next((k for k in range(1, min(len(lines), PHOTO_ZONE_LINES)) if _same(lines[k], lines[0])), None)
    if again is None:
        return lines[1:]
    for line in lines[1:again]:
        action = _action(line, top=True)
        if action is None or action[0].action == "caption":
            if len(line.split()) >= PARAGRAPH_WORDS or action is not None:
                page.captions.append(line)
        else:
            _place(page, line)
    return lines[again + 1 :]


def _same(left: str, right: str) -> bool:
    return re.sub(r"\W+", "", left).casefold() == re.sub(r"\W+", "", right).casefold()


def _action(line: str, top: bool) -> tuple[Rule, re.Match[str]] | None:
    if len(line) > LONGEST_FURNITURE:
        return None
    lowered = line.lower()
    for rule in rules():
        applies = rule.where == "anywhere" or (top and rule.where == "top")
        if applies and rule.hint in lowered and (match := rule.pattern.fullmatch(line)):
            return rule, match
    return None


def _trimmed(line: str) -> str:
    """A paragraph without the furniture that is folded into it."""
    for rule in rules():
        if rule.where == "inside" and rule.hint in line:
            line = rule.pattern.sub(lambda match: match["keep"], line)
    return line


def _place(page: Page, line: str) -> bool:
    """Put one line where it belongs; ``False`` where the article ends."""
    found = _action(line, top=not page.body)
    if found is None:
        page.body.append(_trimmed(line))
        return True
    rule, match = found
    if rule.action == "copyright":
        page.outlet = match["outlet"].strip()
        return False
    if rule.action == "caption":
        page.captions.append(line)
    elif rule.action == "section":
        page.section = line
    elif rule.action == "byline":
        page.authors = tuple(a for a in re.split(r",\s*(?:and\s+)?|\s+and\s+", match["authors"]) if a)
    elif rule.action in ("published", "updated"):
        date = read_date(match["date"])
        if date is None:
            if not UNCERTAIN_DATE.match(match["date"]):
                page.body.append(_trimmed(line))
        elif rule.action == "published":
            page.published = page.published or date
        else:
            page.updated = date
    return True


def wire_of(text: str, outlet: str | None) -> str | None:
    """The agency that the dateline of a body names: "QUILLHAVEN (Meridian Wire) - ..."."""
    match = DATELINE.match(text)
    if match is None or match["wire"] == outlet:
        return None
    return match["wire"]


def clean_body(text: str) -> tuple[str, tuple[str, ...]]:
    """Drop the lines of a table's text that are furniture; return the body and the captions taken out."""
    page = Page()
    for line in (part.strip() for part in text.splitlines()):
        if not line:
            continue
        found = _action(line, top=False)
        if found is None:
            page.body.append(_trimmed(line))
        elif found[0].action == "caption":
            page.captions.append(line)
    return "\n\n".join(page.body), tuple(page.captions)
