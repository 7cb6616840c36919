"""Pages and parts of pages that are no article: calls to subscribe, cookie notices, error pages, front pages."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from lxml.html import HtmlElement

from analysis.ingest.web.lengths import length, word_count
from analysis.ingest.web.markup import seen_text, short_text
from analysis.ingest.web.phrases import phrases

# -- calls to subscribe -----------------------------------------------------------------------

#: sentences that say that the rest of the article is missing
GATE = re.compile(rf"(?<![“‘\"])(?:{phrases('gate').pattern})", re.IGNORECASE)
#: offers that also appear on pages with the whole article, so that only short texts are judged by them
OFFER = phrases("offer")
#: words; a shorter text with a gate or an offer is only the beginning of the article
STUB_WORDS = 180
#: words; a shorter text that a gate follows directly is only the beginning
GATED_WORDS = 400
#: characters after the text in which such a gate is
AFTER_TEXT = 500
#: characters after the text in which an offer is
OFFER_ZONE = 2_000
#: share of the stated number of words from which the article on a page for subscribers is complete
COMPLETE = 0.6
#: characters at the end of the seen text in which a gate is looked for
GATE_ZONE = 20_000
#: characters; a longer line in which a gate is found is a paragraph of the article
LONGEST_GATE = 200
#: characters before the call in such a line
GATE_START = 30
#: parts of every page of a site, and those in which an offer to subscribe says nothing about the article
MENUS = frozenset(("header", "nav", "footer"))
ASIDES = frozenset(("form", "button", "aside", "figure"))

# -- cookie notices ---------------------------------------------------------------------------

CONSENT_NAME = re.compile(
    r"cookie|consent|onetrust|gdpr|ccpa|didomi|usercentrics|truste|quantcast|qc-cmp|sp_message|evidon|osano|cky-|iubenda|termly"
    r"|borlabs|klaro|tarteaucitron|\bcmp\b|cmpbox|cybot|privacy-?(?:banner|notice|manager|dialog|popup|modal|overlay|settings|center)"
    r"|\bdialog$",
    re.MULTILINE,
)
CONSENT_TAGS = ("div", "section", "aside", "dialog", "form", "footer", "header", "ul", "p")
#: words of consent; an element is a notice if it has them and a name or a sentence of one
CONSENT_WORDS = re.compile(
    r"\b(?:cookies?|consent|personal data|privacy|partners|vendors|unique identifiers|legitimate interests?|opt[- ]out"
    r"|tracking)\b",
    re.IGNORECASE,
)
#: sentences that only a notice has
CONSENT_SENTENCE = phrases("consent")
#: every such sentence has one of these: a fast test that saves most texts the slower pattern
CONSENT_HINTS = ("cookie", "partners", "vendors", "third parties", "companies", "privacy", "device", "measurement",
                 "choice", "consent", "preferences", "settings")  # fmt: skip
#: characters of a notice
LONGEST_NOTICE = 20_000
#: the most elements whose name or words are those of a notice, and levels that a notice may be nested
MOST_NOTICES, NOTICE_LEVELS = 40, 8
#: share of the text that may be sentences of a cookie notice
MOST_CONSENT = 0.5

# -- error pages and front pages --------------------------------------------------------------

ERROR_TITLE, VAGUE_TITLE = phrases("error title"), phrases("vague title")
#: sentences of error pages and of checks for robots
ERROR_TEXT = phrases("error text")
#: words; longer texts below an error's title are still articles, and shorter ones with sentences of an error are not
ERROR_WORDS, ERROR_TEXT_WORDS = 150, 100
#: words of an error page that lists articles
LISTED_WORDS = 400
#: the separator between a title and the site's name
SEPARATOR = re.compile(r"\s+(?:[|\-–—·»•:]|::)\s+")
#: headlines with links from which a page without an article is a front page
FRONT_HEADLINES = 5
#: characters of prose without such headlines between that an article has; and one on a page with a headline of its own
ARTICLE, SHORT_ARTICLE = 500, 160
#: words of the headline of an article; that of a section of a site is shorter
HEADLINE_WORDS = 4
#: characters of a paragraph of prose, and the elements that may be one
PROSE = 80
PROSE_TAGS = frozenset(("p", "div", "td", "section", "article", "li", "dd", "span"))
#: lines with a link, and their share of the text, from which a text is a list of links; characters of their headlines
LISTED_LINKS, MOST_LINKED, SHORTEST_HEADLINE, LONGEST_LINE = 8, 0.5, 25, 300
FRONT_PATH = re.compile(r"/?(?:index|home|default|main)?(?:\.\w{2,5})?/?", re.IGNORECASE)


def is_gate(line: str) -> bool:
    """Whether a line of a text is a call to subscribe, not a sentence of the article."""
    if len(line) > LONGEST_GATE or any(mark in line for mark in '“”"‘'):
        return False
    return bool((match := GATE.search(line) or OFFER.match(line)) and match.start() <= GATE_START)


def is_stub(
    tree: HtmlElement, text: str, words: int, removed: Iterable[str], free: bool | None, stated_words: int | None
) -> bool:
    """Whether the text of an article is only its beginning, shown to readers who have not subscribed.

    ``words`` is the number of words of the text. ``removed`` are the texts of links and gates that are no longer in the
    tree; ``free`` and ``stated_words`` are what the page states about its article.
    """
    if free is False:
        return words < STUB_WORDS or (stated_words is not None and words < COMPLETE * stated_words)
    if words >= GATED_WORDS:
        return False
    last_words = " ".join(text.rpartition("\n")[2].split())[-50:]
    seen = _seen(tree, MENUS)
    if words >= STUB_WORDS:
        return last_words in seen and bool(GATE.search(_after(seen, last_words)[:AFTER_TEXT]))
    if any(GATE.search(part) for part in (seen[-GATE_ZONE:], *removed)):
        return True
    offered = _after(_seen(tree, MENUS | ASIDES), last_words)[:OFFER_ZONE]
    return any(OFFER.search(part) for part in (offered, *removed))


def _after(seen: str, last_words: str) -> str:
    """What follows the last words of the text; everything if they are not found."""
    return seen[max(seen.rfind(last_words), 0) :]


def is_of_every_page(element: HtmlElement) -> bool:
    """Whether an element is in a part that every page of the site has, or beside the article."""
    return any(ancestor.tag in MENUS or ancestor.tag in ASIDES for ancestor in element.iterancestors())


def _seen(tree: HtmlElement, skipped: frozenset[str]) -> str:
    """The text of a page that readers see, on one line."""
    return " ".join(" ".join(seen_text(tree, skipped)).split())


def remove_consent(tree: HtmlElement) -> None:
    """Remove cookie notices from the tree, recognised by their name or by their words."""
    kept = {
        ancestor
        for tag in ("h1", "article", "main")
        for each in _first(tree, tag)
        for ancestor in (each, *each.iterancestors())
    }
    found = 0
    for element in _with_consent_names(tree):
        if found >= MOST_NOTICES or element in kept or not _is_attached(element):
            continue
        text = short_text(element, LONGEST_NOTICE)
        if text is not None and CONSENT_WORDS.search(text) and _is_about_consent(element, text):
            found += 1
            element.drop_tree()
    for paragraph in [*tree.iter("p")]:
        if found >= MOST_NOTICES:
            break
        if paragraph.text and _is_attached(paragraph) and _has_consent_sentence(paragraph.text[:1000]):
            found += 1
            _outermost_notice(paragraph, kept).drop_tree()


def _with_consent_names(tree: HtmlElement) -> list[HtmlElement]:
    """Dialogs, and elements with a class or ID as cookie notices have it."""
    elements: list[HtmlElement] = []
    names: list[str] = []
    for element in tree.iter(*CONSENT_TAGS):
        get = element.get
        if stated := " ".join(value for value in (get("class"), get("id"), get("role")) if value):
            elements.append(element)
            names.append(" ".join(stated.split()))
    # one search instead of one for each element, which takes several times as long
    joined = "\n".join(names).lower()
    found: dict[int, HtmlElement] = {}
    lines = end = 0
    for match in CONSENT_NAME.finditer(joined):
        lines, end = lines + joined.count("\n", end, match.start()), match.start()
        found[lines] = elements[lines]
    return [*found.values(), *(element for element in tree.iter("dialog"))]


def _is_attached(element: HtmlElement) -> bool:
    return element.getparent() is not None and element.tag not in ("html", "body")


def _has_consent_sentence(text: str) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in CONSENT_HINTS) and CONSENT_SENTENCE.search(text) is not None


def _first(tree: HtmlElement, tag: str) -> list[HtmlElement]:
    return [element for element, _ in zip(tree.iter(tag), range(20), strict=False)]


def _is_about_consent(element: HtmlElement, text: str) -> bool:
    """Whether an element is a notice throughout: most of its paragraphs have words of consent."""
    paragraphs = [p for each in element.iter("p") if (p := short_text(each, LONGEST_NOTICE)) and len(p) >= 40]
    if not paragraphs:
        return bool(CONSENT_SENTENCE.search(text)) or len(CONSENT_WORDS.findall(text)) * 200 > len(text)
    return sum(bool(CONSENT_WORDS.search(paragraph)) for paragraph in paragraphs) * 2 > len(paragraphs) and bool(
        CONSENT_SENTENCE.search(text)
        or re.search(r"\b(?:accept|agree|reject|manage|preferences|settings)\b", text, re.IGNORECASE)
    )


def _outermost_notice(paragraph: HtmlElement, kept: set[HtmlElement]) -> HtmlElement:
    """The largest element around a paragraph that is a notice throughout."""
    notice = paragraph
    for _ in range(NOTICE_LEVELS):
        outer = notice.getparent()
        if (
            outer is None
            or outer in kept
            or outer.tag in ("body", "html", "article", "main")
            or outer.getparent() is None
        ):
            break
        text = short_text(outer, LONGEST_NOTICE)
        if text is None or not _is_about_consent(outer, text):
            break
        notice = outer
    return notice


def is_consent_text(text: str) -> bool:
    """Whether most of a text is a cookie notice."""
    lines = text.splitlines()
    notice = sum(len(line) for line in lines if _has_consent_sentence(line[:2000]))
    return notice > MOST_CONSENT * len(text)


def is_error(titles: Iterable[str], headings: Iterable[str], text: str, words: int, states_article: bool) -> bool:
    """Whether a page with this text of ``words`` words is an error page or a check for robots.

    ``titles`` are the page's title and headline, ``headings`` its other main headings, such as those of hidden forms.
    ``states_article``: the page says that it is an article.
    """
    has_sentence = bool(ERROR_TEXT.search(text[:4000]))
    if words < ERROR_WORDS:
        if any(_is_titled(title, ERROR_TITLE) for title in (*titles, *headings)):
            return True
        if has_sentence and any(_is_titled(title, VAGUE_TITLE) for title in (*titles, *headings)):
            return True
    if words < LISTED_WORDS and not states_article and any(_is_titled(title, ERROR_TITLE) for title in titles):
        return True
    return words < ERROR_TEXT_WORDS and not states_article and has_sentence


def _is_titled(title: str, pattern: re.Pattern[str]) -> bool:
    return any(pattern.fullmatch(part.strip(" .!?")) for part in _title_parts(title))


def _title_parts(title: str) -> list[str]:
    """The title, and its first and last part if a separator divides it."""
    parts = SEPARATOR.split(title[:300])
    return [title[:300], parts[0], parts[-1]]


def is_front_page(tree: HtmlElement, path: str | None, states_article: bool) -> bool:
    """Whether a page shows headlines with links, each with a line or two, and no article.

    ``path`` is that of the page's URL, and ``states_article`` whether the page says that it is an article.
    """
    is_front_path = path is not None and bool(FRONT_PATH.fullmatch(path))
    if states_article and not is_front_path:
        return False
    headlines, longest, run = 0, 0, 0
    is_titled = False
    for element in tree.iter("h1", "h2", "h3", "h4", *PROSE_TAGS):
        if element.tag not in PROSE_TAGS:
            if element.find(".//a") is not None or any(a.tag == "a" for a in _near(element)):
                headlines += 1
                run = 0
            elif element.tag == "h1":
                is_titled = is_titled or word_count(short_text(element, 300) or "") >= HEADLINE_WORDS
        elif (own := _prose(element)) >= PROSE and not any(a.tag in MENUS for a in element.iterancestors()):
            run += own
            longest = max(longest, run)
    shortest = SHORT_ARTICLE if is_titled and not is_front_path else ARTICLE
    return headlines >= FRONT_HEADLINES and longest < shortest


def _prose(element: HtmlElement) -> int:
    """The length of the text that is directly in an element; none if most of it is a link."""
    if element.tag == "span" and (parent := element.getparent()) is not None and parent.tag not in PROSE_TAGS - {"p"}:
        return 0
    if element.tag != "p":
        return length(" ".join(part.strip() for part in (element.text, *(child.tail for child in element)) if part))
    text = short_text(element, 2000)
    if text is None:
        return 2000
    return 0 if length(text) < PROSE or _is_link(element, text) else length(text)


def _near(element: HtmlElement) -> list[HtmlElement]:
    return [ancestor for ancestor, _ in zip(element.iterancestors(), range(3), strict=False)]


def _is_link(paragraph: HtmlElement, text: str) -> bool:
    return sum(len(short_text(link, 2000) or "") for link in _links(paragraph)) > 0.8 * len(text)


def _links(element: HtmlElement) -> Iterator[HtmlElement]:
    """The links of an element, without those around other links: browsers do not nest them."""
    return (link for link in element.iter("a") if next(link.iterdescendants("a"), None) is None)


def is_list_of_links(text: str, links: Container[str]) -> bool:
    """Whether most of a text is headlines that link to other pages; ``links`` are the texts of the page's links."""
    lines = [line for line in text.splitlines() if line]
    linked = [line for line in lines if line.strip(" -") in links]
    return len(linked) >= LISTED_LINKS and sum(map(len, linked)) > MOST_LINKED * sum(map(len, lines))


def link_texts(tree: HtmlElement) -> set[str]:
    """The texts of the links of a page that are long enough for a headline."""
    texts = (short_text(link, LONGEST_LINE) for link in _links(tree))
    return {text for text in texts if text and length(text) >= SHORTEST_HEADLINE}
