"""Benchmarks: how accurate the measures are, how fast the programs are, and what they survive."""
