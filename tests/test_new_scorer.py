"""A new scorer needs one file: it is then measured, marked, exported, checked and documented."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCORER = '''
"""Weather words: a scorer with a kind of mark that nothing else in the project knows."""

import re

from analysis.document import Document
from analysis.scorers.base import Count, Example, MarkKind, Reading, Scorer
from analysis.types import Mark, Measure, Span

WEATHER = re.compile(r"\\\\b(?:rain|snow|fog)\\\\b", re.IGNORECASE)
RATE = Measure("weather", "Weather words", "weather words per 1,000 words", 1000, "Words for weather.", "Only three.")


def measure(document: Document) -> Reading:
    marks = tuple(
        Mark("weather", Span(*m.span()), m[0], None, document.voice_at(m.start()), why="speaks of the weather")
        for m in WEATHER.finditer(document.text)
    )
    return Reading({RATE.key: RATE.of(len(marks), len(document.words))}, marks=marks)


SCORER = Scorer(
    "weather", "Weather", RATE.unit, "1", (RATE,), measure,
    (Example("Rain and fog.", ("Rain", "fog")), Example("A dry day.", ())),
    kinds=(
        MarkKind("weather", "weather word", "Weather words", "Words for weather, all of them.", "weather_words",
                 "other", counts=(Count(RATE.key),)),
    ),
)
'''
#: run where the scorer is in its folder: everything that a user meets of it, as one object
LOOK = """
import io, json, sys
from pathlib import Path

from streamlit.testing.v1 import AppTest

from analysis.cli.explain import explain
from analysis.export.dictionary import data_dictionary
from analysis.export.tables import Export, write_selection
from analysis.run.check import check
from analysis.run.pipeline import ingest, score
from analysis.run.relate import relate
from analysis.scorers import versions
from analysis.scorers.leave_one_out import without
from analysis.store import Store
from analysis.store.corrections import Correction
from rich.console import Console

folder = Path(sys.argv[1])
store = Store(folder / "s.duckdb")
ingest(store, [folder / "page.txt"])
score(store, workers=1)
relate(store)
[article_id] = store.ids()
scored = store.scored(article_id)
mark = scored.marks_of("weather")[0]
exported = io.BytesIO()
write_selection(store, exported, "jsonl", Export(evidence=True))
console = Console(width=200, file=io.StringIO())
console.print(explain(scored))
in_order = list(check(store, versions()))
with store.file.writing() as connection:
    connection.execute("DELETE FROM marks WHERE kind = 'weather' AND first = ?", [mark.span.start])
one_gone = list(check(store, versions()))
import datetime as dt
store.corrections.save([
    Correction(article_id, "weather", mark.span.start, mark.span.end, mark.cue, mark.voice, True, "", dt.date.today())
])
def page(name):
    app = AppTest.from_file("streamlit_app.py", default_timeout=60)
    app.switch_page(f"dashboard/pages/{name}.py")
    app.run()
    assert not app.exception, [e.value for e in app.exception]
    return "\\\\n".join([element.proto.body for element in app.get("html")] + [m.value for m in app.markdown])
rows = data_dictionary()
print(json.dumps({
    "value": scored.measurements["weather"].value, "voices": [m.voice for m in scored.marks_of("weather")],
    "without": without(scored, mark)["weather"].count, "exported": json.loads(exported.getvalue()),
    "explained": console.file.getvalue(), "in order": in_order, "one gone": one_gone,
    "dictionary": {row["column"]: row["meaning"] for row in rows.to_dict("records")},
    "corrected by": store.corrections.labelled()["scorer"].tolist(),
    "article": page("article"), "methods": page("methods"),
}))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What users meet of a new scorer, in a copy of the project: other tests read its folder at the same time."""
    copy = tmp_path_factory.mktemp("project")
    for name in ("analysis", "dashboard", "seeds", "benchmarks"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("streamlit_app.py", "pyproject.toml"):
        shutil.copy(ROOT / name, copy / name)
    (copy / "analysis" / "scorers" / "weather.py").write_text(SCORER.replace("\\\\", "\\"), encoding="utf-8")
    data = copy / "articles"
    data.mkdir()
    (data / "page.txt").write_text(
        "Rain again\n\nThe fog stayed over the harbour, and rain fell.\n\n“It may snow,” said Ann Lee.\n",
        encoding="utf-8",
    )
    (copy / "look.py").write_text(LOOK.replace("\\\\", "\\"), encoding="utf-8")
    environment = os.environ | {"SOURCELIGHT_STORE": str(data / "s.duckdb"), "PYTHONPATH": str(copy)}
    command = [sys.executable, "look.py", str(data)]
    out = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    assert out.returncode == 0, out.stderr
    found: dict[str, Any] = json.loads(out.stdout.splitlines()[-1])
    return found


def test_it_is_measured_in_each_voice_and_without_a_mark(seen: dict[str, Any]) -> None:
    assert seen["value"] > 0
    assert seen["voices"] == ["outlet", "outlet", "quoted"]
    assert seen["without"] == 2


def test_it_is_marked_in_the_text_and_explained(seen: dict[str, Any]) -> None:
    assert re.search(
        r'<a class="mark-other" href="article\?[^"]*at=weather-37-41"[^>]* '
        'title="speaks of the weather; the outlet’s own voice">rain</a>',
        seen["article"],
    )
    assert '<span class="mark-other">weather word</span>' in seen["article"]
    assert "speaks of the weather" in seen["explained"]


def test_it_is_exported_and_in_the_data_dictionary(seen: dict[str, Any]) -> None:
    assert [mark["cue"] for mark in seen["exported"]["weather_words"]] == ["fog", "rain", "snow"]
    assert seen["dictionary"]["weather"] == "Weather words. Words for weather."
    assert seen["dictionary"]["weather_words"] == "Words for weather, all of them."
    assert "weather_words[].cue" in seen["dictionary"]


def test_its_marks_are_checked_against_its_counts_and_can_be_judged(seen: dict[str, Any]) -> None:
    assert seen["in order"] == []
    assert seen["one gone"] == ["1 articles have a different number of marks than weather counted"]
    assert seen["corrected by"] == ["weather"]


def test_it_is_on_the_page_methods(seen: dict[str, Any]) -> None:
    assert "**Weather words** (weather words per 1,000 words). Words for weather." in seen["methods"]
    assert (
        '<span class="mark-other" title="speaks of the weather; the outlet’s own voice">Rain</span>' in seen["methods"]
    )
