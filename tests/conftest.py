"""Fixtures that several test files share, the settings of Hypothesis, and the line that a run starts with."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from streamlit.testing.v1 import AppTest

from analysis import paths
from analysis.paths import ENVIRONMENT, SEEDS
from analysis.run.pipeline import ingest, score
from analysis.run.relate import relate
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from tests.support.browser import NOT_FOUND, find_browser
from tests.support.corpora import FIRST_STORIES, measured_store
from tests.support.pages import OUTLET, ROOT, Open, hostile, without_errors

# A busy machine must not fail a test, and CI must find the same examples every time.
settings.register_profile("sourcelight", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("sourcelight")


def pytest_configure() -> None:
    """Make the terminal wide enough that no output is cut off."""
    os.environ["COLUMNS"] = "200"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in a browser first.

    With ``--dist=worksteal`` all of them then go to one worker, where they share browser and server, and the other
    workers run the other tests meanwhile.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Print what is about to run, unless pytest-xdist runs it."""
    if not getattr(session.config.option, "numprocesses", None) and not hasattr(session.config, "workerinput"):
        _announce(session.config, len(session.items), "1 process")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: list[str]) -> None:
    """Print what is about to run, once the first worker of pytest-xdist has collected it."""
    if node.workerinput["workerid"] == "gw0":
        _announce(node.config, len(ids), f"{node.workerinput['workercount']} worker processes")


def _announce(config: pytest.Config, tests: int, processes: str) -> None:
    path = find_browser()
    missing = f"browser tests {'fail' if 'CI' in os.environ else 'are skipped'}: {NOT_FOUND}"
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        reporter.write_line(f"{tests:,} tests, {processes}; {f'browser: {path}' if path else missing}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference material, which is next to the project and not part of it."""
    folder = Path(os.environ.get("SOURCELIGHT_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"there is no reference material at {folder}; set SOURCELIGHT_SHARED to its folder")
    return folder


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The demonstration articles on its first twelve stories, read and scored, for tests that change nothing."""
    store = Store(tmp_path_factory.mktemp("demo") / "demo.duckdb")
    assert not ingest(store, FIRST_STORIES).problems
    assert not score(store, workers=1).problems
    return store


@pytest.fixture(scope="session")
def stores(demo_store: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Stores of every kind that pages must cope with, by name."""
    folder = tmp_path_factory.mktemp("stores")
    names = (
        "normal",
        "demonstration",
        "one_outlet",
        "one_article",
        "undated",
        "hostile",
        "unscored",
        "empty",
        "missing",
    )
    paths = {name: folder / f"{name}.duckdb" for name in names}
    demo_store.maintenance.backup(paths["normal"])
    relate(Store(paths["normal"]))
    demonstration = Store(paths["demonstration"])
    assert not ingest(demonstration, [SEEDS / "articles"]).problems
    assert not score(demonstration, workers=1).problems
    relate(demonstration)
    articles = demo_store.articles(list(demo_store.charts.article_list(EVERYTHING)["id"]))
    contents = {
        "one_outlet": [a for a in articles if a.outlet == OUTLET],
        "one_article": [a for a in articles if a.outlet == OUTLET][:1],
        "undated": [dataclasses.replace(a, published=None) for a in articles if a.outlet != OUTLET][:30],
        "hostile": list(hostile()),
        "unscored": articles[:5],
        "empty": [],
    }
    for name, chosen in contents.items():
        if name in ("unscored", "empty"):
            Store(paths[name]).add(chosen)
        else:
            measured_store(paths[name], chosen)
    return paths


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in place of the user's data; the environment names no store."""
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    monkeypatch.setattr(paths, "DATA", tmp_path)
    monkeypatch.setattr(paths, "DEFAULT", tmp_path / "sourcelight.duckdb")
    monkeypatch.setattr(paths, "DEMONSTRATION", tmp_path / "demonstration.duckdb")
    return tmp_path


@pytest.fixture
def open_page(stores: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Open:
    """A function that opens a page on one of ``stores`` as a link with these query parameters would."""

    def opened(name: str, store: str = "normal", **query: object) -> AppTest:
        monkeypatch.setenv(ENVIRONMENT, str(stores[store]))
        app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
        app.switch_page(f"dashboard/pages/{name}.py")
        app.query_params.update(query)
        return without_errors(app.run())

    return opened
