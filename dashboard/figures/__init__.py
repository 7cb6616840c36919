"""Plotly figures, built from views as plain dictionaries, which is much faster than building figure objects. Pure."""
