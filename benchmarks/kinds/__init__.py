"""The kinds of articles: how right they are, and fitting the weights of their words."""
