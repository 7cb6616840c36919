"""What is said of an article after it was added."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis import score_text
from analysis.columns.counts import columns
from analysis.scorers import measures
from analysis.types import ScoredArticle
from dashboard.markup.added import (
    COMPARED,
    added_html,
    compared_with,
    comparisons,
    marks_in_words,
    not_compared,
    values,
)
from tests.support.pages import SCRIPT

TEN = np.arange(10.0)


@pytest.mark.parametrize(
    ("value", "others", "said"),
    [
        (7.1, TEN, "higher than 80 % of the 10 other articles in this corpus"),
        (1.0, TEN, "lower than 80 % of the 10 other articles in this corpus"),
        (99.0, TEN, "higher than all 10 other articles in this corpus"),
        (-1.0, TEN, "lower than all 10 other articles in this corpus"),
        (0.0, np.zeros(12), "the same as all 12 other articles in this corpus"),
        (2.0, np.array([1.0] * 999 + [3.0]), "higher than 99 % of the 1,000 other articles in this corpus"),
        (0.0, np.array([0.0] * 8 + [1.0, 2.0]), "lower than 20 % of the 10 other articles in this corpus"),
        (1.0, TEN[:9], ""),
        (1.0, TEN[:0], ""),
    ],
)
def test_where_a_value_lies_is_said_with_a_share_or_why_not(value: float, others: np.ndarray, said: str) -> None:
    assert compared_with(value, others, "in this corpus") == said


def scored() -> ScoredArticle:
    text = "The plan will probably fail. “It may rain,” said Ann Smith. Critics slammed the disastrous plan."
    return score_text(text, title=SCRIPT, outlet=f"Post {SCRIPT}")


def counts(one: ScoredArticle, others: int, same_outlet: int) -> pd.DataFrame:
    """Counts of an article and of others, the first of them of its outlet, that have none of anything."""
    rows = [
        {"id": one.article.id, "outlet": one.article.outlet}
        | {columns(key)[0]: m.count for key, m in one.measurements.items() if key in COMPARED}
        | {columns(key)[1]: m.denominator for key, m in one.measurements.items() if key in COMPARED}
    ]
    for k in range(others):
        outlet = one.article.outlet if k < same_outlet else "Other"
        rows.append({"id": f"{k}", "outlet": outlet} | {columns(key)[0]: 0.0 for key in COMPARED}
                    | {columns(key)[1]: 10.0 for key in COMPARED})  # fmt: skip
    return pd.DataFrame(rows)


def test_an_article_is_compared_with_all_others_and_with_those_of_its_outlet() -> None:
    one = scored()
    frame = counts(one, others=30, same_outlet=12)
    said = comparisons(one, {key: values(frame, measures()[key]) for key in COMPARED})
    assert list(said) == [measures()[key].title for key in COMPARED]
    measured = one.measurements["hedging.outlet"].value
    assert said["Hedging in the outlet’s own voice"] == (
        f"{measured:.1f} hedges per 1,000 own words; higher than all 30 other articles in this corpus; "
        f"higher than all 12 other articles from Post {SCRIPT}."
    )


@pytest.mark.parametrize(
    ("others", "same_outlet", "said"),
    [
        (30, 12, ""),
        (30, 1, f"Too few to compare with: only 1 other article from Post {SCRIPT}; 10 are needed."),
        (9, 0, "Too few to compare with: only 9 other articles in this corpus and no other article from"),
        (0, 0, "Too few to compare with: no other article in this corpus and no other article from"),
    ],
)
def test_too_few_articles_are_said_once(others: int, same_outlet: int, said: str) -> None:
    one = scored()
    found = not_compared(one, counts(one, others, same_outlet))
    assert found.startswith(said)
    assert bool(found) == bool(said)


def test_a_measure_without_a_value_is_said_to_have_none() -> None:
    one = scored()
    frame = counts(one, others=30, same_outlet=3)
    frame.loc[0, columns("sourcing.unnamed")[1]] = np.nan
    said = comparisons(one, {key: values(frame, measures()[key]) for key in COMPARED})
    assert said["Sources without a name"].startswith("no value")


def test_the_marks_of_each_kind_are_counted() -> None:
    said = marks_in_words(scored())
    assert "Sources and what they say: " in said
    assert all(int(part.rpartition(": ")[2]) > 0 for part in said.split(" · "))
    assert marks_in_words(score_text("It is Monday.")) == "No marks"


def test_the_article_is_linked_in_its_corpus_and_everything_is_escaped() -> None:
    one = scored()
    shown = added_html([one], counts(one, 3, 0), {"corpus": ["My articles"]})
    assert f'href="article?corpus=My+articles&amp;article={one.article.id}"' in shown
    assert "<script" not in shown
