"""The crawl policy that all sessions share."""

from __future__ import annotations

import streamlit as st

from analysis.fetch.fetcher import Fetcher
from analysis.fetch.robots import CrawlPolicy


@st.cache_resource(show_spinner=False)
def crawl_policy() -> CrawlPolicy:
    """One policy for all sessions, so that a host gets no more requests when several readers fetch from it."""
    return CrawlPolicy(Fetcher())
