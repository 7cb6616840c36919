"""Stage 8, anonymity: finds the reason that a sentence gives for not naming its source."""

from __future__ import annotations

import re

from analysis.types import Span

#: a request or promise not to be named
ASKED = re.compile(
    r"\b(?:on (?:the )?(?:strict )?condition "
    r"(?:of (?:strict )?anonymity|(?:that )?(?:he|she|they) not be (?:named|identified))"
    r"|(?:asked|requested|wished|wanted|preferred|declined|refused|asking|declining|requesting) "
    r"(?:that (?:his|her|their) names? not be (?:used|published)"
    r"|(?:not )?to (?:not )?(?:be (?:named|identified|quoted by name)|give (?:his|her|their)(?: full)? names?))"
    r"|(?:requested|requesting|asked for|asking for|granted|given|under) anonymity"
    r"|(?:speaking|spoke|talking) anonymously|not (?:be )?(?:named|identified))",
    re.IGNORECASE,
)
#: the reason right after it
REASON = re.compile(
    r",?\s*(?:in order )?(?P<reason>(?:because|since|as (?:he|she|they)|to (?:discuss|describe|speak|avoid|protect|be)"
    r"|citing|for fear|out of|fearing|due to|so as|given)\b[^.;!?“”\"]*)",
    re.IGNORECASE,
)
#: most characters of a reason
LONGEST = 400
#: characters at the beginning of a unit in which the request is looked for
SEARCHED = 2000
#: where the reason ends and the sentence continues
SENTENCE_CONTINUES = re.compile(r",? (?:said|told|added|says)\b|, (?:and|but)\b")


def gives_reason(words: object) -> bool:
    """True for words of ``anonymity_of`` that give a reason; False if they only ask, or if there are none."""
    return isinstance(words, str) and ASKED.fullmatch(words) is None


def anonymity_of(text: str, unit: Span) -> Span | None:
    """Return the reason given for anonymity in a sentence, or the request itself if no reason is given.

    ``None`` where the sentence has no such request.
    """
    asked = ASKED.search(text, unit.start, min(unit.end, unit.start + SEARCHED))
    if asked is None:
        return None
    reason = REASON.match(text, asked.end(), min(unit.end, asked.end() + LONGEST))
    if reason is None:
        return Span(asked.start(), asked.end())
    start, end = reason.span("reason")
    rest = SENTENCE_CONTINUES.search(text[start:end])
    if rest is not None:
        end = start + rest.start()
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",:—–-"):
        end -= 1
    return Span(start, end)
