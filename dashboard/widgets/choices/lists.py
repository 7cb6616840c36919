"""Choices from lists that depend on the articles; a link may ask for what such a list does not have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard.views.base import EVERY_OUTLET
from dashboard.views.formatting import outlet_name
from dashboard.widgets.choices.controls import choose_several
from dashboard.widgets.choices.missing import say_missing
from dashboard.widgets.picture import picked_mark

#: the key of the choice of an outlet whose sentences are shown
OUTLET_KEY = "from"


def choose_from(
    label: str, noun: str, options: Sequence[str], key: str, show: Callable[[str], str] = str
) -> str | None:  # fmt: skip
    """Choose one of many options from a list with a search field; ``choose_on_click`` can set the same choice.

    ``None`` if the address asks for another, which a sentence says with ``noun`` for an option, until the reader
    chooses. Without an address the first is chosen.
    """
    missing = _asked_in_vain(key, [show(option) for option in options])
    if not missing and key in st.session_state and st.session_state[key] not in options:
        del st.session_state[key]
    index = None if missing else 0  # only a box with an index cannot be emptied by the reader
    chosen = st.selectbox(label, list(options), index=index, format_func=show, key=key, bind="query-params")
    if chosen is None:
        say_missing([(noun, value) for value in missing])
    return chosen


def choose_few(
    label: str, noun: str, options: Sequence[str], key: str, at_most: int, usual: int, show: Callable[[str], str] = str
) -> list[str]:  # fmt: skip
    """Choose up to ``at_most`` of many options from a list with a search field; the first ``usual`` are the default.

    What the address asks for in vain is said as in ``choose_from``.
    """
    missing = _asked_in_vain(key, [show(option) for option in options])
    if key in st.session_state:
        st.session_state[key] = [chosen for chosen in st.session_state[key] if chosen in options]
    chosen = st.multiselect(
        label, list(options), default=[] if missing else list(options[:usual]), format_func=show, key=key,
        bind="query-params", max_selections=at_most,
    )  # fmt: skip
    if missing:
        say_missing([(noun, value) for value in missing])
    return list(chosen)


def choose_outlets_of_list(outlets: Sequence[str], label: str = "Sentences of") -> list[str]:
    """Choose one of these outlets or all, for a list of articles or sentences; none if the address names another."""
    by_name = {outlet_name(outlet): outlet for outlet in outlets}
    chosen = choose_from(label, "outlet", [EVERY_OUTLET, *by_name], OUTLET_KEY)
    if chosen is None:
        return []
    return list(outlets) if chosen == EVERY_OUTLET else [by_name[chosen]]


def choose_filters(
    label: str, noun: str, options: Mapping[str, str], default: Sequence[str], key: str
) -> tuple[str, ...] | None:
    """Choose any of a few options, name by key; none means all of them.

    ``None`` if the address asks for others, which a sentence says as in ``choose_from``.
    """
    missing = _asked_in_vain(key, list(options.values()))
    chosen = choose_several(label, list(options), [] if missing else default, key, options.__getitem__)
    if missing:
        say_missing([(noun, value) for value in missing])
        return None
    return tuple(chosen)


def choose_on_click(chart: str, *keys: str) -> Callable[[], None]:
    """The callback for clicks on the picture of a view: the mark's ``customdata`` becomes the choices of ``keys``."""

    def clicked() -> None:
        if mark := picked_mark(f"chart-{chart}"):
            st.session_state.update(zip(keys, mark, strict=False))  # a mark may say more than is chosen by it

    return clicked


def _asked_in_vain(key: str, names: Sequence[str]) -> list[str]:
    """What the address asks for by ``key`` that is not one of ``names``, until the reader chooses something.

    Call this before drawing the widget, which takes out of the address what it does not know.
    """
    kept = f"missing-{key}"
    if key not in st.session_state:
        st.session_state[kept] = [value for value in st.query_params.get_all(key) if value and value not in names]
    elif st.session_state[key]:
        st.session_state[kept] = []
    missing: list[str] = st.session_state.get(kept, [])
    return missing
