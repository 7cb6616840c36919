"""One digest of every measurement, mark and attribution of a corpus, to see whether a change altered any.

    python -m benchmarks.accuracy.fingerprint [PATH [OUT]]

``PATH`` is a file or folder of articles, by default the reference corpus. With ``OUT``, a line of JSON per article is
written there, so that two runs can be compared with ``diff``.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import sys
from pathlib import Path
from typing import Any

from analysis import score_article
from analysis.ingest import read_paths
from analysis.types import Article, ScoredArticle, Span
from benchmarks.paths import CORPUS

#: articles that a process scores at a time
TASK = 32


def _place(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _exact(value: float | None) -> str | None:
    return None if value is None else repr(float(value))


def canonical(scored: ScoredArticle) -> str:
    """Return an article's measurements and evidence as one line of JSON, in a fixed order and with every digit."""
    measurements = [
        (key, _exact(m.value), _exact(m.count), _exact(m.denominator), m.unit) for key, m in scored.measurements.items()
    ]
    marks: list[list[Any]] = [
        [
            m.kind,
            m.span.start,
            m.span.end,
            m.cue,
            m.category,
            m.voice,
            None if m.weight is None else repr(m.weight),
            m.why,
        ]
        for m in scored.marks
    ]
    attributions = [
        [_place(a.content), _place(a.source), _place(a.cue), a.kind, a.act, a.speaker, a.source_type, a.relayed_by,
         a.cue_class, _place(a.anonymity), a.title, a.on_behalf_of, a.label]
        for a in scored.attributions
    ]  # fmt: skip
    toward = [[t.name, t.kind, repr(t.tone), t.sentences, repr(t.own_tone), t.own_sentences] for t in scored.toward]
    ordered = (sorted(part, key=str) for part in (marks, attributions, toward))
    return json.dumps([scored.article.id, sorted(measurements), *ordered], ensure_ascii=True)


def _line(article: Article) -> str:
    return canonical(score_article(article))


def main() -> None:
    """Print the number of articles and the digest of their lines, ordered by id."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    articles = sorted(
        (item for item in read_paths([path]) if isinstance(item, Article)), key=lambda article: article.id
    )
    digest = hashlib.sha256()
    with multiprocessing.Pool() as pool, open(sys.argv[2] if len(sys.argv) > 2 else "/dev/null", "w") as out:
        for line in pool.imap(_line, articles, TASK):
            digest.update(f"{line}\n".encode())
            out.write(f"{line}\n")
    print(f"{len(articles):,} articles {digest.hexdigest()}")


if __name__ == "__main__":
    main()
