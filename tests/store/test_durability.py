"""Nothing is lost: migrations, damage, full disks, articles that cannot be scored, and backups of a store in use."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from analysis.attribution.anonymity import gives_reason
from analysis.columns.articles import ArticleColumns
from analysis.run import pipeline
from analysis.run.check import check
from analysis.run.pipeline import ingest
from analysis.run.pipeline import score as score_store
from analysis.run.relate import relate
from analysis.scorers import measures, score, scorers, versions
from analysis.store import Store, StoreProblem
from analysis.store.filter import EVERYTHING
from analysis.store.schema import MIGRATIONS, SCHEMA_VERSION
from analysis.types import Article
from tests.support.corpora import folder

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds" / "articles"
LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("layout-*.sql"))


def article(number: int, size: int = 20) -> Article:
    return Article(f"{number:06}", None, None, f"Text number {number}, {os.urandom(size).hex()}.")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A few articles, ingested, scored and related."""
    store = Store(tmp_path_factory.mktemp("whole") / "s.duckdb")
    ingest(store, sorted(SEEDS.glob("0[12]-*.txt")))
    score_store(store, workers=1)
    relate(store)
    return store


@pytest.fixture
def copy(whole: Store, tmp_path: Path) -> Store:
    whole.maintenance.backup(tmp_path / "copy.duckdb")
    return Store(tmp_path / "copy.duckdb")


# -- migrations -----------------------------------------------------------------------------------


def test_there_is_a_sample_of_every_earlier_schema_version() -> None:
    assert [path.stem for path in LAYOUTS] == [f"layout-{k}" for k in range(1, SCHEMA_VERSION)]
    assert sorted(MIGRATIONS) == list(range(1, SCHEMA_VERSION))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda path: path.stem)
def test_a_store_of_an_earlier_schema_version_is_migrated_and_keeps_its_articles(layout: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "s.duckdb")
    with duckdb.connect(str(store.path)) as connection:
        connection.execute(layout.read_text(encoding="utf-8"))
        described = [row[0] for row in connection.execute("DESCRIBE articles").fetchall()]
        columns = ", ".join(name for name in described if not name.startswith("kind"))  # kinds are found anew
        before = connection.execute(f"SELECT {columns} FROM articles").fetchall()
    with pytest.raises(StoreProblem, match="bring it up to date with: python -m analysis score"):
        store.charts.catalogue()
    store.migrate()
    score_store(store, workers=1)
    relate(store)
    assert list(check(store, versions())) == []
    with duckdb.connect(str(store.path)) as connection:
        assert connection.execute(f"SELECT {columns} FROM articles").fetchall() == before
    assert store.charts.stories(EVERYTHING)["articles"].sum() == len(before) == 2


def test_a_migrated_store_knows_the_pages_of_its_articles(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.duckdb")
    with duckdb.connect(str(store.path)) as connection:
        connection.execute(LAYOUTS[-1].read_text(encoding="utf-8"))
    store.migrate()
    for known in store.articles(store.ids()):
        url = (known.url or "").replace("http://m.", "https://www.").replace("?utm_source=letter", "")
        assert store.add([dataclasses.replace(article(1), outlet=known.outlet, url=url)]) == 0
    assert store.add([article(1)]) == 1


def test_migration_fills_in_the_text_stored_with_attributions(tmp_path: Path) -> None:
    """The same as scoring writes: the start of what is said, and the reason given for leaving a source unnamed."""
    columns = "SELECT article_id, content_first, content_start, anonymity FROM attributions ORDER BY ALL"
    store = Store(tmp_path / "s.duckdb")
    with duckdb.connect(str(store.path)) as connection:
        connection.execute(LAYOUTS[3].read_text(encoding="utf-8"))
    store.migrate()
    with duckdb.connect(str(store.path)) as connection:
        migrated = connection.execute(columns).fetchall()
        connection.execute("DELETE FROM readings; DELETE FROM attributions")
    score_store(store, workers=1)
    with duckdb.connect(str(store.path)) as connection:
        scored = connection.execute(columns).fetchall()
    assert [row[:3] for row in scored] == [row[:3] for row in migrated]
    # later versions find reasons where the layout has the request only
    assert all(
        new == old or gives_reason(new) > gives_reason(old)
        for (*_, new), (*_, old) in zip(scored, migrated, strict=True)
    )
    assert {len(start) for *_, start, _ in migrated} == {3}
    assert {reason for *_, reason in migrated} > {None}


def test_a_migrated_store_knows_no_role_principal_or_label_of_a_source(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.duckdb")
    with duckdb.connect(str(store.path)) as connection:
        connection.execute(LAYOUTS[6].read_text(encoding="utf-8"))
    store.migrate()
    found = [a for scored in store.scored_articles(store.ids()) for a in scored.attributions]
    assert len(found) > 10
    assert {(a.title, a.on_behalf_of, a.label) for a in found} == {(None, None, None)}


# -- maintenance ----------------------------------------------------------------------------------


def test_the_check_of_a_consistent_store_reports_nothing(whole: Store) -> None:
    assert list(check(whole, versions())) == []


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ("DELETE FROM articles WHERE id = (SELECT min(id) FROM articles)", "rows of marks belong to no article"),
        ("UPDATE marks SET past = 1000000 WHERE rowid = 3", "1 rows of marks point outside their text"),
        ("UPDATE attributions SET source_first = -1 WHERE rowid = 0", "1 rows of attributions point outside"),
        ("DELETE FROM marks WHERE kind = 'loaded' AND voice = 'outlet'", "number of marks than loaded.outlet counted"),
        ("INSERT INTO articles FROM articles LIMIT 1", "1 articles are in articles more than once"),
        ("DELETE FROM readings WHERE scorer = 'tone'", "articles are not scored by the current version; score them"),
        ("DELETE FROM stories", "rows of members and stories do not match"),
        ("DELETE FROM members", "articles are not grouped into stories yet"),
    ],
)
def test_the_check_reports_what_is_wrong(copy: Store, damage: str, message: str) -> None:
    with duckdb.connect(str(copy.path)) as connection:
        connection.execute(damage)
    assert any(message in sentence for sentence in check(copy, versions()))


def test_a_backup_made_while_another_thread_writes_is_consistent(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.duckdb")
    store.add([article(k) for k in range(10)])
    writer = threading.Thread(target=lambda: [store.add([article(10 * b + k) for k in range(10)]) for b in range(9)])
    writer.start()
    for number in range(3):
        out = tmp_path / f"{number}.duckdb"
        assert store.maintenance.backup(out) == out.stat().st_size
        assert len(Store(out).ids()) % 10 == 0
    writer.join()
    assert len(store.ids()) == 90
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.duckdb", "1.duckdb", "2.duckdb", "s.duckdb"]


def test_a_backup_does_not_overwrite_a_file(whole: Store, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("precious")
    with pytest.raises(StoreProblem, match="already exists"):
        whole.maintenance.backup(tmp_path / "there")
    with pytest.raises(StoreProblem, match="cannot be written: No such file or directory; the store is unchanged"):
        whole.maintenance.backup(tmp_path / "no" / "folder")


# -- faults ---------------------------------------------------------------------------------------

FILL = """
import resource, sys
from pathlib import Path
sys.path.insert(0, "tests")
from tests.store.test_durability import article
from analysis.store import Store, StoreProblem
store = Store(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (store.size() + 300_000,) * 2)
try:
    store.add([article(k, 20_000) for k in range(1000, 1200)])
except StoreProblem as problem:
    print(problem)
"""


def test_a_limit_on_the_file_size_loses_the_batch_and_nothing_else(copy: Store) -> None:
    before = copy.ids()
    said = subprocess.run([sys.executable, "-c", FILL, str(copy.path)], capture_output=True, text=True, cwd=ROOT)
    assert "the disk is full or the file may not grow" in said.stdout, said
    assert said.stdout.count("\n") == 1
    assert copy.ids() == before
    assert list(check(copy, versions())) == []
    assert copy.add([article(k, 20_000) for k in range(1000, 1200)]) == 200


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A mounted file system of 6 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("a file system may not be mounted here, so none is small enough to fill")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_loses_the_batch_and_nothing_else(whole: Store, small_disk: Path) -> None:
    """Each way of writing reports it in a sentence and keeps what was there; writing works again once there is room."""
    store = Store(small_disk / "s.duckdb")
    shutil.copy(whole.path, store.path)
    ballast = small_disk / "ballast"
    before, scored = store.ids(), ArticleColumns(store).measured(EVERYTHING, tuple(measures()))
    more = [article(k, 200) for k in range(1000, 1400)]
    with contextlib.suppress(OSError), open(ballast, "wb", buffering=0) as file:
        while file.write(b"\0" * 4096):
            pass
    for step in (lambda: store.add(more), lambda: store.relations.reset("anew"), lambda: ingest(store, [SEEDS])):
        with pytest.raises(StoreProblem, match="the disk is full or the file may not grow"):
            step()
    assert store.ids() == before
    assert ArticleColumns(store).measured(EVERYTHING, tuple(measures())).equals(scored)
    assert list(check(store, versions())) == []
    ballast.unlink()
    assert store.add(more) == 400
    assert len(store.ids()) == len(before) + 400


def test_a_damaged_file_is_named_and_not_changed(copy: Store) -> None:
    content = bytearray(copy.path.read_bytes())
    for place in range(100_000, len(content), 5_000):
        content[place] ^= 0xFF
    copy.path.write_bytes(content)
    with pytest.raises(StoreProblem, match="the file is damaged"):
        ArticleColumns(copy).measured(EVERYTHING, tuple(measures()))
    assert copy.path.read_bytes() == content


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become a user without write permission")
def test_a_read_only_store_can_be_read_but_not_written(whole: Store) -> None:
    expected = whole.ids()
    with tempfile.TemporaryDirectory() as closed:
        store = Store(Path(closed) / "s.duckdb")
        whole.maintenance.backup(store.path)
        Path(closed).chmod(0o555)
        os.seteuid(65534)
        try:
            assert store.ids() == expected
            with pytest.raises(StoreProblem, match=r"cannot be opened: .*Permission denied"):
                store.add([article(1)])
            with pytest.raises(StoreProblem, match=r"new\.duckdb cannot be created: Permission denied"):
                Store(Path(closed) / "new.duckdb").add([article(1)])
        finally:
            os.seteuid(0)


def test_every_write_is_noticed_even_if_the_clock_goes_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.duckdb")
    store.add([article(1)])
    seen = {store.data_version()}
    for number, seconds in ((2, 400 * 86_400), (3, -400 * 86_400)):
        now = store.path.stat().st_mtime
        os.utime(store.path, (now + seconds, now + seconds))  # as if written by a wrong clock
        seen.add(store.data_version())
        assert store.add([article(number)]) == 1
        assert store.data_version() not in seen
        assert score_store(store, workers=1).scored == (2 if number == 2 else 1)
    assert store.ids() == ["000001", "000002", "000003"]
    assert relate(store)
    assert list(check(store, versions())) == []


def test_two_simultaneous_ingests_store_every_article_once(tmp_path: Path) -> None:
    pages = folder(tmp_path / "pages", 30)
    command = [sys.executable, "-m", "analysis", "ingest", str(pages), "--store", str(tmp_path / "s.duckdb")]
    processes = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    store = Store(tmp_path / "s.duckdb")
    assert len(store.ids()) == len(set(store.ids())) == 30
    assert store.problems() == []


# -- articles that cannot be scored ---------------------------------------------------------------


def test_an_article_beyond_the_time_limit_is_set_aside_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import re

    first, *others = scorers()

    def slow(document):  # type: ignore[no-untyped-def]
        if document.article.id == "poison":
            re.match(r"(a+)+b", "a" * 60)  # practically endless, and never returns to Python code
        return first.measure(document)

    store = Store(tmp_path / "s.duckdb")
    store.add([article(1), dataclasses.replace(article(2), id="poison"), article(3)])
    pipeline.score_article(article(1))  # loads the word lists, which takes longer than the limit below
    monkeypatch.setattr(pipeline, "TIME_LIMIT", 0.3)
    monkeypatch.setattr(score, "scorers", lambda: (dataclasses.replace(first, measure=slow), *others))
    done = score_store(store, workers=1)
    [problem] = done.problems
    assert done.scored == 2
    assert "article poison could not be scored (TooLong: it takes longer than 0.3 s); it is left out" in problem.reason
    assert store.pending(versions()) == ["poison"]
