"""Results of pure functions of arrays, kept by a digest of what went in.

A reader who adds an outlet asks for the intervals of all the others again, of the same sums.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import ParamSpec, TypeVar

import numpy as np
import numpy.typing as npt
from cachetools import LRUCache, cached

P = ParamSpec("P")
R = TypeVar("R")
Arrays = TypeVar("Arrays", bound=Iterable[npt.NDArray[np.generic]])
#: results kept for each function: a page of cells asks for a few hundred
KEPT = 8192


def _digest(*arrays: npt.NDArray[np.generic]) -> bytes:
    found = hashlib.blake2b(digest_size=16)
    for array in arrays:
        found.update(f"{array.dtype.str}{array.shape}".encode())
        found.update(np.ascontiguousarray(array).data)
    return found.digest()


def cached_result(function: Callable[P, R]) -> Callable[P, R]:
    """The function, which takes arrays only and whose results nobody changes, computed once for the same arrays."""
    return cached(LRUCache(KEPT), key=_digest, lock=Lock())(function)


def cached_each(function: Callable[[Sequence[Arrays]], list[R]]) -> Callable[[Sequence[Arrays]], list[R]]:
    """The same for a function that does many at once: it is given those alone whose result is not known."""
    results: LRUCache[bytes, R] = LRUCache(KEPT)
    lock = Lock()

    def found(many: Sequence[Arrays]) -> list[R]:
        keys = [_digest(*one) for one in many]
        with lock:
            known = {key: results[key] for key in keys if key in results}
        missing = {key: one for key, one in zip(keys, many, strict=True) if key not in known}
        if missing:
            made = dict(zip(missing, function(list(missing.values())), strict=True))
            with lock:
                results.update(made)
            known |= made
        return [known[key] for key in keys]

    return found
