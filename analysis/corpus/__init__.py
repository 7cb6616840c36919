"""Relations between articles: topics, copies, stories and claims; search terms; and the sentences around a place."""
