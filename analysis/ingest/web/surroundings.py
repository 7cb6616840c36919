"""Which elements of a page are about something other than its article."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

#: classes and IDs of readers' comments and of links to other articles
COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:(?:user|reader)?comments?|disqus|respond|responses|replies|reply)(?:$|[\s_-])", re.IGNORECASE
)
COMMENT_TYPE = re.compile(r"/(?:User)?Comments?$", re.IGNORECASE)
OTHER_ARTICLES = re.compile(
    r"(?:^|[\s_-])(?:related|recommend(?:ed|ations?)?|teasers?|trending|sidebar|widget|promo|more-(?:from|stories|news)|most-\w+|popular"
    r"|latest|read-?next|up-?next|also-?read)(?:$|[\s_-])",
    re.IGNORECASE,
)
#: the most ``h1`` elements that are looked at
MOST_HEADINGS = 30


class Surroundings:
    """Which elements of a page are about something other than its article."""

    def __init__(self, tree: HtmlElement) -> None:
        headings = [heading for heading, _ in zip(tree.iter("h1"), range(MOST_HEADINGS), strict=False)]
        self._with_headline = {ancestor for heading in headings for ancestor in heading.iterancestors()}
        self._known: dict[HtmlElement, bool] = {}

    def are_foreign(self, element: HtmlElement) -> bool:
        """Whether an element is in readers' comments, navigation, or links to other articles."""
        path = []
        ancestor: HtmlElement | None = element
        while ancestor is not None and ancestor not in self._known:
            path.append(ancestor)
            ancestor = ancestor.getparent()
        foreign = ancestor is not None and self._known[ancestor]
        for inner in reversed(path):
            foreign = foreign or self._is_foreign(inner)
            self._known[inner] = foreign
        return foreign

    def _is_foreign(self, element: HtmlElement) -> bool:
        if element.tag in ("body", "html", "head", "meta") or element in self._with_headline:
            return False
        if element.tag in ("nav", "footer") or (element.get("itemprop") or "").lower() == "comment":
            return True
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        return bool(
            (len(names) > 1 and (COMMENTS.search(names) or OTHER_ARTICLES.search(names)))
            or COMMENT_TYPE.search(element.get("itemtype") or "")
        )
