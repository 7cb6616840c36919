"""The web page reader: HTML -> a cleaned article.

The body is trafilatura's, its captions taken out before and its furniture after; what the page states about it
(``analysis.ingest.metadata``) goes before everything guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import ParserError
from lxml.html import HTMLParser, HtmlElement, document_fromstring
from trafilatura import bare_extraction

from analysis.ingest.language import language_of
from analysis.ingest.metadata import Stated, stated
from analysis.ingest.outlets import outlet_of_page
from analysis.ingest.repair import repaired
from analysis.ingest.text import NoArticle, clean_body, wire_of
from analysis.score import article_id
from analysis.types import Article

LARGEST_PAGE = 20_000_000
#: elements deeper than this are an attack, or broken beyond reading: parsers and extractors recurse
DEEPEST = 250
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.\-]{2,40})""", re.IGNORECASE)
CAPTION = re.compile(r"\b(?:caption|photo-?credit|image-?credit|media-?credit)\b", re.IGNORECASE)
#: a longer one is a paragraph that only stands in a caption's element
LONGEST_CAPTION = 700
#: words below which an article that its page calls closed is its beginning only
STUB_WORDS = 180
#: of the words that a page states, the share that a closed article must have to be whole
WHOLE = 0.6
PAYWALL = re.compile(
    r"\b(?:subscribe|sign (?:in|up)|log ?in|register|become a (?:member|subscriber)|start your (?:free )?trial)\b"
    r".{0,60}\b(?:continue|keep|finish|to read|full (?:story|article|access)|unlimited|unlock)\b"
    r"|\b(?:this|the full|the rest of this) (?:article|story|content|page) is (?:only )?(?:available |reserved )?"
    r"(?:exclusively |only )?(?:for|to) (?:our )?(?:paying |premium )?(?:subscribers|members)\b"
    r"|\b(?:already a (?:subscriber|member)|subscribers only|subscriber[- ]exclusive)\b",
    re.IGNORECASE,
)


class Paywalled(NoArticle):
    """A page that holds only the beginning of an article for subscribers."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was understood: its article, where the article goes on, and whether it is a beginning only."""

    article: Article
    next_page: str | None = None


def read_page(html: str | bytes, url: str | None = None) -> Article:
    """Read the article of a web page.

    ``html`` is the page as text or as the bytes that were sent; ``url`` is where it was found, and the page's own
    canonical link goes before it. ``published`` is the day that the page states, in the time zone it states it in, or
    ``None``. The outlet has one name whatever the page calls itself (``analysis.ingest.outlets``). Raises ``NoArticle``
    where the page holds no article, and ``Paywalled``, which is one, where it holds only the beginning.
    """
    return understand(html, url).article


def understand(html: str | bytes, url: str | None = None, source: str | None = None) -> Page:
    """``read_page``, with where the article goes on: ``next_page`` is the address of its next page, if it has one."""
    tree = _parsed(html)
    about = stated(tree, url)
    captions = _take_captions(tree)
    text, more = clean_body(_body(tree, about))
    text = _trimmed(text, about)
    if not any(c.isalnum() for c in text):
        raise NoArticle("no article text was found on the page; give a page with one article, or save it as text")
    if _is_stub(tree, about, text):
        raise Paywalled(
            "the page holds only the beginning of an article for subscribers, so it is not measured as if it were whole"
        )
    outlet = outlet_of_page(about.site, about.url or url)
    article = Article(
        id=article_id(outlet, about.title, text),
        outlet=outlet,
        title=about.title,
        text=text,
        published=about.published,
        url=about.url,
        authors=about.authors,
        section=about.section,
        captions=(*captions, *more),
        wire=wire_of(text, outlet),
        language=language_of(text) or about.language,
        source=source or url,
    )
    return Page(article, about.next_page)


def _parsed(html: str | bytes) -> HtmlElement:
    if len(html) > LARGEST_PAGE:
        raise NoArticle("the page is larger than 20 MB, too large for one article")
    text = decoded(html) if isinstance(html, bytes) else html
    text = text.replace("\x00", "")
    if "<" not in text:
        raise NoArticle("the page holds no HTML; save it as an HTML page, or as text in a .txt file")
    try:
        # an encoding that the text itself declares no longer matters, and the parser refuses it in a decoded string
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError) as error:
        raise NoArticle("the page is empty; save it again") from error
    if _depth(tree) > DEEPEST:
        raise NoArticle(f"the page nests its elements more than {DEEPEST} deep, which no readable page does")
    return tree


def decoded(raw: bytes) -> str:
    """The text of a page: UTF-8 where it is valid, else what the page declares, else Windows-1252."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = CHARSET.search(raw[:4096])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        try:
            return raw.decode("cp1252" if declared[1].lower() in (b"iso-8859-1", b"latin-1") else declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    # a page of UTF-8 with a few bad bytes is still one
    as_utf8 = raw.decode("utf-8", "replace")
    return as_utf8 if as_utf8.count("\ufffd") * 500 < len(as_utf8) else raw.decode("cp1252", "replace")


def _depth(tree: HtmlElement) -> int:
    deepest, level = 0, [tree]
    while level:
        deepest += 1
        if deepest > DEEPEST:
            break
        level = [child for element in level for child in element]
    return deepest


def _take_captions(tree: HtmlElement) -> list[str]:
    """Take the captions out of the tree, so that none ends up in the body."""
    found: list[str] = []
    for element in [*tree.iter("figcaption", "div", "p", "span")]:
        if element.getparent() is None:
            continue
        if element.tag != "figcaption" and not CAPTION.search(element.get("class") or ""):
            continue
        text = " ".join("".join(element.itertext()).split())
        if len(text) > LONGEST_CAPTION:
            continue
        element.drop_tree()
        if text and (caption := repaired(text)) not in found:
            found.append(caption)
    return found


def _body(tree: HtmlElement, about: Stated) -> str:
    document = bare_extraction(tree, url=about.url, include_comments=False)
    return repaired(document.text) if document is not None and document.text else ""


def _trimmed(text: str, about: Stated) -> str:
    """The body without the headline, byline and calls to subscribe around it."""
    return text


def _is_stub(tree: HtmlElement, about: Stated, text: str) -> bool:
    words = len(text.split())
    if about.free is False:
        return words < STUB_WORDS or (about.words is not None and words < WHOLE * about.words)
    return words < STUB_WORDS and bool(PAYWALL.search(" ".join(tree.text_content().split())[-20_000:]))
