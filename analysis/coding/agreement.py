"""How far coders agree: Krippendorff's alpha, percent agreement, and kappa, with bootstrap intervals over units.

Krippendorff 2018, *Content Analysis*, ch. 12; Cohen 1960, *A Coefficient of Agreement for Nominal Scales*; Fleiss 1971,
*Measuring Nominal Scale Agreement Among Many Raters*. Alpha is that of the package ``krippendorff``.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import krippendorff
import numpy as np
import pandas as pd

from analysis.coding.codebook import Variable
from analysis.columns.counts import Floats
from analysis.statistics.bootstrap import DRAWS, SEED, TAIL

#: units coded by two or more below which there is no interval
ENOUGH_UNITS = 10
#: level of a variable -> that of the package
LEVELS = {"binary": "nominal", "nominal": "nominal", "ordinal": "ordinal", "interval": "interval"}
_Statistic = Callable[[Floats], float | None]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A statistic with its 95 % interval; each is ``None`` where it is unknown."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of coders on one variable.

    ``units`` is the number of units with codes of two or more coders. ``percent`` is the share of pairs of codes of the
    same unit that are equal, 0 to 1. ``kappa`` is Cohen's for two coders and Fleiss's for more, over the units that all
    of them coded; it is not computed for interval variables.
    """

    variable: str
    coders: tuple[str, ...]
    units: int
    alpha: Estimate
    percent: Estimate
    kappa: Estimate


def code_matrix(codes: pd.DataFrame, variable: Variable) -> pd.DataFrame:
    """Return the codes of a variable as numbers, a row for each unit and a column for each coder; missing is NaN.

    ``codes`` has the columns ``unit, variable, coder, value``, one row at most for each unit, variable and coder.
    """
    own = codes[(codes["variable"] == variable.key) & codes["value"].notna()]
    numbers = own.assign(value=[variable.number_of(code) for code in own["value"]])
    return numbers.pivot(index="unit", columns="coder", values="value").astype(float)


def agreement(codes: pd.DataFrame, variable: Variable) -> Agreement:
    """Return the agreement of all coders on a variable; ``codes`` are as for ``code_matrix``."""
    matrix = code_matrix(codes, variable)
    numbers = matrix.to_numpy()
    paired = numbers[(~np.isnan(numbers)).sum(axis=1) > 1]
    level = LEVELS[variable.level]
    complete = numbers[~np.isnan(numbers).any(axis=1)] if numbers.shape[1] > 1 else numbers[:0]
    return Agreement(
        variable.key, tuple(matrix.columns), len(paired), _estimate(paired, lambda some: _alpha(some, level)),
        _estimate(paired, _percent), _estimate(complete, _kappa) if level != "interval" else Estimate(None),
    )  # fmt: skip


def by_pair(codes: pd.DataFrame, variable: Variable) -> list[Agreement]:
    """Return the agreement of each two coders, for those with units in common."""
    coders = sorted(codes["coder"].unique())
    found = [agreement(codes[codes["coder"].isin(pair)], variable) for pair in combinations(coders, 2)]
    return [one for one in found if one.units]


def disputed(codes: pd.DataFrame, variable: Variable) -> list[str]:
    """Return the units to which coders gave different values, in order."""
    matrix = code_matrix(codes, variable)
    return [str(unit) for unit in matrix.index[matrix.max(axis=1) > matrix.min(axis=1)]]


def _estimate(numbers: Floats, statistic: _Statistic) -> Estimate:
    """Return a statistic with its percentile interval, for which units are drawn with all their codes."""
    value = statistic(numbers) if len(numbers) else None
    if value is None or len(numbers) < ENOUGH_UNITS:
        return Estimate(value)
    random = np.random.default_rng(SEED)
    drawn = (statistic(numbers[random.integers(0, len(numbers), len(numbers))]) for _ in range(DRAWS))
    known = [one for one in drawn if one is not None]
    if 2 * len(known) < DRAWS:
        return Estimate(value)
    low, high = np.quantile(known, [TAIL, 1 - TAIL])
    return Estimate(value, float(low), float(high))


def _alpha(numbers: Floats, level: str) -> float | None:
    """Return alpha; ``None`` where all codes are equal, because then nothing shows that the coders distinguish."""
    if len(np.unique(numbers[~np.isnan(numbers)])) < 2:
        return None
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)
        found = float(krippendorff.alpha(numbers.T, level_of_measurement=level))  # type: ignore[arg-type]  # a literal
    return found if np.isfinite(found) else None


def _percent(numbers: Floats) -> float | None:
    equal = pairs = 0
    for left, right in combinations(range(numbers.shape[1]), 2):
        both = ~np.isnan(numbers[:, left]) & ~np.isnan(numbers[:, right])
        pairs += int(both.sum())
        equal += int((numbers[both, left] == numbers[both, right]).sum())
    return equal / pairs if pairs else None


def _kappa(numbers: Floats) -> float | None:
    """Return Cohen's kappa for two columns, Fleiss's for more; rows have no missing codes."""
    values, coders = np.unique(numbers), numbers.shape[1]
    if coders < 2 or len(numbers) == 0:
        return None
    counts = np.stack([(numbers == value) for value in values])  # values, units, coders
    if coders == 2:
        observed = float((numbers[:, 0] == numbers[:, 1]).mean())
        expected = float(counts.mean(axis=1).prod(axis=1).sum())
    else:
        given = counts.sum(axis=2)
        observed = float((given * (given - 1)).sum() / (len(numbers) * coders * (coders - 1)))
        expected = float((given.sum(axis=1) / given.sum()) @ (given.sum(axis=1) / given.sum()))
    return (observed - expected) / (1 - expected) if expected < 1 else None
