"""The highlighted text: everything is escaped, and the evidence of the chosen voice is highlighted."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import score_text
from analysis.types import Article, Mark, ScoredArticle, Span
from dashboard.markup.highlight import ATTRIBUTION, Highlight, highlights_of, kind_titles, legend_html, marked_html

TEXT = "“It may fail,” Ann Lee said.\n\nIt is perhaps a disastrous <script>alert(1)</script> plan, analysts said."


class Plain(HTMLParser):
    """The text of a page, and the tags it uses."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.tags = "", set()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)


def read(page: str) -> Plain:
    plain = Plain()
    plain.feed(page)
    plain.close()
    return plain


def test_text_of_an_article_is_escaped() -> None:
    page = marked_html(TEXT, highlights_of(score_text(TEXT), list(kind_titles()), None))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert read(page).tags <= {"p", "span"}


def test_hostile_names_are_escaped_in_the_reasons() -> None:
    page = marked_html("abc", [Highlight(Span(0, 3), "mark-doubt", '"><script>alert(1)</script>')])
    assert "<script" not in page


def test_the_reason_of_an_attribution_names_role_principal_and_label_of_its_source() -> None:
    scored = score_text(TEXT)
    named, unnamed = scored.attributions
    named = replace(named, title="harbour master", on_behalf_of="the port")
    scored = replace(scored, attributions=(named, replace(unnamed, label="plan analysts")))
    whys = [mark.why for mark in highlights_of(scored, [ATTRIBUTION], None)]
    assert "said by Ann Lee, harbour master, on behalf of the port, direct" in whys
    assert "source: Ann Lee, harbour master, on behalf of the port, named person" in whys
    assert "said by plan analysts, indirect" in whys
    assert "source: plan analysts, unnamed group" in whys


def test_an_attitude_is_not_called_something_said() -> None:
    text = "Ann Lee refused to sell the pier. Plans to close it failed."
    whys = [mark.why for mark in highlights_of(score_text(text), [ATTRIBUTION], None)]
    assert "the attitude of Ann Lee, not counted as a statement" in whys
    assert not any(why.startswith("said by") for why in whys)


def test_only_marks_of_the_chosen_voice_are_highlighted() -> None:
    scored = score_text(TEXT)
    quoted = marked_html(TEXT, highlights_of(scored, ["hedge"], "quoted"))
    own = marked_html(TEXT, highlights_of(scored, ["hedge"], "attributed"))
    assert re.findall(r'class="mark-doubt"[^>]*>(\w+)<', quoted) == ["may"]
    assert re.findall(r'class="mark-doubt"[^>]*>(\w+)<', own) == ["perhaps"]


def test_tone_words_of_the_two_scorers_are_highlighted_differently() -> None:
    text = "A disastrous delay clearly hurt trade."
    at = Span(2, 12)
    scored = ScoredArticle(
        Article("x", None, None, text),
        marks=(
            Mark("booster", Span(19, 26), "clearly", "certainty", "outlet", None, "states certainty"),
            Mark("sentiment", at, "disastrous", None, "outlet", -0.9, "subjectivity 0.80"),
            Mark("tone", at, "disastrous", None, "outlet", -0.25, "un-favourable word"),
        ),
    )
    assert marked_html(text, highlights_of(scored, ["tone"], None)).count("<span") == 1
    assert 'class="mark-tone" title="un-favourable word, tone −0.25; the outlet’s own voice"' in marked_html(
        text, highlights_of(scored, ["tone"], None)
    )
    sentiment = marked_html(text, highlights_of(scored, ["sentiment"], None))
    assert 'class="mark-frame" title="subjectivity 0.80, polarity −0.90; the outlet’s own voice"' in sentiment
    both = marked_html(text, highlights_of(scored, ["booster", "tone", "sentiment"], "outlet"))
    assert re.findall(r'class="(.*?)"', both) == ["mark-frame mark-tone", "mark-emphasis"]
    assert not highlights_of(scored, list(kind_titles()), "quoted")


def test_the_legend_names_the_chosen_kinds() -> None:
    for kind in kind_titles():
        assert re.findall(r'class="([\w-]+)', legend_html([kind]))[1:], kind
    assert read(legend_html(["booster", "sentiment"])).text == "boostersentiment word"


@settings(max_examples=200)
@given(
    st.text(alphabet="ab <>&\"'\n“é😀", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8),
)
def test_highlighting_changes_no_character(text: str, places: list[tuple[int, int]]) -> None:
    marks = [Highlight(Span(a, b), "hedge", "why") for a, b in places if a < b <= len(text)]
    shown = read(marked_html(text, marks)).text
    assert shown == "".join(line for line in text.split("\n") if line.strip())


def test_notes_give_each_reason_once_after_its_paragraph() -> None:
    text = "It may rain & may pour.\n\nIt “could” snow; <b>perhaps</b>."
    found = [(m.start(), m.group()) for m in re.finditer("may|could|perhaps", text)]
    marks = [
        Highlight(Span(at, at + len(word)), "mark-doubt", f"doubt {word == 'could'} (Hyland 2005)")
        for at, word in found
    ]
    page = marked_html(text, marks, notes=True)
    first, second = page.split("</ul>")[:2]
    assert first.endswith('<li><bdi class="mark-doubt">may</bdi> doubt False</li>')
    assert re.findall(r"<li>(.*?)</li>", second) == [
        '<bdi class="mark-doubt">could</bdi> doubt True', '<bdi class="mark-doubt">perhaps</bdi> doubt False',
    ]  # fmt: skip
    assert "<ul" not in marked_html(text, marks)
    assert "<b>" not in page


@settings(max_examples=100)
@given(st.text(alphabet="ab <>&;#\"'\n\r“é😀", max_size=40), st.integers(0, 40), st.integers(1, 5))
def test_a_note_follows_the_paragraph_of_its_mark(text: str, at: int, length: int) -> None:
    span = Span(min(at, len(text)), min(at + length, len(text)))
    line = text[: span.start].count("\n")
    shown = marked_html(text, [Highlight(span, "hedge", "why")] if len(span) else [], notes=True)
    paragraphs = re.findall(r"<p>.*?</p>(<ul|)", shown, re.DOTALL)
    filled = [k for k, words in enumerate(text.split("\n")) if words.strip()]
    expected = [bool(len(span)) and k == line for k in filled]
    assert [bool(note) for note in paragraphs] == expected


def test_marks_lead_to_their_place_and_what_a_source_says_is_no_link() -> None:
    scored = score_text(TEXT)
    marks = highlights_of(scored, list(kind_titles()), None, lambda evidence: f'article?at={evidence}&"<b>')
    page = marked_html(TEXT, marks)
    [hedge] = [mark for mark in scored.marks if mark.span.of(TEXT) == "may"]
    link = f"article?at={hedge.kind}-{hedge.span.start}-{hedge.span.end}&amp;&quot;&lt;b&gt;"
    assert re.search(
        f'<a class="content direct mark-[a-z]+" href="{re.escape(link)}" target="_self"[^>]*>may</a>', page
    )
    assert re.search('<span class="content direct"[^>]*>“It </span>', page)
    assert re.search('<a class="source"[^>]*>Ann Lee</a>', page)
    assert "<b>" not in page
    assert read(page).text == TEXT.replace("\n", "")


def test_html_is_inserted_between_highlights_and_inside_them() -> None:
    marks = [Highlight(Span(0, 6), "cue", "a reason\nin two lines")]
    page = marked_html("one\n\ntwo <b>", marks, before={5: "<sup>1</sup>", 0: "<sup>2</sup>", 99: "<sup>3</sup>"})
    assert page == (
        '<p><sup>2</sup><span class="cue" title="a reason in two lines">one</span></p>'
        '<p><sup>1</sup><span class="cue" title="a reason in two lines">t</span>wo &lt;b&gt;</p>'
    )
