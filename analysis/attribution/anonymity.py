"""Stage 8, anonymity: finds the reason that a sentence gives for not naming its source."""

from __future__ import annotations

import re

from analysis.types import Span

#: a request or promise not to be named
ASKED = re.compile(
    r"\b(?:(?:on|under) (?:the )?(?:strict )?condition "
    r"(?:of (?:strict )?anonymity|(?:that )?(?:he|she|they) not be (?:named|identified))"
    r"|(?:asked|requested|wished|wanted|preferred|declined|refused|asking|declining|requesting|wishing|preferring) "
    r"(?:that (?:his|her|their) names? not be (?:used|published)"
    r"|(?:not )?to (?:not )?(?:be (?:named|identified|quoted by name)|give (?:his|her|their)(?: full)? names?)"
    r"|to (?:remain|stay) anonymous)"
    r"|(?:did|does) ?n[o’']t (?:want|wish) (?:(?:his|her|their) names? )?"
    r"to be (?:named|identified|quoted by name|used)"
    r"|(?:insisted|insisting) on (?:strict )?anonymity"
    r"|(?:requested|requesting|asked for|asking for|granted|given|under) anonymity"
    r"|(?:speaking|spoke|talking) anonymously|not (?:be )?(?:named|identified))",
    re.IGNORECASE,
)
#: the reason right after it; "to" begins one only before a verb, not in "spoke anonymously to reporters"
REASON = re.compile(
    r",?\s*(?:in order )?(?P<reason>(?:because|since|as (?:he|she|they)|(?<=in order )to|to (?:address|avoid|be|comment"
    r"|describe|discuss|disclose|keep|prevent|protect|recount|relay|reveal|share|speak|talk)|citing|for fear"
    r"|for that reason|on (?:that ground|the grounds?)|out of|fearing|due to|owing to|so as|given)\b[^.;!?“”\"]*)",
    re.IGNORECASE,
)
#: most characters of a reason
LONGEST = 400
#: characters at the beginning of a unit in which the request is looked for
SEARCHED = 2000
#: where the reason ends and the sentence continues
SENTENCE_CONTINUES = re.compile(r",? (?:(?:he|she|they) )?(?:said|told|added|says?)\b|, (?:and|but)\b")


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
