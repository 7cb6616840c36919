"""Records of WARC archives, also of those that are damaged: what is whole is found, what is not is named."""
