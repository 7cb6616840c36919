"""The containers of an article's paragraphs: those of a body in several parts are joined into one."""

from __future__ import annotations

from lxml.html import HtmlElement

from analysis.ingest.web.lengths import length
from analysis.ingest.web.surroundings import Surroundings

#: characters from which a paragraph is certainly part of the text
PARAGRAPH = 80
#: levels between the parts of a body that is in several containers and what they have in common
JOINED_LEVELS = 4


def join_parts(tree: HtmlElement) -> None:
    """Unwrap the containers of paragraphs that have one ancestor and the same classes, so that they become one body."""
    siblings: dict[tuple[HtmlElement, str], list[HtmlElement]] = {}
    for container in _containers(tree):
        ancestor, path = container, ""
        for _ in range(JOINED_LEVELS):
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


def most_prose(tree: HtmlElement) -> list[str]:
    """The paragraphs of the container that has the most text, apart from readers' comments and other articles."""
    surroundings = Surroundings(tree)
    found = [
        paragraphs for container, paragraphs in _containers(tree).items() if not surroundings.are_foreign(container)
    ]
    return max(found, key=lambda paragraphs: sum(map(len, paragraphs)), default=[])


def _containers(tree: HtmlElement) -> dict[HtmlElement, list[str]]:
    """The elements that contain paragraphs, with their texts."""
    found: dict[HtmlElement, list[str]] = {}
    for paragraph in tree.iter("p"):
        text = " ".join(("".join(paragraph.itertext()) if len(paragraph) else paragraph.text or "").split())
        if length(text) >= PARAGRAPH and (container := paragraph.getparent()) is not None:
            found.setdefault(container, []).append(text)
    return found
