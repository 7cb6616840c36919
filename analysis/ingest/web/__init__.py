"""Parts of the reader of web pages: markup, bylines, notices."""
