"""Reading news pages saved as text."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from analysis.ingest import read_paths, text
from analysis.ingest.text import LONGEST_BOILERPLATE, NoArticle, clean_body, read_text, rules
from analysis.types import Article
from tests.support.work import calls

TITLE = "Council approves the harbour bridge"
FIRST = "The council voted on Monday to build a bridge over the harbour, after nine years of talk."
SECOND = "Work begins in spring, the mayor said, and will take two years."
BODY = f"{FIRST}\n\n{SECOND}"

DROPPED = [
    "Morning Tides newsletter The source for harbour news. Email Sign Up By signing up you agree to receive letters.",
    "Facebook Comments", "Comments", "Leave a comment", "View comments", "Show comments", "Join the conversation",
    "Video Embed", "Embedded video", "Watch video", "Watch the video", "Watch video:", "Play video",
    "Video player is loading.", "Media playback is unsupported on your device",
    "Media playback is supported on this device", "Advertisement", "ADVERTISEMENT", "Sponsored", "Ad",
    "Story continues below", "Story continues below advertisement", "Article continues below this ad",
    "Share", "Tweet", "Email", "Print", "Save", "Share this", "Share this article", "Share this story on Facebook",
    "Follow us on Twitter", "Sign up for our morning newsletter", "Sign up to get the news by mail",
    "Read more", "Read more: The bridge in pictures", "Related", "Related: Ferry ends", "More on this story",
    "More on this topic", "Recommended", "You may also like", "Most read", "Photo", "Image", "Video", "Caption",
    "Enlarge this image", "Toggle caption", "Hide caption", "Getty Images", "File photo",
    "10:45", "9.05", "10:45 a.m.", "3:07 PM", "3:07pm",
    "More:Ferry company asks for a second pier", "More on the harbour:‘Nine years of talk’ end at last",
    "Slideshow (12 Images)", "Play Video 1:12 Ferry leaves for the last time – video", "Advertisement:",
    "LISTEN TO ARTICLE 4:07 SHARE THIS ARTICLE Share Tweet Post Email", "SHARE THIS ARTICLE Share Tweet Post Email",
    "This article is more than 1 year old", "Updated at 5:07 p.m. ET", "--This report was updated at 10:15 a.m.",
    "Story Continued Below", "Loading...", 'poster="https://video.example/1.jpg"', '{"unitName":"top1"} hidden ad unit',
    "The opinions expressed by columnists are their own and do not represent the views of harbour.example.",
    "Content created by the Fenn Desk is available without charge to any eligible news publisher that asks for it.",
    "Get the Courier Stories you like sent to you. By signing up, you agree to our Privacy Policy",
    "Harbour Money. Email Sign Up By signing up you agree to receive letters, whenever there are some.",
    "Our view:Build the bridge, and then build another", "Who pays for it?:What the budget says about the bridge",
]  # fmt: skip
CAPTIONS = [
    "FILE – The harbour of Aldenport seen from the lighthouse, Jan. 9, 2025. (Orla Fenn/Courier Photo)",
    "File - The old ferry at the quay (Orla Fenn/Courier Photo) Orla Fenn/BC",
    "The mayor opens the plans in the town hall. (Photo by Orla Fenn)",
    "The mayor opens the plans in the town hall. (AP)",
    "The mayor opens the plans in the town hall. (Courtesy of the city)",
    "The mayor opens the plans in the town hall. (Orla Fenn/The Courier)",
    "The mayor opens the plans in the town hall (Reuters) Orla Fenn",
    "Enlarge this image toggle caption Orla Fenn/Courier Orla Fenn/Courier",
    "Hide caption The mayor opens the plans. Previous Next Orla Fenn/Courier",
    "Facebook Twitter Pinterest The mayor opens the plans. Photograph: Orla Fenn/Courier",
    "FILE PHOTO: The mayor opens the plans in Aldenport, Norwell, May 5, 2025. Orla Fenn/Pool",
    "The mayor opens the plans in Aldenport, Norwell, May 5, 2025. REUTERS/Orla Fenn",
    "The mayor opens the plans in Aldenport, Norwell, May 5, 2025. REUTERS/Orla Fenn/File Photo",
]
COPYRIGHTS = [
    "© 2023 Harbour Courier",
    "(c) 2023 Harbour Courier",
    "(C) 2023 Harbour Courier.",
    "Copyright 2023 Harbour Courier",
    "Copyright © 2023 Harbour Courier",
    "© 2019-2023 Harbour Courier",
    "© 2019 – 2023 Harbour Courier. All rights reserved.",
]
SECTIONS = ["Opinion", "ANALYSIS", "Comment", "Editorial", "Exclusive", "Breaking", "Live"]
ONLY_PROSE = [
    "Comments from the gallery were not recorded.",
    "Share prices fell on Monday.",
    "Follow the money, the mayor said.",
    "The choice is plain: The city builds the bridge or keeps the ferry.",
    "The mayor had two words for it:“Too late” was how she put it, and she left.",
    "Fennline Ferries XC:FNL19 rose 2 percent on Monday after the vote.",
    "One thing is sure:nobody will swim.",
    "By signing up early, the council saved a million crowns.",
    "This article is more than a correction, the paper wrote.",
    "The plan was updated at 5:07 p.m. and again at night.",
    "REUTERS/Norwell is the name of the agency's local desk.",
    "The slideshow (12 images) drew a crowd, the museum said.",
    "MAYOR:We build it, and we build it now, said the mayor.",
    "Advertisements for the bridge cost nine million crowns.",
    "Copyright law was changed in 2019 by the outgoing parliament.",
    "Watch out for ice, the harbour master said.",
    "The train left at 10:45 a.m. and never came back.",
    "The agency (founded in 1999) declined to answer.",
]


def page(*lines: str) -> str:
    return "\n\n".join(lines)


@pytest.mark.parametrize("line", DROPPED)
def test_a_boilerplate_line_is_dropped_anywhere_on_the_page(line: str) -> None:
    above = read_text(page(TITLE, line, FIRST, SECOND))
    between = read_text(page(TITLE, FIRST, line, SECOND))
    assert above.text == between.text == BODY
    assert above.captions == between.captions == ()


@pytest.mark.parametrize("line", CAPTIONS)
def test_a_caption_is_kept_apart_from_the_body(line: str) -> None:
    article = read_text(page(TITLE, FIRST, line, SECOND))
    assert article.text == BODY
    assert article.captions == (line,)


@pytest.mark.parametrize("line", COPYRIGHTS)
def test_a_copyright_line_names_the_outlet_and_its_year_is_no_date(line: str) -> None:
    article = read_text(page(TITLE, FIRST, SECOND, line, "Something from the foot of the page"))
    assert article.outlet == "Harbour Courier"
    assert article.published is None
    assert article.text == BODY


@pytest.mark.parametrize("line", SECTIONS)
def test_a_section_is_recognised_only_above_the_body(line: str) -> None:
    assert read_text(page(TITLE, line, FIRST)).section == line
    below = read_text(page(TITLE, FIRST, line))
    assert below.section is None
    assert below.text.endswith(line)


@pytest.mark.parametrize("line", ONLY_PROSE)
def test_a_sentence_that_resembles_boilerplate_is_kept(line: str) -> None:
    assert read_text(page(TITLE, FIRST, line)).text == f"{FIRST}\n\n{line}"


def test_links_inside_a_sentence_are_removed_and_the_name_before_them_is_kept() -> None:
    folded = (
        "The mayor thanked Ann Lee Ann Marie LeeHarbor talks resume after a week of silence Five things to know about "
        "the ferry MORE’s office for its help."
    )
    article = read_text(page(TITLE, FIRST, folded))
    assert article.text == f"{FIRST}\n\nThe mayor thanked Ann Lee’s office for its help."
    plain = "Ann Lee asked for MORE money, and Ann Lee got it."
    assert read_text(page(TITLE, FIRST, plain)).text.endswith(plain)


def test_every_rule_of_the_table_matches_a_line_of_these_tests() -> None:
    lines = [*DROPPED, *CAPTIONS, *COPYRIGHTS, *SECTIONS, "By Ann Lee", "Published March 3, 2019", "March 3, 2019"]
    lines.append("Updated March 3, 2019")
    whole = [r for r in rules() if r.where != "inside"]
    unmatched = [r.pattern.pattern for r in whole if not any(r.pattern.fullmatch(line) for line in lines)]
    assert unmatched == []


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("by Ann Lee", ("Ann Lee",)),
        ("By Ann Lee and Bo O’Hara", ("Ann Lee", "Bo O’Hara")),
        ("By Ann Lee, Bo Ek and Cy Day-Ames", ("Ann Lee", "Bo Ek", "Cy Day-Ames")),
        ("By Ann Lee, Bo Ek, and Cy Day", ("Ann Lee", "Bo Ek", "Cy Day")),
    ],
)
def test_a_byline_names_the_authors(line: str, authors: tuple[str, ...]) -> None:
    article = read_text(page(TITLE, line, FIRST))
    assert article.authors == authors
    assert article.text == FIRST


@pytest.mark.parametrize(
    "line",
    [
        "Published March 3, 2019", "Published: 3 March 2019", "Published on March 3, 2019", "Posted: 2019-03-03",
        "First published 2019-03-03", "Published March 3, 2019 at 10:45 p.m.", "March 3, 2019", "Mar. 3, 2019",
        "3 March 2019", "2019-03-03", "2019-03-03, 10:45", "March 3, 2019 at 10:45 a.m.", "Updated March 3, 2019",
        "Last updated: 3 March 2019", "Modified on 2019-03-03",
    ],
)  # fmt: skip
def test_a_date_line_gives_the_day(line: str) -> None:
    article = read_text(page(TITLE, line, FIRST))
    assert article.published == dt.date(2019, 3, 3)
    assert article.text == FIRST


def test_the_date_of_publication_takes_precedence_over_that_of_an_update() -> None:
    for lines in (("Updated May 2, 2020", "Published May 1, 2020"), ("Published May 1, 2020", "Updated May 2, 2020")):
        assert read_text(page(TITLE, *lines, FIRST)).published == dt.date(2020, 5, 1)


@pytest.mark.parametrize("line", ["Published: 03/04/2019", "Updated 3.4.2019 10:45", "Published 2019-02-30"])
def test_a_line_with_an_ambiguous_date_is_neither_date_nor_body(line: str) -> None:
    article = read_text(page(TITLE, line, "By Ann Lee", FIRST))
    assert article.published is None
    assert article.authors == ("Ann Lee",)
    assert article.text == FIRST


def test_a_sentence_that_begins_with_posted_is_body() -> None:
    line = "Posted signs warned swimmers away."
    assert read_text(page(TITLE, line, FIRST)).text == f"{line}\n\n{FIRST}"


def test_a_date_inside_the_body_is_not_the_articles() -> None:
    article = read_text(page(TITLE, FIRST, "March 3, 2019", SECOND))
    assert article.published is None
    assert "March 3, 2019" in article.text


def test_photo_lines_between_the_headline_and_its_repetition_are_captions() -> None:
    long = "The mayor and the harbour master stand before the model of the bridge in the town hall"
    article = read_text(page(TITLE, "Bridge model", long, CAPTIONS[0], "By Ann Lee", TITLE, FIRST, SECOND))
    assert article.title == TITLE
    assert article.captions == (long, CAPTIONS[0])
    assert article.authors == ("Ann Lee",)
    assert article.text == BODY


def test_a_repeated_headline_may_differ_in_punctuation_and_case() -> None:
    article = read_text(page("Mayor: “We’ll build”", "Photo", "MAYOR: 'We'll build'", FIRST))
    assert article.text == FIRST


def test_a_headline_repeated_far_below_is_body() -> None:
    lines = [f"Paragraph number {k} says nothing new about the bridge." for k in range(12)]
    article = read_text(page(TITLE, *lines, TITLE))
    assert article.text == page(*lines, TITLE)


def test_time_stamps_of_a_live_blog_are_dropped_and_its_entries_stay() -> None:
    article = read_text(page(TITLE, "Live", "10:45 a.m.", FIRST, "10.58", SECOND))
    assert article.section == "Live"
    assert article.text == BODY


def test_a_single_line_is_the_body_and_no_headline() -> None:
    article = read_text(FIRST)
    assert (article.title, article.text) == (None, FIRST)


def test_a_page_that_begins_with_a_long_paragraph_has_no_headline() -> None:
    paragraph = "The council voted. " * 30
    article = read_text(page(paragraph, SECOND))
    assert article.title is None
    assert article.text == f"{paragraph.strip()}\n\n{SECOND}"


def test_a_dateline_names_the_agency() -> None:
    line = "QUILLHAVEN (Meridian Wire) - The ferry sails again."
    assert read_text(page(TITLE, line)).wire == "Meridian Wire"
    assert read_text(page(TITLE, line), outlet="Meridian Wire").wire is None
    assert read_text(page(TITLE, "The ferry (Ennet Star) - an old ship - sails.")).wire is None


@pytest.mark.parametrize("raw", ["", "  \n\t\n ", "\ufeff"])
def test_an_empty_text_is_no_article(raw: str) -> None:
    with pytest.raises(NoArticle, match="the text is empty"):
        read_text(raw)


@pytest.mark.parametrize("lines", [("Comments",), (TITLE, "Advertisement"), (TITLE, TITLE), (TITLE, COPYRIGHTS[0])])
def test_a_page_without_a_body_is_no_article(lines: tuple[str, ...]) -> None:
    with pytest.raises(NoArticle, match="no body text was found below the headline"):
        read_text(page(*lines))


def test_a_byte_order_mark_changes_nothing(tmp_path: Path) -> None:
    raw = page(TITLE, FIRST, COPYRIGHTS[0])
    assert read_text("\ufeff" + raw) == read_text(raw)
    for name, encoding in (("plain.txt", "utf-8"), ("marked.txt", "utf-8-sig")):
        (tmp_path / name).write_text(raw, encoding=encoding)
    marked, plain = read_paths([tmp_path / "marked.txt", tmp_path / "plain.txt"])
    assert isinstance(marked, Article)
    assert isinstance(plain, Article)
    assert marked.id == plain.id
    assert marked.title == TITLE


def test_windows_line_ends_change_nothing() -> None:
    raw = page(TITLE, FIRST, SECOND, COPYRIGHTS[0])
    assert read_text(raw.replace("\n", "\r\n")) == read_text(raw)


def test_what_the_caller_states_takes_precedence_over_the_page() -> None:
    raw = page(TITLE, "Published March 3, 2019", FIRST, COPYRIGHTS[0])
    stated = read_text(raw, outlet="The Ledger", published=dt.date(2020, 1, 2), topic="bridge", url="https://x.test/1")
    assert (stated.outlet, stated.published) == ("The Ledger", dt.date(2020, 1, 2))
    assert (stated.topic, stated.url) == ("bridge", "https://x.test/1")
    assert read_text(raw).published == dt.date(2019, 3, 3)
    assert stated.id != read_text(raw).id


def test_the_text_of_a_table_loses_boilerplate_but_no_sentence() -> None:
    body, captions = clean_body(page(FIRST, "Advertisement", CAPTIONS[2], SECOND, COPYRIGHTS[0]))
    assert body == page(FIRST, SECOND)
    assert captions == (CAPTIONS[2],)


@dataclass(frozen=True)
class Recorder:
    """A pattern that records the length of each line it is applied to."""

    pattern: re.Pattern[str]
    lengths: list[int]

    def fullmatch(self, line: str) -> re.Match[str] | None:
        self.lengths.append(len(line))
        return self.pattern.fullmatch(line)


UNITS = ["photo ", "(photo ", "(photo) ", "read more ", "© 2023 a ", "Ann Lee ", "MORE "]


@pytest.mark.parametrize("unit", UNITS)
def test_no_pattern_is_applied_to_a_huge_line(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some patterns backtrack, so their work grows faster than the length of a line."""
    lengths: list[int] = []
    recording = tuple(
        rule if rule.where == "inside" else replace(rule, pattern=Recorder(rule.pattern, lengths)) for rule in rules()
    )
    monkeypatch.setattr(text, "_line_rules", lambda top: recording)
    monkeypatch.setattr(text, "_quick_tests", lambda top: (re.compile(".*"), ("",)))
    huge, short = ("x" * 30 + "(" + unit * (size // len(unit)) for size in (LONGEST_BOILERPLATE + 100, 500))
    body, captions = clean_body(page(huge, short))
    assert huge.strip() in (*body.split("\n\n"), *captions)
    assert {*lengths} == {len(short.strip())}


@pytest.mark.parametrize("unit", UNITS)
def test_work_is_proportional_to_the_number_of_lines(unit: str) -> None:
    def work(lines: int) -> int:
        raw = page(TITLE, FIRST, *(f"{FIRST} {k} {unit * 5}" for k in range(lines)))
        return calls(lambda: read_text(raw))

    work(1)  # loads what is cached
    assert work(2_000) < 12 * work(200)


def test_the_reference_page_is_read_as_expected(shared: Path) -> None:
    expected = json.loads((shared / "seed" / "expected.json").read_text(encoding="utf-8"))
    [article] = read_paths([shared / "seed" / expected["document"]])
    assert isinstance(article, Article)
    assert article.title == expected["title"]
    assert article.outlet == expected["outlet"]
    assert article.published is None
    assert article.text.startswith(expected["body_starts"])
    assert article.text.endswith(expected["body_ends"])
    assert [part for part in expected["not_in_body"] if part in article.text] == []
    assert any(expected["caption_kept_apart"] in caption for caption in article.captions)
