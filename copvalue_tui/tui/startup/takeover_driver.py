"""The driver that takes over a first screen painted before it was loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copvalue_tui.tui.terminal.driver import QuietDriver

if TYPE_CHECKING:
    from textual.app import App

    from copvalue_tui.tui.startup.first_paint import FirstPaint


class TakeoverDriver(QuietDriver):
    """Sends of the toolkit's first frame only what differs from the screen that is there."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._first: FirstPaint | None = getattr(app, "first_paint", None)
        if self._first is not None and self._first.size == self._drawn_size:
            self._wire = self._first.wire
            self._asks_width = False  # it was asked before the first screen

    def start_application_mode(self) -> None:
        """Takes over; the settings to go back to are those from before the first screen."""
        super().start_application_mode()
        first, self._first = self._first, None
        if first is not None:
            first.taken = True
            self.attrs_before = first.settings

    def write(self, data: str) -> None:
        """Leaves out the change to the other screen, which would clear the one painted there."""
        if self._first is None or data != "\x1b[?1049h":
            super().write(data)

    def _fit(self) -> None:
        # While it takes over, it is told a size, and not that what is there was cut.
        if self._first is not None and self._first.size == self._drawn_size:
            self._size_told = False
        super()._fit()
