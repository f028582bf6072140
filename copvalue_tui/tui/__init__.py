"""Floor 3: the terminal, drawn with Textual."""
