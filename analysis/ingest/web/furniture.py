"""Parts of a page beside the text of its article: captions, embedded posts, forms, links to other articles."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from analysis.ingest.repair import repaired
from analysis.ingest.web import notices
from analysis.ingest.web.markup import short_text
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
LINK_LISTS = ("ul", "ol")
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
    for paragraph in [*tree.iter("p")]:
        text = ("".join(paragraph.itertext()) if len(paragraph) else paragraph.text or "").strip()
        linked = sum(len("".join(link.itertext()).strip()) for link in paragraph.iter("a")) if len(paragraph) else 0
        if len(text) > SHORT_LINK and linked >= len(text) - 1 and paragraph.getparent() is not None:
            if not notices.is_of_every_page(paragraph):
                removed.append(text[:LONGEST_CAPTION])
            paragraph.drop_tree()
    return removed


def _remove_link_lists(tree: HtmlElement) -> None:
    """Remove lists of links below headings such as "Don't miss", with the headings."""
    for items in [*tree.iter(*LINK_LISTS)]:
        heading = items.getprevious()
        if heading is None or len(heading) > 3 or items.getparent() is None or not len(items):
            continue
        label = short_text(heading, 60)
        if label and (ENDS.fullmatch(label.strip(" -:|")) or LIST_LABEL.fullmatch(label.strip(" -:|"))):
            if all(item.find(".//a") is not None for item in items):
                items.drop_tree()
                heading.drop_tree()
