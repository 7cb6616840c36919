"""How long a reader waits: a real Chromium with a real server.

    python -m benchmarks.speed.browser STORE …

Measures, for each store: the first chart of a server that has just started; from a changed filter to the first and to
the last redrawn chart; a change of page; and the server's memory for one more session. Times are medians, also given
as multiples of an empty rerun (a button on an otherwise empty Streamlit page) in the same run. Compare the multiples;
milliseconds depend on the machine.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.browser import ARGUMENTS, DESKTOP, find_browser
from tests.support.server import serving

#: a Streamlit script that draws nothing and counts its runs
EMPTY = "import itertools, streamlit as st\ncount = st.session_state.setdefault('n', itertools.count())\n" \
    "st.button('Again')\nst.caption(f'run {next(count)}')\n"  # fmt: skip
#: changes of a filter that are timed on each page
TIMES = 7
#: time limit for anything waited for, in milliseconds
TIMEOUT = 120_000
#: sessions opened to measure the memory of one
SESSIONS = 6
#: in an order in which each page has a link to the next one; the first is the one that opens
PAGES = ("start", "compare", "overview", "topics", "timeline", "sources")
#: the targets, as multiples of the empty rerun
ASKED = {"first": 4, "last": 6, "page": 5}

SETTLED = "() => still() && notes().length && notes().every(n => n)"
# The clock starts at the click itself, in the browser, and stops one frame after the awaited change. A chart counts as
# redrawn when the note at its foot, which names the selection, has changed.
WATCH = """
window.notes = () => [...document.querySelectorAll('.js-plotly-plot')].map(e =>
    (e.querySelector('.g-gtitle')?.textContent ?? '') + (e.querySelector('.infolayer')?.textContent ?? ''));
window.still = () => !!document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')
    && [...document.querySelectorAll('.plot')].every(place => place.matches('.js-plotly-plot'));
window.arm = (kind) => {
    window.found = null;
    const before = notes(), said = document.querySelector('[data-testid=stCaptionContainer]')?.textContent;
    const title = document.querySelector('h1')?.textContent;
    document.addEventListener('pointerup', () => {
        const start = performance.now(), marks = {};
        const look = () => {
            const now = notes();
            if (kind === 'empty') {
                const words = document.querySelector('[data-testid=stCaptionContainer]')?.textContent;
                if (words !== said && still()) marks.last = performance.now() - start;
            } else if (kind === 'page') {
                const drawn = now.length && now[0] && now[0] !== before[0];
                const other = document.querySelector('h1')?.textContent !== title;
                if (other && drawn) marks.last = performance.now() - start;
            } else {
                const redrawn = now.length && now[0] && now[0] !== before[0];
                if (!marks.first && redrawn) marks.first = performance.now() - start;
                const all = now.length && now.every((note, k) => note && note !== before[k]);
                if (all && still()) marks.last = performance.now() - start;
            }
            if (marks.last) requestAnimationFrame(() => { window.found = marks; });
            else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    }, { once: true, capture: true });
};
"""


@contextmanager
def tab(browser: Browser) -> Iterator[Page]:
    """Open a tab with an empty cache."""
    context = browser.new_context(viewport=DESKTOP, locale="en-GB")  # type: ignore[arg-type]
    context.set_default_timeout(TIMEOUT)
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def settled(page: Page) -> None:
    """Wait until the script has run and every chart on the page has its title."""
    page.wait_for_function(SETTLED)


def timed(page: Page, kind: str, click: str) -> dict[str, float]:
    """Click the first element of the selector ``click``; return the milliseconds until what ``kind`` waits for."""
    target = page.locator(click).first
    target.scroll_into_view_if_needed()
    page.evaluate("kind => arm(kind)", kind)
    target.click()
    return {name: float(ms) for name, ms in page.wait_for_function("() => window.found").json_value().items()}


def empty_rerun(browser: Browser, folder: Path) -> float:
    """Return the median milliseconds of a rerun that draws nothing."""
    script = folder / "empty.py"
    script.write_text(EMPTY, encoding="utf-8")
    with serving(folder / "none.duckdb", folder / "empty.txt", script) as address, tab(browser) as page:
        page.goto(address)
        page.get_by_text("run 0").wait_for()
        found = [timed(page, "empty", "[data-testid=stButton] button")["last"] for _ in range(2 * TIMES)]
    return statistics.median(found[2:])


def cold(browser: Browser, store: Path, folder: Path) -> float:
    """Return the seconds from starting the server to the first chart, in a browser with an empty cache."""
    with tab(browser) as page:
        start = time.perf_counter()
        with serving(store, folder / "cold.txt") as address:
            page.goto(address)
            page.wait_for_function("() => notes()[0]")
            return time.perf_counter() - start


def filters(page: Page, address: str, name: str) -> tuple[list[float], list[float]]:
    """Add topics to the filter, each a new selection; return the milliseconds to the first and last chart.

    Topics, since a chart of chosen outlets rightly stays as it is when another outlet is added. The first two changes
    are not counted: a single small topic may leave charts without numbers.
    """
    page.goto(f"{address}/{'' if name == PAGES[0] else name}")
    settled(page)
    found = []
    page.get_by_test_id("stSidebar").get_by_role("combobox", name="Topics").click()
    for _ in range(2 + TIMES):
        found.append(timed(page, "filter", "[role=option][aria-selected=false]:not([data-key=__select_all__])"))
    return [each["first"] for each in found[2:]], [each["last"] for each in found[2:]]


def switches(page: Page, address: str) -> list[float]:
    """Go through all pages three times; return the milliseconds of each change of page, the first round left out."""
    page.goto(address)
    settled(page)
    found = []
    for name in (*PAGES[1:], *PAGES, *PAGES):
        link = f"a[href*='{name}']" if name != PAGES[0] else "a[href$='/'], a[href*='/?']"
        found.append(timed(page, "page", link)["last"])
        settled(page)
    return found[len(PAGES) :]


def resident(address: str) -> float:
    """Return the resident memory, in megabytes, of the server at this address (Linux only)."""
    port = address.rpartition(":")[2]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"--server.port\0{port}\0".encode() in (folder / "cmdline").read_bytes():
                status = (folder / "status").read_text()
        except OSError:
            continue
        else:
            if "status" in locals():
                return int(status.split("VmRSS:")[1].split()[0]) / 1024
    return float("nan")


def a_session(browser: Browser, address: str) -> float:
    """Return the megabytes that the server needs for each further reader of the first page."""
    with tab(browser) as one:
        one.goto(address)
        settled(one)
        before = resident(address)
        contexts = [browser.new_context(viewport=DESKTOP) for _ in range(SESSIONS)]  # type: ignore[arg-type]
        for context in contexts:
            context.add_init_script(WATCH)
            page = context.new_page()
            page.goto(address, timeout=TIMEOUT)
            settled(page)
        after = resident(address)
        for context in contexts:
            context.close()
    return (after - before) / SESSIONS


def line(what: str, found: list[float], base: float, asked: int) -> None:
    """Print one row: the median, its multiple of the empty rerun, and the target."""
    median = statistics.median(found)
    print(f"  {what:34} {median:6.0f} ms  {median / base:5.1f} × the empty rerun  (asked: {asked})", flush=True)


def main() -> None:
    """Measure every store named on the command line."""
    stores = [Path(argument) for argument in sys.argv[1:]]
    path = find_browser()
    if not stores or path is None:
        sys.exit("usage: python -m benchmarks.speed.browser STORE …   (needs Chromium or Chrome)")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        for store in stores:
            base = empty_rerun(browser, folder)
            print(f"{store.name}: {os.cpu_count()} cores, empty rerun {base:.0f} ms", flush=True)
            waits = [cold(browser, store, folder) for _ in range(3)]
            print(f"  cold server to the first picture   {', '.join(f'{w:.1f}' for w in waits)} s", flush=True)
            with serving(store, folder / "warm.txt") as address:
                with tab(browser) as page:
                    for each in PAGES:
                        first, last = filters(page, address, each)
                        line(f"filter, {each}: first picture", first, base, ASKED["first"])
                        line(f"filter, {each}: last picture", last, base, ASKED["last"])
                    line("change of page, first picture", switches(page, address), base, ASKED["page"])
                print(f"  a further session                  {a_session(browser, address):.1f} MB", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
