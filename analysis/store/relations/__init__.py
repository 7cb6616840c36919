"""What connects the articles of a store: topics, copies, stories, persons, and the lines that an outlet repeats."""

from analysis.store.relations.between_articles import Relations
from analysis.store.relations.furniture import Furniture
from analysis.store.relations.people import People

__all__ = ["Furniture", "People", "Relations"]
