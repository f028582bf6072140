"""Why something cannot be imported."""

from __future__ import annotations


class CannotImport(Exception):
    """A file cannot be read in any format; the text is one or more whole sentences."""


class LibraryMissing(CannotImport):
    """A format needs a library that is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"To read {name} files, install what they need: pip install 'copvalue-tui[{name}]'"
        )
