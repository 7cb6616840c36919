"""HTML as an element tree: decoded, parsed without comments, and refused if reading it would cost too much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from lxml.etree import ParserError, XPath
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from analysis.ingest.repair import repaired, without_mojibake
from analysis.ingest.text import NoArticle

#: bytes, or characters, of a page
LARGEST_PAGE = 20_000_000
#: elements of a page; pages of news have up to 6,000
MOST_ELEMENTS = 20_000
#: attributes of one element; the parser compares each of them with all others
MOST_ATTRIBUTES = 1_000
#: links, bold words and the like side by side in one element; the extractor compares each of them with all others
MOST_INLINE = 2_000
#: levels of nested elements; parsers and extractors recurse, so deeper pages could exhaust the stack
DEEPEST = 250
#: attributes from which those of an element are counted
MANY_ATTRIBUTES = 50
#: a character encoding declared in the page
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.\-]{2,40})""", re.IGNORECASE)
#: codecs of Python that are not character encodings of pages
NO_CHARSET = re.compile(r"undefined|idna|punycode|utf[-_]?(?:7|16|32).*|(?:raw_)?unicode.*|mbcs|oem")
#: control characters, literal or as character references, which the extractor rejects
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
CONTROL_REFERENCES = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]));?(?![0-9a-fA-F])"
)
#: the beginning of an element, also where scripts or attributes contain one
START = re.compile(r"<[A-Za-z_:.]")
_ATTRIBUTE = r"""(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>"'][^\s>]*+)?+)?+)"""
#: an element with many attributes; only looked ahead at, so that one inside another is found too
WITH_ATTRIBUTES = re.compile(rf"<(?=[A-Za-z_:.][^\s/>]*+{_ATTRIBUTE}{{{MANY_ATTRIBUTES}}})")
ATTRIBUTES = re.compile(rf"<[^\s/>]*+{_ATTRIBUTE}{{0,{MOST_ATTRIBUTES + 1}}}+")
ATTRIBUTE = re.compile(_ATTRIBUTE)
INLINE = frozenset("a abbr b bdi bdo big cite code del em font i ins kbd mark q s samp small span strike strong sub "
                   "sup tt u var".split())  # fmt: skip
TOO_DEEP = XPath(f"boolean({'/*' * (DEEPEST + 1)})")
MANY_CHILDREN = XPath(f"//*[{MOST_INLINE + 1}]/..")
#: elements whose text no reader sees
UNSEEN = frozenset("script style template noscript head title svg iframe object select".split())
#: characters; a longer text is not that of a date or of an author
LONGEST_LABEL = 120
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def parsed(html: str | bytes) -> HtmlElement:
    """The element tree of a page, without comments and processing instructions.

    Raises ``NoArticle`` if the page is empty, not HTML, or built in a way that would take too long to read.
    """
    if len(html) > LARGEST_PAGE:
        raise NoArticle("the page is larger than 20 MB, too large for one article")
    text = decoded(html) if isinstance(html, bytes) else html
    # mojibake first: the last byte of a garbled quotation mark is a control character
    text = CONTROL_REFERENCES.sub("", CONTROLS.sub("", without_mojibake(text)))
    if "<" not in text:
        raise NoArticle("the page is not HTML; save it as an HTML page, or as text in a .txt file")
    _check_markup(text)
    # the extractor drops the text behind comments, so the parser removes them
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        # as bytes, since lxml rejects a decoded string that declares an encoding
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (ParserError, ValueError) as error:
        raise NoArticle("the page is empty; save it again") from error
    if TOO_DEEP(tree):
        raise NoArticle(f"the page nests its elements more than {DEEPEST} deep, which no readable page does")
    if any(sum(child.tag in INLINE for child in element) > MOST_INLINE for element in MANY_CHILDREN(tree)):
        raise NoArticle(f"the page has more than {MOST_INLINE:,} links or marked words in one paragraph")
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
    if charset not in ("utf-8", "utf8") and not NO_CHARSET.fullmatch(charset.replace("-", "_")):
        try:
            # like browsers, read Latin-1 as Windows-1252
            return raw.decode("cp1252" if charset in ("iso-8859-1", "latin-1", "latin1") else charset)
        except (LookupError, ValueError):
            pass
    # a few invalid bytes do not make the page less UTF-8
    as_utf8 = raw.decode("utf-8", "replace")
    return as_utf8 if as_utf8.count("\ufffd") * 500 < len(as_utf8) else raw.decode("cp1252", "replace")


def _check_markup(text: str) -> None:
    """Raise ``NoArticle`` if a page has too many elements, or too many attributes in one element.

    Checked before parsing, because the parser's time grows with the square of the attributes of an element.
    """
    if text.count("<") > MOST_ELEMENTS and len(START.findall(text)) > MOST_ELEMENTS:
        raise NoArticle(f"the page has more than {MOST_ELEMENTS:,} elements, too many for one article")
    reason = f"the page has an element with more than {MOST_ATTRIBUTES:,} attributes, which no readable page has"
    left = 10 * len(text) + 1_000_000
    for start in WITH_ATTRIBUTES.finditer(text):
        attributes = ATTRIBUTES.match(text, start.start())
        length = attributes.end() - start.start() if attributes else 0
        left -= length
        if left < 0:
            raise NoArticle(reason)
        if length >= 2 * MOST_ATTRIBUTES and attributes and _count(attributes[0]) > MOST_ATTRIBUTES:
            raise NoArticle(reason)


def _count(attributes: str) -> int:
    """The number of attributes in a start tag."""
    name_end = re.match(r"<[^\s/>]*+", attributes)
    return sum(1 for _ in ATTRIBUTE.finditer(attributes, name_end.end() if name_end else 0))


def is_hidden(element: HtmlElement) -> bool:
    """Whether the markup itself says that readers do not see an element."""
    return element.tag in UNSEEN or "hidden" in element.attrib or bool(HIDDEN.search(element.get("style") or ""))


def seen_text(element: HtmlElement, skipped: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the pieces of text that a reader sees in an element, at least one for each element in it.

    Elements named in ``skipped`` are left out.
    """
    pending: list[HtmlElement | str] = [element]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            yield item
            continue
        inner: list[HtmlElement | str] = []
        if item is element or not (item.tag in skipped or is_hidden(item)):
            yield item.text or ""
            for child in item:
                inner.append(child)
                if child.tail:
                    inner.append(child.tail)
        pending.extend(reversed(inner))


def short_text(element: HtmlElement, longest: int) -> str | None:
    """The text of an element on one line, without scripts; ``None`` if it is longer than ``longest`` characters.

    An element that contains many others for so short a text is long too.
    """
    pieces, length = [], 0
    for piece in seen_text(element):
        pieces.append(piece)
        length += len(piece)
        # more than the white space between the words explains
        if length > 4 * longest + 2000 or len(pieces) > longest // 2 + 100:
            return None
    text = " ".join("".join(pieces).split())
    return text if len(text) <= longest else None


def clean_line(text: str) -> str:
    """The text on one line, without tags, and with entities decoded that the page has escaped twice."""
    if "&" in text:
        text = unescape(unescape(text))
    if "<" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", text)
    return " ".join(repaired(text).split())


def label(element: HtmlElement) -> str:
    """The text of an element if it is short enough for a date or a name, else nothing."""
    return clean_line(short_text(element, LONGEST_LABEL) or "")
