"""Textual's driver for a browser, which ends the editor when nobody serves it any more."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial

from textual import messages
from textual.drivers.web_driver import WebDriver

NAME = f"{WebDriver.__module__}:{WebDriver.__qualname__}"
"""What `TEXTUAL_DRIVER` says where a browser shows the editor."""


def _write_while_served(descriptor: int, packet: bytes) -> int:
    with suppress(BrokenPipeError):
        return os.write(descriptor, packet)
    return len(packet)


class BrowserDriver(WebDriver):
    """Keys and the screen go through two pipes, whose other ends a server holds."""

    def start_application_mode(self) -> None:
        """Begins to show the editor; from now on a server that is gone is no error."""
        self._write = partial(_write_while_served, self.fileno)
        super().start_application_mode()

    def run_input_thread(self) -> None:
        """Heeds what comes in; the end of it is a closed tab, whose server was killed."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(messages.ExitApp())
