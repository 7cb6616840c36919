"""Articles and their counts as columns in memory, for the dashboard."""
