"""Reader of web pages: HTML -> a cleaned article.

trafilatura extracts the body; captions are removed before that, boilerplate after it. Title, date, authors and link are
what the page states about itself (``analysis.ingest.metadata``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from analysis.ingest.language import language_of
from analysis.ingest.metadata import PageMetadata, read_metadata, visible_text
from analysis.ingest.outlets import outlet_of_page
from analysis.ingest.repair import repaired, without_mojibake
from analysis.ingest.text import NoArticle, clean_body, wire_of
from analysis.scorers.score import article_id
from analysis.types import Article

#: bytes, or characters, of a page
LARGEST_PAGE = 20_000_000
#: words; a shorter text is a notice or a menu, not an article
SHORTEST = 20
#: levels of nested elements; parsers and extractors recurse, so deeper pages could exhaust the stack
DEEPEST = 250
#: a character encoding declared in the page
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.\-]{2,40})""", re.IGNORECASE)
#: control characters, literal or as character references, which the extractor rejects
CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));?(?![0-9a-f])",
    re.IGNORECASE,
)
#: classes of elements that contain captions and photo credits
CAPTION = re.compile(r"\b(?:caption|photo-?credit|image-?credit|media-?credit)\b", re.IGNORECASE)
#: characters; a longer text in a caption element is a paragraph of the article
LONGEST_CAPTION = 700
#: words; a shorter text on a page for subscribers is only the beginning of the article
STUB_WORDS = 180
#: share of the stated number of words from which the article on a page for subscribers is complete
COMPLETE = 0.6
#: calls to subscribe that replace the rest of an article
PAYWALL = re.compile(
    r"\b(?:subscribe|sign (?:in|up)|log ?in|register|become a (?:member|subscriber)|start your (?:free )?trial)\b"
    r".{0,60}\b(?:continue|keep|finish|to read|full (?:story|article|access)|unlimited|unlock)\b"
    r"|\b(?:this|the full|the rest of this) (?:article|story|content|page) is (?:only )?(?:available |reserved )?"
    r"(?:exclusively |only )?(?:for|to) (?:our )?(?:paying |premium )?(?:subscribers|members)\b"
    r"|\b(?:already a (?:subscriber|member)|subscribers only|subscriber[- ]exclusive)\b",
    re.IGNORECASE,
)
#: classes of embedded posts of social networks
EMBEDDED = re.compile(r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-post|bluesky-embed|reddit-card")
#: characters from which a paragraph is certainly part of the text
PARAGRAPH = 80
#: characters above which a paragraph that is a single link is a link to another article
SHORT_LINK = 12
#: headings after the end of an article: links to other articles, notes on the authors, comments
ENDS = re.compile(
    r"more (?:from|stories|news|to read)\b.{0,60}"
    r"|related(?: (?:articles?|stories|content|topics?|news|links|posts|coverage))?"
    r"|recommended(?: (?:for you|stories|reading))?"
    r"|(?:most )?(?:popular|read|viewed|shared)(?: (?:stories|articles|now))?"
    r"|trending(?: (?:now|stories))?|you (?:may|might) (?:also )?(?:like|be interested in)\b.{0,40}|top stories"
    r"|latest (?:news|stories|headlines)|about the authors?|(?:the )?comments?|topics?|tags|sponsored(?: content)?"
    r"|share this(?: (?:article|story|post))?|editor['’]?s['’]? picks?|join our commenting forum",
    re.IGNORECASE,
)
#: share of the text that must precede such a heading for the article to end there
SHARE_BEFORE_END = 0.6
#: lines about the page itself, or that link to other pages
BOILERPLATE = re.compile(
    r"(?:read|see|watch|also|click|swipe|tap|scroll)\b(?: (?:more|next|also|on|here|left|right|down|now))+\b.{0,160}"
    r"|more ?: .{0,160}|(?:follow|like|find) (?:us|[\w.]+ on|me) .{0,200}|got a (?:story|tip)\?.{0,200}"
    r"|(?:sign up|subscribe) (?:here|now|to|for)\b.{0,200}|like this (?:story|article)\?.{0,100}"
    r"|for more stories like this\b.{0,120}|this is a breaking news? story.{0,80}|you must .{0,60} before commenting"
    r"|please log ?(?:out|in)\b.{0,160}|join (?:thought-provoking|the) (?:conversations?|discussion)\b.{0,160}"
    r"|(?:updated?|published|posted)(?: on| at)? .{0,60}\d.{0,20}|advertise(?:ment|r content)"
    r"|story continues(?: below)?.{0,40}",
    re.IGNORECASE,
)


class Paywalled(NoArticle):
    """A page with only the beginning of an article for subscribers."""


@dataclass(frozen=True, slots=True)
class ExtractedPage:
    """The article of a page, and the link to the article's next page if it has one."""

    article: Article
    next_page: str | None = None


def read_page(html: str | bytes, url: str | None = None) -> Article:
    """Read the article of a web page.

    ``html`` is the page as text or as bytes. ``url`` is where the page was found; the page's canonical link takes
    precedence. The article's ``published`` is the day that the page states, in the page's time zone, or ``None``; its
    ``outlet`` is the standard name (``analysis.ingest.outlets``). Raises ``NoArticle`` if the page has no article, and
    the subclass ``Paywalled`` if it has only the beginning of one.
    """
    return extract_page(html, url).article


def extract_page(html: str | bytes, url: str | None = None, source: str | None = None) -> ExtractedPage:
    """Read a page like ``read_page`` and also return the link to the article's next page."""
    tree = _parsed(html)
    metadata = read_metadata(tree, url)
    captions = _remove_captions(tree)
    text, more_captions = clean_body(_body(tree, metadata))
    if len(text.split()) < SHORTEST:
        raise NoArticle("no article text was found on the page; give a page with one article, or save it as text")
    if _is_stub(tree, metadata, text):
        raise Paywalled("the page has only the beginning of an article for subscribers; give the whole article")
    outlet = outlet_of_page(metadata.site, metadata.url or url)
    article = Article(
        id=article_id(outlet, metadata.title, text),
        outlet=outlet,
        title=metadata.title,
        text=text,
        published=metadata.published,
        url=metadata.url,
        authors=metadata.authors,
        section=metadata.section,
        captions=(*captions, *more_captions),
        wire=wire_of(text, outlet),
        language=language_of(text) or metadata.language,
        source=source or url,
    )
    return ExtractedPage(article, metadata.next_page)


def _parsed(html: str | bytes) -> HtmlElement:
    if len(html) > LARGEST_PAGE:
        raise NoArticle("the page is larger than 20 MB, too large for one article")
    text = decoded(html) if isinstance(html, bytes) else html
    # mojibake first: the last byte of a garbled quotation mark is a control character
    text = CONTROLS.sub("", without_mojibake(text))
    if "<" not in text:
        raise NoArticle("the page is not HTML; save it as an HTML page, or as text in a .txt file")
    try:
        # as bytes, since lxml rejects a decoded string that declares an encoding
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError) as error:
        raise NoArticle("the page is empty; save it again") from error
    if _depth(tree) > DEEPEST:
        raise NoArticle(f"the page nests its elements more than {DEEPEST} deep, which no readable page does")
    return tree


def decoded(raw: bytes) -> str:
    """The text of a page: decoded as UTF-8 if valid, else with the declared encoding, else as Windows-1252."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = CHARSET.search(raw[:4096])
    charset = declared[1].decode("ascii").lower() if declared else "utf-8"
    if charset not in ("utf-8", "utf8"):
        try:
            # like browsers, read Latin-1 as Windows-1252
            return raw.decode("cp1252" if charset in ("iso-8859-1", "latin-1", "latin1") else charset)
        except (LookupError, UnicodeDecodeError):
            pass
    # a few invalid bytes do not make the page less UTF-8
    as_utf8 = raw.decode("utf-8", "replace")
    return as_utf8 if as_utf8.count("\ufffd") * 500 < len(as_utf8) else raw.decode("cp1252", "replace")


def _depth(tree: HtmlElement) -> int:
    """Levels of nested elements, counted to one above ``DEEPEST``."""
    deepest, level = 0, [tree]
    while level:
        deepest += 1
        if deepest > DEEPEST:
            break
        level = [child for element in level for child in element]
    return deepest


def _remove_captions(tree: HtmlElement) -> list[str]:
    """Remove the captions from the tree, so that none ends up in the body, and return them."""
    found: dict[str, None] = {}
    for element in [*tree.iter("figcaption", "div", "p", "span")]:
        if element.getparent() is None:
            continue
        if element.tag != "figcaption" and not CAPTION.search(element.get("class") or ""):
            continue
        text = " ".join(visible_text(element).split())
        if len(text) > LONGEST_CAPTION:
            continue
        element.drop_tree()
        if text:
            found.setdefault(repaired(text))
    return list(found)


def _prepare(tree: HtmlElement) -> None:
    """Remove embedded posts and links to other articles, and join a body that advertisements divide."""
    for quote in [*tree.iter("blockquote")]:
        if EMBEDDED.search(quote.get("class") or "") and quote.getparent() is not None:
            quote.drop_tree()
    containers: dict[HtmlElement, None] = {}
    for paragraph in [*tree.iter("p")]:
        length = len("".join(paragraph.itertext()).strip())
        linked = sum(len("".join(link.itertext()).strip()) for link in paragraph.iter("a"))
        if length > SHORT_LINK and linked >= length - 1:
            paragraph.drop_tree()
        elif length >= PARAGRAPH and (container := paragraph.getparent()) is not None:
            containers.setdefault(container)
    _join(containers)


def _join(containers: Iterable[HtmlElement]) -> None:
    """Unwrap the containers of paragraphs that have one ancestor and the same classes, so that they become one body."""
    siblings: dict[tuple[HtmlElement, str], list[HtmlElement]] = {}
    for container in containers:
        ancestor, path = container, ""
        for _ in range(2):
            if ancestor.tag not in ("div", "section") or not ancestor.get("class") or ancestor.getparent() is None:
                break
            path += f"/{ancestor.get('class')}"
            ancestor = ancestor.getparent()
            siblings.setdefault((ancestor, path), []).append(container)
    for (parent, _), parts in siblings.items():
        has_links = any(part.find(f".//{heading}//a") is not None for part in parts for heading in ("h2", "h3", "h4"))
        if len(parts) < 2 or has_links:  # headings with links are a list of other articles
            continue
        for part in parts:
            while part is not parent and part is not None and part.getparent() is not None:
                outer = part.getparent()
                part.drop_tag()
                part = outer if outer is not parent else None


def _body(tree: HtmlElement, metadata: PageMetadata) -> str:
    from trafilatura import bare_extraction  # takes a second to import, and most runs read no web page
    from trafilatura.settings import Document

    headings = {_letters("".join(heading.itertext())) for heading in tree.iter("h1")}
    headings |= {_letters(metadata.title or ""), ""}
    _prepare(tree)
    document = bare_extraction(tree, url=metadata.url, include_comments=False)
    text = repaired(document.text or "") if isinstance(document, Document) else ""
    lines = [line for line in text.splitlines() if line.strip()]
    lines = [line for k, line in enumerate(lines) if k > 4 or _letters(line) not in headings]
    return "\n".join(line for line in _before_end(lines) if not BOILERPLATE.fullmatch(line.strip(" -–|*»›>")))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _before_end(lines: list[str]) -> list[str]:
    """The lines before the first heading that ends the article, if most of the text precedes it."""
    lengths = [len(line) for line in lines]
    for k, line in enumerate(lines):
        if len(line) < 80 and ENDS.fullmatch(line.strip(" -:|")) and sum(lengths[:k]) > SHARE_BEFORE_END * sum(lengths):
            return lines[:k]
    return lines


def _is_stub(tree: HtmlElement, metadata: PageMetadata, text: str) -> bool:
    """Whether the text is only the beginning of an article for subscribers."""
    words = len(text.split())
    if metadata.free is False:
        return words < STUB_WORDS or (metadata.words is not None and words < COMPLETE * metadata.words)
    return words < STUB_WORDS and bool(PAYWALL.search(" ".join(tree.text_content().split())[-20_000:]))
