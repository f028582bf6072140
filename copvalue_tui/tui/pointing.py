"""What the mouse does in the editor: a click goes there, a second one is Enter."""

from __future__ import annotations

from dataclasses import replace

from textual.screen import Screen

from copvalue_tui.editor.commands.typing import change_line
from copvalue_tui.editor.keys.command import Command
from copvalue_tui.editor.keys.runner import Runner
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.state.text_line import wrapped_at
from copvalue_tui.editor.suggestions.suggestion_list import highlighted
from copvalue_tui.editor.timeline.past_view import look_at_moment, point_at
from copvalue_tui.tui.drawing.line_widget import LineWidget
from copvalue_tui.tui.grid.grid import MatrixGrid
from copvalue_tui.tui.side.panel import SuggestionPanel

_RANGES = {
    "vote-numbered": "Click a value to vote for it.",
    "adopt-numbered": "Click a suggestion twice to adopt it.",
}
"""Commands that the footer names with a range of keys; a click on that is no one of them."""


def _with_caret(state: State, at: MatrixGrid.TextPointed) -> State:
    """The state with the caret where the text that is typed was clicked."""
    if state.typing is None:
        return state
    line = wrapped_at(state.typing.line, at.width)
    if at.line >= len(line.spans):
        return state
    own = replace(state, mode=replace(state.typing, chosen=None))
    return change_line(own, lambda _: line.at(at.line, at.column))


class PointingScreen(Screen[None], inherit_bindings=False):
    """Hears of clicks, and makes of them what a key would."""

    runner: Runner

    def give_key(self, key: str) -> None:
        """Presses a key, after those that were pressed before."""
        raise NotImplementedError

    def give_command(self, command: Command) -> None:
        """Runs a command, after the keys that were pressed before."""
        raise NotImplementedError

    def _run(self, name: str) -> None:
        """Runs the command of this id."""
        commands = self.runner.keymap.commands
        self.give_command(next(one for one in commands if one.id == name))

    @property
    def _listens(self) -> bool:
        """Whether a click goes somewhere: not while something is typed or asked."""
        return self.runner.state.typing is None and not self.runner.talking

    def on_matrix_grid_place_pointed(self, event: MatrixGrid.PlacePointed) -> None:
        """A click moves the cursor, or votes; a second one at once is Enter."""
        if self._listens:
            self.runner.change(lambda state: point_at(state, event.place))
            if self.runner.state.pane == "voting":
                self._run("vote-here")
            elif event.twice and self.runner.state.pane in ("grid", "writing"):
                self._run("edit")

    def on_matrix_grid_text_pointed(self, event: MatrixGrid.TextPointed) -> None:
        """A click into the text that is typed moves the caret."""
        if not self.runner.talking:
            self.runner.change(lambda state: _with_caret(state, event))

    def on_matrix_grid_row_pointed(self, event: MatrixGrid.RowPointed) -> None:
        """A click on a row's name goes to the row; a second one at once renames it."""
        if self._listens:
            self.runner.change(lambda state: point_at(state, event.place))
            if event.twice and self.runner.state.pane == "grid":
                self._run("rename-row")

    def on_suggestion_panel_offer_pointed(self, event: SuggestionPanel.OfferPointed) -> None:
        """A click goes to an offer, or looks at a moment of the timeline; a second one adopts.

        While a value is typed it highlights the offer, and a second one takes it.
        """
        from copvalue_tui.editor.commands.suggestions import adopted, choose_offer

        if self.runner.state.typing is not None and not self.runner.talking:
            self.runner.change(lambda state: highlighted(state, event.index))
            if event.twice:
                self._run("keep")
            return
        if not self._listens:
            return
        if self.runner.state.timeline is not None:
            self.runner.change(lambda state: look_at_moment(state, event.index))
        elif event.twice:
            self.runner.change(lambda state: adopted(state, event.index))
        else:
            self.runner.change(lambda state: choose_offer(state, event.index))

    def on_line_widget_key_pointed(self, event: LineWidget.KeyPointed) -> None:
        """A click on a key at the foot or in the panel presses it; “1 to 9” is no key."""
        command = self.runner.keymap.find(self.runner.state.pane, event.key)
        said = _RANGES.get(command.id if command is not None else "")
        if said and self._listens:
            self.runner.change(lambda state: state.with_message(said))
        else:
            self.give_key(event.key)
