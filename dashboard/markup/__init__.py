"""Parts of pages as HTML, in which all text from articles is escaped. Pure."""
