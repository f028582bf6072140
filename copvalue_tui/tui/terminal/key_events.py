"""Textual's events for what the terminal sent: keys, pastes, and bursts that may be either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from copvalue_tui.matrix.text.sanitize import acceptable
from copvalue_tui.tui.terminal.input_parser import (
    Burst,
    CursorAt,
    Escape,
    EscapeAnd,
    Keys,
    Pasted,
    Piece,
)
from copvalue_tui.tui.terminal.screen_diff import WIDE_AT

_LONGEST = 32
"""Characters of a sequence from which on Textual's parser would type it out as keys."""


class PastedText(events.Paste):
    """A marked paste: only what may be taken in, its lines ending in line feeds."""

    def __init__(self, text: str, refused: int = 0, *, cut: bool = False) -> None:
        super().__init__(text)
        self.refused = refused
        """How many characters were left out because they are commands to a terminal."""
        self.cut = cut
        """Whether it was too long and lost its end."""


class WideLines(Message):
    """The terminal draws lines and marks two cells wide, where we count one."""


class BurstText(PastedText):
    """Characters that came at once and unmarked: a paste, unless the pane reads them as keys.

    `input_parser.meant_as_keys(event.text)` tells how they read in the grid. A pane that wants them
    as keys posts `event.keys` to the app, in order.
    """

    def __init__(self, text: str, refused: int, keys: tuple[events.Key, ...]) -> None:
        super().__init__(text, refused)
        self.keys = keys


class AltOrEscape(events.Key):
    """ESC and a key that came together: named as Alt and the key, as Textual names them.

    It may as well have been Escape and then the key; `keys` are those two.
    """

    def __init__(self, key: events.Key) -> None:
        super().__init__(f"alt+{key.key}", key.character)
        self.keys = (events.Key("escape", "\x1b"), key)


# To every widget they are pastes and keys: `on_paste` and `on_key` receive them.
PastedText.handler_name = BurstText.handler_name = events.Paste.handler_name
AltOrEscape.handler_name = events.Key.handler_name


class Keyboard:
    """Turns the pieces of the intake into Textual's messages, by Textual's own table of keys."""

    def __init__(self) -> None:
        self._parser = XTermParser()

    def messages(self, pieces: Iterable[Piece]) -> Iterator[Message]:
        """The messages of some pieces, in order."""
        for piece in pieces:
            match piece:
                case Escape():
                    yield events.Key("escape", "\x1b")
                case EscapeAnd(text):
                    keys = (key for key in self._keys(text) if isinstance(key, events.Key))
                    yield from map(AltOrEscape, keys)
                case Keys(text):
                    yield from self._keys(text)
                case Pasted(text, refused, cut):
                    yield PastedText(text, refused, cut=cut)
                case CursorAt(column=column):
                    # Asked behind a single line, so it has two cells in the third column only.
                    if column == WIDE_AT:
                        yield WideLines()
                case Burst(text):
                    taken = acceptable(text)
                    keys = (key for key in self._keys(text) if isinstance(key, events.Key))
                    yield BurstText(taken.text, taken.refused, tuple(keys))

    def _keys(self, text: str) -> list[Message]:
        """What Textual reads in characters or in one whole sequence; nothing if it knows it not."""
        sequence = text.startswith("\x1b")
        if sequence and len(text) > _LONGEST:
            return []
        try:
            messages = [_whole(message) for message in self._parser.feed(text)]
        except Exception:  # whatever a terminal may say, the app lives on
            messages = []
            sequence = True
        if sequence and not messages:
            # It may wait for the rest of a sequence it does not know, and swallow keys until then.
            before, self._parser = self._parser, XTermParser()
            for name in (
                "last_x",
                "last_y",
                "mouse_pixels",
                "terminal_size",
                "terminal_pixel_size",
            ):
                setattr(self._parser, name, getattr(before, name))
        return messages


def _whole(message: Message) -> Message:
    """The message, a space key always with its space, no key with half a character."""
    if not isinstance(message, events.Key):
        return message
    if message.key == "space" and message.character is None:
        return events.Key("space", " ")
    if message.character and "\ud800" <= message.character <= "\udfff":
        return events.Key("replacement_character", "\ufffd")
    return message
