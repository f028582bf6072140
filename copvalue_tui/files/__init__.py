"""Floor 1: text and disk."""
