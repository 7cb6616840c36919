"""Export of articles and tables for other programs."""
