"""The precision of the marks on this corpus, from its readers' judgements. Pure.

The precision of a kind of mark is the share of its judged marks that are right. Readers tend to judge what looks wrong,
so single judgements would make it too low; therefore only articles count in which every mark of the kind was judged.
Marks that the current scorer no longer makes are left out. Intervals are Wilson's (1927) and treat marks as
independent.
"""

from __future__ import annotations

import html

import pandas as pd

from analysis.statistics.shares import wilson
from dashboard.markup.highlight import kind_titles
from dashboard.views.formatting import number_of


def precision(labelled: pd.DataFrame) -> pd.DataFrame:
    """The precision of each kind of mark: ``kind, judged, wrong, read, right, articles, value, low, high``.

    ``labelled`` is the table of ``store.corrections.labelled``. ``judged`` and ``wrong`` count all judgements of marks
    that are still made. ``read`` and ``right`` count those in ``articles`` read through; ``value`` is the percentage of
    right marks among them, missing with its interval if there are none. Kinds without a judgement have no row.
    """
    rows = []
    made = labelled[labelled["still_found"].astype(bool)]
    for kind, title in kind_titles().items():
        of_kind = made[made["kind"] == kind]
        if of_kind.empty:
            continue
        read = of_kind[of_kind["read_through"].astype(bool)]
        right, count = int(read["correct"].sum()), len(read)
        value: float | None = None
        low: float | None = None
        high: float | None = None
        if count:
            value, low, high = (100 * share for share in (right / count, *wilson(right, count)))
        wrong = int((~of_kind["correct"].astype(bool)).sum())
        rows.append((title, len(of_kind), wrong, count, right, read["article_id"].nunique(), value, low, high))
    columns = ["kind", "judged", "wrong", "read", "right", "articles", "value", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def precision_html(found: pd.DataFrame) -> str:
    """The table of ``precision`` as HTML."""
    lines = []
    for row in found.to_dict("records"):
        judged = f"{row['judged']:,} judged, {row['wrong']:,} of them wrong"
        if row["read"]:
            shown = f"{row['value']:.0f} % <small>95 % interval {row['low']:.0f} to {row['high']:.0f}</small>"
            on = f"{row['right']:,} of {row['read']:,} right, in {number_of(row['articles'], 'article')} judged in full"
        else:
            shown, on = "–", "no article judged in full yet"
        head = f"{html.escape(str(row['kind']))}<small>{on}; {judged}</small>"
        lines.append(f"<tr><th scope='row'>{head}</th><td>{shown}</td></tr>")
    return f"<table class='numbers'><tbody>{''.join(lines)}</tbody></table>"
