"""What every download says of itself, and what a page has shown so far, for its report. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis import __version__
from analysis.scorers import versions
from analysis.types import Measure
from dashboard.figures.base import Figure
from dashboard.views.base import View


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the page shows it, with the numbers drawn and its text alternative."""

    view: View
    figure: Figure
    alt: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the page shows it; ``columns`` gives the headings of the columns shown, ``measures`` what its numbers
    measure.
    """

    table: pd.DataFrame
    columns: Mapping[str, str]
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A text as the page shows it: HTML of ours in which what comes from articles is escaped."""

    html: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """What the numbers show, in plain words; ``of`` is whom they are about, where that is not said in them."""

    text: str
    of: str = ""


Part = Picture | Table | Passage | Sentence


@dataclass(slots=True)
class PageContent:
    """What a page has shown, by name and in order; filled while the page is drawn.

    ``address`` is where the page can be opened again.
    """

    parts: dict[str, Part] = field(default_factory=dict)
    address: str = ""

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures of every picture and table shown, each once, in the order in which they were."""
        of_parts = (
            part.view.measures if isinstance(part, Picture) else part.measures
            for part in self.parts.values()
            if isinstance(part, Picture | Table)
        )
        return tuple(dict.fromkeys(measure for measures in of_parts for measure in measures))


@dataclass(frozen=True, slots=True)
class Context:
    """The page, its question and the selection in words, and the day."""

    selection: str
    made_on: dt.date
    page: str = ""
    question: str = ""
    shown: PageContent = field(default_factory=PageContent)

    @property
    def versions(self) -> str:
        """Sourcelight's version and every scorer's."""
        scorers = ", ".join(f"{name} {version}" for name, version in versions().items())
        return f"Sourcelight {__version__} ({scorers})"

    @property
    def provenance(self) -> str:
        """Two lines for the foot of a picture: the selection, then what made the numbers and when."""
        return f"{self.selection}\n{self.versions}, {self.made_on.isoformat()}"

    @property
    def caption(self) -> str:
        """The lines for a picture that draws intervals."""
        return f"{self.provenance}\nBars and bands: 95 % bootstrap intervals over stories."

    @property
    def citation(self) -> str:
        """How to cite this view."""
        where = f" {self.shown.address}" if self.shown.address else ""
        return f"{self.versions}. {self.page}: {self.selection}. Made on {self.made_on.isoformat()}.{where}"

    def with_provenance(self, table: pd.DataFrame) -> pd.DataFrame:
        """The table with the selection, the versions and the day as its last columns."""
        return table.assign(selection=self.selection, versions=self.versions, made_on=self.made_on.isoformat())
