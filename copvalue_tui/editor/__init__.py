"""Floor 2: an open session and what a person can do to it; no Textual."""
