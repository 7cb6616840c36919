"""How the small invented inputs of ``shared/cases`` are read, beside the right answer.

    python -m benchmarks.accuracy.cases [--save FILE] [--before FILE]

Prints a table: case, right answer, what another version of the program read (saved by ``--save`` in its checkout), what
this version reads.
"""

from __future__ import annotations

import argparse
import json
import lzma
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from analysis.ingest import read_paths
from analysis.types import Article, Problem
from benchmarks.paths import SHARED

FOLDER = SHARED / "cases"
#: seconds in which a case is read, or is counted as hanging
LIMIT = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """The right answer to a case: how many articles and problems, and what the articles must have.

    The lists have an item for each article, in order; an empty list leaves the field open. ``paragraphs`` and
    ``partial`` hold for every article; ``absent`` must be in no text.
    """

    articles: int
    problems: int = 0
    dates: tuple[str | None, ...] = ()
    outlets: tuple[str | None, ...] = ()
    authors: tuple[tuple[str, ...], ...] = ()
    titles: tuple[str, ...] = ()
    paragraphs: int | None = None
    partial: bool | None = None
    absent: tuple[str, ...] = ()


ANN = "Orla Fenwick"
ANSWERS = {
    "ways-in/01-date-year-one.csv": Answer(2, dates=("2019-05-03", None)),
    "ways-in/02-date-year-one-page.html": Answer(1, dates=("2019-05-03",)),
    "ways-in/05-hard-wrapped.txt": Answer(1, paragraphs=4),
    "ways-in/05-hard-wrapped-same-unwrapped.txt": Answer(1, paragraphs=4),
    "ways-in/06-hard-wrapped-cell.csv": Answer(1, paragraphs=1),
    "ways-in/07-dates-us-column.csv": Answer(
        7, dates=("2019-05-01", "2019-05-09", "2019-05-13", "2019-05-22", "2019-06-02", "2019-06-30", "2019-07-04")
    ),
    "ways-in/08-dates-dashed.csv": Answer(
        7,
        dates=("2019-04-27", "2019-04-12", "2019-04-30", "2019-04-27", "2018-02-19", "2017-12-31", "2019-04-27"),
    ),
    "ways-in/10-newsapi.json": Answer(1, dates=("2019-05-03",), partial=True, absent=("chars]",)),
    "ways-in/11-stub-ellipsis.csv": Answer(1, partial=True),
    "ways-in/12-jsonl-named-json.json": Answer(3),
    "ways-in/13-entities-in-cells.csv": Answer(2, titles=("Board’s plan & fears", "Ferry"), absent=("&#", "&quot;")),
    "ways-in/14-html-in-cells.csv": Answer(1, paragraphs=3, absent=("<", "var a", "worst pier")),
    "ways-in/15-quote-begins-tsv-cell.tsv": Answer(4),
    "ways-in/17-missing-values.csv": Answer(2, 2, outlets=(None, None), dates=(None, "2019-05-05")),
    "ways-in/18-outlet-is-address.csv": Answer(2, outlets=("Fox News", "CNN")),
    "ways-in/21-fundus-json.json": Answer(1, dates=("2019-05-03",), outlets=("Wexmere Post",)),
    "ways-in/22-text-in-list.json": Answer(1, paragraphs=3),
    "ways-in/23-authors-cells.csv": Answer(4, authors=(*((ANN, "Milo Radek"),) * 3, ())),
    "ways-in/24-sep-line.csv": Answer(1),
    "ways-in/26-one-bad-byte.csv": Answer(3, titles=("Pier", "Café on pier shut", "Ferry")),
    "ways-in/27-lexisnexis-txt.txt": Answer(
        2, dates=("2010-01-11", "2010-01-12"), outlets=("Wexmere Post", "Wexmere Post")
    ),
    "ways-in/28-factiva-html.html": Answer(2),
    "ways-in/30-date-elements-blogger.html": Answer(1, dates=("2011-04-25",)),
    "ways-in/30-date-elements-class.html": Answer(1, dates=("2017-03-09",)),
    "ways-in/30-date-elements-original.html": Answer(1, dates=("2014-12-27",)),
    "ways-in/30-date-elements-unix-meta.html": Answer(1, dates=("2015-08-03",)),
    "ways-in/31-false-paywall-script.html": Answer(1),
    "ways-in/32-paywall-missed.html": Answer(0, 1),
    "ways-in/33-cookie-dialog.html": Answer(1, paragraphs=5, absent=("cookie",)),
    "ways-in/34-error-pages-404.html": Answer(0, 1),
    "ways-in/35-author-kinds-date.html": Answer(1, authors=((ANN,),)),
    "ways-in/35-author-kinds-lastfirst.html": Answer(1, authors=((ANN,),)),
    "ways-in/35-author-kinds-org.html": Answer(1, authors=((ANN,),)),
    "ways-in/35-author-kinds-outlet.html": Answer(1, authors=((ANN,),)),
    "ways-in/37-end-matter.html": Answer(1, paragraphs=5),
    "ways-in/38-body-in-parts.html": Answer(1),
    "faults/undefined.html": Answer(1),
    "faults/w_uri.warc": Answer(0, 3),
    "faults/w_trunc_body.warc": Answer(1, 1),
    "faults/tz.parquet": Answer(0, 1),
    "faults/list_bomb.parquet": Answer(0, 1),
    "faults/dotname.zip": Answer(1, 1),
    "faults/lzma_broken.zip": Answer(0, 1),
    "faults/deepdirs.zip": Answer(0, 1),
}


def faults_of(answer: Answer, found: list[Article], problems: list[Problem]) -> Iterator[str]:
    """What is not as the answer says, each in a few words."""
    if len(found) != answer.articles:
        yield f"{len(found)} articles"
    if len(problems) != answer.problems:
        yield f"{len(problems)} set aside"
    if len(found) != answer.articles:
        return
    read = {
        "dates": tuple(item.published.isoformat() if item.published else None for item in found),
        "outlets": tuple(item.outlet for item in found),
        "authors": tuple(tuple(item.authors) for item in found),
        "titles": tuple(item.title for item in found),
    }
    for field, values in read.items():
        wanted = getattr(answer, field)
        if wanted and values != wanted:
            yield f"{field} {', '.join(str(value) for value in values)}"
    for item in found:
        paragraphs = len(item.text.split("\n\n"))
        if answer.paragraphs not in (None, paragraphs):
            yield f"{paragraphs} paragraphs"
        if answer.partial not in (None, getattr(item, "partial", False)):
            yield "a beginning is measured as a whole article"
        yield from (f"“{words}” is in the text" for words in answer.absent if words in item.text)


def outcome(case: str) -> str:
    """“right”, or what is not right about what is read of a case."""

    def stop(signal_number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT)
    try:
        items = list(read_paths([FOLDER / case]))
    except TimeoutError:
        return f"takes more than {LIMIT} s"
    except (ArithmeticError, LookupError, OSError, RuntimeError, ValueError, lzma.LZMAError) as error:
        return f"the run ends with {type(error).__name__}"
    finally:
        signal.alarm(0)
    articles = [item for item in items if isinstance(item, Article)]
    problems = [item for item in items if isinstance(item, Problem)]
    return "; ".join(dict.fromkeys(faults_of(ANSWERS[case], articles, problems))) or "right"


def main() -> None:
    """Read every case; print or save what came out."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("--save", type=Path, help="write what is read as JSON, and print nothing")
    arguments.add_argument("--before", type=Path, help="what another version saved")
    given = arguments.parse_args()
    now = {case: outcome(case) for case in ANSWERS}
    if given.save:
        given.save.write_text(json.dumps(now), encoding="utf-8")
        return
    before = json.loads(given.before.read_text(encoding="utf-8")) if given.before else {}
    print("| case | before | now |\n| --- | --- | --- |")
    for case, result in now.items():
        print(f"| {case} | {before.get(case, '–').replace('|', ' ')} | {result.replace('|', ' ')} |")
    print(f"\n{sum(result == 'right' for result in now.values())} of {len(now)} cases right", end="")
    print(f", {sum(result == 'right' for result in before.values())} before." if before else ".")


if __name__ == "__main__":
    main()
