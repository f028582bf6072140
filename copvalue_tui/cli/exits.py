"""The exit codes of all commands, and how a command refuses with one."""

DONE = 0
FINDINGS = 1
"""Findings, differences or conflicts."""
WRONG_USE = 2
UNREADABLE = 3
"""A file cannot be read as a matrix."""
UNWRITABLE = 4
"""A file cannot be written."""
BUG = 70
"""A bug in copvalue."""
INTERRUPTED = 130


class Refusal(Exception):
    """A command cannot go on; its text, whole sentences, is printed before it exits."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code
        """The exit code."""
