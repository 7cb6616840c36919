"""Writing articles and tables for other programs."""
