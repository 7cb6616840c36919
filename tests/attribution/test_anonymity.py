"""What a sentence says about the anonymity of its source: a reason, only the request, or nothing."""

import pytest

from analysis.attribution.anonymity import anonymity_of, gives_reason
from analysis.types import Span


def found(sentence: str) -> str | None:
    span = anonymity_of(sentence, Span(0, len(sentence)))
    return None if span is None else span.of(sentence)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Officials insisted on anonymity because an appeal may follow, they said.", "because an appeal may follow"),
        ("A member who did not want to be named because the board is bound, said so.", "because the board is bound"),
        ("The aide requested anonymity to talk about the calendar.", "to talk about the calendar"),
        ("A clerk said so, asking for anonymity in order to keep a job there.", "to keep a job there"),
        ("A nurse asked to remain anonymous owing to the risk.", "owing to the risk"),
        ("A lawyer wished to stay anonymous because staff may not speak.", "because staff may not speak"),
        ("One of them asked for anonymity on that ground.", "on that ground"),
        ("He sits on the panel and spoke on condition of anonymity for that reason.", "for that reason"),
        ("A senator, who requested anonymity to comment frankly, said so.", "to comment frankly"),
    ],
)  # fmt: skip
def test_a_reason_is_found(sentence: str, reason: str) -> None:
    assert found(sentence) == reason
    assert gives_reason(found(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The woman, who wished to remain anonymous, waved.",
        "A man who didn’t want to be identified nodded.",
        "They insisted on anonymity.",
        "She spoke anonymously to reporters.",
        "A driver asked not to be named to passengers.",
    ],
)
def test_a_request_without_a_reason_is_none(sentence: str) -> None:
    assert found(sentence) is not None
    assert not gives_reason(found(sentence))


@pytest.mark.parametrize(
    "sentence", ["“I don’t want to be identified with that party,” she said.", "The street was named because of him."]
)
def test_other_names_are_no_request(sentence: str) -> None:
    assert found(sentence) is None
