"""What the tests of the pages share: the list of pages, awkward articles, and how to read a page run by AppTest."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import plotly.graph_objects as go
from streamlit.testing.v1 import AppTest

from analysis.scorers.score import article_id
from analysis.statistics import ENOUGH_ARTICLES
from analysis.types import Article
from dashboard.figures.timeline import GAPS
from dashboard.widgets.choices.navigation import PAGES as EVERY_PAGE

ROOT = Path(__file__).resolve().parents[2]
#: the pages that show a selection: all except the one that adds articles
PAGES = tuple(name for name in EVERY_PAGE if name not in ("add", "draft"))
#: page, or part of the page Sources -> the number of its pictures for the demonstration corpus
CHARTS = {
    "start": 1, "attention": 1,
    "overview": 1, "compare": 3, "topics": 1, "stories": 1, "blind_spots": 0, "timeline": 1, "sources": 2, "names": 1,
    "words": 2, "search": 2, "article": 0, "methods": 0, "introduced": 1, "anonymity": 0, "speakers": 2,
    "sentences": 0,
}  # fmt: skip
#: page -> what its address must contain to show a picture of the demonstration corpus
LINK: dict[str, dict[str, object]] = {"timeline": {"period": "quarter"}, "search": {"query": "may"}}
#: page, or part of the page Sources -> the page and the parameters in its address
VIEWS: dict[str, tuple[str, dict[str, object]]] = {
    **{name: (name, LINK.get(name, {})) for name in PAGES},
    "introduced": ("sources", {"part": "Stated or claimed"}),
    "anonymity": ("sources", {"part": "Reasons for anonymity"}),
    "speakers": ("sources", {"part": "Who quotes whom"}),
    "sentences": ("sources", {"part": "Sentences"}),
}
OUTLET = "Meridian Wire"
SCRIPT = "<script>document.title = 'run'</script>"
PICTURE = "![x](https://news.example/x.png)"
LONG = "The Long and Winding Gazette of Upper and Lower Nowhere West"

Open = Callable[..., AppTest]


def article(text: str, outlet: str | None, title: str | None, **more: object) -> Article:
    return dataclasses.replace(
        Article(article_id(outlet, title, text), outlet=outlet, title=title, text=text),
        **more,  # type: ignore[arg-type]
    )


def hostile() -> Iterator[Article]:
    """Articles whose texts, names and dates try to break a page: markup, long names, emoji, right-to-left writing."""
    for k in range(ENOUGH_ARTICLES + 2):
        day = dt.date(2025, 3, k + 1)
        yield article(
            f"{SCRIPT} Perhaps number {k} happened, officials said.\n\n“It may rain tonight, {SCRIPT} everywhere,” "
            f"said Ann Smith {SCRIPT}. <b>Not bold</b> &amp; not bold.",
            SCRIPT + PICTURE, f"{SCRIPT} <img src=x onerror=alert(1)> {k}", published=day, topic=SCRIPT,
            url="javascript:0", authors=(SCRIPT,), section=SCRIPT, captions=(SCRIPT,),
        )  # fmt: skip
        yield article(f"Perhaps number {k} may be an outrage, officials said.", LONG, None)
        yield article(
            f"قال الوزير إن {k} كل شيء على ما يرام. 🎉🎉 Perhaps it is possible, the ministry said.",
            "صحيفة الشرق 🗞️", f"مرحبا 🎉 {k}", published=dt.date(2025, 2, 1), topic="سياسة",
        )  # fmt: skip
        yield article(f"Nobody knows if {k} maybe happened; =cmd() said a person.", None, "x_y *$1* [a](b) $2$ :tada:")


def without_errors(app: AppTest) -> AppTest:
    """The page, which raised no exception."""
    assert not app.exception, [e.value for e in app.exception]
    return app


def figures(app: AppTest) -> list[go.Figure]:
    """The page's pictures; Plotly itself rejects a figure with a property or value that it does not know."""
    return [go.Figure(json.loads(spec)) for spec in specs(app)]


def check_pictures(app: AppTest) -> list[go.Figure]:
    """The page's pictures. Each has a title, and below it the selection, the version and the day.

    A picture of some of the outlets names these, and the number of their articles, instead of all that are selected.
    """
    drawn = figures(app)
    _, *shared, _ = selection(app).split(" · ") if drawn else ("", "")
    for figure in drawn:
        assert figure.data
        assert figure.layout.title.text
        flat = notes(figure).replace(" <br>", " ")
        assert " · ".join(shared) in flat
        assert re.search(r"\d articles?\b", flat)
        assert re.search(r"Source: .*Sourcelight \d\S*, \d+ \w{3} \d{4}", flat)
    return drawn


def check_no_markup(app: AppTest) -> None:
    """No text of an article is HTML or Markdown on the page."""
    for text in (page_html(app), *specs(app)):
        assert "<script" not in text
        assert "<img" not in text
    # Markdown would load pictures from elsewhere, so it must not contain names and texts from articles.
    for element in (*app.markdown, *app.caption, *app.info, *app.subheader):
        assert "document.title" not in element.value
        assert "news.example" not in element.value


def specs(app: AppTest) -> list[str]:
    """The figure of each picture, as the page sends it to the browser."""
    drawn = [json.loads(element.proto.json or "{}") for element in app.get("bidi_component")]
    return [data["figure"] for data in drawn if "figure" in data]


def page_html(app: AppTest) -> str:
    """All HTML elements of the page."""
    return "\n".join(element.proto.body for element in app.get("html"))


def captions(app: AppTest) -> str:
    """All captions of the page."""
    return "\n".join(caption.value for caption in app.caption)


def selection(app: AppTest) -> str:
    """The selection in words, as HTML."""
    found = re.search(r'<p class="lead selection">(.*?)</p>', page_html(app))
    assert found
    return found[1]


def notes(figure: go.Figure) -> str:
    """All annotations of a picture: the note below it and labels inside it."""
    return "\n".join(str(a.text) for a in figure.layout.annotations)


def numbers(figure: go.Figure) -> list[float]:
    """Every value drawn as a dot, a bar or a cell."""
    found = []
    for trace in figure.data:
        if trace.hoverinfo == "skip" or trace.meta == GAPS or (trace.type == "scatter" and trace.marker.opacity == 0):
            # not a number, or not visible
            continue
        rows = trace.z if trace.type == "heatmap" else [trace.y if figure.layout.xaxis.type == "date" else trace.x]
        found += [value for row in rows for value in row if value is not None and not math.isnan(value)]
    return found
