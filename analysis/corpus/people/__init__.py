"""Persons across the articles of a corpus: which of the names in them mean the same person."""

from analysis.corpus.people.clusters import Together
from analysis.corpus.people.first_names import FirstNames
from analysis.corpus.people.forms import Mention
from analysis.corpus.people.names import Name, folded, parse_name
from analysis.corpus.people.persons import persons_of

#: increased with every change of the rules, so that all persons are found again
VERSION = "1"

__all__ = ["VERSION", "FirstNames", "Mention", "Name", "Together", "folded", "parse_name", "persons_of"]
