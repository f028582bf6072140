"""How a typed date fails: with a sentence that says what to type."""


class NotADate(Exception):
    """A text that is no date, or one that may be read in two ways."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        """What to tell the person: what is wrong, and what to type."""
