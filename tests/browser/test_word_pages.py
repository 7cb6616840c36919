"""Clicks on the marks of charts, in a real browser: to sentences, to an article and back; and by keyboard."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.support.dashboard import click_mark, open_page, query, settle

pytestmark = pytest.mark.browser


def test_a_click_on_a_word_shows_its_sentences(page: Page, server: str) -> None:
    open_page(page, server, "words")
    options = page.get_by_role("combobox", name="Sentences containing", exact=True)
    before = options.input_value()
    words = page.locator(".st-key-chart-distinctive-words .js-plotly-plot").evaluate(
        "e => e.data.flatMap(t => (t.customdata || []).map(d => d[0]))"
    )
    click_mark(page, "distinctive-words", 2)
    expect(options).to_have_value(words[2])
    assert words[2] != before
    expect(page.locator(".passage .hit").first).to_have_text(re.compile(re.escape(words[2]), re.IGNORECASE))
    assert query(page)["word"] == [words[2]]


def test_a_search_leads_to_an_article_and_back(page: Page, server: str) -> None:
    open_page(page, server, "search", outlet=["Meridian Wire", "The Open Page"], query="ferr*")
    expect(page.locator(".passage", has_text="Meridian Wire ·").first).to_be_visible()
    outlets = page.locator(".st-key-chart-search .js-plotly-plot").evaluate("e => e.data.map(t => t.customdata[0][0])")
    click_mark(page, "search", outlets.index("The Open Page"))
    expect(page.get_by_role("combobox", name="Sentences of")).to_have_value("The Open Page")
    expect(page.locator(".passage", has_text="Meridian Wire ·")).to_have_count(0)
    headline = page.locator(".passage a").first
    said = headline.inner_text()
    headline.click()
    settle(page, "article")
    expect(page.locator("article.reading h2")).to_have_text(said)
    assert urlsplit(page.url).path == "/article"
    assert query(page)["outlet"] == ["Meridian Wire", "The Open Page"]
    page.go_back()
    settle(page, "search")
    expect(page.get_by_label("Words, “phrases” or beginnings of words")).to_have_value("ferr*")
    expect(page.locator(".passage").first).to_be_visible()


def test_a_click_on_a_share_opens_its_sentences_and_one_of_them_its_place(page: Page, server: str) -> None:
    open_page(page, server, "sources", wire="Count every copy")
    chart = page.locator(".st-key-chart-outlets-sourcing-unnamed .js-plotly-plot")
    outlet = chart.evaluate("e => e.data[0].customdata[0][0]")
    click_mark(page, "outlets-sourcing-unnamed", 0)
    expect(page.get_by_role("combobox", name="Sentences of")).to_have_value(outlet)
    said = page.get_by_text(re.compile(r"^[\d,]+ attributions in "))
    expect(said).to_be_visible()
    listed = said.inner_text()
    asked = query(page)
    assert asked["part"] == ["Sentences"]
    assert asked["from"] == [outlet]
    page.reload()
    settle(page, "sources", charts=0)
    expect(said).to_have_text(listed)
    page.get_by_role("link", name="in the article").first.click()
    settle(page, "article")
    expect(page.locator("article.reading .asked").first).to_be_visible()


def test_a_click_on_a_circle_chooses_the_speaker(page: Page, server: str) -> None:
    open_page(page, server, "sources", part="Who quotes whom")
    speakers = page.locator(".st-key-chart-speakers-by-outlet .js-plotly-plot").evaluate(
        "e => e.data[0].customdata.map(d => d[0])"
    )
    chosen = page.get_by_role("combobox", name="Speaker", exact=True)
    other = next(k for k, name in enumerate(speakers) if name != chosen.input_value())
    click_mark(page, "speakers-by-outlet", other)
    expect(chosen).to_have_value(speakers[other])
    expect(page.get_by_text(re.compile(f"statements by {re.escape(speakers[other])} in"))).to_be_visible()
    assert query(page)["speaker"] == [speakers[other]]


def test_a_click_on_an_outlet_opens_its_articles_and_the_address_names_it(page: Page, server: str) -> None:
    open_page(page, server, "overview", words=200)
    outlets = page.locator(".st-key-chart-outlet-profile .js-plotly-plot").evaluate(
        "e => e.data[0].customdata.map(d => d[0])"
    )
    click_mark(page, "outlet-profile", 2)
    settle(page, "article")
    assert query(page)["outlet"] == [outlets[2]]
    assert query(page)["words"] == ["200"]
    expect(page.locator(".selection")).to_contain_text(outlets[2])
    page.go_back()
    settle(page, "overview")


def test_marks_are_reached_and_opened_by_keyboard(page: Page, server: str) -> None:
    open_page(page, server, "overview")
    plot = page.locator(".st-key-chart-outlet-profile .plot")
    said = page.locator(".st-key-chart-outlet-profile .said")
    plot.focus()
    page.keyboard.press("ArrowRight")
    first, outlet = plot.evaluate("e => [e.data[0].hovertext[0], e.data[0].customdata[0][0]]")
    expect(said).to_contain_text(f"{outlet}: ")
    expect(said).to_contain_text("(1 of ")
    assert "<b>" in first
    expect(page.locator(".hoverlayer .hovertext")).to_have_count(1)
    page.keyboard.press("End")
    last = plot.evaluate("e => e.data[0].customdata.at(-1)[0]")
    expect(said).to_contain_text(f"{last}: ")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    settle(page, "article")
    assert query(page)["outlet"] == [outlet]


def test_the_numbers_behind_a_picture_are_a_click_away(page: Page, server: str) -> None:
    open_page(page, server, "topics")
    behind = page.get_by_text("Numbers in this chart")
    table = page.get_by_test_id("stDataFrame")
    expect(table).to_have_count(0)
    behind.click()
    expect(table).to_be_visible()
    behind.click()
    expect(table).to_have_count(0)
