"""Runs over a whole store: ingest, score, relate and check, on this machine or on a cluster."""
