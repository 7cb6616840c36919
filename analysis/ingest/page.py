"""The web page reader: HTML -> a cleaned article.

The body is trafilatura's, its captions taken out before and its furniture after; what the page states about it
(``analysis.ingest.metadata``) goes before everything guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from analysis.ingest.language import language_of
from analysis.ingest.metadata import Stated, seen_text, stated
from analysis.ingest.outlets import outlet_of_page
from analysis.ingest.repair import repaired, without_mojibake
from analysis.ingest.text import NoArticle, clean_body, wire_of
from analysis.scorers.score import article_id
from analysis.types import Article

LARGEST_PAGE = 20_000_000
#: words below which what is left of a page is a remark or a menu, and no article
SHORTEST = 20
#: elements deeper than this are an attack, or broken beyond reading: parsers and extractors recurse
DEEPEST = 250
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.\-]{2,40})""", re.IGNORECASE)
#: controls, bare and as references: no parser that follows accepts them
CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));?(?![0-9a-f])",
    re.IGNORECASE,
)
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


EMBEDDED = re.compile(r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-post|bluesky-embed|reddit-card")
#: characters of a paragraph that can be nothing but text
PARAGRAPH = 80
#: a paragraph that is one link, and longer than this, names another article
SHORT_LINK = 12
#: a heading below which a page shows other articles, or says who wrote this one
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
#: the share of the text that stands above such a heading where the article ends there
ABOVE = 0.6
#: a line of a page that is about the page, or leads to another
LEADS_AWAY = re.compile(
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
    if len(text.split()) < SHORTEST:
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
    # before parsing: what mojibake makes of a closing mark is a control character, which extractors drop
    text = CONTROLS.sub("", without_mojibake(text))
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
    charset = declared[1].decode("ascii").lower() if declared else "utf-8"
    if charset not in ("utf-8", "utf8"):
        try:
            # what declares itself Latin-1 is Windows-1252, as browsers read it
            return raw.decode("cp1252" if charset in ("iso-8859-1", "latin-1", "latin1") else charset)
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
    found: dict[str, None] = {}
    for element in [*tree.iter("figcaption", "div", "p", "span")]:
        if element.getparent() is None:
            continue
        if element.tag != "figcaption" and not CAPTION.search(element.get("class") or ""):
            continue
        text = " ".join(seen_text(element).split())
        if len(text) > LONGEST_CAPTION:
            continue
        element.drop_tree()
        if text:
            found.setdefault(repaired(text))
    return list(found)


def _prepare(tree: HtmlElement) -> None:
    """Take out what is another's (embedded posts) and links to other articles; join a body that advertising parts."""
    for quote in [*tree.iter("blockquote")]:
        if EMBEDDED.search(quote.get("class") or "") and quote.getparent() is not None:
            quote.drop_tree()
    chunks: dict[HtmlElement, None] = {}
    for paragraph in [*tree.iter("p")]:
        length = len("".join(paragraph.itertext()).strip())
        linked = sum(len("".join(link.itertext()).strip()) for link in paragraph.iter("a"))
        if length > SHORT_LINK and linked >= length - 1:
            paragraph.drop_tree()
        elif length >= PARAGRAPH and (chunk := paragraph.getparent()) is not None:
            chunks.setdefault(chunk)
    _join(chunks)


def _join(chunks: Iterable[HtmlElement]) -> None:
    """Unwrap the elements that hold paragraphs side by side under one parent, so that they are one body."""
    alike: dict[tuple[HtmlElement, str], list[HtmlElement]] = {}
    for chunk in chunks:
        wrapping, path = chunk, ""
        for _ in range(2):
            if wrapping.tag not in ("div", "section") or not wrapping.get("class") or wrapping.getparent() is None:
                break
            path += f"/{wrapping.get('class')}"
            wrapping = wrapping.getparent()
            alike.setdefault((wrapping, path), []).append(chunk)
    for (parent, _), parts in alike.items():
        leads_away = any(part.find(f".//{head}//a") is not None for part in parts for head in ("h2", "h3", "h4"))
        if len(parts) < 2 or leads_away:
            continue
        for part in parts:
            while part is not parent and part is not None and part.getparent() is not None:
                outer = part.getparent()
                part.drop_tag()
                part = outer if outer is not parent else None


def _body(tree: HtmlElement, about: Stated) -> str:
    from trafilatura import bare_extraction  # a second to import, and most runs read no page
    from trafilatura.settings import Document

    heads = {_letters("".join(head.itertext())) for head in tree.iter("h1")} | {_letters(about.title or ""), ""}
    _prepare(tree)
    document = bare_extraction(tree, url=about.url, include_comments=False)
    text = repaired(document.text or "") if isinstance(document, Document) else ""
    lines = [line for line in text.splitlines() if line.strip()]
    lines = [line for k, line in enumerate(lines) if k > 4 or _letters(line) not in heads]
    return "\n".join(line for line in _until_the_end(lines) if not LEADS_AWAY.fullmatch(line.strip(" -–|*»›>")))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _until_the_end(lines: list[str]) -> list[str]:
    """The lines above a heading of other articles, where the most of the text stands above it."""
    lengths = [len(line) for line in lines]
    for k, line in enumerate(lines):
        if len(line) < 80 and ENDS.fullmatch(line.strip(" -:|")) and sum(lengths[:k]) > ABOVE * sum(lengths):
            return lines[:k]
    return lines


def _is_stub(tree: HtmlElement, about: Stated, text: str) -> bool:
    words = len(text.split())
    if about.free is False:
        return words < STUB_WORDS or (about.words is not None and words < WHOLE * about.words)
    return words < STUB_WORDS and bool(PAYWALL.search(" ".join(tree.text_content().split())[-20_000:]))
