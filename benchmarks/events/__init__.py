"""Pairs of real articles labelled by reading: do two outlets report one event, and does the grouping say so?"""
