"""What relates articles to each other: topics, copies and stories; and the sentences around a place in a text."""
