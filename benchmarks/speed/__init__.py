"""How fast the pipeline, the store and the dashboard are."""
