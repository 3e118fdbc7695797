"""Who decides what an answer is worth."""
