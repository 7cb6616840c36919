"""Runs over a whole store: ingest, score, relate, check; on this machine or a cluster."""
