"""From words to a question, or to what is missing. Pure: the words come as data in the catalog."""
