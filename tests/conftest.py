"""What several test files share."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.paths import ENVIRONMENT
from analysis.run.pipeline import ingest, score
from analysis.run.relate import relate
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from tests.support.pages import OUTLET, ROOT, Open, hostile, without_errors

PROJECT = Path(__file__).resolve().parents[1]


def pytest_configure() -> None:
    """What is printed is not cut off, however narrow the terminal."""
    os.environ["COLUMNS"] = "200"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference material beside the project, which is no part of it."""
    folder = Path(os.environ.get("SOURCELIGHT_SHARED") or PROJECT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"there is no reference material at {folder}; set SOURCELIGHT_SHARED to its folder")
    return folder


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The seed articles, read and scored; for tests that only look."""
    store = Store(tmp_path_factory.mktemp("demo") / "demo.duckdb")
    assert not ingest(store, [PROJECT / "seeds" / "articles"]).problems
    assert not score(store, workers=1).problems
    return store


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A store of every kind that pages must cope with."""
    folder = tmp_path_factory.mktemp("stores")
    paths = {
        name: folder / f"{name}.duckdb"
        for name in ("normal", "one_outlet", "one_article", "undated", "hostile", "unscored", "empty", "missing")
    }
    normal = Store(paths["normal"])
    ingest(normal, [ROOT / "seeds" / "articles"])
    score(normal, workers=1)
    relate(normal)
    articles = normal.articles(list(normal.charts.article_list(EVERYTHING)["id"]))
    contents = {
        "one_outlet": [a for a in articles if a.outlet == OUTLET],
        "one_article": [a for a in articles if a.outlet == OUTLET][:1],
        "undated": [dataclasses.replace(a, published=None) for a in articles if a.outlet != OUTLET][:30],
        "hostile": list(hostile()),
        "unscored": articles[:5],
        "empty": [],
    }
    for name, some in contents.items():
        Store(paths[name]).add(some)
        if name not in ("unscored", "empty"):
            assert not score(Store(paths[name]), workers=1).problems
            relate(Store(paths[name]))
    return paths


@pytest.fixture
def open_page(stores: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page on a store, as a link with these query parameters would."""

    def opened(name: str, store: str = "normal", **query: object) -> AppTest:
        monkeypatch.setenv(ENVIRONMENT, str(stores[store]))
        app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
        app.switch_page(f"dashboard/pages/{name}.py")
        app.query_params.update(query)
        return without_errors(app.run())

    return opened
