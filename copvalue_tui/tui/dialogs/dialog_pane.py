"""The widget a dialog is painted in: over the foot of the screen, gone when there is none."""

from __future__ import annotations

from textual.geometry import Offset

from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.tui.dialogs.dialog import Dialog
from copvalue_tui.tui.drawing.line import Pieces, text_of
from copvalue_tui.tui.drawing.line_widget import LineWidget
from copvalue_tui.tui.drawing.themes import Theme


class DialogPane(LineWidget):
    """Paints the dialog that has the keys."""

    DEFAULT_CSS = """
    DialogPane { layer: dialog; dock: bottom; width: 1fr; height: 2; display: none; }
    """

    def __init__(self, state: State, look: Theme) -> None:
        super().__init__(state, look, "dialog")
        self._dialog: Dialog[object] | None = None

    def show(self, dialog: Dialog[object] | None) -> None:
        """Shows another dialog, or none."""
        self._dialog = dialog
        self.fit()
        self.display = dialog is not None
        self.redraw()

    def fit(self) -> None:
        """Takes as many lines as the dialog wants, the title bar left in sight."""
        if self._dialog is not None:
            width, height = self.app.size
            most = max(height - 1, 1)
            self.styles.height = min(max(self._dialog.height(width, most), 1), most)

    def drawn(self) -> tuple[Pieces, ...]:
        """The dialog's lines for the size that the pane has."""
        width, height = self.size
        return () if self._dialog is None else tuple(self._dialog.lines(width, height))

    def redraw(self) -> None:
        """Paints the lines that differ, and puts the terminal's cursor where one types."""
        super().redraw()
        for y, line in enumerate(self.lines if self._dialog is not None else ()):
            for index, (_, tone) in enumerate(line):
                if tone == "caret":
                    # Input methods look there.
                    x = cell_width(text_of(line[:index]))
                    self.app.cursor_position = self.region.offset + Offset(x, y)
