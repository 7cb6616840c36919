"""Texts that are only the beginning of an article, as news services and feeds cut them off."""

from __future__ import annotations

import re

#: characters at the end of a text that are examined
TAIL = 200
#: words; a longer text that ends in “Read more” is whole, and the words are a link to other articles
LONGEST_TEASER = 150
#: words; a longer text that trails off in an ellipsis is whole, unless its last word cannot end a sentence
LONGEST_EXCERPT = 500
#: NewsAPI’s “… [+594 chars]” and GNews’s “... [1234 chars]”, which state how much is missing
COUNT = re.compile(
    r"\s*(?:…|\.{2,})?\s*[\[(]\s*\+?\s*[\d,]+\s+(?:more\s+)?(?:chars?|characters?|words?)\s*[\])]?\s*$", re.IGNORECASE
)
#: a link to the whole article at the end
MORE = re.compile(
    r"[\[(«→>\s-]*(?:\b(?P<goes_on>(?:continue|keep) reading)\b[^\n.!?]{0,80}|\b(?:read (?:more|on|(?:the )?"
    r"(?:full|whole|entire|rest of (?:the|this))(?: (?:article|story|post|text))?)|(?:click here (?:to|for)|view|see) "
    r"(?:read |the )?(?:more|full (?:article|story)))(?: (?:at|on|here)\b(?:[^\n.!?:]|\.(?=\w)){0,40})?|\(\s*more\b)"
    r"[.!…»→>\])\s]*$",
    re.IGNORECASE,
)
#: the last line of a post in a feed of WordPress, whether the post is whole or not
FOOTER = re.compile(r"\s*\bThe post .{3,200}? (?:appeared first on|first appeared on) [^\n]{2,80}$")
#: an ellipsis at the end; in square brackets it is not the author’s
ELLIPSIS = re.compile(r"\s*(?:(?P<brackets>\[\s*(?:…|\.{2,})\s*\]?)|\(\s*(?:…|\.{2,})\s*\)|…|\.\s?\.\s?\.+)\s*$")
#: what comes before an ellipsis that does not cut off a sentence: its end, or a web address
ENDED = re.compile(r"(?:[.!?][\"'”’)\]]*|https?://\S*)$")

#: a last word after which something must follow
OPEN = re.compile(r"\b(?:the|an?|its|their|our|my|your|every|whose)$", re.IGNORECASE)


def without_remark(text: str) -> tuple[str, bool]:
    """The text without the remark that it goes on elsewhere, and whether it is only the beginning of an article.

    The remark is a count of what is missing or a link to the whole article. An ellipsis stays in the text. It marks a
    beginning if it is in square brackets, or if it cuts off a sentence of a text that is short or ends in “the …”.
    """
    tail = text[-TAIL:].lower()
    if tail[-1:] in "])" or "char" in tail[-20:] or "word" in tail[-20:]:
        match = COUNT.search(text, max(0, len(text) - TAIL))
        if match is not None and match.start() > 0:
            mark = "…" if "…" in match[0] or ".." in match[0] else ""
            return text[: match.start()].rstrip() + mark, True
    if "first" in tail and (match := FOOTER.search(text, max(0, len(text) - 2 * TAIL))) and match.start() > 0:
        text = text[: match.start()].rstrip()
        tail = text[-TAIL:].lower()
    if "more" in tail or "read" in tail or "full" in tail:
        match = MORE.search(text, max(0, len(text) - TAIL))
        if match is not None and match.start() > 0 and _is_remark(text, match):
            return text[: match.start()].rstrip(), True
    if tail[-1:] in "….])" and (match := ELLIPSIS.search(text, max(0, len(text) - TAIL))):
        return text, _is_cut_off(text[: match.start()].rstrip(), match["brackets"] is not None)
    return text, False


def _is_cut_off(before: str, in_brackets: bool) -> bool:
    """Whether an ellipsis after this text stands for the rest of the article."""
    if not before or in_brackets:
        return bool(before)
    if ENDED.search(before):
        return False
    return OPEN.search(before) is not None or len(before.split(None, LONGEST_EXCERPT)) <= LONGEST_EXCERPT


def _is_remark(text: str, match: re.Match[str]) -> bool:
    """Whether the words stand apart from the sentences of the article, and the article before them is cut off."""
    before = text[: match.start()].rstrip()
    apart = before[-1:] in '.!?…”"’)]' or "\n" in match[0][:3] or match[0].lstrip()[:1] in tuple("[(«→>")
    cut_off = match["goes_on"] is not None or ELLIPSIS.search(before) is not None
    return apart and (cut_off or len(before.split(None, LONGEST_TEASER)) <= LONGEST_TEASER)
