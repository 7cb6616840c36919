"""The demonstration corpus is what its README says."""

import re
from collections import Counter
from pathlib import Path

from analysis.ingest import read_paths
from analysis.statistics import ENOUGH_ARTICLES
from analysis.types import Article

SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "articles"
ITEMS = list(read_paths([SEEDS]))
ARTICLES = [item for item in ITEMS if isinstance(item, Article)]


def words(article: Article) -> int:
    return len(re.findall(r"\w+(?:[’'-]\w+)*", article.text))


def story(article: Article) -> str:
    assert article.source is not None
    return article.source.split("_")[0]


def test_every_text_is_read() -> None:
    assert len(ARTICLES) == len(ITEMS) == 260
    assert all(150 <= words(article) <= 460 for article in ARTICLES)


def test_stories_outlets_topics_and_months() -> None:
    by_story = Counter(story(article) for article in ARTICLES)
    told_by_several = {count for count in by_story.values() if count > 1}
    assert len(by_story) == 52
    assert told_by_several == {4, 5, 6, 7}
    assert len({article.outlet for article in ARTICLES}) == 7
    assert len({article.topic for article in ARTICLES}) == 6
    assert len({f"{article.published:%Y-%m}" for article in ARTICLES if article.published}) == 12


def test_five_outlets_have_ten_articles_on_each_of_four_topics() -> None:
    sizes = Counter((article.outlet, article.topic) for article in ARTICLES)
    assert sum(size >= ENOUGH_ARTICLES for size in sizes.values()) == 5 * 4


def test_the_odd_ones_are_there() -> None:
    assert sum(article.published is None for article in ARTICLES) == 1
    assert any(article.section == "Opinion" for article in ARTICLES)
    assert any((article.title or "").startswith("Live:") for article in ARTICLES)
    assert Counter(story(article) for article in ARTICLES if article.wire).keys() == {
        "05-marsh-fever",
        "11-satellite-loss",
    }


def test_no_furniture_is_left_in_a_body() -> None:
    for article in ARTICLES:
        for furniture in ("Facebook Comments", "Video Embed", "©", "Published ", "/HP"):
            assert furniture not in article.text, (article.source, furniture)


def test_urls_lead_nowhere() -> None:
    assert all(article.url and re.match(r"https://\w+\.example/", article.url) for article in ARTICLES)
