"""Sentences of real news labelled by reading: how they were drawn, how two readers agreed, how right our marks are."""
