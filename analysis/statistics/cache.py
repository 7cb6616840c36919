"""A cache for the results of pure functions of arrays, keyed by a digest of the arrays.

When a reader adds an outlet, the intervals of all the other outlets are needed again, from the same sums.
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
#: cached results of each function: a page with a grid of cells needs a few hundred
CACHED_RESULTS = 8192


def _digest(*arrays: npt.NDArray[np.generic]) -> bytes:
    found = hashlib.blake2b(digest_size=16)
    for array in arrays:
        found.update(f"{array.dtype.str}{array.shape}".encode())
        found.update(np.ascontiguousarray(array).data)
    return found.digest()


def cached_result(function: Callable[P, R]) -> Callable[P, R]:
    """Cache the results of a function that takes only arrays. Callers must not modify the results."""
    return cached(LRUCache(CACHED_RESULTS), key=_digest, lock=Lock())(function)


def cached_each(function: Callable[[Sequence[Arrays]], list[R]]) -> Callable[[Sequence[Arrays]], list[R]]:
    """Cache a function that maps a sequence of inputs to results; it is called with the uncached inputs only."""
    results: LRUCache[bytes, R] = LRUCache(CACHED_RESULTS)
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
