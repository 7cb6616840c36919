"""Parts of a page beside the text of its article: captions, embedded posts, forms, links to other articles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from analysis.ingest.repair import repaired
from analysis.ingest.web import notices
from analysis.ingest.web.markup import short_text
from analysis.ingest.web.parts import PARAGRAPH
from analysis.ingest.web.phrases import phrases

#: classes of elements that contain captions and photo credits
CAPTION = re.compile(r"\b(?:caption|photo-?credit|image-?credit|media-?credit)\b", re.IGNORECASE)
#: characters; a longer text in a caption element is a paragraph of the article
LONGEST_CAPTION = 700
#: classes of embedded posts of social networks
EMBEDDED = re.compile(r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-post|bluesky-embed|reddit-card")
#: characters above which a paragraph that is a single link is a link to another article
SHORT_LINK = 12
#: headings after the end of an article, and of lists of links inside it
ENDS, LIST_LABEL = phrases("end"), phrases("list")
#: sentences on an author, and notices about the reader's browser
BIOGRAPHY, BROWSER = phrases("biography"), phrases("browser")
LINK_LISTS = ("ul", "ol")
#: elements inside a link that make it a card for another article, and characters of the longest card
CARD_PARTS = ("p", "h2", "h3", "h4", "h5", "article")
LONGEST_CARD = 600
#: classes of elements that contain a picture and what is written below it
PICTURE = re.compile(
    r"(?:^|\s)(?:(?:article|body|embedded|featured?|hero|inline|lead|main|story|wp)[_-]+)?(?:image|photo|picture|figure|thumbnail)s?(?:$|[\s_-])",
    re.IGNORECASE,
)
#: teasers in a row, and levels of elements around the heading of one
TEASERS, TEASER_LEVELS = 3, 3
#: items from which a list of links is one of other articles
LINK_ITEMS = 3
#: the share of an item's text that is a link
LINKED = 0.8
#: paragraphs at the end of a text that may be notes
MOST_NOTES = 4
#: classes of notes on the author and of calls to register, and of boxes with facts beside the text
NOTE = re.compile(
    r"(?:^|[\s_-])(?:(?:author|contributor|writer)s?[\s_-]*(?:bio|biography|biographies|blurb|about|card|box|info|profile)"
    r"|(?:about|bio)[_-]*(?:the[_-]*)?authors?|biograph(?:y|ies)|(?:access|registration|reg)[_-]*wall)(?:$|[\s_-])",
    re.IGNORECASE,
)
BOX = re.compile(r"(?:^|[\s_-])(?:fact|info)[_-]?box(?:es)?(?:$|[\s_-])", re.IGNORECASE)
#: characters; a longer element with such a class is the article, and a longer header the whole page
LONGEST_NOTE, LONGEST_BOX, LONGEST_HEADER = 2_000, 20_000, 1_500
#: paragraphs of a summary; a header with more has the article in it, because it is not closed
MOST_SUMMARIES = 2
#: characters; a longer form is a page inside a form
LONGEST_FORM = 1500


def remove_captions(tree: HtmlElement) -> list[str]:
    """Remove the captions from the tree, so that none ends up in the body, and return them."""
    found: dict[str, None] = {}
    for element in [*tree.iter("figcaption", "div", "p", "span")]:
        if element.getparent() is None:
            continue
        if element.tag != "figcaption" and not CAPTION.search(element.get("class") or ""):
            continue
        text = short_text(element, LONGEST_CAPTION)
        if text is None:
            continue
        element.drop_tree()
        if text:
            found.setdefault(repaired(text))
    for element in [*tree.iter("div")]:
        if element.getparent() is None or not PICTURE.search(element.get("class") or ""):
            continue
        if next(element.iter("img"), None) is None or next(element.iter("h1", "h2", "h3", "h4"), None) is not None:
            continue
        text = short_text(element, LONGEST_CAPTION)
        paragraphs = sum(1 for _ in element.iter("p"))
        if text and paragraphs <= 2:
            element.drop_tree()
            found.setdefault(repaired(text))
    return list(found)


def remove(tree: HtmlElement) -> list[str]:
    """Remove embedded posts, forms and links to other articles.

    Returns the texts of the removed links, and of the forms that ask to subscribe.
    """
    removed: list[str] = []
    for quote in [*tree.iter("blockquote")]:
        if EMBEDDED.search(quote.get("class") or "") and quote.getparent() is not None:
            quote.drop_tree()
    for form in [*tree.iter("form")]:
        # some sites put the whole page into a form
        if form.getparent() is not None and (text := short_text(form, LONGEST_FORM)) is not None:
            if form.find(".//h1") is None and form.find(".//article") is None:
                if notices.GATE.search(text):
                    removed.append(text)
                form.drop_tree()
    _remove_link_lists(tree)
    _remove_cards(tree)
    _remove_teasers(tree)
    _remove_boxes(tree)
    _remove_summaries(tree)
    _remove_biographies(tree)
    for paragraph in [*tree.iter("p")]:
        text = ("".join(paragraph.itertext()) if len(paragraph) else paragraph.text or "").strip()
        linked = sum(len("".join(link.itertext()).strip()) for link in paragraph.iter("a")) if len(paragraph) else 0
        if len(text) > SHORT_LINK and linked >= len(text) - 1 and paragraph.getparent() is not None:
            if not notices.is_of_every_page(paragraph):
                removed.append(text[:LONGEST_CAPTION])
            paragraph.drop_tree()
        elif len(text) <= LONGEST_CAPTION and "browser" in text and BROWSER.search(" ".join(text.split())):
            paragraph.drop_tree()
    return removed


def _remove_link_lists(tree: HtmlElement) -> None:
    """Remove lists of links to other articles, with headings such as "Don't miss"."""
    for items in [*tree.iter(*LINK_LISTS)]:
        if items.getparent() is None or not len(items):
            continue
        heading = items.getprevious()
        label = short_text(heading, 60) if heading is not None and len(heading) <= 3 else None
        is_labelled = bool(label) and any(known.fullmatch((label or "").strip(" -:|")) for known in (ENDS, LIST_LABEL))
        if _links_elsewhere(items) or (is_labelled and all(item.find(".//a") is not None for item in items)):
            items.drop_tree()
            if is_labelled:
                heading.drop_tree()


def _links_elsewhere(items: HtmlElement) -> bool:
    """Whether each item of a list is a link, or has a heading with a link."""
    if len(items) < LINK_ITEMS or next(items.iterdescendants(*LINK_LISTS), None) is not None:
        return False
    for item in items:
        text = short_text(item, LONGEST_CARD)
        if not text:
            return False
        if all(item.find(f".//{heading}//a") is None for heading in ("h2", "h3", "h4")):
            linked = sum(len(short_text(link, LONGEST_CARD) or "") for link in item.iter("a"))
            if linked < LINKED * len(text):
                return False
    return True


def _remove_summaries(tree: HtmlElement) -> None:
    """Remove what the header of an article has beside the headline: the summary above the text."""
    for header in tree.iter("header"):
        if next(header.iter("h1"), None) is None or short_text(header, LONGEST_HEADER) is None:
            continue
        if sum(len(short_text(p, LONGEST_HEADER) or "") >= PARAGRAPH for p in header.iter("p")) > MOST_SUMMARIES:
            continue
        for element in [*header.iter("p", "h2", "h3", "h4")]:
            if element.getparent() is not None and next(element.iter("h1"), None) is None:
                element.drop_tree()


def _remove_biographies(tree: HtmlElement) -> None:
    """Remove italic paragraphs at the end of a text that say who the authors are."""
    containers: dict[HtmlElement, list[HtmlElement]] = {}
    for paragraph in tree.iter("p"):
        if (parent := paragraph.getparent()) is not None:
            containers.setdefault(parent, []).append(paragraph)
    for paragraphs in containers.values():
        for paragraph in paragraphs[3:][-MOST_NOTES:]:
            text = short_text(paragraph, LONGEST_CAPTION)
            if text and BIOGRAPHY.search(text) and _is_italic(paragraph, text):
                paragraph.drop_tree()


def _is_italic(paragraph: HtmlElement, text: str) -> bool:
    italic = sum(len("".join(child.itertext()).strip()) for child in paragraph if child.tag in ("em", "i"))
    return italic >= LINKED * len(text)


def _remove_cards(tree: HtmlElement) -> None:
    """Remove links that contain headings or paragraphs: pictures with the headlines of other articles."""
    for link in [*tree.iter("a")]:
        if not len(link) or not link.get("href") or link.getparent() is None:
            continue
        if next(link.iter(*CARD_PARTS), None) is not None and next(link.iter("h1"), None) is None:
            if short_text(link, LONGEST_CARD) is not None:
                link.drop_tree()


def _remove_teasers(tree: HtmlElement) -> None:
    """Remove rows of short elements that each have a heading with a link: teasers of other articles."""
    rows: dict[HtmlElement, dict[HtmlElement, None]] = {}
    for heading in tree.iter("h2", "h3", "h4", "h5"):
        card = heading.getparent()
        if card is None or heading.find(".//a[@href]") is None:
            continue
        for _ in range(TEASER_LEVELS):
            row = card.getparent()
            if row is None or card.tag in ("body", "main") or short_text(card, LONGEST_CARD) is None:
                break
            rows.setdefault(row, {}).setdefault(card)
            card = row
    for row, cards in rows.items():
        adjacent = sum(card.getnext() in cards for card in cards)
        if len(cards) >= TEASERS and (adjacent >= TEASERS - 1 or len(cards) * 2 >= len(row)):
            _drop(cards, row)


def _drop(cards: Iterable[HtmlElement], row: HtmlElement) -> None:
    for card in cards:
        if card.getparent() is row and next(card.iter("h1"), None) is None:
            card.drop_tree()


def _remove_boxes(tree: HtmlElement) -> None:
    """Remove notes on the author, calls to register and boxes with facts."""
    for element in [*tree.iter("div", "section", "aside", "p")]:
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if len(names) == 1 or element.getparent() is None:
            continue
        longest = LONGEST_NOTE if NOTE.search(names) else LONGEST_BOX if BOX.search(names) else 0
        if longest and next(element.iter("h1"), None) is None and short_text(element, longest) is not None:
            element.drop_tree()
