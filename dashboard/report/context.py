"""What a page shows, for its report, and the provenance that every download states. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pandas as pd

from analysis import __version__
from analysis.scorers import versions
from analysis.types import Measure
from dashboard.figures.base import Figure
from dashboard.markup.how_right import numbers_of, sentences
from dashboard.views.base import View
from dashboard.views.formatting import day

INTERVALS = "Bars and bands: 95 % bootstrap intervals over stories."


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on the page: its numbers, its figure and its text alternative."""

    view: View
    figure: Figure
    alt: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table on the page; ``columns`` maps columns to headings, ``measures`` are those that its numbers belong to.

    ``name`` is the stem of the name of its file.
    """

    table: pd.DataFrame
    columns: Mapping[str, str]
    measures: tuple[Measure, ...] = ()
    name: str = ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """The keys of its measures, and its name."""
        return (*(measure.key for measure in self.measures), self.name)


@dataclass(frozen=True, slots=True)
class HtmlText:
    """A text on the page as HTML, in which all text from articles is escaped."""

    html: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What the numbers show, in words; ``subject`` is what they are about, if the text does not say so."""

    text: str
    subject: str = ""


Part = Picture | Table | HtmlText | Finding


@dataclass(slots=True)
class PageContent:
    """The parts of a page by name, in order; filled while the page is drawn.

    ``address`` is a link to the page with its choices; empty unless the server has a public address.
    """

    parts: dict[str, Part] = field(default_factory=dict)
    address: str = ""

    def above(self, name: str) -> Finding | None:
        """The finding directly above the part with this name; ``None`` if there is none."""
        names = list(self.parts)
        at = names.index(name)
        before = self.parts[names[at - 1]] if at else None
        return before if isinstance(before, Finding) else None

    @property
    def drawn(self) -> tuple[str, ...]:
        """The keys of the measures of all pictures, and the names of the pictures."""
        pictures = (part for part in self.parts.values() if isinstance(part, Picture))
        return tuple(key for picture in pictures for key in numbers_of(picture.view))

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures of all pictures and tables, each once, in the order of the page."""
        of_parts = (
            part.view.measures if isinstance(part, Picture) else part.measures
            for part in self.parts.values()
            if isinstance(part, Picture | Table)
        )
        return tuple(dict.fromkeys(measure for measures in of_parts for measure in measures))


@dataclass(frozen=True, slots=True)
class Context:
    """A page's title and question, its selection in words, the day, the name of the corpus, and what the page shows."""

    selection: str
    made_on: dt.date
    page: str = ""
    question: str = ""
    corpus: str = ""
    content: PageContent = field(default_factory=PageContent)

    @property
    def versions(self) -> str:
        """The versions of Sourcelight and of every scorer."""
        scorers = ", ".join(f"{name} {version}" for name, version in versions().items())
        return f"Sourcelight {__version__} ({scorers})"

    @property
    def provenance(self) -> str:
        """Two lines for the note below a picture: the selection, then the source."""
        return f"{self.selection}\n{self.source}"

    @property
    def source(self) -> str:
        """Where a picture comes from: the corpus, the version and the day, and the server if it is a public one."""
        corpus = f"{self.corpus}. " if self.corpus else ""
        host = urlsplit(self.content.address).hostname
        return f"Source: {corpus}Sourcelight {__version__}, {day(self.made_on)}" + (f", {host}" if host else "")

    @property
    def caption(self) -> str:
        """The lines for the note below a picture with intervals."""
        return f"{self.provenance}\n{INTERVALS}"

    @property
    def citation(self) -> str:
        """How to cite this view."""
        where = f" {self.content.address}" if self.content.address else ""
        corpus = f"{self.corpus}. " if self.corpus else ""
        made_on = f"Made on {day(self.made_on)}."
        return f"{self.versions}. {corpus}{self.page}: {self.selection}. {made_on}{where}"

    def with_provenance(self, table: pd.DataFrame, numbers: Iterable[str] = ()) -> pd.DataFrame:
        """A table with the selection, the versions and the day added as columns.

        If it is known how right its ``numbers`` are (see ``dashboard.markup.how_right``), another column says it.
        """
        said = " ".join(sentences(numbers))
        if said:
            table = table.assign(how_right=said)
        return table.assign(selection=self.selection, versions=self.versions, made_on=self.made_on.isoformat())
