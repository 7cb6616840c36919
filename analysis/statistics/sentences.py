"""What three differences can and cannot tell, in words."""

from __future__ import annotations

from analysis.statistics.bootstrap import ENOUGH_ARTICLES, ENOUGH_STORIES
from analysis.statistics.pairs import Difference, Pair


def explain(pair: Pair, left: str | None = None, right: str | None = None) -> str:
    """One or two plain sentences on a pair; ``left`` and ``right`` are the names to show, if not the outlets' own."""
    names = (left or pair.left, right or pair.right)
    raw, matched = pair.raw, pair.matched
    if raw.sign is None:
        return _nothing_overall(pair, names)
    if matched.sign is None:
        return f"{_overall(raw, names)} {_without_stories(pair)}"
    stories = f"{matched.clusters:,} shared stories"
    if raw.sign and matched.sign == raw.sign:
        return (
            f"{_higher(raw.sign, names)}, over all articles and inside the {stories} alike: "
            "what the two cover does not account for the whole difference."
        )
    if raw.sign and matched.sign:
        return (
            f"Over all articles {_higher(raw.sign, names)}, but inside the {stories} "
            f"{_higher(matched.sign, names)}: the plain comparison points the other way because of what they cover."
        )
    if raw.sign:
        return f"{_overall(raw, names)} {_only_raw(pair)}"
    if matched.sign:
        return (
            f"Over all articles no difference can be told from chance, but inside the {stories} "
            f"{_higher(matched.sign, names)}: what they cover hides it."
        )
    return (
        f"No difference can be told from chance, neither over all articles nor inside the {stories}. "
        f"Differences inside stories from {_range(pair, matched)} remain possible."
    )


def _higher(sign: int, names: tuple[str, str]) -> str:
    first, second = names if sign > 0 else names[::-1]
    return f"{first} is higher than {second}"


def _overall(raw: Difference, names: tuple[str, str]) -> str:
    if raw.sign:
        return f"Over all articles {_higher(raw.sign, names)}."
    return "Over all articles no difference can be told from chance."


def _nothing_overall(pair: Pair, names: tuple[str, str]) -> str:
    articles = " and ".join(f"{count:,} of {name}" for name, count in zip(names, pair.raw.articles, strict=True))
    begin = f"Too few articles for a comparison ({articles}; each needs {ENOUGH_ARTICLES})."
    if pair.matched.sign is None:
        return begin
    found = _higher(pair.matched.sign, names) if pair.matched.sign else "no difference can be told from chance"
    return f"{begin} Inside the {pair.matched.clusters:,} shared stories {found}."


def _without_stories(pair: Pair) -> str:
    """What remains where too few stories are shared: the topics, if they can be evened out."""
    stories = pair.matched.clusters
    few = f"They share too few stories to compare how they tell the same one ({stories} of {ENOUGH_STORIES} needed)"
    even = pair.standardised
    if even.sign is None:
        return f"{few}, and too few topics to even these out: the difference may come from what they cover."
    if pair.raw.sign and even.sign == pair.raw.sign:
        return f"{few}; with topics evened out the difference remains."
    if pair.raw.sign and even.sign == 0 and not _holds(even, pair.raw.value):
        return f"{few}; with topics evened out no difference can be told from chance: it may come from what they cover."
    if even.sign == 0:
        return f"{few}; with topics evened out, these articles cannot tell whether there is a difference."
    return f"{few}; with topics evened out the order is another: read the plain comparison with care."


def _only_raw(pair: Pair) -> str:
    """A difference over all articles that the shared stories do not show: is it absent there, or only unseen?"""
    stories = f"{pair.matched.clusters:,} shared stories"
    if _holds(pair.matched, pair.raw.value):
        return (
            f"The {stories} cannot tell whether it comes from what they cover or from how they tell it: inside them "
            f"anything from {_range(pair, pair.matched)} is possible."
        )
    return (
        f"Inside the {stories} no difference can be told from chance: it comes from what they cover, at least in "
        "part, as far as these stories can tell."
    )


def _holds(difference: Difference, value: float | None) -> bool:
    if difference.low is None or difference.high is None or value is None:
        return False
    return difference.low <= value <= difference.high


def _range(pair: Pair, difference: Difference) -> str:
    digits = pair.measure.decimals
    ends = [f"{end:+.{digits}f}".replace("-", "−") for end in (difference.low or 0.0, difference.high or 0.0)]
    return f"{ends[0]} to {ends[1]} {pair.measure.unit}"
