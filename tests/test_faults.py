"""Unexpected errors: caught with their type and place, and told in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import urls
from analysis.faults import Catching, fault_of


def endless(depth: int = 0) -> int:
    return endless(depth + 1)


@pytest.mark.parametrize(
    "error", [ValueError("x"), MemoryError(), IndexError(), UnicodeDecodeError("a", b"", 0, 1, "")]
)
def test_an_exception_ends_the_block_and_nothing_else(error: Exception) -> None:
    with Catching() as caught:
        raise error
    assert caught.error is error
    assert caught.fault is not None
    assert caught.fault.kind == type(error).__name__


def test_endless_recursion_is_caught() -> None:
    with Catching() as caught:
        endless()
    assert caught.fault is not None
    assert caught.fault.kind == "RecursionError"


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_what_ends_a_program_is_passed_on(error: type[BaseException]) -> None:
    with pytest.raises(error), Catching():
        raise error


def test_without_an_error_there_is_no_fault() -> None:
    with Catching() as caught:
        pass
    assert (caught.error, caught.fault) == (None, None)


def test_the_place_is_the_innermost_line_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(urls, "parse_qsl", fail)
    with Catching() as caught:
        urls.without_tracking("a=1")
    assert caught.fault is not None
    kind, file, line = caught.fault.kind, *caught.fault.place.split(", line ")
    assert (kind, file) == ("ZeroDivisionError", "urls.py")
    assert "parse_qsl(query" in Path(urls.__file__).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert caught.fault.reason("the row could not be read", "the rest was read") == (
        f"the row could not be read because of an error in Sourcelight (ZeroDivisionError in urls.py, line {line}); "
        "the rest was read; please report it"
    )


def test_an_error_from_elsewhere_has_no_place() -> None:
    assert fault_of(ValueError()).place == "an unknown place"
