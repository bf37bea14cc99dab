"""Our services in our own words, dated numbers with their citations, and the loader that refuses malformed data."""
