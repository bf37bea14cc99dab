"""The day: what people log, what a team may see of it, and the post that tells it each morning."""
