"""How much is written on topics, people or words over time, and which outlets wrote first."""

import dataclasses
from collections.abc import Mapping

import streamlit as st

from analysis.statistics.attention import SHARE
from analysis.statistics.trend import Trend, search_period
from dashboard.cache import attention
from dashboard.cache.attention import Subject, Subjects
from dashboard.figures import attention as attention_figures
from dashboard.figures import timeline as timeline_figures
from dashboard.markup.passages import article_links
from dashboard.theme import outlet_styles
from dashboard.views import attention as attention_views
from dashboard.views import timeline as timeline_views
from dashboard.views.base import EVERY_OUTLET, View
from dashboard.views.formatting import number_of, outlet_name, topic_name
from dashboard.views.search import periods_of, within
from dashboard.widgets.choices.controls import choose_one, choose_outlets, choose_period, selection_query
from dashboard.widgets.choices.history import keep
from dashboard.widgets.choices.lists import (
    OUTLET_KEY,
    choose_few,
    choose_from,
    choose_on_click,
    choose_outlets_of_list,
)
from dashboard.widgets.choices.navigation import link
from dashboard.widgets.choices.searches import (
    ANY_TIME,
    SEARCH_KEY,
    TIME_KEY,
    choose_time,
    enter_searches,
    searches_in_address,
    subjects_of,
)
from dashboard.widgets.downloads import csv_button, say, show_chart, show_table
from dashboard.widgets.page import Page, PageEnd, open_page
from dashboard.widgets.people import with_people_table
from dashboard.widgets.trends import choose_events, show_trends

#: what subjects are -> its name on the page
KINDS = {"topic": "Topics", "person": "People", "words": "Words"}
#: subjects in one picture, those chosen at first, and persons that can be chosen, those in most articles
MOST, USUAL, PERSONS = 5, 3, 500
#: outlets in one picture beside all of them, and articles that are listed
OUTLETS, LISTED = 5, 20


def choose_subjects(page: Page, kind: str) -> Subjects:
    """Choose topics or persons, or enter searches. Raises ``PageEnd``, after an explanation, if there are none."""
    if kind == "words":
        return subjects_of(*enter_searches())
    if kind == "topic":
        options = list(page.corpus.topics_by(page.filters.topics_by))
        chosen = choose_few("Topics to follow", "topic", options, "about", MOST, USUAL, topic_name)
        subjects = tuple(Subject("topic", topic_name(topic), topic) for topic in chosen)
    else:
        options = attention.known_persons(page.store)["person"].drop_duplicates().head(PERSONS).tolist()
        chosen = choose_few("People to follow", "person", options, "named", MOST, USUAL)
        subjects = tuple(Subject("person", person, person) for person in chosen)
    if not subjects:
        none = {"topic": "topic", "person": "person"}[kind]
        nothing = f"No article in this corpus has a {none} yet. Run: python -m analysis score"
        st.info(f"Choose at least one {none} above." if options else nothing)
        raise PageEnd
    return subjects


def choose_series(page: Page, subjects: Subjects) -> tuple[str, ...]:
    """Choose the outlets that are drawn: for one subject several beside all of them, for several subjects one or all.

    None stands for all outlets together."""
    if len(subjects) == 1:
        return tuple(choose_outlets("Outlets", page.corpus, page.outlets, usual=OUTLETS, at_most=OUTLETS))
    keep("beside")
    by_name = {outlet_name(outlet): outlet for outlet in page.outlets}
    chosen = choose_from("In the articles of", "outlet", [EVERY_OUTLET, *by_name], "of")
    if chosen is None:
        raise PageEnd
    return () if chosen == EVERY_OUTLET else (by_name[chosen],)


def find_trends(page: Page, subjects: Subjects, outlets: tuple[str, ...]) -> dict[str, Trend]:
    """The changes of what is drawn: of one subject by outlet, or of each subject."""
    if len(subjects) == 1:
        series: Mapping[str, tuple[Subject, str | None]] = {
            EVERY_OUTLET: (subjects[0], None), **{outlet: (subjects[0], outlet) for outlet in outlets},
        }  # fmt: skip
    else:
        series = {one.name: (one, outlets[0] if outlets else None) for one in subjects}
    return {name: attention.trend(page.store, page.filters, *of) for name, of in series.items()}


def show_over_time(page: Page, subjects: Subjects, outlets: tuple[str, ...], drawn: str, period: str) -> View:
    """The picture with change points and the reader's events, and the changes in words; returns the view."""
    alone = len(subjects) == 1
    table = attention.by_period(page.store, page.filters, subjects, outlets, period)
    if not table.empty and outlets and not alone:
        table = table[table["outlet"] == outlets[0]]
    view = attention_views.over_time(table, drawn, period, int(page.selected["published"].isna().sum()))
    if view.empty:
        st.info("No article in this selection has a date, so there is no chart over time.")
        raise PageEnd
    if alone:
        view = dataclasses.replace(view, title=f"{subjects[0].name}: {view.title[:1].lower()}{view.title[1:]}")
    if said := timeline_views.too_short(view, period):
        st.caption(said)
    column = "outlet" if alone else "subject"
    styles = page.styles if alone else outlet_styles(one.name for one in subjects)
    trends = find_trends(page, subjects, outlets)
    changes = timeline_views.changes(trends, SHARE)
    searched = search_period(page.selected["published"])
    caption = page.context.caption
    if not alone:
        caption = f"Articles of: {outlet_name(outlets[0]) if outlets else EVERY_OUTLET}\n{caption}"
    if len(changes):
        caption += f"\n{timeline_figures.CHANGE_CAPTION.format(period=searched)}"
    digits = attention_views.DIGITS[drawn]
    figure = timeline_figures.timeline(view, page.theme, styles, caption, digits, column=column)
    figure = timeline_figures.with_changes(figure, view, changes, page.theme, column)
    figure = timeline_figures.with_events(figure, view, choose_events(), page.theme, column)
    intervals = "" if drawn == "number" else ", with intervals"
    show_chart(
        view, figure, page.context, alt=f"{view.title}: a panel for each {column}{intervals}.",
        clicked=choose_on_click(view.name, OUTLET_KEY if alone else SEARCH_KEY, TIME_KEY),
    )  # fmt: skip
    st.caption(attention_views.MEANING[drawn] + " Click a dot for its articles. The CSV has numbers, shares and both.")
    show_trends(page.context, SHARE, trends, changes, searched, column)
    return view


def choose_subject(label: str, subjects: Subjects, key: str) -> Subject | None:
    """Choose one of the subjects; ``None`` if the address asks for another."""
    if len(subjects) == 1:
        return subjects[0]
    by_name = {one.name: one for one in subjects}
    chosen = choose_from(label, "subject", list(by_name), key)
    return None if chosen is None else by_name[chosen]


def show_articles(page: Page, subjects: Subjects, over_time: View) -> None:
    """The articles on one subject, of all outlets or one, at any time or in one period, the newest first."""
    st.subheader("Articles")
    left, middle, right = st.columns(3)
    with left:
        outlets = choose_outlets_of_list(page.outlets, "Articles of")
    with middle:
        time = choose_time(periods_of(over_time))
    with right:
        subject = choose_subject("On", subjects, SEARCH_KEY)
    if subject is None or not outlets or time is None:
        return
    filters = page.filters if time == ANY_TIME else within(page.filters, time)
    found = attention.articles(page.store, filters, subject)
    found = found[found["outlet"].isin(outlets)]
    listed = page.with_headlines(found.head(LISTED))
    st.caption(
        f"{number_of(len(found), 'article')}, newest first" + (f"; the first {LISTED}:" if len(found) > LISTED else ":")
    )
    if found.empty:
        return
    st.html(article_links(listed, selection_query()))
    csv_button(lambda: page.with_headlines(found), "sourcelight-attention-articles", page.context)
    if subject.kind == "words":
        link("search", "Read the sentences", selection_query() | searches_in_address())


def show_firsts(page: Page, subjects: Subjects) -> None:
    """Which outlets wrote first on one subject: in its stories, beside chance, and at all."""
    st.subheader("Who wrote first")
    subject = choose_subject("Subject", subjects, "lead")
    if subject is None:
        return
    earliest, firsts = attention.firsts(page.store, page.filters, subject)
    say(attention_views.first_sentence(firsts, subject.name), "first", page.context)
    view = attention_views.first_view(firsts, subject.name)
    if not view.empty:
        figure = attention_figures.who_wrote_first(view, page.theme, page.styles, page.context.caption)
        alt = f"{view.title}: the share of its stories, as dots beside the range of chance."
        show_chart(view, figure, page.context, alt)
    if firsts.stories:
        st.caption(attention_views.limits(firsts))
        with st.expander("Who wrote first, as a table"):
            show_table(attention_views.firsts_table(firsts), "firsts", page.context, attention_views.FIRSTS_HEADINGS)
    if not earliest.empty:
        with st.expander("The first article of each outlet"):
            st.caption(
                "An outlet cannot be first before its own first article in this selection. The first article on a "
                "subject is often an old one on something else; stories compare like with like."
            )
            table = attention_views.first_articles(earliest)
            show_table(table, "first-articles", page.context, attention_views.EARLIEST_HEADINGS)


page = open_page("attention", "How much is written on a subject, when, and which outlets wrote first?")
keep("measure")
left, right = page.bar.columns([1.5, 2.4])
with left:
    kind = choose_one("Attention to", list(KINDS), "to", KINDS.__getitem__)
with page.bar.container() if kind == "words" else right:
    subjects = choose_subjects(page, kind)
if kind == "person":
    _, context = with_people_table(page.context)
    page = dataclasses.replace(page, context=context)
first, second, third = st.columns([3.4, 1.8, 1.8])
with first:
    drawn = choose_one("Show", list(attention_views.DRAWN), "as", lambda key: attention_views.DRAWN[key][0])
with second:
    period = choose_period(page.selected)
with third:
    outlets = choose_series(page, subjects)
page = page.comparing(outlets)
totals = attention.in_all(page.store, page.filters, subjects)
for number, one in enumerate(subjects, 1):
    say(attention_views.in_all_sentence(totals, one.name), f"attention-{number}", page.context, subject=one.name)
over_time = show_over_time(page, subjects, outlets, drawn, period)
show_firsts(page, subjects)
show_articles(page, subjects, over_time)
