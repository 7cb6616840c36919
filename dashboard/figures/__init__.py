"""View models to Plotly figures, as plain dictionaries. Pure."""
