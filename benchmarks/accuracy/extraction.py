"""How well articles are extracted from web pages, and the time it takes compared with trafilatura alone.

    python -m benchmarks.accuracy.extraction [--pages]

Body: F1 of the words of each page as a bag (so of a word that stands three times, three are to be found), averaged over
pages. Title, date and outlet: exactly what the label says; spaces, the form of quotation marks and ellipses do not
count, nor does the spelling of an outlet that ``analysis.ingest.outlets`` takes for one name. ``title_stated``: where a
page states two headlines and the label is one of them, either counts. ``--pages`` prints what
is wrong, page by page. The table compares with trafilatura alone, and shows what remains where a page states nothing
about itself. Speed is a ratio of one run: both read the same pages, in turns.
"""

from __future__ import annotations

import gzip
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from statistics import fmean

import trafilatura

from analysis import read_page
from analysis.ingest import NoArticle
from analysis.ingest.metadata import read_metadata
from analysis.ingest.outlets import name_key, outlet_of
from analysis.ingest.web.markup import parsed
from analysis.types import Article
from benchmarks.accuracy.data import SHARED, Figure, f1, lines

GOLD = SHARED / "gold"
BODIES = GOLD / "extraction.jsonl.gz"
OUTLETS = GOLD / "outlet_pages.jsonl.gz"
WORD = re.compile(r"\w+")
SCRIPT = re.compile(rb"<script\b.*?</script\s*>", re.IGNORECASE | re.DOTALL)
META = re.compile(rb"<meta\b[^>]*>", re.IGNORECASE)
#: typographic marks -> the plain ones that they are compared as
MARKS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})


@dataclass(frozen=True, slots=True)
class Labelled:
    """A saved page with its labels; a label is ``None`` if the set does not have it."""

    name: str
    html: bytes
    url: str
    text: str
    title: str | None = None
    date: str | None = None
    outlet: str | None = None


def gold(path) -> Iterator[Labelled]:  # type: ignore[no-untyped-def]
    """Yield the labelled pages of one set."""
    for row in lines(path):
        html = gzip.decompress((GOLD / row["html_path"]).read_bytes())
        labels = {}
        if "title" in row:
            labels = {"title": row["title"], "date": (row["date"] or "")[:10] or None, "outlet": row["outlet"]}
        yield Labelled(row["id"], html, row["url"], row["text"], **labels)


def words_f1(found: str, wanted: str) -> float:
    """Return the F1 of two texts as bags of words; 1 if both are empty."""
    left, right = Counter(WORD.findall(found.lower())), Counter(WORD.findall(wanted.lower()))
    return f1((left & right).total(), left.total(), right.total()) if left or right else 1.0


def same_title(found: str | None, wanted: str) -> bool:
    """Return whether two titles are equal apart from spaces and the form of quotation marks, dashes and ellipses."""
    return found is not None and _plain(found) == _plain(wanted)


def stated_title(page: Labelled, article: Article) -> bool:
    """Whether the title is that of the label, or both are headlines that the page states."""
    if same_title(article.title, page.title or ""):
        return True
    headlines = read_metadata(parsed(page.html), page.url).headlines
    return all(
        any(same_title(headline, title or "") for headline in headlines) for title in (article.title, page.title)
    )


def _plain(text: str) -> str:
    return " ".join(text.translate(MARKS).replace("…", "...").split()).removesuffix("...")


def same_outlet(found: str | None, label: str) -> bool:
    """Return whether a name is the outlet of the label, which is written as one word: "TheNation"."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label)
    names = {name_key(name) for stated in (label, spaced) if (name := outlet_of(stated))}
    return found is not None and name_key(found) in names


def read(page: Labelled) -> Article | NoArticle:
    """Return the article of a page, or the reason why none was found."""
    try:
        return read_page(page.html, page.url)
    except NoArticle as error:
        return error


def figures() -> Iterator[Figure]:
    """Yield the figures on the sets that are available."""
    for path, dataset in ((BODIES, "article extraction pages"), (OUTLETS, "outlet pages")):
        if not path.exists():
            continue
        pages = list(gold(path))
        found = [read(page) for page in pages]
        pairs = list(zip(pages, found, strict=True))
        scores = [words_f1(a.text if isinstance(a, Article) else "", p.text) for p, a in pairs]
        yield Figure("extraction", dataset, "body_words_f1", fmean(scores), len(pages), "pages")
        if pages[0].title is None:
            continue
        articles = [(p, a) for p, a in pairs if isinstance(a, Article)]
        right = {
            "title_exact": sum(same_title(a.title, p.title or "") for p, a in articles),
            "title_stated": sum(stated_title(p, a) for p, a in articles),
            "date_exact": sum(str(a.published) == str(p.date) for p, a in articles),
            "outlet_exact": sum(same_outlet(a.outlet, p.outlet or "") for p, a in articles),
        }
        for measure, count in right.items():
            yield Figure("extraction", dataset, measure, count / len(pages), len(pages), "pages")


def show_pages() -> None:
    """Print what differs from the labels, page by page."""
    for path in (BODIES, OUTLETS):
        for page in gold(path):
            article = read(page)
            if isinstance(article, NoArticle):
                print(f"{page.name[:24]} {page.url}\n    {article}")
                continue
            score = words_f1(article.text, page.text)
            wrong = [f"body {score:.3f}"] if score < 0.95 else []
            if page.title is not None:
                if not same_title(article.title, page.title):
                    wrong.append(f"title {article.title!r}, not {page.title!r}")
                if str(article.published) != str(page.date):
                    wrong.append(f"date {article.published}, not {page.date}")
                if not same_outlet(article.outlet, page.outlet or ""):
                    wrong.append(f"outlet {article.outlet!r}, not {page.outlet!r}")
            if wrong:
                print(f"{page.name[:24]} {page.url}", *wrong, sep="\n    ")


def without_metadata(html: bytes) -> bytes:
    """Return a page without its scripts and ``meta`` elements, as many small sites have them."""
    return META.sub(b"", SCRIPT.sub(b"", html))


def alone(page: Labelled, **options: bool) -> str:
    """Return the text that trafilatura alone extracts from a page."""
    return trafilatura.extract(page.html, url=page.url, **options) or ""


def show_comparison() -> None:
    """Print the F1 of the body beside that of trafilatura alone, and on pages without metadata, as a table."""
    ways: dict[str, Callable[[Labelled], str]] = {
        "this project": lambda page: _text(read(page)),
        "without scripts and metadata": lambda page: _text(read(replace(page, html=without_metadata(page.html)))),
        "trafilatura alone": alone,
        "trafilatura without comments": lambda page: alone(page, include_comments=False),
    }
    print(f"| | {' | '.join(ways)} |\n|{'---|' * (len(ways) + 1)}")
    for path in (BODIES, OUTLETS):
        if path.exists():
            pages = list(gold(path))
            scores = [fmean(words_f1(way(page), page.text) for page in pages) for way in ways.values()]
            print(f"| {path.name.split('.')[0]} ({len(pages)}) | {' | '.join(f'{score:.4f}' for score in scores)} |")


def _text(found: Article | NoArticle) -> str:
    return found.text if isinstance(found, Article) else ""


def speed() -> None:
    """Print the time of ``read_page`` and of trafilatura on the same pages, alternately, and the peak memory."""
    pages = [page for path in (BODIES, OUTLETS) if path.exists() for page in gold(path)]
    if not pages:
        return
    read(pages[0])
    trafilatura.extract(pages[0].html)
    ours = theirs = 0.0
    for page in pages:
        start = time.perf_counter()
        trafilatura.extract(page.html, url=page.url)
        middle = time.perf_counter()
        read(page)
        theirs, ours = theirs + middle - start, ours + time.perf_counter() - middle
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(pages)} pages: read_page {len(pages) / ours:.1f} pages/s, trafilatura {len(pages) / theirs:.1f} pages/s"
    )
    print(f"  time over trafilatura's: {ours / theirs:.2f}; peak memory of both: {peak:.0f} MB")


def main() -> None:
    """Print the figures, with ``--pages`` what is wrong, the comparison, and the speed."""
    for figure in figures():
        print(f"{figure.dataset:28} {figure.measure:16} {figure.value:.3f}  {figure.n} {figure.of}")
    if "--pages" in sys.argv[1:]:
        show_pages()
    show_comparison()
    speed()


if __name__ == "__main__":
    main()
