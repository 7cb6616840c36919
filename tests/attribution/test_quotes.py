"""Quotations in all kinds of quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.attribution.quotes import find_quotes, paragraphs


def quoted(text: str) -> list[str]:
    return [quote.inner.of(text) for quote in find_quotes(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We won,” she said.", ["We won,"]),
        ('"We won," she said. "Twice."', ["We won,", "Twice."]),
        ('He said "no" and "yes".', ["no", "yes"]),
        ("‘We won,’ she said. ‘It’s over.’", ["We won,", "It’s over."]),
        ("'We won,' she said.", ["We won,"]),
        ("The workers’ council met; it’s the members’ right.", []),
        ("The workers' council met; it's the members' right.", []),
        ("In the ’90s they said ’twas so.", []),
        ("A 6' 2\" man of the '60s.", []),
        ("“One ‘two’ three,” he said.", ["One ‘two’ three,"]),
        ("“Never closed, he said.", []),
        ("never opened,” he said.", []),
        ("She said (“quietly”) nothing.", ["quietly"]),
        ("„Deutsch“ is opened low.", []),
        ('“Mixed marks," he said.', ["Mixed marks,"]),
        ("", []),
        ('I am tired of it," said Ann Lee, the mayor.', ["I am tired of it,"]),
        ("I am tired of it,” mayor Ann Lee said on Monday. “We left.”", ["I am tired of it,", "We left."]),
        ("I am tired of it,” and nobody cared.", []),
        ("I am tired of it” said Ann Lee, the mayor.", []),
        ("“No,” he said. I am tired of it,” said Ann Lee, the mayor.", ["No,"]),
    ],
)
def test_quotations_are_found(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_a_quotation_over_several_paragraphs_continues_until_it_is_closed() -> None:
    text = "“First part of it.\n\n“Second part,” she said."
    assert quoted(text) == ["First part of it.", "Second part,"]
    first, second = find_quotes(text, paragraphs(text))
    assert first.continues
    assert not second.continues


@given(st.text(alphabet="ab .,’‘“”\"'\n!?–«»", max_size=200))
def test_quotations_are_inside_the_text_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for quote in find_quotes(text, paragraphs(text)):
        assert end <= quote.span.start <= quote.inner.start < quote.inner.end <= quote.span.end <= len(text)
        end = quote.span.end
