"""Copying out: the terminal's own clipboard, by the sequence that also travels through SSH."""

from __future__ import annotations

from textual.app import App

LONGEST = 70_000
"""Bytes of text; many terminals drop a longer sequence without a word."""
SENT = "Sent to the terminal's clipboard."
TOO_LONG = "Too long for the terminal's clipboard: more than 70 kB; copied here only."


def send(app: App[object], text: str) -> str:
    """Sends a text to the terminal's clipboard; says what became of it.

    Terminals do not answer, so nothing more can be known than that it was sent.
    """
    if len(text.encode("utf-8", "replace")) > LONGEST:
        return TOO_LONG
    app.copy_to_clipboard(text)
    return SENT
