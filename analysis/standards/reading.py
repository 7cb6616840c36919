"""Reads a draft: plain text as it is, or a document of a word processor."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.ingest.documents import Unreadable, form_of, paragraphs_of, text_of
from analysis.ingest.repair import repaired
from analysis.types import Span, blanked

#: bytes and characters of a draft; longer ones are for ``ingest``
LARGEST, LONGEST = 20_000_000, 200_000
#: most characters of a first line that is a headline
HEADLINE = 200


class UnreadableDraft(ValueError):
    """A draft that cannot be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft's headline, ``None`` if it has none, and its text, in which spaces stand in place of the headline."""

    title: str | None
    text: str


def read_draft(data: bytes) -> Draft:
    """Return the draft in a file: text in UTF-8, DOCX, ODT, RTF or PDF. Raises ``UnreadableDraft``.

    Positions in plain text are those in the file.
    """
    if len(data) > LARGEST:
        raise UnreadableDraft(f"the file is larger than {LARGEST // 1_000_000} MB; give one draft at a time")
    try:
        form = form_of(data)
        if form is not None:
            return draft_of(text_of(list(paragraphs_of(data, form))))
        return draft_of(data.decode("utf-8-sig"))
    except Unreadable as problem:
        raise UnreadableDraft(str(problem)) from problem
    except UnicodeDecodeError:
        return draft_of(repaired(data.decode("cp1252", "replace")))


def draft_of(text: str) -> Draft:
    """Return a pasted text as a draft. Its first line is the headline if a blank line follows and no full stop ends it.

    Raises ``UnreadableDraft`` for an empty text or one that is far too long.
    """
    if not text.strip() or "\0" in text:
        raise UnreadableDraft("there is no text in it" if not text.strip() else "this is no text file")
    if len(text) > LONGEST:
        raise UnreadableDraft(f"the text has {len(text):,} characters; at most {LONGEST:,} are checked at once")
    start = len(text) - len(text.lstrip())
    first, _, rest = text[start:].partition("\n")
    headline = first.strip()
    after = rest.partition("\n")[0]
    if rest.strip() and not after.strip() and len(headline) <= HEADLINE and not headline.endswith((".", "!", "”", '"')):
        return Draft(headline, blanked(text, [Span(start, start + len(first))]))
    return Draft(None, text)
