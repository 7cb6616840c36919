"""What the tests of the pages share: awkward articles, and how to read a page that AppTest has run."""

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

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "overview", "compare", "topics", "stories", "blind_spots", "timeline", "sources", "names", "words", "search",
    "article", "methods",
)  # fmt: skip
CHARTS = {
    "overview": 1, "compare": 3, "topics": 1, "stories": 1, "timeline": 1, "sources": 2,
    "names": 1, "article": 0, "methods": 0, "words": 2, "search": 1, "blind_spots": 0,
}  # fmt: skip
#: what a page needs in its address to show a picture
LINK = {"timeline": {"period": "quarter"}, "search": {"query": "may"}}
#: the parts of the page Sources and how many pictures each has
PARTS = {"Without a name": 2, "Stated or claimed": 1, "Reasons for anonymity": 0, "Who is quoted by whom": 2}
#: every page, and every part of a page, with what its address holds
VIEWS = (*((name, {}) for name in PAGES), *(("sources", {"part": part}) for part in list(PARTS)[1:]))
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


def sound(app: AppTest) -> AppTest:
    assert not app.exception, [e.value for e in app.exception]
    return app


def figures(app: AppTest) -> list[go.Figure]:
    """The page's pictures; Plotly itself refuses a figure with a property or a value it does not know."""
    return [go.Figure(json.loads(spec)) for spec in specs(app)]


def specs(app: AppTest) -> list[str]:
    """What the page sends to the browser for each picture."""
    drawn = [json.loads(element.proto.json or "{}") for element in app.get("bidi_component")]
    return [data["figure"] for data in drawn if "figure" in data]


def written(app: AppTest) -> str:
    """All HTML that the page sets."""
    return "\n".join(element.proto.body for element in app.get("html"))


def selection(app: AppTest) -> str:
    found = re.search(r'<p class="lead selection">(.*?)</p>', written(app))
    assert found
    return found[1]


def notes(figure: go.Figure) -> str:
    return "\n".join(str(a.text) for a in figure.layout.annotations)


def numbers(figure: go.Figure) -> list[float]:
    """Every value drawn as a dot, a bar or a cell."""
    found = []
    for trace in figure.data:
        if trace.hoverinfo == "skip" or (trace.type == "scatter" and trace.marker.opacity == 0):  # nothing to see
            continue
        rows = trace.z if trace.type == "heatmap" else [trace.y if figure.layout.xaxis.type == "date" else trace.x]
        found += [value for row in rows for value in row if value is not None and not math.isnan(value)]
    return found
