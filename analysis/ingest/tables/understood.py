"""The report of a table: how many values of each column were understood, missing, or not understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from analysis.ingest.dates import Order, is_ambiguous
from analysis.ingest.vendors.base import Export
from analysis.types import Article

#: words from which a text is too long for one article
LONGEST_ARTICLE = 20_000
#: characters of an example
LONGEST_EXAMPLE = 60
#: columns that were not read and are named
MOST_NAMED = 12
#: field -> what its values are called
NAMES = {"text": "texts", "outlet": "outlets", "title": "headlines", "published": "dates", "topic": "topics",
         "url": "links", "authors": "authors", "section": "sections"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnReport:
    """How the values of one field were understood.

    ``column`` is the column that it is read from, or an empty string if no column is known. ``example`` is a value that
    was not understood, and ``ambiguous`` is the number of dates whose order of day and month is not known. ``offered``
    is a column that seems to contain the field, if none is known.
    """

    field: str
    column: str
    understood: int = 0
    missing: int = 0
    not_understood: int = 0
    example: str | None = None
    ambiguous: int = 0
    offered: str | None = None

    def plus(self, other: ColumnReport) -> ColumnReport:
        """Both reports as one; an example of an ambiguous date is preferred."""
        first, second = (self, other) if self.ambiguous or not other.ambiguous else (other, self)
        return replace(
            self,
            understood=self.understood + other.understood,
            missing=self.missing + other.missing,
            not_understood=self.not_understood + other.not_understood,
            example=first.example if first.example is not None else second.example,
            ambiguous=self.ambiguous + other.ambiguous,
            offered=self.offered or other.offered,
        )

    def advice(self) -> str | None:
        """One sentence about what was not understood and what to do, or ``None`` if everything was understood."""
        if self.offered:
            return (
                f"no column is recognised as the {NAMES[self.field]}, but “{self.offered}” has some: use --column "
                f"{self.field}={self.offered}"
            )
        if not self.not_understood:
            return None
        name = NAMES[self.field] if self.not_understood > 1 else NAMES[self.field].removesuffix("s")
        said = f"{self.not_understood:,} {name} not understood, for example '{self.example}'"
        return f"{said}: use --dates day-first or --dates month-first" if self.ambiguous else said


def remark_on_length(article: Article) -> str | None:
    """A sentence about an article of more than ``LONGEST_ARTICLE`` words, which may be several in one, or ``None``."""
    if len(article.text) <= 2 * LONGEST_ARTICLE or (words := len(article.text.split())) <= LONGEST_ARTICLE:
        return None
    name = article.source or article.title or article.id
    return f"{name} has {words:,} words: it is kept, but check whether it is several articles in one"


class Tally:
    """Counts of the values of each field while the rows of a table are read. ``partial`` counts beginnings of articles,
    ``exports`` names the files that were recognised as exports of newspaper databases, ``long`` has a remark on each
    article that is longer than ``LONGEST_ARTICLE``.

    ``unread`` are the names of columns that no field is read from, in order. ``dates`` is the order of day and month
    that the user stated for columns that leave it open.
    """

    def __init__(self, dates: Order | None = None) -> None:
        self.dates = dates
        self.partial = 0
        self.exports: list[Export] = []
        self.unread: dict[str, None] = {}
        self.long: list[str] = []
        self._reports: dict[tuple[str, str], ColumnReport] = {}

    def add(self, report: ColumnReport) -> None:
        """Add the report of some rows."""
        key = (report.field, report.column)
        known = self._reports.get(key)
        self._reports[key] = report if known is None else known.plus(report)

    def note(self, article: Article) -> None:
        """Note an article of an implausible length."""
        if remark := remark_on_length(article):
            self.long.append(remark)

    def merge(self, other: Counted | Tally) -> None:
        """Add all counts of another tally."""
        for report in other.reports():
            self.add(report)
        self.partial += other.partial
        if isinstance(other, Tally):
            self.exports += other.exports
            self.unread |= other.unread
            self.long += other.long

    def reports(self) -> tuple[ColumnReport, ...]:
        """The reports so far, by field in the order of an article's fields."""
        order = list(NAMES)
        return tuple(sorted(self._reports.values(), key=lambda report: order.index(report.field)))

    def advice(self) -> Iterator[str]:
        """A sentence for each column not understood in full, for columns not read, and for each very long article."""
        yield from (said for report in self.reports() if (said := report.advice()) is not None)
        if self.unread:
            more = len(self.unread) - MOST_NAMED
            named = ", ".join(name[:LONGEST_EXAMPLE] for name in islice(self.unread, MOST_NAMED))
            yield f"columns not read: {named}{f' and {more:,} more' if more > 0 else ''}"
        yield from self.long


@dataclass(slots=True)
class Counted:
    """The counts of a batch of rows, which travels from a worker to the tally: field -> its numbers."""

    partial: int = 0
    _counts: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _examples: dict[tuple[str, str], str] = field(default_factory=dict)

    def understood(self, name: str, column: str) -> None:
        """Count a value that was understood."""
        self._of(name, column)[0] += 1

    def missing(self, name: str, column: str) -> None:
        """Count a missing value."""
        self._of(name, column)[1] += 1

    def not_understood(self, name: str, column: str, value: object) -> None:
        """Count a value that was not understood."""
        counts = self._of(name, column)
        text = " ".join(str(value).split())
        ambiguous = name == "published" and is_ambiguous(text)
        if (name, column) not in self._examples or (ambiguous and not counts[3]):
            self._examples[name, column] = text[:LONGEST_EXAMPLE]
        counts[2] += 1
        counts[3] += ambiguous

    def _of(self, name: str, column: str) -> list[int]:
        found = self._counts.get((name, column))
        if found is None:
            found = self._counts[name, column] = [0, 0, 0, 0]
        return found

    def reports(self) -> Iterable[ColumnReport]:
        """The counts as reports."""
        for (name, column), (understood, missing, not_understood, ambiguous) in self._counts.items():
            example = self._examples.get((name, column))
            yield ColumnReport(name, column, understood, missing, not_understood, example, ambiguous)
