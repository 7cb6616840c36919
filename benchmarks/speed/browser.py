"""How long a reader waits: a real Chromium in front of a real server.

    python -m benchmarks.speed.browser STORE …

For each store: the first picture from a cold server, a changed filter to the first and to the last picture, a change
of page, each as the median and as a multiple of an empty rerun (a button on an empty page of Streamlit) of the same
run; and what one more session costs the server in memory. Multiples count; milliseconds depend on the machine.
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

from tests.browser.conftest import ARGUMENTS, DESKTOP, find_browser, serving

EMPTY = "import itertools, streamlit as st\ncount = st.session_state.setdefault('n', itertools.count())\n" \
    "st.button('Again')\nst.caption(f'run {next(count)}')\n"  # fmt: skip
TIMES = 7
PATIENCE = 120_000
SESSIONS = 6
PAGES = ("overview", "compare", "topics", "timeline", "sources")
#: asked for, as multiples of the empty rerun
ASKED = {"first": 4, "last": 6, "page": 8}

SETTLED = "() => still() && notes().length && notes().every(n => n)"
# The clock starts at the click itself, in the browser, and stops at the frame after the one that has what is waited
# for. A picture is redrawn when the note at its foot, which names the selection, is another.
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
    """A reader who was never here before."""
    context = browser.new_context(viewport=DESKTOP, locale="en-GB")  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def settled(page: Page) -> None:
    """Wait until the script has run and every picture there is has its title."""
    page.wait_for_function(SETTLED)


def timed(page: Page, kind: str, click: str) -> dict[str, float]:
    """Milliseconds from a click on ``click`` to what ``kind`` waits for."""
    target = page.locator(click).first
    target.scroll_into_view_if_needed()
    page.evaluate("kind => arm(kind)", kind)
    target.click()
    return {name: float(ms) for name, ms in page.wait_for_function("() => window.found").json_value().items()}


def empty_rerun(browser: Browser, folder: Path) -> float:
    """The median of a rerun that draws nothing."""
    script = folder / "empty.py"
    script.write_text(EMPTY, encoding="utf-8")
    with serving(folder / "none.duckdb", folder / "empty.txt", script) as address, tab(browser) as page:
        page.goto(address)
        page.get_by_text("run 0").wait_for()
        found = [timed(page, "empty", "[data-testid=stButton] button")["last"] for _ in range(2 * TIMES)]
    return statistics.median(found[2:])


def cold(browser: Browser, store: Path, folder: Path) -> float:
    """Seconds from starting the server to the first picture, in a browser without a cache."""
    with tab(browser) as page:
        start = time.perf_counter()
        with serving(store, folder / "cold.txt") as address:
            page.goto(address)
            page.wait_for_function("() => notes()[0]")
            return time.perf_counter() - start


def filters(page: Page, address: str, name: str) -> tuple[list[float], list[float]]:
    """A filter changed several times, each time to a selection that nobody asked for before."""
    page.goto(f"{address}/{'' if name == 'overview' else name}")
    settled(page)
    first, last = [], []
    page.get_by_test_id("stSidebar").get_by_role("combobox", name="Outlets").click()
    for _ in range(TIMES):
        found = timed(page, "filter", "[role=option][aria-selected=false]:not([data-key=__select_all__])")
        first.append(found["first"])
        last.append(found["last"])
    return first, last


def switches(page: Page, address: str) -> list[float]:
    """From a page to the next, through all of them, twice; the second time they have been seen."""
    page.goto(address)
    settled(page)
    found = []
    for name in (*PAGES[1:], *PAGES, *PAGES):
        link = f"a[href$='/{'' if name == 'overview' else name}']"
        found.append(timed(page, "page", link)["last"])
        settled(page)
    return found[len(PAGES) :]


def resident(address: str) -> float:
    """Megabytes that the server at this address holds (Linux)."""
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
    """Megabytes of the server for each further reader of the first page."""
    with tab(browser) as one:
        one.goto(address)
        settled(one)
        before = resident(address)
        contexts = [browser.new_context(viewport=DESKTOP) for _ in range(SESSIONS)]  # type: ignore[arg-type]
        for context in contexts:
            context.add_init_script(WATCH)
            page = context.new_page()
            page.goto(address, timeout=PATIENCE)
            settled(page)
        after = resident(address)
        for context in contexts:
            context.close()
    return (after - before) / SESSIONS


def line(what: str, found: list[float], base: float, asked: int) -> None:
    """One row: the median and its multiple of the empty rerun, beside what is asked for."""
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
