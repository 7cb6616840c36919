"""HTML as a flat sequence of blocks of text in document order, however its tags are nested or broken.

Exports nest documents in documents, leave elements open and close what was never opened, so a tree of them says little.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml.etree import HTMLParser, LxmlError

#: elements that do not interrupt a line; all others begin and end a block
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font hlt i img ins kbd label mark nobr o:p q s samp small span "
    "strike strong sub sup tt u var wbr".split()
)
BOLD = frozenset("b strong h1 h2 h3 h4 h5 h6".split())
#: elements without content, whose end says nothing
EMPTY = frozenset("br hr img meta input link param".split())
UNSEEN = frozenset("script style noscript title template select textarea".split())
#: elements whose names say what their text is; a block carries them as marks: "<section>"
TELLING = frozenset("header section aside footer article text photo_caption".split())
BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
#: open elements at most, since the parser walks through all of them at an end tag that matches none
DEEPEST = 1000
#: marks that a block inherits at most, and characters fed to the parser at a time
MOST_MARKS, CHUNK = 60, 100_000

NOTHING: Mapping[str, str] = {}
#: given an element's name and attributes, the mark of what begins there, or ``None``
Begins = Callable[[str, Mapping[str, str]], str | None]


class Damaged(ValueError):
    """A file that cannot be read to its end; the message says why."""


@dataclass(slots=True)
class Block:
    """A run of text between two breaks.

    ``text`` has its white space collapsed, and ``lead`` is the bold text that it begins with. ``marks`` are the classes
    and ids of the elements around it and in it, and the names of ``TELLING`` elements in angle brackets. ``ended_by``
    is the element whose begin or end ended it: "br" for a single line break, "br p" for one at the end of a paragraph.
    """

    text: str
    lead: str
    marks: frozenset[str]
    ended_by: str


@dataclass(slots=True)
class Group:
    """The blocks from one beginning to the next; ``mark`` is empty for what precedes the first."""

    mark: str
    blocks: list[Block] = field(default_factory=list)


def classes(attributes: Mapping[str, str]) -> list[str]:
    """The classes of an element, in their order."""
    return (attributes.get("class") or "").split()


def groups(html: str, begins: Begins) -> Iterator[Group]:
    """Yield the blocks of a document, a group for each element that ``begins`` names.

    Raises ``Damaged`` after the last readable group where the rest cannot be read.
    """
    target = _Target(begins)
    parser = HTMLParser(target=target, huge_tree=True)
    html = html.replace("\x00", "")
    damage = ""
    try:
        for start in range(0, len(html), CHUNK):
            parser.feed(html[start : start + CHUNK])
            yield from target.finished()
        if html:
            parser.close()
    except Damaged as error:
        damage = str(error)
    except (LxmlError, AssertionError) as error:  # the second is how lxml reports a parser that gave up
        damage = f"the HTML is damaged: {error}"
    target.close()
    yield from target.groups
    if damage:
        raise Damaged(damage)


class _Target:
    """Receives the parser's events and collects blocks."""

    def __init__(self, begins: Begins) -> None:
        self._begins = begins
        self.groups = [Group("")]
        #: marks, whether bold, and whether unseen, of each open element
        self._open: list[tuple[frozenset[str], bool, bool]] = [(frozenset(), False, False)]
        self._parts: list[str] = []
        self._lead: list[str] = []
        self._marks: frozenset[str] = frozenset()
        self._still_bold = True

    def finished(self) -> Iterator[Group]:
        """The groups that no later event adds to."""
        done, self.groups = self.groups[:-1], self.groups[-1:]
        yield from done

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag not in INLINE:
            self._flush(tag)
        attributes = dict(attributes) if attributes else NOTHING
        mark = self._begins(tag, attributes)
        if mark is not None:
            self._flush(tag)
            self.groups.append(Group(mark))
        if len(self._open) > DEEPEST:
            raise Damaged(f"more than {DEEPEST:,} elements of the file are nested in each other")
        marks, bold, unseen = self._open[-1]
        if tag in TELLING:
            marks |= {f"<{tag}>"}
        if attributes and len(marks) < MOST_MARKS:
            marks = marks.union(classes(attributes)[:20], filter(None, (attributes.get("id"),)))
        bold = bold or tag in BOLD or BOLD_STYLE.search(attributes.get("style") or "", 0, 500) is not None
        self._open.append((marks, bold, unseen or tag in UNSEEN))

    def end(self, tag: str) -> None:
        if len(self._open) > 1:
            self._open.pop()
        if tag not in INLINE and tag not in EMPTY:
            self._flush(tag)

    def data(self, text: str) -> None:
        marks, bold, unseen = self._open[-1]
        if unseen:
            return
        self._parts.append(text)
        if not text.isspace():
            self._marks = self._marks | marks if self._marks else marks
            self._still_bold = self._still_bold and bold
        if self._still_bold:
            self._lead.append(text)

    def comment(self, text: str) -> None:
        """Comments are not text."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Neither are processing instructions, which broken tags turn into."""

    def close(self) -> None:
        self._flush("")

    def _flush(self, tag: str) -> None:
        text = " ".join("".join(self._parts).split())
        blocks = self.groups[-1].blocks
        if text:
            blocks.append(Block(text, " ".join("".join(self._lead).split()), self._marks, tag))
            self._marks = frozenset()
        elif blocks and blocks[-1].ended_by == "br":
            blocks[-1].ended_by = f"br {tag}"
        self._parts, self._lead, self._still_bold = [], [], True


def paragraphs(blocks: list[Block]) -> list[str]:
    """The texts of blocks, those joined that only one line break parts."""
    found: list[list[str]] = []
    joined = False
    for block in blocks:
        if joined:
            found[-1].append(block.text)
        else:
            found.append([block.text])
        joined = block.ended_by == "br"
    return [" ".join(texts) for texts in found]
