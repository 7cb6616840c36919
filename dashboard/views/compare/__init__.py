"""The page Compare: outlets compared on one measure, and outlets or articles on two."""
