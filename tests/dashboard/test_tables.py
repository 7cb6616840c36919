"""No table of the dashboard shows "None" where a value is missing."""

from __future__ import annotations

import ast

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.support.pages import ROOT, VIEWS, Open, without_errors

TABLES = ("dataframe", "data_editor")


@pytest.mark.parametrize("view", VIEWS)
def test_missing_cells_of_every_table_are_empty(open_page: Open, view: str) -> None:
    page, query = VIEWS[view]
    app = open_page(page, **query)
    for table in app.dataframe:
        assert table.proto.HasField("placeholder")
        assert table.proto.placeholder == ""
        texts = table.value.select_dtypes(["object", "string"])
        assert not texts.isin(["None", "nan", "NaT"]).any(axis=None)


def test_tables_are_drawn_in_one_place_with_empty_cells_for_what_is_missing() -> None:
    found = []
    for path in [*ROOT.glob("dashboard/**/*.py"), ROOT / "streamlit_app.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TABLES:
                found.append((path.name, node.func.attr))
                options = {one.arg: ast.unparse(one.value) for one in node.keywords}
                assert options.get("placeholder") == "''", path
    assert sorted(found) == [("add.py", "data_editor"), ("downloads.py", "dataframe")]


def _page_with_a_gap() -> None:
    import pandas as pd

    from dashboard.widgets.downloads import draw_table

    draw_table(pd.DataFrame({"text": ["x", None], "number": [1.5, None], "day": [pd.Timestamp("2025-01-01"), None]}))


def test_a_missing_value_stays_missing_and_is_drawn_as_nothing() -> None:
    app = without_errors(AppTest.from_function(_page_with_a_gap).run())
    [table] = app.dataframe
    assert table.proto.placeholder == ""
    assert table.value.iloc[1].isna().all()
    assert pd.isna(table.value["number"][1])
