"""Discord commands, thin: options to a question, the use case, a reply."""
