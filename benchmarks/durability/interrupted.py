"""Kill an ingest and a watch at random moments, start them again, and compare with an undisturbed run.

``python -m benchmarks.durability.interrupted [KILLS [ARTICLES]]`` prints each round as it ends; 50 kills and 2,000 articles by
default. The moments are chosen from what an undisturbed run was seen to do: a tenth of them while the process starts, a
tenth at any write of its store, the others at a random write of the second quarter (a busier machine sees fewer of
them) and a random while after it.
"""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.fetch.fetcher import Limits
from analysis.fetch.watch import Watcher
from analysis.store import Store
from tests.support.local_site import Site, example_names, site
from tests.support.newsroom import OUTLETS, open_newsrooms, write

ROOT = Path(__file__).resolve().parents[2]


def table_of(path: Path, articles: int) -> None:
    """A CSV of articles, every hundredth row without a text, which is set aside."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("outlet", "title", "text"))
        for k in range(articles):
            article = write(OUTLETS[k % len(OUTLETS)], k)
            rows.writerow((article.outlet, article.title, "" if k % 100 == 99 else article.body))


def ingest(table: Path, store: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "analysis", "ingest", str(table), "--store", str(store)]
    return subprocess.Popen(  # noqa: S603  # our own command
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def content(store: Store) -> tuple[object, object]:
    return store.articles(store.ids()), store.problems()


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """What an undisturbed ingest made, how often its store was seen to change, seconds until the first, and in all."""

    table: Path
    store: Store
    writes: int
    began: float
    ended: float


def undisturbed(folder: Path, articles: int) -> Undisturbed:
    """Let a table of so many articles be ingested, and look at its store meanwhile."""
    table = folder / "articles.csv"
    table_of(table, articles)
    plain = Store(folder / "undisturbed.duckdb")
    started = time.perf_counter()
    process = ingest(table, plain.path)
    assert _writes(plain, process, 1) == 1
    began = time.perf_counter() - started
    writes = 1 + _writes(plain, process)
    assert process.wait() == 0
    return Undisturbed(table, plain, writes, began, time.perf_counter() - started)


def _writes(store: Store, process: subprocess.Popen[bytes], most: int | None = None) -> int:
    """Wait until the store was seen to change so often, or the process has ended; how often it was."""
    seen, version = 0, store.data_version()
    while seen != most and process.poll() is None:
        if (now := store.data_version()) != version:
            seen, version = seen + 1, now
        else:
            time.sleep(0.002)
    return seen


def killed(table: Path, store: Store, moments: Sequence[tuple[int, float]]) -> list[int]:
    """Kill an ingest at each of these moments, start it again, and let the last go on; what was stored each time.

    A moment is a number of writes to the store that are waited for, and seconds after them.
    """
    stored = []
    for writes, seconds in moments:
        process = ingest(table, store.path)
        _writes(store, process, writes)
        time.sleep(seconds)
        process.kill()
        process.wait()
        stored.append(_stored(store))
    assert ingest(table, store.path).wait() == 0
    return stored


def kill_ingests(folder: Path, kills: int, articles: int, seed: int = 7) -> Counter[str]:
    """Kill as many ingests, each once at a random moment, and let each end; count what was stored at the kill."""
    rng = random.Random(seed)  # noqa: S311  # moments, no secret
    plain = undisturbed(folder, articles)
    expected, whole = content(plain.store), len(plain.store.ids())
    print(
        f"undisturbed: first write after {plain.began:.2f} s, {plain.writes} writes seen, ended after "
        f"{plain.ended:.2f} s; {whole} articles, {len(plain.store.problems())} rows set aside", flush=True,
    )  # fmt: skip
    between = (plain.ended - plain.began) / plain.writes
    found: Counter[str] = Counter()
    for k in range(kills):
        store = Store(folder / f"killed-{k}.duckdb")
        starting = (0, rng.uniform(0.0, plain.began))
        anywhere = (rng.randint(1, plain.writes), rng.uniform(0.0, between))
        storing = (rng.randint(plain.writes // 4, plain.writes // 2), rng.uniform(0.0, between))
        [stored] = killed(plain.table, store, [starting if k % 10 == 0 else anywhere if k % 10 == 9 else storing])
        moment = "before any row" if not stored else "half-way" if stored < whole else "after the last row"
        found[moment] += 1
        assert content(store) == expected, f"kill {k} left another store"
        print(f"{k + 1} of {kills}: killed with {stored} of {whole} stored ({moment}), ended equal", flush=True)
        store.path.unlink()
    return found


def _stored(store: Store) -> int:
    if not store.exists:
        return 0
    with store.file.open(read_only=False) as connection:  # a killed writer leaves its log, which is played back here
        if store.file.schema_version(connection) is None:
            return 0
    return len(store.ids())


def watching(port: int, store: Path, outlets: int, pages: int) -> None:
    """The process that is killed: one round of watching the newsrooms on a port of loopback."""
    plain = open_newsrooms(Site(port=port), outlets, pages)
    fetcher = Site(port=port).fetcher(Limits(120, 60), example_names)
    Watcher(Store(store), fetcher, Site(port=port).policy()).once(plain)


def kill_watches(folder: Path, kills: int, articles: int, seed: int = 7) -> dict[str, int]:
    """Kill one watch again and again and let it end; what was fetched twice for that."""
    rng = random.Random(seed)  # noqa: S311  # moments, no secret
    outlets = len(OUTLETS)
    pages = articles // outlets

    def states(store: Store) -> object:
        links = sorted((state.link, state.state, state.article_id, state.outlet) for state in store.links.in_state())
        return links, sorted((a.id, a.url or "", a.text) for a in store.articles(store.ids()))

    with site() as web:
        open_newsrooms(web, outlets, pages)

        def start(store: Path) -> subprocess.Popen[bytes]:
            arguments = ["--watch", str(web.port), str(store), str(outlets), str(pages)]
            command = [sys.executable, "-m", "benchmarks.durability.interrupted", *arguments]
            return subprocess.Popen(command, cwd=ROOT)  # noqa: S603  # our own command

        plain, broken = (Store(folder / f"{name}.duckdb") for name in ("watched", "watched-broken"))
        started = time.perf_counter()
        assert start(plain.path).wait() == 0
        seconds = time.perf_counter() - started
        asked = len(web.asked)
        stored = []
        for _ in range(kills):
            before = len(web.asked)
            process = start(broken.path)
            while len(web.asked) == before and process.poll() is None:
                time.sleep(0.02)  # starting takes most of the time, and nothing is at stake in it
            time.sleep(rng.uniform(0.0, 1.5) * seconds / kills)
            process.kill()
            process.wait()
            stored.append(_stored(broken))
            print(f"watch, kill {len(stored)} of {kills}: {stored[-1]} articles stored", flush=True)
        assert start(broken.path).wait() == 0
        wrong = [state for store in (plain, broken) for state in store.links.in_state() if state.state != "stored"]
        assert not wrong, wrong[:2]
        assert states(broken) == states(plain), "the broken watch left another store"
        pages_asked = Counter((host, path) for host, path, _ in web.asked[asked:] if "/news/" in path)
    twice = sum(count - 1 for count in pages_asked.values())
    half_way = sum(0 < count < len(plain.ids()) for count in stored)
    return {"articles": len(plain.ids()), "kills": kills, "half-way": half_way, "pages asked twice": twice}


def main() -> None:
    if sys.argv[1:2] == ["--watch"]:
        watching(int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
        return
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    articles = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    with tempfile.TemporaryDirectory() as folder:
        found = kill_ingests(Path(folder), kills, articles)
        print(f"ingest: {kills} runs killed ({dict(found)}), every store equal to the undisturbed one", flush=True)
        print(f"watch: {kill_watches(Path(folder), kills, articles)}, the store equal to the undisturbed one")


if __name__ == "__main__":
    main()
