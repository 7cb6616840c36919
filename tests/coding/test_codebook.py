"""Tests of codebooks: ready-made ones, CSV and YAML there and back, and faults that are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.coding.codebook import (
    BadCodebook,
    Codebook,
    Value,
    Variable,
    from_csv,
    from_yaml,
    read_codebook,
    ready_made,
    to_csv,
    to_yaml,
)

BOOK = Codebook(
    "tones",
    (
        Variable("angry", "Is it angry?", "sentence", "binary", values=(Value("1", "yes"), Value("0", "no"))),
        Variable("how", "How much?", "sentence", "ordinal", values=(Value("low"), Value("mid"), Value("high"))),
        Variable("years", "How many years?", "sentence", "interval", definition="a whole number, as in “20 years”"),
    ),
)


@pytest.mark.parametrize("book", [BOOK, *ready_made()], ids=lambda book: book.name)
def test_a_codebook_is_the_same_after_csv_and_yaml(book: Codebook) -> None:
    assert from_yaml(to_yaml(book)) == book
    assert from_csv(to_csv(book), book.name) == book
    assert from_csv("\ufeff" + to_csv(book), book.name).digest == book.digest


def test_a_change_of_a_definition_changes_the_digest() -> None:
    changed = from_yaml(to_yaml(BOOK).replace("a whole number", "any number"))
    assert changed.digest != BOOK.digest


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: x", "list of “variables”"),
        ("name: x\nvariables: []", "at least one variable"),
        ("name: x\nvariables: [3]", "variable 1: not a mapping"),
        ("name: x\nvariables: [{key: a}, {key: a}]", "a key of its own"),
        ("name: x\nvariables: [{key: a, level: high}]", "the level must be one of"),
        ("name: x\nvariables: [{key: a, unit: page}]", "the unit must be one of"),
        ("name: x\nvariables: [{key: a, unit: mark}, {key: b}]", "the same for the whole codebook"),
        ("name: x\nvariables: [{key: a, level: nominal, values: [{code: p}]}]", "at least two values"),
        ("name: x\nvariables: [{key: a, level: interval, values: [{code: p}]}]", "no list of values"),
        ("name: x\nvariables: [{key: a, level: binary, values: [{code: p}, {code: q}]}]", "the values 1 and 0"),
        ("a: [", "not a YAML file"),
        ("!!python/object/apply:os.system ['true']", "not a YAML file"),
    ],
)
def test_faults_are_named(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "book.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadCodebook, match=said) as caught:
        read_codebook(path)
    assert str(path) in str(caught.value)


def test_codes_are_checked() -> None:
    angry, how, years = BOOK.variables
    assert (angry.code_of(" yes "), how.code_of("mid"), years.code_of("3")) == ("1", "mid", "3.0")
    assert (angry.number_of("0"), how.number_of("high"), years.number_of("3.0")) == (1.0, 2.0, 3.0)
    for variable, wrong in ((angry, "maybe"), (how, "MID."), (years, "three")):
        with pytest.raises(ValueError, match=f"{variable.key} takes"):
            variable.code_of(wrong)


def test_cells_that_look_like_formulas_are_defused() -> None:
    book = from_yaml("name: x\nvariables: [{key: a, label: '=1+1'}]")
    assert "'=1+1" in to_csv(book)
