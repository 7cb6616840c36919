"""Wire copy: planted in the demonstration corpus by the tests, so that the expected result is known."""

import datetime as dt
from dataclasses import replace

import pytest

from analysis import read_text
from analysis.corpus.copies import Copy, candidate_pairs, compare_pairs, merge_copies, origin_of, sampled_shingles
from analysis.types import Article
from tests.support.corpora import FIRST_STORIES

DAY = dt.date(2025, 1, 14)


def seeds() -> list[Article]:
    """The first articles of the demonstration corpus, each by its own outlet on its own day."""
    read = [read_text(path.read_text(encoding="utf-8"), outlet=path.stem.split("_")[1]) for path in FIRST_STORIES]
    return [replace(a, published=DAY + dt.timedelta(days=k)) for k, a in enumerate(read)]


def longest(count: int) -> list[Article]:
    return sorted(seeds(), key=lambda a: -len(a.text))[:count]


def found(*articles: Article) -> dict[str, Copy]:
    given = {article.id: article for article in articles}
    matches = compare_pairs(candidate_pairs(sampled_shingles(articles)), given)
    return {copy.article_id: copy for copy in merge_copies((), matches, given)}


def test_the_same_text_is_an_exact_copy_and_the_earlier_is_first() -> None:
    for article in longest(6):
        later = replace(article, id="copy", outlet="Another", published=DAY + dt.timedelta(days=900))
        copies = found(later, article)
        assert {copy.kind for copy in copies.values()} == {"exact"}
        assert {copy.first for copy in copies.values()} == {article.id}
        assert all(copy.share == pytest.approx(1) for copy in copies.values())


def test_an_unknown_date_is_not_treated_as_the_earliest() -> None:
    article = longest(1)[0]
    undated = replace(article, id="undated", outlet="Another", published=None)
    assert found(undated, article)["undated"].first == article.id


def test_edited_and_cut_text_is_a_near_copy() -> None:
    for article in longest(6):
        words = article.text.split(" ")
        edited = " ".join("otherwise" if k % 25 == 7 else word for k, word in enumerate(words))
        cut = " ".join(words[: int(len(words) * 0.7)])
        for text in (edited, cut):
            copies = found(article, replace(article, id="copy", outlet="Another", text=text))
            assert copies["copy"].kind == "near"


def test_part_of_a_text_inside_a_longer_one_is_a_partial_copy_with_its_share() -> None:
    copied, host = longest(2)
    half = copied.text[: int(len(copied.text) * 0.6)]
    longer = replace(host, id="host", outlet="Another", text=f"{host.text}\n\n{host.text.upper()[::-1]}\n\n{half}")
    copies = found(copied, longer)
    assert copies["host"].kind == "partial"
    assert copies["host"].share < 0.5 < copies[copied.id].share < 0.7


def test_of_different_articles_on_one_event_only_the_agency_copy_is_found() -> None:
    """Two outlets each report the marsh fever and the satellite in the agency's words."""
    articles = {article.id: article for article in seeds()}
    copies = {(copy.group, articles[at].outlet, copy.origin) for at, copy in found(*seeds()).items()}
    fever, rocket = sorted({group for group, *_ in copies}, key=lambda g: articles[g].published or DAY)
    assert copies == {
        *((fever, outlet, "Meridian Wire") for outlet in ("courier", "harbour6", "wire")),
        *((rocket, outlet, "Meridian Wire") for outlet in ("ledger", "standard", "wire")),
    }


def test_a_long_quotation_in_common_is_not_a_copy() -> None:
    first, second, third = longest(3)
    speech = "“" + third.text.replace("“", "").replace("”", "").replace("\n", " ")[:900] + "”"
    left, right = (replace(a, text=f"{a.text}\n\n{speech}") for a in (first, second))
    assert found(left, right) == {}


def test_boilerplate_of_an_outlet_is_not_a_copy() -> None:
    footer = " ".join(f"Subscribe for letter number {k} on subject {k * 7} every morning." for k in range(40))
    articles = [replace(a, outlet="One", text=f"{a.text[:900]}\n\n{footer}") for a in longest(9)]
    assert found(*articles) == {}


def test_articles_of_one_outlet_long_apart_are_not_copies() -> None:
    article = longest(1)[0]
    update = replace(article, id="update", text=article.text + " More was to follow.")
    assert set(found(article, update)) == {article.id, "update"}
    year_later = replace(update, published=dt.date(2027, 1, 1))
    assert found(article, year_later) == {}


def test_all_articles_with_the_same_text_are_in_one_group() -> None:
    article = longest(1)[0]
    popular = [replace(article, id=f"{k:02}", outlet=f"Outlet {k}") for k in range(30)]
    copies = found(*popular, *seeds())
    assert len({copies[one.id].group for one in popular}) == 1


def test_empty_input_has_no_copies() -> None:
    assert found() == {}
    assert found(Article("a", None, None, ""), Article("b", None, None, "One.")) == {}


@pytest.mark.parametrize(
    ("article", "origin"),
    [
        (Article("a", "Ledger", None, "ALDENPORT (Reuters) - The vote was close."), "Reuters"),
        (Article("a", "Ledger", None, "ALDENPORT, Jan. 14 (AP) — The vote was close."), "Associated Press"),
        (Article("a", "Ledger", None, "QUILLHAVEN (Meridian Wire) - The boats sailed."), "Meridian Wire"),
        (Article("a", "Harbour 6 News", None, "ALDENPORT (Harbour 6) — The boats sailed."), None),
        (Article("a", "Ledger", None, "It was close.", authors=("The Associated Press",)), "Associated Press"),
        (Article("a", "Ledger", None, "It was close.", authors=("Reuters Staff",)), "Reuters"),
        (Article("a", "Ledger", None, "It was close.", wire="Meridian Wire"), "Meridian Wire"),
        (
            Article("a", "Ledger", None, "It was close.\n\nThe Associated Press contributed to this report."),
            "Associated Press",
        ),
        (Article("a", "Ledger", None, "He told Reuters that it was close."), None),
        (Article("a", "Ledger", None, "It was close.", authors=("Pa Ledwick",)), None),
        (Article("a", None, None, ""), None),
    ],
)
def test_the_origin_is_the_agency_that_the_article_names(article: Article, origin: str | None) -> None:
    assert origin_of(article) == origin


def test_a_copy_without_a_credit_takes_the_origin_that_another_names() -> None:
    article = longest(1)[0]
    plain = replace(article, id="copy", outlet="Another", wire=None, text=article.text.partition(" - ")[2])
    copies = found(replace(article, wire=None, text=f"ALDENPORT (Reuters) - {plain.text}"), plain)
    assert copies["copy"].origin == "Reuters"


# -- somebody else's words ---------------------------------------------------------------------

POSTS = (
    "The lamp was lit by my crew on a night when nobody else would climb the tower",
    "Our mole will stand for a hundred years whatever the council’s engineers may write",
    "Never has a harbour been treated so badly by the people who live from it! Sad day",
    "They told me the dredger would sail in spring and it is still lying at the quay",
)
STATEMENT = (
    "The harbour authority has taken note of the concerns that residents of the lower town raised at the meeting, and "
    "it will publish the surveys of the mole before the end of the month. Work on the lamp stops until an independent "
    "engineer has examined the tower. The authority regrets that residents learned of the plan from the newspapers "
    "and will hold a second meeting, open to all, in the hall of the fish market on the first Sunday of April."
)
POST = "The lamp will be lit on Sunday night and every child of the lower town is invited to climb the tower and see it"


def reports(*added: str, without: str = "") -> dict[str, Copy]:
    """The copies among two different reports of two outlets to which these texts were added."""
    first, second = (replace(a, text="\n\n".join(a.text.split("\n\n")[:2])) for a in longest(2))
    left, right = replace(first, outlet="One"), replace(second, outlet="Two")
    left = replace(left, text="\n\n".join([left.text, *added]))
    own = [text.replace(without, "") if without else text for text in added]
    return found(left, replace(right, text="\n\n".join([right.text, *own])))


def test_a_passage_in_common_is_a_copy_if_nothing_says_that_it_is_quoted() -> None:
    assert reports(STATEMENT)


@pytest.mark.parametrize(
    "added",
    [
        POSTS,
        (f"The authority wrote to residents:\n\n{STATEMENT}",),
        (f"The authority wrote: {STATEMENT}",),
        (f"{STATEMENT} (Harbour Chronicle)",),
        (*(f"“{sentence}" for sentence in STATEMENT.split(". ")), "“That is all.”"),
        (f"“{STATEMENT.replace('the lamp', '“the lamp”')}”",),
        tuple(f"{POST} {n} — Ilse Marrant (@marrant) June {n}, 2025" for n in range(20, 25)),
        tuple(f"{POST} {n}\n\n— Ilse Marrant (@marrant) June {n}, 2025" for n in range(20, 25)),
    ],
)
def test_posts_statements_and_testimony_are_no_copies(added: tuple[str, ...]) -> None:
    assert reports(*added) == {}


def test_a_statement_that_only_one_of_two_announces_is_no_copy() -> None:
    assert (
        reports("The authority wrote to residents:\n\n" + STATEMENT, without="The authority wrote to residents:") == {}
    )


def test_a_column_in_the_first_person_that_two_outlets_print_is_a_copy() -> None:
    article = longest(1)[0]
    column = replace(article, text=article.text.replace(". ", ", I think. "))
    assert set(found(column, replace(column, id="copy", outlet="Another"))) == {column.id, "copy"}


def test_an_outlet_that_prints_its_own_statement_again_has_copied_it() -> None:
    first, second = (replace(a, outlet="One", text="\n\n".join(a.text.split("\n\n")[:2])) for a in longest(2))
    again = [replace(a, published=DAY, text=f"{a.text}\n\n" + "\n\n".join(POSTS)) for a in (first, second)]
    assert set(found(*again)) == {first.id, second.id}
