"""Factiva's exports as tables of codes from which the classes of the page were lost."""

from __future__ import annotations

import datetime as dt

from tests.support.files.exports import read


def test_a_table_of_codes_without_classes_is_read() -> None:
    table = "".join(
        f"<tr><td><b>{code}</b></td><td>{value}</td></tr>"
        for code, value in (
            ("HD", "Pier shut"),
            ("PD", "3 May 2019"),
            ("SN", "Wexmere Post"),
            ("LP", "<p>It shut.</p>"),
        )
    )
    page = f"<html><body><table><tr><td>Search</td></tr></table><div><table>{table}</table></div></body></html>"
    (record,) = read(page.encode(), "Factiva", "HTML")
    assert (record.title, record.outlet, record.text) == ("Pier shut", "Wexmere Post", "It shut.")
    assert record.published == dt.date(2019, 5, 3)
