"""Reader of pages saved as text: a news page -> a cleaned article.

Boilerplate lines are recognised by the rules in ``boilerplate.csv``, one per row:
- ``pattern`` must match the whole line, or with ``inside`` a part of it.
- ``action`` is what to do with the line.
- ``where`` is ``anywhere``; ``top`` for lines above the first paragraph only; or ``inside`` for a part of a line, which
  is removed except for the group ``keep``.
- ``hint`` is a string that every matching line contains, in lower case except with ``inside``: a fast test that saves
  most lines the slower pattern.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from analysis.furniture import spans_of
from analysis.ingest.beginnings import without_remark
from analysis.ingest.dates import read_date
from analysis.ingest.language import language_of
from analysis.ingest.outlets import outlet_of
from analysis.ingest.repair import repaired, unwrapped
from analysis.ingest.several import refusal
from analysis.ingest.transcripts.speakers import opens, turns_of
from analysis.scorers.score import article_id
from analysis.types import Article

TABLE = Path(__file__).with_name("boilerplate.csv")
#: the page may repeat its headline below its photos; lines in which the repetition is looked for
PHOTO_ZONE_LINES = 10
#: characters; a longer first line is a paragraph, not a headline
LONGEST_TITLE = 300
#: words from which a line between a headline and its repetition is a caption
CAPTION_WORDS = 12
#: characters; a longer line is always a paragraph, which also limits the work of the patterns
LONGEST_BOILERPLATE = 2000
#: an ambiguous date such as 03/04/2019: its line is not part of the body, although the date is not used
AMBIGUOUS_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b")
#: a dateline that names a news agency: a place in capitals, the agency in brackets, a dash: "QUAYTON (Reuters) - "
WIRE_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .,’'\-]{2,40}\((?P<wire>[^()\n]{2,40})\)\s*[-–—]+\s")


class NoArticle(ValueError):
    """A text or page without an article; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of boilerplate."""

    pattern: re.Pattern[str]
    action: str
    where: str
    hint: str


@cache
def rules() -> tuple[Rule, ...]:
    """The table of boilerplate, with compiled patterns."""
    with open(TABLE, encoding="utf-8", newline="") as file:
        return tuple(
            Rule(re.compile(row["pattern"], re.IGNORECASE), row["action"], row["where"], row["hint"])
            for row in csv.DictReader(file)
        )


@cache
def _quick_tests(top: bool) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One pattern for all rules without a hint, and all hints: most lines match none of them."""
    applicable = _line_rules(top)
    patterns = [re.sub(r"\(\?P<\w+>", "(?:", rule.pattern.pattern) for rule in applicable if not rule.hint]
    joined = "|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)"
    if re.search(r"\\[1-9]", joined):  # a group that is referred to by its number cannot be joined with others
        joined = ".*"
    return re.compile(joined, re.IGNORECASE), tuple(dict.fromkeys(rule.hint for rule in applicable if rule.hint))


@cache
def _line_rules(top: bool) -> tuple[Rule, ...]:
    """The rules for whole lines; ``top`` says whether the line is above the first paragraph."""
    return tuple(rule for rule in rules() if rule.where == "anywhere" or (top and rule.where == "top"))


@cache
def _inside_rules() -> tuple[Rule, ...]:
    """The rules for parts of lines."""
    return tuple(rule for rule in rules() if rule.where == "inside")


@dataclass(slots=True)
class TextPage:
    """The parts of a page that have been recognised so far."""

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
    """Read a page saved as text: headline, captions, body, copyright line.

    The keyword arguments, for example from a manifest, take precedence over what the page states. A year alone, as in a
    copyright line, is not a date. Raises ``NoArticle`` if no body is found, or signs of several articles.
    """
    page = _parsed(raw)
    text, partial = without_remark("\n\n".join(page.body))
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
        partial=partial,
        furniture=spans_of(text),
    )


def _parsed(raw: str) -> TextPage:
    lines = [line for line in (part.strip() for part in unwrapped(repaired(raw)).splitlines()) if line]
    if not lines:
        raise NoArticle("the text is empty; save the page again")
    if reason := refusal(lines):
        raise NoArticle(reason)
    page = TextPage()
    without_headline = turns_of(lines) is not None and opens(lines)
    for line in lines if without_headline else _read_headline(page, lines):
        if not _read_line(page, line):
            break
    page.body = turns_of(page.body) or page.body
    if not page.body:
        raise NoArticle("no body text was found below the headline; save the whole page, or give it as HTML")
    return page


def _read_headline(page: TextPage, lines: list[str]) -> list[str]:
    """Read the headline and, if it is repeated further down, the captions in between; return the other lines."""
    if len(lines) == 1 or len(lines[0]) > LONGEST_TITLE:
        return lines
    page.title = lines[0]
    again = next((k for k in range(1, min(len(lines), PHOTO_ZONE_LINES)) if _same_letters(lines[k], lines[0])), None)
    if again is None:
        return lines[1:]
    for line in lines[1:again]:
        found = _matching_rule(line, top=True)
        if found is None or found[0].action == "caption":
            if len(line.split()) >= CAPTION_WORDS or found is not None:
                page.captions.append(line)
        else:
            _read_line(page, line)
    return lines[again + 1 :]


def _same_letters(left: str, right: str) -> bool:
    return re.sub(r"\W+", "", left).casefold() == re.sub(r"\W+", "", right).casefold()


def _matching_rule(line: str, top: bool) -> tuple[Rule, re.Match[str]] | None:
    """The rule that a whole line matches; ``top`` says whether the line is above the first paragraph."""
    if len(line) > LONGEST_BOILERPLATE:
        return None
    lowered = line.lower()
    without_hint, hints = _quick_tests(top)
    possible = without_hint.fullmatch(line) is not None
    if not possible:
        for hint in hints:
            if hint in lowered:
                possible = True
                break
    for rule in _line_rules(top) if possible else ():
        if rule.hint in lowered and (match := rule.pattern.fullmatch(line)):
            return rule, match
    return None


def _trimmed(line: str) -> str:
    """A paragraph without the boilerplate inside it."""
    for rule in _inside_rules():
        if rule.hint in line:
            line = rule.pattern.sub(lambda match: match["keep"], line)
    return line


def _read_line(page: TextPage, line: str) -> bool:
    """Add one line to the page; return ``False`` if the line ends the article."""
    found = _matching_rule(line, top=not page.body)
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
            if not AMBIGUOUS_DATE.match(match["date"]):
                page.body.append(_trimmed(line))
        elif rule.action == "published":
            page.published = page.published or date
        else:
            page.updated = date
    return True


def wire_of(text: str, outlet: str | None) -> str | None:
    """The news agency in the dateline of a text, or ``None`` if there is none or it is the outlet itself."""
    match = WIRE_DATELINE.match(text)
    if match is None or match["wire"] == outlet:
        return None
    return match["wire"]


def clean_body(text: str) -> tuple[str, tuple[str, ...]]:
    """Remove boilerplate lines from a text without headline; return the body and the captions."""
    page = TextPage()
    for line in (part.strip() for part in text.splitlines()):
        if not line:
            continue
        found = _matching_rule(line, top=False)
        if found is None:
            page.body.append(_trimmed(line))
        elif found[0].action == "caption":
            page.captions.append(line)
    return "\n\n".join(page.body), tuple(page.captions)
