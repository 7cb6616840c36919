"""HTML in cells: entities are read, tags become paragraphs, captions are kept apart."""

from __future__ import annotations

import re
from html import unescape

import lxml.html
from lxml import etree

#: an entity with a name of letters or a number, closed by a semicolon
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
#: tags that a text of an article may have; a “<” of a sentence is not followed by one of these names
TAG = re.compile(
    r"<(?:!--|!doctype\b|!\[CDATA\[|/?(?:p|br|div|span|a|em|strong|b|i|u|s|ul|ol|li|dl|dt|dd|h[1-6]|figure|figcaption|img|"
    r"script|style|blockquote|section|article|aside|iframe|table|tr|td|th|tbody|thead|cite|q|sub|sup|header|footer|html|"
    r"body|head|hr|small|big|font|center|code|pre|noscript|video|audio|source|picture|input|button|form|label|nav|main|"
    r"time|abbr|mark|ins|del|tt|title|meta|link|svg|object|embed|amp-[a-z]+|o:p)(?:\s[^<>]*)?/?>)",
    re.IGNORECASE,
)
#: elements that are not text
DROPPED = frozenset(("script", "style", "noscript", "iframe", "template", "svg", "object", "embed", "form", "button",
                     "head", "title", "nav", "select", "video", "audio"))  # fmt: skip
#: elements inside a paragraph
INLINE = frozenset(("a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "mark", "q", "s", "small",
                    "span", "strong", "sub", "sup", "time", "tt", "u", "label"))  # fmt: skip
CAPTIONS = frozenset(("figcaption",))
#: HTML that is nested deeper is read as text without its tags
DEEPEST = 200
#: a link that leads to another page and is a paragraph of its own
MORE = re.compile(r"(?:read|see|learn|show|view) (?:more|also)\W*", re.IGNORECASE)


def plain_line(text: str) -> str:
    """A headline, name or other short text with entities read and tags removed."""
    if "&" not in text and "<" not in text:
        return text
    text = _unescaped(text)
    return " ".join(TAG.sub(" ", text).split()) if TAG.search(text) else text


def plain_text(text: str) -> tuple[str, tuple[str, ...]]:
    """A text of an article without markup, with its paragraphs separated by line breaks, and the captions in it."""
    if "<" not in text and "&" not in text:
        return text, ()
    if TAG.search(text) is None:
        text = _unescaped(text)
        if TAG.search(text) is None:
            return text, ()
    paragraphs, captions = _paragraphs(text)
    return "\n\n".join(paragraphs), tuple(captions)


def _unescaped(text: str) -> str:
    """The text with its entities read, also where they were escaped twice."""
    for _ in range(2):
        if not ENTITY.search(text):
            break
        text = ENTITY.sub(lambda match: unescape(match[0]), text)
    return text


def _paragraphs(html: str) -> tuple[list[str], list[str]]:
    html = re.sub(r"<!\[CDATA\[(.*?)\]\]>", r"\1", html, flags=re.DOTALL).replace("\x00", "")
    try:
        tree = lxml.html.fromstring(f"<div>{html}</div>")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, RecursionError):
        return [TAG.sub(" ", html)], []
    found = _Paragraphs()
    # line breaks mean nothing in HTML, except where it has no paragraphs and they are the only separators
    found.keep_breaks = not any(element.tag in ("p", "br", "div", "li") for element in tree.iterdescendants())
    found.read(tree, 0)
    found.end()
    return [_unescaped(text) for text in found.texts], [_unescaped(text) for text in found.captions]


class _Paragraphs:
    """The paragraphs of a tree, collected in one walk."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.captions: list[str] = []
        self.keep_breaks = False
        self._parts: list[str] = []
        self._linked = True

    def read(self, element: etree._Element, depth: int) -> None:
        if not isinstance(element.tag, str) or element.tag in DROPPED:
            return
        if depth > DEEPEST:
            self._add(" ".join(element.itertext()))
        elif element.tag in CAPTIONS:
            self.end()
            if caption := " ".join(" ".join(element.itertext()).split()):
                self.captions.append(caption)
        elif element.tag == "br":
            self.end()
        else:
            block = element.tag not in INLINE and element.tag != "img"
            if block:
                self.end()
            self._add(element.text, element.tag == "a")
            for child in element:
                self.read(child, depth + 1)
                self._add(child.tail, element.tag == "a")
            if block:
                self.end()

    def _add(self, text: str | None, linked: bool = False) -> None:
        if text:
            self._parts.append(text)
            self._linked = self._linked and (linked or not text.strip())

    def end(self) -> None:
        """End the paragraph, if there is one. A link “Read more” by itself leads elsewhere and is left out."""
        text = "".join(self._parts)
        for part in text.split("\n") if self.keep_breaks else [text]:
            line = " ".join(part.split())
            if line and not (self._linked and MORE.fullmatch(line)):
                self.texts.append(line)
        self._parts, self._linked = [], True
