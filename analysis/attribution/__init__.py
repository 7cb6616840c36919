"""Attribution: who says what in an article.

``attribute`` runs these stages in order:

1. Quotation marks and posts: ``quotes``, ``posts``
2. Sentences and tokens: ``sentences``, ``tokens``
3. Cues, the words that introduce a statement: ``cues``, ``cue_guards``
4. Sources, the words that name who speaks: ``sources``
5. Contents, the words that are said: ``contents``, ``clauses``, ``adjuncts``
6. Continuations, further quotations of the same speaker: ``continuations``
7. Speakers, the person or body that a source stands for: ``people``, ``speakers``
8. Anonymity, the reason why a source has no name: ``anonymity``

The rules read tokens and clauses and use no parser: punctuation and the few hundred words in ``words`` that shape a
clause carry most of the information, at many times the speed of a parser.
"""

from __future__ import annotations

from analysis.attribution.attribute import Attributions, attribute

__all__ = ["Attributions", "attribute"]
