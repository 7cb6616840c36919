"""How accurate the measures are on labelled data."""
