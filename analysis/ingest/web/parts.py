"""A body that advertisements and boxes divide into several containers, joined into one."""

from __future__ import annotations

from lxml.html import HtmlElement

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


def _containers(tree: HtmlElement) -> list[HtmlElement]:
    """The elements that contain a paragraph."""
    found: dict[HtmlElement, None] = {}
    for paragraph in tree.iter("p"):
        text = "".join(paragraph.itertext()) if len(paragraph) else paragraph.text or ""
        if len(text.strip()) >= PARAGRAPH and (container := paragraph.getparent()) is not None:
            found.setdefault(container)
    return list(found)
