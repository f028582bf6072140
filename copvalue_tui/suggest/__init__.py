"""Floor 1: suggestion packs and ranking."""
