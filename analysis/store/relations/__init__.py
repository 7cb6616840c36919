"""What connects the articles of a store: topics, copies, stories, and the persons whom their names mean."""

from analysis.store.relations.between_articles import Relations
from analysis.store.relations.people import People

__all__ = ["People", "Relations"]
