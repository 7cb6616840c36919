"""Colours, symbols and fonts: a colour and symbol for each outlet, no two alike on a page, for light and dark pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

#: colours of outlets on a light and on a dark page; distinguishable with the common colour-vision deficiencies (after
#: Okabe & Ito 2008)
FIRST_HUES = (
    ("#0072B2", "#56A8DC"),
    ("#D55E00", "#F0803C"),
    ("#007A5A", "#2FB58C"),
    ("#B8578F", "#DE8DBB"),
    ("#B07D00", "#E8B437"),
    ("#6A4FA3", "#A992DB"),
    ("#4D4D4D", "#BDBDBD"),
    ("#2E94C0", "#8FD3F0"),
)
#: further colours for pictures of more outlets, each far from all before it; with many, the symbols tell more
MORE_HUES = (
    ("#78000F", "#D24B5A"),
    ("#5A870F", "#78B41E"),
    ("#C37869", "#B4785A"),
    ("#5A3C00", "#F0D296"),
    ("#87875A", "#C3E169"),
    ("#2D4B0F", "#78875A"),
    ("#691E3C", "#D24B96"),
    ("#780069", "#967887"),
    ("#967896", "#A55AB4"),
    ("#C32D5A", "#FFB4B4"),
    ("#5A87F0", "#0087F0"),
    ("#3C3C69", "#E1D2FF"),
    ("#00964B", "#B4E1B4"),
    ("#5A8787", "#00F0F0"),
    ("#A54B1E", "#B4782D"),
    ("#784B3C", "#FF9678"),
)
HUES = FIRST_HUES + MORE_HUES
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross", "star", "pentagon")
FONT = '"Source Sans", "Source Sans Pro", "Helvetica Neue", Arial, sans-serif'
TITLE_FONT = '"Source Serif", "Source Serif Pro", Georgia, serif'


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a light or a dark page."""

    dark: bool

    @property
    def ink(self) -> str:
        """The colour of text."""
        return "#EEEAE2" if self.dark else "#111111"

    @property
    def quiet(self) -> str:
        """The colour of secondary text and of marks that are in the background."""
        return "#B4B0A8" if self.dark else "#5A564F"

    @property
    def rule(self) -> str:
        """The colour of lines and grids."""
        return "#3A4148" if self.dark else "#E3DCCF"

    @property
    def paper(self) -> str:
        """The colour of the background."""
        return "#14171A" if self.dark else "#FFFDF9"

    def scale(self) -> list[list[Any]]:
        """A sequential colour scale for Plotly; text in ``ink`` is legible on every colour of the dark one."""
        if self.dark:
            return [[0, "#1B2B36"], [0.5, "#265877"], [1, "#33759F"]]
        return [[0, "#EEF3F5"], [0.5, "#86B4CC"], [1, "#0B4F75"]]

    def outlet_colour(self, style: Style) -> str:
        """The colour of an outlet."""
        return HUES[style.hue][self.dark]


@dataclass(frozen=True, slots=True)
class Style:
    """How an outlet is drawn: the number of its colour in ``HUES``, and the symbol of its dots."""

    hue: int
    symbol: str


def outlet_styles(outlets: Iterable[str], compared: Iterable[str] = ()) -> dict[str, Style]:
    """A style for each outlet: the ``compared`` ones first, no two alike among as many as there are colours.

    ``outlets`` are those of the whole corpus, the largest first. Each has a usual colour and symbol by its place there,
    and keeps the colour unless an outlet before it has it; then it gets the first one that is free.
    """
    places = {outlet: k for k, outlet in enumerate(outlets)}
    free: list[int] = []
    styles = {}
    for outlet in dict.fromkeys([*compared, *places]):
        place = places.get(outlet, 0)
        free = free or list(range(len(HUES)))
        usual = place % len(FIRST_HUES)
        hue = usual if usual in free else free[0]
        free.remove(hue)
        styles[outlet] = Style(hue, SYMBOLS[place // len(FIRST_HUES) % len(SYMBOLS)])
    return styles


def style_of(styles: Mapping[str, Style], outlet: str) -> Style:
    """An outlet's style; the first one for an outlet that has none."""
    return styles.get(outlet, Style(0, SYMBOLS[0]))


#: CSS variable -> its colour on a light and on a dark page: tints of the kinds of mark in a text, and others
MARKS = {
    "doubt": ("#FBE7A1", "#5C4A00"),
    "emphasis": ("#D3C2EE", "#54407A"),
    "judgement": ("#F9CFC4", "#6B2A1A"),
    "tone": ("#D5E8D8", "#2A4A36"),
    "frame": ("#6F7A72", "#97A39A"),
    "other": ("#E4E0D6", "#474338"),
    "quoted": ("#E3EEF4", "#24404F"),
    "line": ("#1F5A7A", "#8CC4E4"),
    "chosen": ("#FFFFFF", "#14171A"),
}


@cache
def style_sheet(theme: Theme) -> str:
    """The page's style sheet as an HTML element, with the colours of the theme as CSS variables."""
    colours = {name: tints[theme.dark] for name, tints in MARKS.items()}
    colours |= {"quiet": theme.quiet, "rule": theme.rule, "paper": theme.paper, "ink": theme.ink}
    variables = "".join(f"--sl-{name}: {colour};" for name, colour in colours.items())
    rules = Path(__file__).with_name("theme.css").read_text(encoding="utf-8")
    return f"<style>:root {{{variables}}}\n{rules}</style>"
