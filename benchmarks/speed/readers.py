"""Ten readers at once: does every chart show its own reader's selection, and how long do they wait?

    python -m benchmarks.speed.readers STORE [SECONDS]

A first reader opens every page. Then ten readers, each with a tab of a real Chromium, choose outlets at random
(seeded) for the given time (120 s by default); all share one server. Afterwards a single reader opens some of their
addresses on a new server, and every number drawn must be the same. Browser and server share the cores, so most of the
waiting time is that of ten tabs drawing.
"""

from __future__ import annotations

import asyncio
import json
import math
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, async_playwright
from playwright.async_api import TimeoutError as PlaywrightTimeout

from benchmarks.speed.browser import PAGES, SETTLED, TIMEOUT, WATCH, resident
from tests.support.browser import ARGUMENTS, DESKTOP, find_browser
from tests.support.server import serving

READERS, SECONDS, SEED = 10, 120, 20181002
#: milliseconds between two checks of a page, and after which it counts as stuck
POLL, STUCK = 25, 60_000
#: milliseconds in which charts that are new on a page finish drawing, before they are compared
DRAWING = 1_000
#: selections of each reader that are opened again
CHECKED = 2
#: numbers that differ by no more than this, relatively or absolutely, count as equal
TOLERANCE = 1e-8
OPTION = "[role=option]:not([data-key=__select_all__])"
SELECTION = "() => document.querySelector('.selection')?.textContent"
# True when the script has run, the selection has changed, and every chart names the new one at its foot.
CHANGED = """before => {
    const said = document.querySelector('.selection')?.textContent, plain = (text) => text.replace(/\\s/g, '');
    return still() && said && said !== before && notes().every(note => plain(note).includes(plain(said)));
}"""
STATE = """before => JSON.stringify({ still: still(), said: document.querySelector('.selection')?.textContent,
    before, notes: notes().map(note => note.slice(-200)) })"""
DRAWN = "() => JSON.stringify([...document.querySelectorAll('.js-plotly-plot')].map(plot => plot.data))"
WRONG = "() => document.querySelectorAll('[data-testid=stException], [data-testid=stAlertContentError]').length"


@dataclass(slots=True)
class Reader:
    """What one reader saw: milliseconds to the last chart, each address with what was drawn there, and errors."""

    waited: list[float] = field(default_factory=list)
    seen: list[tuple[str, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


async def tab(browser: Browser) -> Page:
    """Open a tab with an empty cache."""
    context = await browser.new_context(viewport=DESKTOP, locale="en-GB")  # type: ignore[arg-type]
    context.set_default_timeout(TIMEOUT)
    await context.add_init_script(WATCH)
    return await context.new_page()


async def open_every_page(browser: Browser, address: str) -> None:
    """Open every page once, so that the server has cached what the pages show without a filter."""
    page = await tab(browser)
    for name in PAGES:
        await page.goto(f"{address}/{'' if name == 'overview' else name}")
        await page.wait_for_function(SETTLED)
    await page.context.close()


async def read(browser: Browser, address: str, number: int, seconds: float) -> Reader:
    """Choose outlets at random for ``seconds``."""
    reader, chance = Reader(), random.Random(SEED + number)  # noqa: S311  # no secret
    page = await tab(browser)
    page.on("pageerror", lambda error: reader.errors.append(str(error)))
    name = PAGES[number % len(PAGES)]
    await page.goto(f"{address}/{'' if name == 'overview' else name}")
    await page.wait_for_function(SETTLED)
    await page.get_by_test_id("stSidebar").get_by_role("combobox", name="Outlets").click()
    until = time.monotonic() + seconds  # starts now: ten first pages take a while to load
    while time.monotonic() < until:
        option = page.locator(OPTION).nth(chance.randrange(8))
        await option.scroll_into_view_if_needed()
        before, started = await page.evaluate(SELECTION), time.monotonic()
        await option.click()
        try:
            await page.wait_for_function(CHANGED, arg=before, polling=POLL, timeout=STUCK)
        except PlaywrightTimeout:
            state = await page.evaluate(STATE, before)
            reader.errors.append(f"nothing new after {STUCK / 1000:.0f} s at {page.url}: {state}")
            break
        reader.waited.append(1000 * (time.monotonic() - started))
        await page.wait_for_timeout(DRAWING)
        reader.errors += ["an error on the page"] * await page.evaluate(WRONG)
        reader.seen.append((page.url, await page.evaluate(DRAWN)))
    await page.context.close()
    return reader


def different(one: Any, other: Any, where: str = "") -> str:
    """Return where two charts first differ, or "". (The last digits of a sum depend on the order of its parts.)"""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return next(filter(None, (different(one[key], other[key], f"{where}/{key}") for key in one)), "")
    if isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return f"{where}: {len(one)} and {len(other)}"
        pairs = enumerate(zip(one, other, strict=True))
        return next(filter(None, (different(*pair, f"{where}/{k}") for k, pair in pairs)), "")
    numbers = all(isinstance(value, int | float) for value in (one, other))
    same = math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE) if numbers else one == other
    return "" if same else f"{where}: {one!r:.60} and {other!r:.60}"


async def again(browser: Browser, address: str, readers: list[Reader]) -> tuple[int, list[str]]:
    """Open some of the readers' selections again; return how many, and where numbers differ."""
    chance, checked = random.Random(SEED), 0  # noqa: S311  # no secret
    other: list[str] = []
    page = await tab(browser)
    for reader in readers:
        for url, drawn in chance.sample(reader.seen, min(CHECKED, len(reader.seen))):
            await page.goto(f"{address}/{url.split('/', 3)[3]}")
            await page.wait_for_function(SETTLED)
            await page.wait_for_timeout(DRAWING)
            checked += 1
            if found := different(json.loads(drawn), json.loads(await page.evaluate(DRAWN))):
                other.append(f"{url.split('/', 3)[3]} {found}")
    return checked, other


async def main() -> None:
    """Print the number of selections, the waiting times, and what went wrong."""
    store, seconds = Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else SECONDS
    with tempfile.TemporaryDirectory() as folder:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=find_browser(), args=list(ARGUMENTS))
            with serving(store, Path(folder) / "many.txt") as address:
                await open_every_page(browser, address)
                readers = await asyncio.gather(*(read(browser, address, k, seconds) for k in range(READERS)))
                memory = resident(address)
            with serving(store, Path(folder) / "one.txt") as address:
                checked, other = await again(browser, address, readers)
    waited = sorted(ms for reader in readers for ms in reader.waited)
    errors = [error for reader in readers for error in reader.errors]
    print(f"{READERS} readers, {seconds:.0f} s: {len(waited)} selections, {len(errors)} errors")
    print("".join(f"  {error}\n" for error in errors[:5]), end="")
    if waited:
        print(f"  to the last picture: median {statistics.median(waited):.0f} ms, 95 % "
              f"{waited[int(0.95 * len(waited))]:.0f} ms, longest {waited[-1]:.0f} ms")  # fmt: skip
    print(f"  memory of the server: {memory:.0f} MB")
    print(f"  {checked} of the selections opened again by one reader: {len(other)} with other numbers")
    print("".join(f"    {where}\n" for where in other), end="")


if __name__ == "__main__":
    asyncio.run(main())
