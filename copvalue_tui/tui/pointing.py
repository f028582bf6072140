"""What the mouse does in the editor: a click goes there, a second one is Enter."""

from __future__ import annotations

from textual.screen import Screen

from copvalue_tui.editor.keys.runner import Runner
from copvalue_tui.editor.timeline.past_view import look_at_moment, point_at
from copvalue_tui.tui.bars.bars import FooterBar
from copvalue_tui.tui.grid.grid import MatrixGrid
from copvalue_tui.tui.side.panel import SuggestionPanel


class PointingScreen(Screen[None], inherit_bindings=False):
    """Hears of clicks, and makes of them what a key would."""

    runner: Runner

    def give_key(self, key: str) -> None:
        """Presses a key, after those that were pressed before."""
        raise NotImplementedError

    @property
    def _listens(self) -> bool:
        """Whether a click goes somewhere: not while something is typed or asked."""
        return self.runner.state.typing is None and not self.runner.talking

    def on_matrix_grid_place_pointed(self, event: MatrixGrid.PlacePointed) -> None:
        """A click moves the cursor; a second one at once is Enter."""
        if self._listens:
            self.runner.change(lambda state: point_at(state, event.place))
            if event.twice and self.runner.state.pane == "grid":
                self.give_key("enter")

    def on_suggestion_panel_offer_pointed(self, event: SuggestionPanel.OfferPointed) -> None:
        """A click goes to an offer, or looks at a moment of the timeline; a second one adopts."""
        from copvalue_tui.editor.commands.suggestions import adopted, choose_offer

        if not self._listens:
            return
        if self.runner.state.timeline is not None:
            self.runner.change(lambda state: look_at_moment(state, event.index))
        elif event.twice:
            self.runner.change(lambda state: adopted(state, event.index))
        else:
            self.runner.change(lambda state: choose_offer(state, event.index))

    def on_footer_bar_key_pointed(self, event: FooterBar.KeyPointed) -> None:
        """A click on a key at the foot presses it."""
        self.give_key(event.key)
