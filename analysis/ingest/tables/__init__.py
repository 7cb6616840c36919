"""Parts of the reader of tables: opening files, rows in each format, cells, and the report of what was understood."""
