"""How right the measures are, on labelled data."""
