"""Real articles: our own labels on them, how two readers agreed, and how often intervals contain the truth."""
