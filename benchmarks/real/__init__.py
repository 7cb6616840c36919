"""Labels of our own on real articles: how they were drawn, and how two readers agreed."""
