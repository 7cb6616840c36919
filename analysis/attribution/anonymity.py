"""Stage 7: anonymity. The words that say why a source has no name, where the sentence gives them."""

from __future__ import annotations

import re

from analysis.types import Span

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
REASON = re.compile(
    r",?\s*(?:in order )?(?P<reason>(?:because|since|as (?:he|she|they)|to (?:discuss|describe|speak|avoid|protect|be)"
    r"|citing|for fear|out of|fearing|due to|so as|given)\b[^.;!?“”\"]*)",
    re.IGNORECASE,
)
LONGEST = 400


def anonymity_of(text: str, unit: Span) -> Span | None:
    """The reason given for anonymity in a sentence, or the request itself where no reason is given.

    ``None`` where nobody asks not to be named.
    """
    asked = ASKED.search(text, unit.start, min(unit.end, unit.start + 2000))
    if asked is None:
        return None
    reason = REASON.match(text, asked.end(), min(unit.end, asked.end() + LONGEST))
    if reason is None:
        return Span(asked.start(), asked.end())
    start, end = reason.span("reason")
    said = re.search(r",? (?:said|told|added|says)\b|, (?:and|but)\b", text[start:end])
    if said is not None:
        end = start + said.start()
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",:—–-"):
        end -= 1
    return Span(start, end)
