"""Claims of a story's articles, which are slow to compare; cached."""

from __future__ import annotations

from analysis.corpus.claims import Claim, SharedClaim, hedged_and_flat, shared_claims
from analysis.store import Store
from dashboard.cache import queries
from dashboard.cache.query import cached_query


@cached_query()
def hedged_claims(store: Store, *ids: str) -> list[Claim]:
    """The claims that one outlet hedges and another states flatly in these articles."""
    return hedged_and_flat(queries.scored_articles(store, *ids))


@cached_query()
def claims_of_tellings(store: Store, *ids: str) -> list[SharedClaim]:
    """The claims that several of these articles make."""
    return shared_claims(queries.scored_articles(store, *ids))
