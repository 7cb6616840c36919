"""What pages show as HTML; everything that comes from an article is escaped. Pure."""
