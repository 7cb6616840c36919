"""The corpora that a reader can open: the demonstration, the reader's own articles, and other stores in the folder.

The demonstration is built from ``seeds/`` when it is opened.
"""

from __future__ import annotations

import os
import re
import shlex
import unicodedata
from pathlib import Path

import streamlit as st

from analysis import paths
from analysis.scorers import versions
from analysis.statistics import ENOUGH_ARTICLES
from analysis.store import EmptyStore, Store, StoreProblem
from dashboard.cache import queries

DEMONSTRATION = "Demonstration"
#: articles with which the reader's own corpus opens by itself: with fewer no two outlets can be compared
ENOUGH_TO_OPEN = 2 * ENOUGH_ARTICLES
MINE = "My articles"
#: how the name of a store's file ends
SUFFIX = ".duckdb"
#: characters of the name of a new corpus
LONGEST_NAME = 40
#: the name of a new corpus: words of letters and digits, with a space or a hyphen between them
NAME = re.compile(r"[^\W_]+(?:[ -][^\W_]+)*")


class CorpusProblem(ValueError):
    """A new corpus cannot have this name; the message says why in a sentence."""


def corpora() -> dict[str, Path]:
    """The name of each corpus and its file, which may not exist yet.

    If the environment names a store, that is the only one. File names may be anything, so names are to be escaped.
    """
    own = {DEMONSTRATION: paths.DEMONSTRATION, MINE: paths.DEFAULT}
    named = os.environ.get(paths.ENVIRONMENT)
    if named:
        path = Path(named)
        known = next((name for name, one in own.items() if _same(path, one)), None)
        return {known or _readable(path.stem) or _printable(path.name): path}
    found, taken = dict(own), {name.casefold() for name in own}
    for path in sorted(paths.DATA.glob(f"*{SUFFIX}")):
        if path.name.startswith(".") or path in own.values() or not path.is_file():
            continue
        name = _readable(path.stem)
        if not name or name.casefold() in taken:
            name = _printable(path.name)
        taken.add(name.casefold())
        found[name] = path
    return found


def _same(path: Path, other: Path) -> bool:
    return os.path.realpath(path) == os.path.realpath(other)


def _printable(text: str) -> str:
    """A part of a file's name without what cannot be shown, and without characters that turn the direction of text."""
    return "".join(character if character.isprintable() else " " for character in text)


def _readable(stem: str) -> str:
    return " ".join(_printable(re.sub(r"[_-]", " ", stem)).split())


def articles_in(path: Path) -> int:
    """The number of articles in a store, 0 if there is none yet. Raises ``StoreProblem`` if it cannot be read."""
    try:
        return queries.corpus(Store(path)).articles
    except EmptyStore:
        return 0


def default_corpus(found: dict[str, Path]) -> str:
    """The name of the corpus to open if the reader has not chosen any.

    Their own articles, if these are enough to compare two outlets, or else the demonstration.
    """
    if MINE not in found or DEMONSTRATION not in found:
        return next(iter(found))
    try:
        return MINE if articles_in(found[MINE]) >= ENOUGH_TO_OPEN else DEMONSTRATION
    except StoreProblem:  # a damaged store is said, not passed over
        return MINE


def open_corpus(path: Path) -> Store:
    """The store of a corpus; the demonstration is built first. Raises ``StoreProblem`` if it cannot be built."""
    store = Store(path)
    if is_demonstration(store):
        _prepare(store)
    return store


def is_demonstration(store: Store) -> bool:
    """True for the store that contains the fictional articles of ``seeds/``, whatever path leads to it."""
    return _same(store.path, paths.DEMONSTRATION)


def new_corpus(name: str) -> Path:
    """The file for a new corpus with this name. Raises ``CorpusProblem`` if it cannot have the name."""
    name = " ".join(unicodedata.normalize("NFKC", name).split())
    if len(name) > LONGEST_NAME:
        raise CorpusProblem(f"The name of a corpus has at most {LONGEST_NAME} characters.")
    if not NAME.fullmatch(name):
        raise CorpusProblem("Use letters, digits, spaces and single hyphens for the name of a corpus.")
    if os.environ.get(paths.ENVIRONMENT):
        raise CorpusProblem("This server shows a single corpus; no other can be added.")
    path = paths.DATA / f"{name.replace(' ', '_')}{SUFFIX}"
    files = {other.stem.casefold() for other in paths.DATA.glob(f"*{SUFFIX}")}
    files |= {paths.DEFAULT.stem, paths.DEMONSTRATION.stem}
    if _readable(name).casefold() in {other.casefold() for other in corpora()} or path.stem.casefold() in files:
        raise CorpusProblem("A corpus with this name already exists.")
    return path


def name_of(path: Path) -> str:
    """The name of the corpus with this file; that of the file if it is not among the corpora."""
    return next((name for name, one in corpora().items() if _same(one, path)), _readable(path.stem))


def store_option(store: Store) -> str:
    """What a command of the terminal needs to use this store: empty for the one that it uses anyway."""
    return "" if _same(store.path, paths.default_path()) else f" --store {shlex.quote(str(store.path))}"


@st.cache_resource(show_spinner="Scoring the demonstration corpus …")
def _built(path: str, scorer_versions: tuple[tuple[str, str], ...]) -> bool:
    from analysis.run.pipeline import ingest, score  # imported here because only the demonstration needs it
    from analysis.run.relate import relate

    store = Store(Path(path))
    ingest(store, [paths.SEEDS / "articles"])
    score(store, workers=1)
    relate(store)
    return True


def _prepare(store: Store) -> None:
    """Build the demonstration store, once for all sessions and for each version of the scorers."""
    if not store.exists:  # deleted while the server was running
        _built.clear()
    _built(str(store.path), tuple(sorted(versions().items())))
