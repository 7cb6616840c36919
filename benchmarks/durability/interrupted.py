"""Kill an ingest and a watch at random moments, start them again, and compare with an undisturbed run.

    python -m benchmarks.durability.interrupted [KILLS [ARTICLES]]

Prints each round as it ends; 50 kills and 2,000 articles by default. The moments are chosen from what was seen of an
undisturbed run: a tenth of them while the process starts, a tenth after any write to its store, the others after a
random write of the second quarter; a random pause follows the write. A busier machine sees fewer of the writes.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from analysis.fetch.fetcher import Limits
from analysis.fetch.watch import Watcher
from analysis.store import Store
from tests.support.kills import ROOT, content, kill_ingest, stored_articles, undisturbed_ingest
from tests.support.local_site import Site, example_names, site
from tests.support.newsroom import OUTLETS, open_newsrooms

#: time limits of a watch that is killed, in seconds: for a whole answer, and for a silent server
LIMITS = Limits(120, 60)


def kill_ingests(folder: Path, kills: int, articles: int, seed: int = 7) -> Counter[str]:
    """Kill ``kills`` ingests, each once at a random moment and then run to its end; count how far they had come."""
    rng = random.Random(seed)  # noqa: S311  # moments, no secret
    plain = undisturbed_ingest(folder, articles)
    expected, whole = content(plain.store), len(plain.store.ids())
    print(
        f"undisturbed: first write after {plain.first_write:.2f} s, {plain.writes} writes seen, ended after "
        f"{plain.end:.2f} s; {whole} articles, {len(plain.store.problems())} rows set aside", flush=True,
    )  # fmt: skip
    between = (plain.end - plain.first_write) / plain.writes
    found: Counter[str] = Counter()
    for k in range(kills):
        store = Store(folder / f"killed-{k}.duckdb")
        starting = (0, rng.uniform(0.0, plain.first_write))
        anywhere = (rng.randint(1, plain.writes), rng.uniform(0.0, between))
        storing = (rng.randint(plain.writes // 4, plain.writes // 2), rng.uniform(0.0, between))
        [stored] = kill_ingest(plain.table, store, [starting if k % 10 == 0 else anywhere if k % 10 == 9 else storing])
        moment = "before any row" if not stored else "half-way" if stored < whole else "after the last row"
        found[moment] += 1
        assert content(store) == expected, f"kill {k} left another store"
        print(f"{k + 1} of {kills}: killed with {stored} of {whole} stored ({moment}), ended equal", flush=True)
        store.path.unlink()
    return found


def watch_once(port: int, store: Path, outlets: int, pages: int) -> None:
    """Watch the newsrooms that are served on this port for one round; runs in the process that is killed."""
    newsrooms = open_newsrooms(Site(port=port), outlets, pages)
    fetcher = Site(port=port).fetcher(LIMITS, example_names)
    Watcher(Store(store), fetcher, Site(port=port).policy()).once(newsrooms)


def kill_watches(folder: Path, kills: int, articles: int, seed: int = 7) -> dict[str, int]:
    """Kill one watch again and again and then let it end; count the pages that were requested twice because of it."""
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
        requests = len(web.asked)
        stored = []
        for _ in range(kills):
            before = len(web.asked)
            process = start(broken.path)
            while len(web.asked) == before and process.poll() is None:
                time.sleep(0.02)  # starting takes most of the time, and there is nothing to lose yet
            time.sleep(rng.uniform(0.0, 1.5) * seconds / kills)
            process.kill()
            process.wait()
            stored.append(stored_articles(broken))
            print(f"watch, kill {len(stored)} of {kills}: {stored[-1]} articles stored", flush=True)
        assert start(broken.path).wait() == 0
        wrong = [state for store in (plain, broken) for state in store.links.in_state() if state.state != "stored"]
        assert not wrong, wrong[:2]
        assert states(broken) == states(plain), "the broken watch left another store"
        requested = Counter((host, path) for host, path, _ in web.asked[requests:] if "/news/" in path)
    twice = sum(times - 1 for times in requested.values())
    half_way = sum(0 < articles < len(plain.ids()) for articles in stored)
    return {"articles": len(plain.ids()), "kills": kills, "half-way": half_way, "pages asked twice": twice}


def main() -> None:
    """Kill ingests, then a watch, and print what was found; with ``--watch``, be the watch that is killed."""
    if sys.argv[1:2] == ["--watch"]:
        watch_once(int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
        return
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    articles = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    with tempfile.TemporaryDirectory() as folder:
        found = kill_ingests(Path(folder), kills, articles)
        print(f"ingest: {kills} runs killed ({dict(found)}), every store equal to the undisturbed one", flush=True)
        print(f"watch: {kill_watches(Path(folder), kills, articles)}, the store equal to the undisturbed one")


if __name__ == "__main__":
    main()
