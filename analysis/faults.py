"""Unexpected errors: they are caught here and nowhere else, and cost one file, row, page or site, never a run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Fault:
    """An error that nobody foresaw: the type of the exception, and the module and line that raised it."""

    kind: str
    place: str

    def reason(self, failed: str, rest: str) -> str:
        """A sentence for users: what failed and why, and what became of the rest."""
        return f"{failed} because of an error in Sourcelight ({self.kind} in {self.place}); {rest}; please report it"


def fault_of(error: BaseException) -> Fault:
    """The type of an exception and its place: the innermost module and line of Sourcelight that it passed."""
    place = "an unknown place"
    for frame, line in walk_tb(error.__traceback__):
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(PACKAGE) and file != Path(__file__):
            place = f"{file.relative_to(PACKAGE).as_posix()}, line {line}"
    return Fault(type(error).__name__, place)


class Catching:
    """``with Catching() as caught:`` ends its block at any ``Exception``, which is then ``caught.error``.

    It goes around the reading of one file, row, page, feed or site, so that an error there does not end the run.
    """

    def __init__(self) -> None:
        self.error: Exception | None = None

    @property
    def fault(self) -> Fault | None:
        """The error's type and place, or ``None`` if there was no error."""
        return None if self.error is None else fault_of(self.error)

    def __enter__(self) -> Catching:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> bool:
        if isinstance(error, Exception):
            self.error = error
        return self.error is not None
