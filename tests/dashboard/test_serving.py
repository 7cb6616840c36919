"""What is served in addition to Streamlit: Plotly's script, and a page that loads it."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard import serving
from tests.support.pages import Open, page_html

PAGE = "<html><head><title>A page</title></head><body>" + "x" * 2000 + "</body></html>"


@pytest.fixture
def client() -> TestClient:
    pages = [
        Route("/", lambda _: HTMLResponse(PAGE)), Route("/compare", lambda _: HTMLResponse(PAGE)),
        Route("/said", lambda _: PlainTextResponse("</head>")),
        Route("/missing", lambda _: HTMLResponse(PAGE, status_code=404)),
    ]  # fmt: skip
    return TestClient(Starlette(routes=[*serving.routes(), *pages], middleware=serving.MIDDLEWARE))


@pytest.mark.parametrize("path", ["/", "/compare"])
@pytest.mark.parametrize("compressed", ["gzip", "identity"])
def test_every_page_loads_the_script_once(client: TestClient, path: str, compressed: str) -> None:
    answer = client.get(path, headers={"Accept-Encoding": compressed})
    assert answer.text.count('<script async src="./plotly.js"></script>') == 1
    assert re.sub(r'<script async src="./plotly.js"></script>(<link [^>]*>)*', "", answer.text) == PAGE
    assert answer.headers.get("Content-Encoding", "identity") == compressed


def test_pages_name_the_modules_of_their_elements_once_and_every_module_exists() -> None:
    static = Path(serving.st.__file__).parent / "static"
    page = (static / "index.html").read_bytes()
    links = re.findall(r'<link rel="modulepreload"[^>]* crossorigin href="([^"]*)"', serving.preloaded(page).decode())
    assert len(links) == len(set(links))
    assert all((static / link).is_file() for link in links)
    named = {Path(link).name.partition(".")[0] for link in links}
    assert named >= set(serving.ELEMENTS)  # Streamlit's own names, which a new version may change


def test_responses_that_are_not_pages_are_unchanged(client: TestClient) -> None:
    assert client.get("/said").text == "</head>"
    assert client.get("/missing").text == PAGE


@pytest.mark.parametrize("compressed", ["gzip", "identity"])
def test_the_script_is_plotlys_own(client: TestClient, compressed: str) -> None:
    answer = client.get("/plotly.js", headers={"Accept-Encoding": compressed})
    assert answer.content == get_plotlyjs().encode()
    assert answer.headers.get("Content-Encoding", "identity") == compressed
    assert answer.headers["Content-Type"].startswith("text/javascript")


def test_the_script_is_below_the_base_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving.st, "get_option", {"server.baseUrlPath": "/news/"}.__getitem__)
    assert [route.path for route in serving.routes()] == ["/news/plotly.js"]


#: allocates 30 large blocks of memory with small ones in between, frees the large ones, and prints the megabytes that
#: the process keeps
FREED = """
import numpy, sys
if sys.argv[1:]:
    from dashboard.serving import release_freed_memory
    release_freed_memory()
held = lambda: int(open("/proc/self/statm").read().split()[1]) * 4096 / 2**20
first = numpy.ones(30 * 2**20, numpy.uint8)
del first
before, large, small = held(), [], []
for _ in range(30):
    large.append(numpy.ones(12 * 2**20, numpy.uint8))
    small.append(numpy.ones(3000, numpy.uint8))
del large
print(held() - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library than glibc")
def test_the_memory_of_freed_tables_is_released() -> None:
    """By default glibc keeps all of it, because there is a small block behind each large one.

    "By default" means without the variables that set its limits: Dask sets one in the process that starts its workers.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MALLOC_", "GLIBC_"))}
    held = [
        float(
            subprocess.run([sys.executable, "-c", FREED, *how], capture_output=True, check=True, env=environment).stdout
        )
        for how in ([], ["released"])
    ]
    assert held[0] > 300
    assert held[1] < 40


def test_the_first_page_is_imported_without_slow_modules() -> None:
    code = (
        "import sys\nimport dashboard.widgets.page, dashboard.figures.overview, dashboard.views.start\n"
        f"print([name for name in {serving.LATER} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_threads_take_short_turns_until_the_caches_are_warm() -> None:
    usual = sys.getswitchinterval()
    with serving.short_turns():
        assert sys.getswitchinterval() == pytest.approx(usual / 10)
    assert sys.getswitchinterval() == usual


def test_what_the_first_page_shows_is_computed_before_it_opens(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving.st.cache_data.clear()
    opened = open_page("start", "demonstration")
    serving.st.cache_data.clear()
    serving.warm_caches()
    for name in ("compare_pair", "queries.measured"):
        monkeypatch.setattr(f"dashboard.cache.comparisons.{name}", None)
    again = open_page("start", "demonstration")
    assert page_html(again) == page_html(opened)
    assert "Within the" in page_html(again) or "They share too few stories" in page_html(again)
