"""Fuzz texts, tables and pages: any input must give articles and problems, never an exception.

    python -m benchmarks.durability.fuzz [SECONDS]

Hypothesis searches for a counterexample in rounds until the time is up (120 s by default). If it finds one, it
shrinks and prints it, and the run fails. Turn each finding into a test next to those of the code that was wrong.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import score_text
from analysis.corpus.copies import candidate_pairs, compare_pairs, merge_copies, sampled_shingles
from analysis.corpus.topics import read_topics, topics_of
from analysis.ingest import read_paths
from analysis.types import Article, Problem, ScoredArticle

TOPICS = read_topics(Path(__file__).resolve().parents[2] / "seeds" / "topics.csv")
#: examples per target and round
EXAMPLES = 60
#: typical parts of news articles and pages, and characters that cause trouble
PIECES = st.sampled_from(
    ["“", "”", '"', "'", "’", "said", " said on Monday", "Mayor Ann Lee", "according to analysts", ". ", "\n\n", ", ",
     "—", "may", "reportedly", "he claimed that ", "not", "“We will,” she said.", "© 2020 ", "(AP) - ", "per cent", "http://a.b",
     "<p>", "</p>", "<script>", "&amp;", "\u2028", "\u0301", "\u202e", "💡", "\x00", "\ud800", "Dr.", "U.S.", "1,000.5"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=60).map("".join)
CELLS = st.one_of(TEXTS, st.sampled_from(["text", "title", "outlet", "date", "2020-01-01", "31/02/2020", "=1+1"]))


def _target(test: Callable[..., None]) -> Callable[..., None]:
    """Give a test the settings of fuzzing: new examples in each round, no deadline, nothing stored."""
    return settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )(test)


@_target
@given(TEXTS, st.none() | TEXTS)
def texts(text: str, title: str | None) -> None:
    """Any text is scored and compared with others, and every span is inside the text."""
    scored = score_text(text, title)
    _spans_inside(scored)
    topics_of(scored.article, TOPICS)
    others = [Article(str(k), None, None, other) for k, other in enumerate((text, text[::-1], text + text))]
    known = {article.id: article for article in (scored.article, *others)}
    merge_copies((), compare_pairs(candidate_pairs(sampled_shingles(known.values())), known), known)


def _spans_inside(scored: ScoredArticle) -> None:
    size = len(scored.article.text)
    spans = [mark.span for mark in scored.marks]
    for found in scored.attributions:
        spans += [span for span in (found.content, found.cue, found.source, found.anonymity) if span is not None]
        for words in (found.title, found.on_behalf_of, found.label):
            assert words is None or words.strip(), found
    for span in spans:
        assert 0 <= span.start <= span.end <= size, (span, size)


def _table(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, escapechar="\\").writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


BYTES = st.one_of(st.binary(max_size=400), TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")))
TABLES = st.lists(st.lists(CELLS, max_size=5), max_size=6).map(_table)


@_target
@given(st.one_of(BYTES, TABLES), st.sampled_from([".txt", ".csv", ".tsv", ".jsonl", ".parquet", ".html", ".xml"]))
def files(content: bytes, suffix: str) -> None:
    """Reading a file gives articles and problems, whatever its content."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{suffix}"
        path.write_bytes(content)
        for item in read_paths([path]):
            assert isinstance(item, Article | Problem)


def main() -> None:
    """Fuzz all targets in turn until the time is up."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 120.0
    end, rounds = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        for test in (texts, files):
            test()
        rounds += 1
    print(f"{rounds} rounds of {2 * EXAMPLES} examples, nothing found")


if __name__ == "__main__":
    main()
