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
    "analysis.types", "analysis.limit", "analysis.processes", "analysis.which",
    "analysis.search", "analysis.page_key", "analysis.plain_words", "analysis.lexicons",
    "analysis.polarity", "analysis.attribution", "analysis.passages", "analysis.prepare", "analysis.scorers",
    "analysis.score", "analysis.topics", "analysis.wire", "analysis.stories", "analysis.ingest", "analysis.rows",
    "analysis.schema", "analysis.store_attached",
    "analysis.store_file", "analysis.store_related", "analysis.store_care", "analysis.store_tables", "analysis.store",
    "analysis.counts", "analysis.in_memory_stories", "analysis.in_memory_counts", "analysis.in_memory",
    "analysis.store_search", "analysis.store_fetching", "analysis.store_corrections", "analysis.store_export",
    "analysis.store_versions",
    "analysis.check", "analysis.relate", "analysis.fetch", "analysis.pipeline", "analysis.partitions",
    "analysis.cluster", "analysis.compare",
    "analysis.distinctive", "analysis.without", "analysis.dictionary", "analysis.export", "analysis.explain",
    "analysis.terminal", "analysis.fetch_commands", "analysis.__main__", "dashboard.selection", "dashboard.look",
    "dashboard.server", "dashboard.door", "dashboard.views", "dashboard.source_views", "dashboard.name_views",
    "dashboard.story_views",
    "dashboard.blind_views", "dashboard.speaker_views", "dashboard.word_views", "dashboard.search_views",
    "dashboard.drawing", "dashboard.picture", "dashboard.article_views",
    "dashboard.figures", "dashboard.glance", "dashboard.scatter", "dashboard.told",
    "dashboard.compare_views",
    "dashboard.compare_figures", "dashboard.source_figures", "dashboard.story_figures", "dashboard.blind_figures",
    "dashboard.speaker_figures", "dashboard.word_figures", "dashboard.accuracy", "dashboard.highlight",
    "dashboard.passage_views", "dashboard.precision", "dashboard.story_claims", "dashboard.adding", "dashboard.data",
    "dashboard.compare_data", "dashboard.search_data", "dashboard.filters", "dashboard.context", "dashboard.report",
    "dashboard.downloads", "dashboard.saved_views", "dashboard.share", "dashboard.judging", "dashboard.passage_list",
    "dashboard.page", "dashboard.pages", "dashboard.serving",
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
    from analysis.__main__ import app

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
