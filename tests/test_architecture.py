"""The house: data flows one way, and what is there is documented."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.scorers import scorers

ROOT = Path(__file__).resolve().parent.parent
#: from left to right; a module imports only from its left
ORDER = (
    "analysis.types", "analysis.parallel", "analysis.parallel", "analysis.store.filter",
    "analysis.corpus.search_terms", "analysis.urls", "analysis.text", "analysis.lexicons",
    "analysis.scorers.sentiment.polarity", "analysis.attribution", "analysis.corpus.passages", "analysis.document", "analysis.scorers",
    "analysis.scorers.score", "analysis.corpus.topics", "analysis.corpus.copies", "analysis.corpus.stories", "analysis.ingest", "analysis.store.records",
    "analysis.store.schema", "analysis.store.pool",
    "analysis.store.file", "analysis.store.relations", "analysis.store.maintenance", "analysis.store.charts", "analysis.store",
    "analysis.columns.counts", "analysis.columns.stories", "analysis.columns.measures", "analysis.columns.articles",
    "analysis.store.search", "analysis.store.links", "analysis.store.corrections", "analysis.store.export",
    "analysis.store.versions",
    "analysis.run.check", "analysis.run.relate", "analysis.fetch", "analysis.run.pipeline", "analysis.run.partitions",
    "analysis.run.cluster", "analysis.statistics",
    "analysis.statistics.distinctive", "analysis.scorers.leave_one_out", "analysis.export.dictionary", "analysis.export.tables", "analysis.cli.explain",
    "analysis.cli.terminal", "analysis.cli.fetch", "analysis.__main__", "dashboard.views.selection", "dashboard.theme",
    "dashboard.access", "dashboard.access", "dashboard.views.base", "dashboard.views.sources", "dashboard.views.names",
    "dashboard.views.stories",
    "dashboard.views.blind_spots", "dashboard.views.speakers", "dashboard.views.words", "dashboard.views.search",
    "dashboard.figures.base", "dashboard.widgets.picture", "dashboard.views.two_measures",
    "dashboard.figures.shared", "dashboard.figures.overview", "dashboard.figures.two_measures", "dashboard.views.told",
    "dashboard.views.compare",
    "dashboard.figures.compare", "dashboard.figures.sources", "dashboard.figures.stories", "dashboard.figures.blind_spots",
    "dashboard.figures.speakers", "dashboard.figures.words", "dashboard.views.accuracy", "dashboard.views.highlight",
    "dashboard.views.passages", "dashboard.views.precision", "dashboard.views.claims", "dashboard.adding", "dashboard.cache.queries",
    "dashboard.cache.comparisons", "dashboard.cache.searches", "dashboard.widgets.controls", "dashboard.report.context", "dashboard.report.report",
    "dashboard.widgets.downloads", "dashboard.report.saved_views", "dashboard.widgets.share", "dashboard.widgets.judgements", "dashboard.widgets.passages",
    "dashboard.widgets.page", "dashboard.pages", "dashboard.serving",
)  # fmt: skip
FILES = sorted([*ROOT.glob("analysis/**/*.py"), *ROOT.glob("dashboard/**/*.py")])


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def place(module: str) -> int | None:
    return next((k for k, prefix in enumerate(ORDER) if module == prefix or module.startswith(prefix + ".")), None)


def imports(path: Path) -> set[str]:
    """What a module imports of ours, leaving out what is only for types."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in ("analysis", "dashboard"):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_module_imports_only_from_its_left(path: Path) -> None:
    own = place(name_of(path))
    if own is None:  # the two packages' own __init__ gather the public entries
        assert name_of(path) in ("analysis", "dashboard")
        return
    for module in imports(path):
        theirs = place(module)
        assert theirs is None or theirs <= own, f"{name_of(path)} imports {module}"


def test_scorers_do_not_import_each_other() -> None:
    for path in ROOT.glob("analysis/scorers/*.py"):
        assert not any(module.startswith("analysis.scorers.") for module in imports(path)), path.name


def test_only_the_store_knows_sql_and_analysis_knows_no_page() -> None:
    for path in FILES:
        source = path.read_text(encoding="utf-8")
        knows_sql = path.name.startswith("store") or path.name == "table.py"
        assert ("duckdb" in source.replace("sourcelight.duckdb", "")) <= knows_sql, path
        if path.is_relative_to(ROOT / "analysis"):
            assert "import streamlit" not in source, path
            assert "import plotly" not in source, path


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    for path in [*FILES, *ROOT.glob("tests/**/*.py")]:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path


def test_importing_does_no_work() -> None:
    code = "import sys, analysis.__main__; print('textblob' in sys.modules, 'duckdb' in sys.modules and 0)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout.split()[0] == "False"


def test_every_command_and_scorer_is_documented() -> None:
    from analysis.cli import app

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in app.registered_commands:
        name = command.name or command.callback.__name__
        assert f"python -m analysis {name}" in readme, name
    for scorer in scorers():
        assert f"`{scorer.name}`" in readme, scorer.name


def test_requirements_are_used_and_ranged() -> None:
    imported = {"streamlit": "streamlit", "typer": "typer", "rich": "rich", "pyarrow": "pyarrow", "plotly": "plotly"}
    source = "\n".join(path.read_text(encoding="utf-8") for path in [*FILES, ROOT / "streamlit_app.py"])
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name = line.split(">")[0]
            assert ">=" in line, line
            # Plotly is used through Streamlit, which draws our dictionaries with it; trafilatura's jusText asks for
            # lxml_html_clean by an extra that lxml no longer has.
            through_others = name in ("plotly", "lxml_html_clean")
            assert f"import {imported.get(name, name)}" in source or f"from {name}" in source or through_others, name
