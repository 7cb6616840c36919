"""Downloaded files: they are complete, fetch nothing, and contain no markup from articles. And views saved by name."""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from analysis import __version__
from analysis.scorers import measures
from dashboard.figures.base import escaped
from dashboard.markup.how_right import sentences
from dashboard.report.context import Context, Finding, HtmlText, PageContent, Part, Picture, Table
from dashboard.report.report import PLACE, POLICY, ROWS, chart_page, picture_words, report_page, table_html
from dashboard.report.saved_views import MOST, ViewProblem, delete_view, save_view, saved_views, views_file
from dashboard.theme import Theme
from dashboard.views.base import View
from dashboard.views.start import FIVE
from dashboard.widgets.share import is_public
from tests.support.pages import LINK, PAGES, SCRIPT, Open, page_html, without_errors


class Tags(HTMLParser):
    """Every tag of a file with its attributes, and the text outside scripts and styles."""

    def __init__(self, page: bytes | str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text, self.inside = "", ""
        self.feed(page if isinstance(page, str) else page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside not in ("script", "style"):
            self.text += data

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


def picture(theme: Theme, name: str = "one", label: str = SCRIPT, measure: str = "tone") -> Picture:
    figure = {"data": [{"type": "bar", "x": [1.5, float("nan")], "y": [label, "b"], "marker": {"color": theme.ink}}],
              "layout": {"paper_bgcolor": theme.paper, "annotations": [{"text": "Bars: intervals."}]}}  # fmt: skip
    table = pd.DataFrame({"outlet": [label, "b"], "value": [1.5, None]})
    return Picture(View(name, label, "", table, measures=(measures()[measure],)), figure, label)


def context(*parts: Part) -> Context:
    shown = PageContent(dict(enumerate(parts)), "https://desk.example/compare?outlet=A")  # type: ignore[arg-type]
    return Context(f"all outlets {SCRIPT}", dt.date(2026, 11, 24), "Compare", "How do outlets differ?", content=shown)


def test_a_picture_is_one_self_contained_file() -> None:
    page = chart_page(picture(Theme(dark=False)), context())
    read = Tags(page)
    assert {name for name, _ in read.tags} & {"link", "img", "iframe", "base", "form", "object"} == set()
    assert all("src" not in attributes and "href" not in attributes for _, attributes in read.tags)
    assert read.count("script") == 0  # the browser puts a drawing into it
    assert page.count(PLACE) == 1
    assert f'content="{POLICY}"' in page
    assert len(page) < 100_000
    assert "<th scope='col' class=number>Value</th>" in page


def test_a_picture_in_a_file_is_titled_by_the_finding_above_it() -> None:
    shown = picture(Theme(dark=False), label="Tone, by outlet")
    about = context(Finding("A & B differ in the U.S. Senate by 7.5. It may be chance.", subject="Tone"), shown)
    above = about.content.above(1)  # type: ignore[arg-type]
    words = picture_words(shown, about, above)
    assert words["title"] == "Tone: A &amp; B differ in the U.S. Senate by 7.5."
    assert words["subtitle"] == ["Tone, by outlet", escaped(about.selection)]
    assert words["notes"] == ["It may be chance.", "Bars: intervals.", escaped(about.source)]
    alone = picture_words(shown, about, None)
    assert alone["title"] == "Tone, by outlet"
    assert alone["subtitle"] == [escaped(about.selection)]


def test_the_source_names_corpus_version_day_and_a_public_server() -> None:
    about = Context("all outlets", dt.date(2026, 11, 24), corpus="Ferries")
    assert about.source == f"Source: Ferries. Sourcelight {__version__}, 24 Nov 2026"
    about.content.address = "https://desk.example/compare?outlet=A"
    assert about.source.endswith(", desk.example")


@pytest.mark.parametrize(
    ("address", "public"),
    [("https://desk.example/compare", True), ("http://localhost:8501/", False), ("http://127.0.0.1:8501/", False),
     ("http://[::1]:8501/", False), ("http://192.168.1.4/", False), ("http://newsroom/", False),
     ("http://newsroom.local/", False), ("http://93.184.216.34/", True)],
)  # fmt: skip
def test_only_a_public_address_is_cited(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_text_from_articles_is_escaped_in_a_file() -> None:
    bad = pd.DataFrame({SCRIPT: [SCRIPT, None], "list": [[SCRIPT], []]})
    parts = (Table(bad, {}), HtmlText("<p>escaped already</p>"), Finding(SCRIPT, subject=SCRIPT))
    page = report_page(context(picture(Theme(dark=False)), *parts))
    read = Tags(page)
    assert read.count("script") == 2
    assert read.text.count(SCRIPT) >= 6
    assert SCRIPT.encode() not in page


def test_a_report_states_selection_accuracy_and_citation() -> None:
    read = Tags(report_page(context(picture(Theme(dark=False)), picture(Theme(dark=False), "two"))))
    assert read.count("script") == 2  # Plotly once, however many pictures there are, and the pictures
    for said in (
        "Compare", "How do outlets differ?", "all outlets", measures()["tone"].description, "Pearson",
        "https://desk.example/compare?outlet=A", "Made on 24 Nov 2026", "Sourcelight 0.1.0",
    ):  # fmt: skip
        assert said in read.text, said
    assert measures()["hedging"].description not in read.text
    assert [a["id"] for name, a in read.tags if name == "div" and a.get("class") == "picture"] == [
        "picture-0", "picture-1",
    ]  # fmt: skip


def test_files_of_sourcing_say_how_right_they_are_and_fetch_nothing() -> None:
    """A report says it once where a table has the numbers of a picture, and with a table that has no picture."""
    [said] = sentences(["sourcing.unnamed"])
    drawn, empty = picture(Theme(dark=False), measure="sourcing.unnamed"), pd.DataFrame({"value": [1.5]})
    table = Table(empty, {}, (measures()["sourcing.unnamed"],), "unnamed")
    for page, times in (
        (chart_page(drawn, context()), 1),
        (report_page(context(drawn, table)), 1),
        (report_page(context(table)), 1),
        (report_page(context(picture(Theme(dark=False)))), 0),
    ):
        read = Tags(page)
        assert read.text.count(said) == times
        assert all("src" not in attributes and "href" not in attributes for _, attributes in read.tags)
    stamped = context().with_provenance(empty, ["sourcing.unnamed"])
    assert stamped.columns.tolist() == ["value", "how_right", "selection", "versions", "made_on"]
    assert stamped["how_right"].tolist() == [said]
    assert "how_right" not in context().with_provenance(empty, ["sentiment.polarity"])


OWN_HEDGES, UNNAMED = "hedging.outlet", "sourcing.unnamed"
PROFILE = tuple(key for key, measure in measures().items() if measure.in_profile)
#: page -> the measures of its pictures and tables, which its report explains
EXPLAINED: dict[str, tuple[str, ...]] = {
    "start": tuple(FIVE),
    "overview": PROFILE, "compare": (OWN_HEDGES, UNNAMED), "topics": (OWN_HEDGES,), "stories": PROFILE,
    "blind_spots": (), "timeline": (OWN_HEDGES,), "sources": (UNNAMED,), "names": ("toward.all",),
    "words": ("loaded.outlet", "loaded.sources"), "search": ("attention",), "attention": ("attention",),
    "article": tuple(measures()), "methods": (),
}  # fmt: skip


@pytest.fixture
def contexts(monkeypatch: pytest.MonkeyPatch) -> list[Context]:
    """The contexts of the pages opened in a test, which their reports are made from."""
    found: list[Context] = []
    monkeypatch.setattr("dashboard.widgets.share.set_footer", lambda *about: found.append(about[-1]))
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_report_explains_the_measures_that_its_page_draws(
    open_page: Open, contexts: list[Context], name: str
) -> None:
    open_page(name, **LINK.get(name, {}))
    assert sorted(measure.key for measure in contexts[0].content.measures) == sorted(EXPLAINED[name])


def test_pictures_from_the_cache_are_explained_too(open_page: Open, contexts: list[Context]) -> None:
    for _ in range(2):
        open_page("compare")
    first, from_cache = (context.content.measures for context in contexts)
    assert first == from_cache
    assert first


def test_a_report_repeats_the_findings_of_the_page() -> None:
    read = Tags(
        report_page(context(picture(Theme(dark=False)), Finding("The most hedges: 7.9.", subject="Meridian Wire")))
    )
    assert "Meridian Wire." in read.text
    assert "The most hedges: 7.9." in read.text


def test_a_dark_page_is_printed_light() -> None:
    dark = report_page(context(picture(Theme(dark=True), label="a")))
    light = report_page(context(picture(Theme(dark=False), label="a")))
    assert dark == light


def test_a_report_without_pictures_has_no_script() -> None:
    page = report_page(context(Table(pd.DataFrame({"a": [1]}), {"a": "How many"})))
    assert Tags(page).count("script") == 0
    assert b"<th scope='col' class=number>How many</th>" in page
    assert len(page) < 200_000


def test_a_long_table_states_how_many_rows_are_printed() -> None:
    shown = table_html(pd.DataFrame({"n": range(ROWS + 5)}))
    assert shown.count("<tr>") == ROWS + 1
    assert f"The first {ROWS} of {ROWS + 5} rows." in shown


@pytest.mark.parametrize(
    ("cell", "shown"),
    [(None, "–"), (float("nan"), "–"), (pd.NaT, "–"), (-1.26, "−1.26"), (12345, "12,345"), (0.1234, "0.123"),
     (True, "yes"), (["a", "b"], "a; b"), (pd.Timestamp("2025-03-01"), "1 Mar 2025"), (0.0, "0"),
     (float("inf"), "inf")],
)  # fmt: skip
def test_cells_are_formatted_for_readers(cell: object, shown: str) -> None:
    assert f">{shown}</td>" in table_html(pd.DataFrame({"a": pd.Series([cell], dtype=object)}))


def test_views_are_saved_by_name_and_deleted(tmp_path: Path) -> None:
    file = views_file(tmp_path / "s.duckdb")
    assert saved_views(file) == {}
    save_view(file, "  Two  papers ", "compare?outlet=A&outlet=B")
    save_view(file, "All", "")
    save_view(file, "All", "topics")
    assert saved_views(file) == {"Two papers": "compare?outlet=A&outlet=B", "All": "topics"}
    delete_view(file, "All")
    delete_view(file, "never there")
    assert list(saved_views(file)) == ["Two papers"]
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize(
    "content", ["", "[]", "not json", '{"a": 1}', '{"a": "https://elsewhere.example"}', '{"a": "javascript:alert(1)"}',
                '{"a": "//elsewhere.example"}', '{"a": "x\\"><script>"}'],
)  # fmt: skip
def test_a_damaged_file_of_views_has_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "v.json"
    file.write_text(content, encoding="utf-8")
    assert saved_views(file) == {}


def test_a_view_that_cannot_be_saved_says_why(tmp_path: Path) -> None:
    file = tmp_path / "v.json"
    for name, address, why in ((" ", "", "name"), ("x" * 81, "", "name"), ("a", "?" + "x" * 5000, "too long")):
        with pytest.raises(ViewProblem, match=why):
            save_view(file, name, address)
    for k in range(MOST):
        save_view(file, str(k), "")
    with pytest.raises(ViewProblem, match="delete one first"):
        save_view(file, "one more", "")
    with pytest.raises(ViewProblem, match="cannot be written"):
        save_view(tmp_path / "absent" / "v.json", "a", "")


def test_a_reader_saves_and_deletes_a_view(open_page: Open, stores: dict[str, Path]) -> None:
    app = open_page("topics", "one_outlet")
    assert "Saved views" in [e.label for e in app.expander]
    app.text_input(key="view-name").set_value(f"Mine {SCRIPT}")
    without_errors(app.button(key="save-view").click().run())
    assert "&lt;script&gt;" in page_html(app)
    assert SCRIPT not in page_html(app)
    assert list(saved_views(views_file(stores["one_outlet"]))) == [f"Mine {SCRIPT}"]
    without_errors(app.button(key="forget-0").click().run())
    assert saved_views(views_file(stores["one_outlet"])) == {}
