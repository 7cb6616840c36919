"""The architecture: data flows one way, every module has its place, and what there is is documented."""

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from analysis.scorers import scorers

ROOT = Path(__file__).resolve().parent.parent
#: the layers from the bottom up: a module imports only from its own room (the folder or module named here) and from
#: rooms of the layers above it in this list. CONTRIBUTING.md describes each room.
ROOMS = (
    ("analysis.types", "analysis.faults"),
    ("analysis.paths", "analysis.text", "analysis.parallel", "analysis.urls", "analysis.lexicons"),
    ("analysis.furniture",),
    ("analysis.attribution",),
    ("analysis.document",),
    ("analysis.scorers",),
    ("analysis.ingest", "analysis.corpus"),
    ("analysis.store", "analysis.standards"),
    ("analysis.columns", "analysis.export"),
    ("analysis.statistics", "analysis.run", "analysis.fetch"),
    ("analysis.coding",),
    ("analysis.cli",),
    ("dashboard.theme", "dashboard.access"),
    ("dashboard.views",),
    ("dashboard.figures", "dashboard.markup"),
    ("dashboard.report", "dashboard.cache"),
    ("dashboard.widgets", "dashboard.adding"),
    ("dashboard.pages", "dashboard.serving"),
)
FLOOR = {room: floor for floor, rooms in enumerate(ROOMS) for room in rooms}
FILES = sorted([*ROOT.glob("analysis/**/*.py"), *ROOT.glob("dashboard/**/*.py")])
#: tests that run a small version of a benchmark, or check its arithmetic, and what they may import of it; everything
#: else that tests and benchmarks share is in ``tests/support``
TESTS_OF_BENCHMARKS = {
    "tests.test_real_labels": "benchmarks",
    "tests.test_accuracy": "benchmarks",
    "tests.test_events": "benchmarks",
    "tests.corpus.test_stories": "benchmarks.accuracy.stories",
    "tests.corpus.test_topics": "benchmarks.accuracy.topics",
    "tests.ingest.vendors.test_nexis_files": "benchmarks.accuracy.vendors",
    "tests.scorers.test_tone": "benchmarks.accuracy.tone",
    "tests.statistics.test_firsts": "benchmarks.accuracy.firsts",
    "tests.support.files.exports": "benchmarks.accuracy",
}
#: modules that go on after any error: around one file, row or page; around one site, feed or link; around one article
CATCHING = {
    "analysis.ingest", "analysis.ingest.archive", "analysis.ingest.bundle", "analysis.ingest.table",
    "analysis.ingest.upload", "analysis.ingest.vendors.base",
    "analysis.fetch.links", "analysis.fetch.robots", "analysis.fetch.watch",
    "analysis.run.pipeline",
    # these raise the error later
    "analysis.parallel", "analysis.ingest.tables.ahead", "analysis.ingest.tables.orders",
}  # fmt: skip
#: modules that hand any exception of a thread to the thread that waits for it
PASSES_TO_ANOTHER_THREAD = {"links.py"}
#: the most modules in a folder
CROWDED = 16
#: the beginnings of SQL statements
SQL = re.compile(
    r"\b(?:SELECT .+ FROM|INSERT INTO|DELETE FROM|UPDATE \w+ SET|(?:CREATE|ALTER|DROP) TABLE)\b", re.DOTALL
)


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def room_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


def imports(path: Path, roots: tuple[str, ...] = ("analysis", "dashboard")) -> set[str]:
    """Return what a module imports from our packages ``roots``, apart from imports that are only for types."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in roots:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def strings(path: Path) -> list[str]:
    """Return every string of a module apart from docstrings, including the parts of formatted ones."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bodies = (node.body for node in ast.walk(tree) if hasattr(node, "body") and isinstance(node.body, list))
    docs = {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_module_imports_from_its_own_room_and_from_those_below(path: Path) -> None:
    own = room_of(name_of(path))
    if own in ("analysis", "dashboard", "analysis.__main__"):  # these only pass on the public entries and the commands
        return
    for module in imports(path):
        theirs = room_of(module)
        if theirs in ("analysis.__version__", own):
            continue
        assert FLOOR[theirs] < FLOOR[own], f"{name_of(path)} imports {module}"


def test_scorers_do_not_import_each_other() -> None:
    names = {scorer.name for scorer in scorers()}
    for path in ROOT.glob("analysis/scorers/**/*.py"):
        own = name_of(path).split(".")[2] if len(name_of(path).split(".")) > 2 else ""
        for module in imports(path) if own in names else ():
            parts = module.split(".")
            assert parts[:2] != ["analysis", "scorers"] or parts[2] in (own, "base"), f"{path.name} imports {module}"


def test_only_the_store_knows_sql() -> None:
    for path in FILES:
        outside = not path.is_relative_to(ROOT / "analysis" / "store")
        if outside:
            assert not [text for text in strings(path) if SQL.search(text)], path
            assert "import duckdb" not in path.read_text(encoding="utf-8"), path


def test_benchmarks_and_tests_share_only_the_support_package() -> None:
    for path in ROOT.glob("benchmarks/**/*.py"):
        for module in imports(path, ("tests",)):
            assert module.startswith("tests.support."), f"{name_of(path)} imports {module}"
    for path in ROOT.glob("tests/**/*.py"):
        for module in imports(path, ("benchmarks",)):
            allowed = TESTS_OF_BENCHMARKS.get(name_of(path), "no benchmark")
            assert f"{module}.".startswith(f"{allowed}."), f"{name_of(path)} imports {module}"


def test_unexpected_errors_are_caught_in_one_module_around_one_file_row_page_or_site() -> None:
    """Everywhere else an exception is named, or passed on: an error that is swallowed is never mended."""
    broad = re.compile(r"except(?: \(?(?:.*\b)?(?:Base)?Exception\b.*)?:")
    using = set()
    for path in [*FILES, ROOT / "streamlit_app.py"]:
        for handler in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(handler, ast.ExceptHandler) and broad.fullmatch(ast.unparse(handler).splitlines()[0]):
                passed_on = any(isinstance(node, ast.Raise) for node in ast.walk(handler))
                assert passed_on or path.name in PASSES_TO_ANOTHER_THREAD, f"{path}, line {handler.lineno}"
        if "analysis.faults.Catching" in imports(path):
            using.add(name_of(path))
    assert using == CATCHING


def test_the_analysis_knows_no_page_and_each_kind_of_state_has_one_room() -> None:
    for path in FILES:
        source = path.read_text(encoding="utf-8")
        room = room_of(name_of(path))
        if room.startswith("analysis."):
            assert "import streamlit" not in source, path
            assert "plotly" not in source, path
        if room in ("dashboard.views", "dashboard.figures", "dashboard.markup"):
            assert "streamlit" not in source, path
        assert room == "dashboard.cache" or "st.cache_" not in source, path
        assert room == "dashboard.widgets" or "session_state" not in source, path
        assert room == "dashboard.widgets" or "query_params" not in source, path


def test_a_page_has_one_name_in_pages_views_and_figures() -> None:
    """A view or a figure belongs to a page, or to a subject that several pages, or several parts of one, share."""
    pages = {path.stem for path in ROOT.glob("dashboard/pages/*.py")}
    shared = {"__init__", "base", "formatting", "selection", "profile", "two_measures", "speakers", "panels"}
    for folder in ("views", "figures"):
        assert {path.stem for path in ROOT.glob(f"dashboard/{folder}/*.py")} <= pages | shared


def test_no_folder_is_crowded() -> None:
    folders = Counter(path.parent for path in [*FILES, *ROOT.glob("tests/**/*.py"), *ROOT.glob("benchmarks/**/*.py")]
                      if path.name != "__init__.py")  # fmt: skip
    assert {folder.relative_to(ROOT): files for folder, files in folders.items() if files > CROWDED} == {}


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    for path in [*FILES, *ROOT.glob("tests/**/*.py"), *ROOT.glob("benchmarks/**/*.py")]:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path


def test_importing_does_no_work() -> None:
    """Slow modules are imported when they are used: a command that only answers ``--help`` loads none of them."""
    heavy = ("textblob", "duckdb", "pandas", "pyarrow", "trafilatura", "scipy", "ruptures")
    code = f"import sys, analysis.cli; print(*(name for name in {heavy} if name in sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout.split() == []


def test_every_command_and_scorer_is_documented() -> None:
    from analysis.cli import app

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in app.registered_commands:
        name = command.name or command.callback.__name__
        assert f"python -m analysis {name}" in readme, name
    for scorer in scorers():
        assert f"`{scorer.name}`" in readme, scorer.name


def test_requirements_are_used_and_ranged() -> None:
    imported = {"python-calamine": "python_calamine", "pyyaml": "yaml"}
    source = "\n".join(path.read_text(encoding="utf-8") for path in [*FILES, ROOT / "streamlit_app.py"])
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name = line.split(">")[0]
            assert ">=" in line, line
            # trafilatura's jusText needs lxml_html_clean, but requires it by an extra that lxml no longer has
            through_others = name == "lxml_html_clean"
            assert f"import {imported.get(name, name)}" in source or f"from {name}" in source or through_others, name
