"""Tests of agreement, on published examples and against the package that computes alpha."""

from __future__ import annotations

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.agreement import agreement, by_pair, code_matrix, disputed
from analysis.coding.codebook import Level, Value, Variable

#: the example of Krippendorff 2011, *Computing Krippendorff's Alpha-Reliability*: four observers, twelve units
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)


def variable(level: Level) -> Variable:
    """A variable with the values 1 to 5."""
    values = () if level == "interval" else tuple(Value(str(code)) for code in range(1, 6))
    return Variable("x", "x", "article", level, values=values)


def table(rows: tuple[tuple[int | None, ...], ...], level: Level) -> pd.DataFrame:
    """Codes as stored, from a row for each coder."""
    return pd.DataFrame(
        [
            (f"u{unit:02}", "x", f"coder {coder}", variable(level).code_of(str(code)))
            for coder, row in enumerate(rows)
            for unit, code in enumerate(row)
            if code is not None
        ],
        columns=["unit", "variable", "coder", "value"],
    )


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_is_that_of_the_published_example(level: Level, alpha: float) -> None:
    found = agreement(table(OBSERVERS, level), variable(level))
    assert found.alpha.value == pytest.approx(alpha, abs=0.0005)
    assert found.units == 11
    assert found.alpha.low is not None
    assert found.alpha.low < found.alpha.value < found.alpha.high <= 1  # type: ignore[operator]


@given(st.lists(st.tuples(*[st.sampled_from([1, 2, 3, None])] * 3), min_size=4, max_size=12))
def test_alpha_is_that_of_the_package_to_nine_digits(units: list[tuple[int | None, ...]]) -> None:
    rows = tuple(zip(*units, strict=True))
    codes = table(rows, "nominal")
    found = agreement(codes, variable("nominal")).alpha.value if len(codes) else None
    data = np.array([[np.nan if code is None else code for code in row] for row in rows], float)
    if found is not None:
        assert found == pytest.approx(krippendorff.alpha(data, level_of_measurement="nominal"), abs=1e-9)


def test_cohens_kappa_of_two_coders() -> None:
    # 20 yes together, 15 no together, 5 and 10 apart: the usual textbook table, kappa 0.4
    pairs = [(1, 1)] * 20 + [(1, 2)] * 5 + [(2, 1)] * 10 + [(2, 2)] * 15
    found = agreement(table(tuple(zip(*pairs, strict=True)), "nominal"), variable("nominal"))
    assert found.kappa.value == pytest.approx(0.4)
    assert found.percent.value == pytest.approx(0.7)


def test_fleiss_kappa_of_several_coders() -> None:
    # the table of Fleiss 1971 as it is usually printed: 10 units, 14 coders, 5 values, kappa 0.210
    counts = [
        (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1), (7, 7, 0, 0, 0),
        (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
    ]  # fmt: skip
    units = [[code + 1 for code, times in enumerate(row) for _ in range(times)] for row in counts]
    found = agreement(table(tuple(zip(*units, strict=True)), "nominal"), variable("nominal"))
    assert found.kappa.value == pytest.approx(0.210, abs=0.0005)


def test_equal_codes_show_no_agreement_beyond_chance() -> None:
    found = agreement(table(((1, 1, 1), (1, 1, 1)), "nominal"), variable("nominal"))
    assert (found.alpha.value, found.percent.value) == (None, 1.0)


def test_one_coder_has_no_agreement() -> None:
    found = agreement(table(((1, 2, 3),), "nominal"), variable("nominal"))
    assert (found.units, found.alpha.value, found.percent.value, found.kappa.value) == (0, None, None, None)


def test_pairs_and_disputes() -> None:
    codes = table(((1, 2, None), (1, 3, 1), (None, None, 1)), "nominal")
    assert [one.coders for one in by_pair(codes, variable("nominal"))] == [
        ("coder 0", "coder 1"),
        ("coder 1", "coder 2"),
    ]
    assert disputed(codes, variable("nominal")) == ["u01"]
    assert code_matrix(codes, variable("nominal")).shape == (3, 3)
