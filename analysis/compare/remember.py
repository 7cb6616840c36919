"""Results of pure functions of arrays, kept by a digest of what went in.

A reader who adds an outlet asks for the intervals of all the others again, of the same sums.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from threading import Lock
from typing import ParamSpec, TypeVar

import numpy as np
import numpy.typing as npt
from cachetools import LRUCache, cached

P = ParamSpec("P")
R = TypeVar("R")
#: results kept for each function: a page of cells asks for a few hundred
KEPT = 8192


def _digest(*arrays: npt.NDArray[np.generic]) -> bytes:
    found = hashlib.blake2b(digest_size=16)
    for array in arrays:
        found.update(f"{array.dtype.str}{array.shape}".encode())
        found.update(np.ascontiguousarray(array).data)
    return found.digest()


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """The function, which takes arrays only and whose results nobody changes, computed once for the same arrays."""
    return cached(LRUCache(KEPT), key=_digest, lock=Lock())(function)
